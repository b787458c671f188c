"""One finding told in several tables: a list of problems, one of tasks, one of duties (三个清单), joined by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhenggai.core.plan_text.boxes import Box, Grid
from zhenggai.core.plan_text.columns import Column, Header, find_header
from zhenggai.core.plan_text.numbers import number_in
from zhenggai.core.plan_text.raw import RawFinding, Slot
from zhenggai.core.plan_text.rivals import settle

_LEAST = 2  # numbers that two lists must share


def join_lists(grids: Sequence[Grid]) -> list[RawFinding]:
    """The findings of tables that none of which lists findings alone; none where they do not belong together."""
    lists = [(grid, header) for grid in grids if (header := _numbered(grid)) is not None]
    problems = next(((grid, header) for grid, header in lists if header.of(Slot.PROBLEM)), None)
    if problems is None or len(lists) < 2:
        return []
    findings: dict[str, RawFinding] = {}
    for number, cells in _rows(*problems):
        findings[number] = RawFinding(number=number)
        _take(findings[number], cells)
    joined = False
    for grid, header in lists:
        rows = dict(_rows(grid, header))
        if grid is problems[0] or len(rows.keys() & findings.keys()) < min(_LEAST, len(findings)):
            continue
        joined = True
        for number in rows.keys() & findings.keys():
            _take(findings[number], rows[number])
    return list(findings.values()) if joined else []


def _numbered(grid: Grid) -> Header | None:
    """The header of a table whose rows are known by number."""
    header = find_header(grid)
    if header is None:
        return None
    header = settle(header, grid)
    return header if header.of(Slot.NUMBER) and len(header.slots) > 1 else None


def _rows(grid: Grid, header: Header) -> Iterator[tuple[str, list[tuple[Column, Box]]]]:
    column = header.of(Slot.NUMBER)[0].index
    for row in grid.places[header.last :]:
        box = row[column]
        number = number_in(box.text) if box is not None and box.text else None
        if number is not None:
            yield number, [(each, cell) for each in header.columns if (cell := row[each.index]) is not None]


def _take(finding: RawFinding, cells: Sequence[tuple[Column, Box]]) -> None:
    for column, box in cells:
        if column.slot is not None and column.slot is not Slot.NUMBER and not box.empty:
            finding.add(column.slot, box.pieces)
