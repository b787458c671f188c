"""Tables of a printed page: found by their ruling lines, or by two columns of text that keep their places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from zhenggai.documents import limits
from zhenggai.documents.formats.page_lines import TextLine, text_lines
from zhenggai.documents.formats.page_parts import Glyph, Ruling
from zhenggai.documents.formats.refusals import refusal

_NEAR = 3.0  # points within which two rulings are the same, or touch
_COVERED = 0.7  # of a cell's side that rulings must cover to be its wall
_LABEL_CHARACTERS = 12
_LEAST_PAIRS = 3
_LABEL = re.compile("^[\u4e00-\u9fff（(]")


@dataclass(slots=True)
class RuledCell:
    """A cell in the grid of its table, with its box and its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    right: float
    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """A table on one page, or, once joined, on several."""

    rows: int
    edges: list[float]  # x of the column borders
    levels: list[float]  # y of the row borders
    page: int
    cells: list[RuledCell]

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.edges) - 1

    @property
    def top(self) -> float:
        """y of its upper border."""
        return self.levels[0]

    @property
    def bottom(self) -> float:
        """y of its lower border."""
        return self.levels[-1]

    def row(self, index: int) -> list[RuledCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((cell for cell in self.cells if cell.row == index), key=lambda cell: cell.column)


def ruled_tables(rulings: Sequence[Ruling], glyphs: Sequence[Glyph], page: int) -> tuple[list[RuledTable], list[Glyph]]:
    """The tables drawn by the rulings, filled with their text, and the characters that stand outside of all tables."""
    tables = [table for group in _groups(_merged(rulings)) if (table := _lattice(group, page)) is not None]
    outside: list[Glyph] = []
    inside: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        for index, table in enumerate(tables):
            if (
                table.edges[0] - _NEAR <= x <= table.edges[-1] + _NEAR
                and table.top - _NEAR <= y <= table.bottom + _NEAR
            ):
                inside.setdefault(index, []).append(glyph)
                break
        else:
            outside.append(glyph)
    filled = []
    for index, table in enumerate(tables):
        _fill(table, inside.get(index, []))
        if any(cell.lines for cell in table.cells) and len(table.cells) > 1:
            filled.append(table)
        else:
            outside.extend(inside.get(index, []))
    return filled, outside


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Rulings at the same place put together, pieces of one line joined."""
    merged: list[Ruling] = []
    for upright in (True, False):
        places: list[list[Ruling]] = []
        for ruling in sorted((item for item in rulings if item.upright is upright), key=lambda item: item.at):
            if places and ruling.at - places[-1][-1].at <= _NEAR:
                places[-1].append(ruling)
            else:
                places.append([ruling])
        for place in places:
            at = sum(item.at for item in place) / len(place)
            start, end = 0.0, -1.0
            for item in sorted(place, key=lambda item: item.start):
                if end < start or item.start > end + _NEAR:
                    if end > start:
                        merged.append(Ruling(upright, at, start, end))
                    start, end = item.start, item.end
                end = max(end, item.end)
            merged.append(Ruling(upright, at, start, end))
    return merged


def _groups(rulings: list[Ruling]) -> list[list[Ruling]]:
    """Rulings that touch one another, directly or through others."""
    uprights = [ruling for ruling in rulings if ruling.upright]
    levels = sorted((ruling for ruling in rulings if not ruling.upright), key=lambda ruling: ruling.at)
    heights = [level.at for level in levels]
    owner = {id(ruling): index for index, ruling in enumerate(rulings)}
    parents = list(range(len(rulings)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for upright in uprights:
        low, high = bisect_left(heights, upright.start - _NEAR), bisect_right(heights, upright.end + _NEAR)
        for level in levels[low:high]:
            if level.start - _NEAR <= upright.at <= level.end + _NEAR:
                parents[root(owner[id(upright)])] = root(owner[id(level)])
    groups: dict[int, list[Ruling]] = {}
    for index, ruling in enumerate(rulings):
        groups.setdefault(root(index), []).append(ruling)
    found = [group for group in groups.values() if len(group) >= 4]
    return sorted(found, key=lambda group: min(ruling.at for ruling in group if not ruling.upright))


def _lattice(group: list[Ruling], page: int) -> RuledTable | None:
    """The table that touching rulings draw; None for a frame around text."""
    xs = _places(ruling.at for ruling in group if ruling.upright)
    ys = _places(ruling.at for ruling in group if not ruling.upright)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    if len(xs) * len(ys) > limits.MAX_CELLS:
        raise refusal("too_many_cells")
    uprights = [ruling for ruling in group if ruling.upright]
    levels = [ruling for ruling in group if not ruling.upright]
    right_walls = [
        [_is_walled(uprights, xs[column + 1], ys[row], ys[row + 1]) for column in range(len(xs) - 1)]
        for row in range(len(ys) - 1)
    ]
    floors = [
        [_is_walled(levels, ys[row + 1], xs[column], xs[column + 1]) for column in range(len(xs) - 1)]
        for row in range(len(ys) - 1)
    ]
    return RuledTable(len(ys) - 1, xs, ys, page, _cells(xs, ys, right_walls, floors))


def _cells(
    xs: list[float], ys: list[float], right_walls: list[list[bool]], floors: list[list[bool]]
) -> list[RuledCell]:
    """Cells as rectangles: to the right up to the next wall, downwards up to the next floor."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            width = 1
            while column + width < len(xs) - 1 and not right_walls[row][column + width - 1]:
                if (row, column + width) in taken:
                    break
                width += 1
            height = 1
            while row + height < len(ys) - 1 and not any(floors[row + height - 1][column : column + width]):
                height += 1
            taken.update((row + down, column + along) for down in range(height) for along in range(width))
            cells.append(RuledCell(row, column, height, width, xs[column], xs[column + width]))
    return cells


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _is_walled(rulings: Iterable[Ruling], at: float, start: float, end: float) -> bool:
    covered = 0.0
    for ruling in rulings:
        if abs(ruling.at - at) <= _NEAR:
            covered += max(0.0, min(ruling.end, end) - max(ruling.start, start))
    return covered >= (end - start) * _COVERED


def _fill(table: RuledTable, glyphs: Sequence[Glyph]) -> None:
    """Put the characters into the cells they stand in."""
    owner = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    held: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        column = min(max(bisect_right(table.edges, (glyph.left + glyph.right) / 2) - 1, 0), table.columns - 1)
        row = min(max(bisect_right(table.levels, glyph.middle) - 1, 0), table.rows - 1)
        cell = owner.get((row, column))
        if cell is not None:
            held.setdefault(id(cell), []).append(glyph)
    for cell in table.cells:
        cell.lines = text_lines(held.get(id(cell), []), table.page)


def paired_tables(lines: Sequence[TextLine]) -> list[RuledTable | TextLine]:
    """Lines of one region with every run of label and value columns made a table of two columns.

    Such a run has no rulings: short labels at the left margin, values that all begin at one place further right.
    """
    result: list[RuledTable | TextLine] = []
    position = 0
    while position < len(lines):
        end = _pair_run(lines, position)
        if end > position:
            result.append(_paired(lines[position:end]))
            position = end
        else:
            result.append(lines[position])
            position += 1
    return result


def _pair_run(lines: Sequence[TextLine], start: int) -> int:
    """The end of the run of pairs that begins at lines[start]; `start` itself when none begins."""
    if not _is_pair(lines[start]):
        return start
    label_at, value_at = lines[start].segments[0][0], lines[start].segments[1][0]
    n_pairs, end = 0, start
    while end < len(lines):
        line = lines[end]
        if (
            _is_pair(line)
            and abs(line.segments[0][0] - label_at) <= _NEAR
            and abs(line.segments[1][0] - value_at) <= _NEAR
        ):
            n_pairs += 1
        elif len(line.segments) != 1 or abs(line.left - value_at) > _NEAR:
            break
        end += 1
    return end if n_pairs >= _LEAST_PAIRS else start


def _is_pair(line: TextLine) -> bool:
    return (
        len(line.segments) == 2
        and 2 <= line.segments[1][1] - 1 <= _LABEL_CHARACTERS
        and _LABEL.match(line.text) is not None
    )


def _paired(lines: Sequence[TextLine]) -> RuledTable:
    value_at = lines[0].segments[1][0]
    edges = [lines[0].left - _NEAR, value_at - _NEAR, max(line.right for line in lines)]
    levels = [lines[0].top]
    cells: list[RuledCell] = []
    row = -1
    for line in lines:
        if len(line.segments) == 2:
            row += 1
            levels.append(line.bottom)
            label, value = _split(line)
            cells.append(RuledCell(row, 0, 1, 1, edges[0], edges[1], [label]))
            cells.append(RuledCell(row, 1, 1, 1, edges[1], edges[2], [value]))
        else:
            cells[-1].lines.append(line)
            levels[-1] = line.bottom
    return RuledTable(row + 1, edges, levels, lines[0].page, cells)


def _split(line: TextLine) -> tuple[TextLine, TextLine]:
    """A line with two segments as two lines."""
    (left, _), (value_at, index) = line.segments
    label = replace(line, text=line.text[:index].strip(), right=value_at, segments=((left, 0),))
    return label, replace(line, text=line.text[index:], left=value_at, segments=((value_at, 0),))
