"""A workbook of ours is read by exact rules: each column by its head, an empty cell is empty, a dash is a dash.

Nothing is guessed but in a list that a person has typed anew. What the paper said of itself comes from the file's
properties; a person who changes the title on the sheet is believed. Rule and examples: docs/rules/workbook.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zhenggai.core.deadlines import read_deadline
from zhenggai.core.own_workbook import form, is_header, key_of, take_list
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Inspection, Kind, Notice, PlanDraft, Role
from zhenggai.core.plan_text.about.reading import read_about
from zhenggai.core.plan_text.fields.measures_split import split_measures
from zhenggai.core.plan_text.fields.reading import doubts_of
from zhenggai.core.plan_text.fields.unit_fields import ROLES, assigned_units
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, RawFinding, Slot
from zhenggai.core.plan_text.words.script import simplify
from zhenggai.core.references import Reference
from zhenggai.core.source import Cell, Passage, Source, Span, Table

_SLOTS = {slot.value: slot for slot in UNIT_SLOTS}
_DEEPEST = 40  # rows down to which the header is looked for
_KINDS: tuple[Kind, ...] = ("plan", "progress", "closure_notice", "feedback", "other")
Row = Mapping[str, tuple[int, ...]]  # what a column holds -> the lines of its cell


def read_own_ledger(source: Source) -> PlanDraft | None:
    """The draft in a workbook that says it is ours; None where it does not, or no sheet of it has our heads."""
    tables = [one for one in source.layout if isinstance(one, Table)] if source.ledger else []
    sheets = [_Sheet(source, table) for table in tables]
    if not any(sheet.header >= 0 for sheet in sheets):
        return None
    notices = [Notice(remark.code, remark.severity, remark.message) for remark in source.remarks]
    about: About | None = None
    findings: list[FindingDraft] = []
    for sheet in sheets:
        refusal = sheet.refusal()
        if refusal is not None:
            notices.append(refusal)
            continue
        own = _about(source, sheet)
        about = about or own
        notices += sheet.unknown_columns()
        for row in range(sheet.header + 1, sheet.table.rows):
            draft, doubts = _finding(source, sheet.row(row), own)
            notices += [replace(doubt, finding=len(findings) if draft else None) for doubt in doubts]
            findings += [draft] if draft else []
    return PlanDraft(source, about or read_about(source, None, set()), tuple(findings), tuple(notices))


class _Sheet:
    """One sheet: where its header stands (-1 where it has none of ours), and what each column holds."""

    def __init__(self, source: Source, table: Table) -> None:
        self.source = source
        self.table = table
        self.name = table.sheet or ""
        self._grid = table.grid()
        self.header = next((row for row in range(min(table.rows, _DEEPEST)) if is_header(self._heads(row))), -1)
        self._columns: dict[str, int] = {}
        for column, head in enumerate(self._heads(self.header) if self.header >= 0 else ()):
            if key := key_of(head):
                self._columns.setdefault(key, column)

    def _heads(self, row: int) -> list[str]:
        return [_head(self.source, cell) if cell else "" for cell in self._grid[row]]

    def refusal(self) -> Notice | None:
        """Why the sheet is not read, if it is not."""
        if self.header < 0:
            message = f"工作表“{self.name}”没有台账的表头，没有读入；如果里面有问题清单，请另存为单独的文件再上传。"
            return Notice("sheet_left_out", "warning", message)
        if all(self.source.lines[line].hidden for cell in self.table.cells for line in cell.lines):
            message = f"工作表“{self.name}”是隐藏的，里面的清单没有读入；如需读入，请先取消隐藏。"
            return Notice("hidden_sheet", "warning", message)
        return None

    def unknown_columns(self) -> Iterator[Notice]:
        """A column that a person added under a head that is none of ours, or a second one with the same head."""
        for column, cell in enumerate(self._grid[self.header]):
            if cell is not None and cell.column == column and column not in self._columns.values():
                message = f"没有认出表头“{self.source.text(cell)}”，这一列没有读入。"
                yield Notice("unknown_column", "warning", message, passage=_text(self.source, cell.lines))

    def row(self, row: int) -> dict[str, tuple[int, ...]]:
        """The lines of a row's cells by what they hold, in the order of the columns. A merged cell speaks for every
        row it covers, a problem once."""
        held: dict[str, tuple[int, ...]] = {}
        for key, column in sorted(self._columns.items(), key=lambda pair: pair[1]):
            cell = self._grid[row][column]
            if cell is not None and (key != "problem" or cell.row == row):
                held[key] = cell.lines
        return held

    def title(self) -> Passage | None:
        """The first text above the header."""
        above = (cell for row in self._grid[: self.header] for cell in row if cell is not None and cell.lines)
        first = next(above, None)
        return _text(self.source, first.lines) if first else None


def _finding(source: Source, cells: Row, about: About) -> tuple[FindingDraft | None, list[Notice]]:
    lines = [line for held in cells.values() for line in held]
    problem = _text(source, cells.get("problem", ()))
    if problem is None:
        return None, [_without_problem(source, lines)] if lines else []
    texts = {key: _text(source, cells.get(key, ())) for key in ("goal", "person", "deadline", "status", "progress")}
    due = texts["deadline"]
    levels = [key for key in cells if key.startswith("heading")]
    levels.sort(key=lambda key: int(key.removeprefix("heading")))
    draft = FindingDraft(
        problem=problem,
        number=_plain(source, cells.get("number", ())),
        feedback_number=_plain(source, cells.get("feedback_number", ())),
        headings=tuple(heading for key in levels if (heading := _text(source, cells[key]))),
        goal=texts["goal"],
        measures=_measures(source, cells.get("measures", ())),
        units=units_in(source, cells),
        person=texts["person"],
        deadline_text=due,
        deadline=read_deadline(simplify(due.text), issued_on=about.issued_on, year=about.year) if due else None,
        status=texts["status"],
        progress=texts["progress"],
    )
    doubts = [*doubts_of(draft), *_cut(source, lines)]
    if all(source.lines[line].hidden for line in lines):
        doubts.append(
            Notice("hidden_row", "warning", "这一条在隐藏的行里，已经读入，请核对是否保留。", passage=problem)
        )
    return draft, doubts


def _measures(source: Source, lines: tuple[int, ...]) -> tuple[Passage, ...]:
    """Numbered as we number them, or one line: exactly so. Several lines without our numbers a person has typed."""
    items = take_list(_texts(source, lines))
    if items is not None:
        return tuple(_item(source, lines, item) for item in items)
    if len(lines) <= 1:
        return tuple(passage for passage in [_text(source, lines)] if passage)
    return tuple(split_measures(source, [Piece.whole(source.lines[line], opens=line == lines[0]) for line in lines]))


def _item(source: Source, lines: Sequence[int], item: Sequence[tuple[int, int]]) -> Passage:
    spans = tuple(
        Span(lines[position], begin, len(source.lines[lines[position]].text))
        for position, begin in item
        if begin < len(source.lines[lines[position]].text)
    )
    return Passage("\n".join(source.lines[one.line].text[one.start :] for one in spans), spans)


def _texts(source: Source, lines: Sequence[int]) -> list[str]:
    return [source.lines[line].text for line in lines]


def _text(source: Source, lines: Sequence[int]) -> Passage | None:
    """The text of a cell as it stands, its line breaks kept; None where it is empty."""
    if not lines:
        return None
    return Passage("\n".join(_texts(source, lines)), tuple(Span(i, 0, len(source.lines[i].text)) for i in lines))


def _plain(source: Source, lines: Sequence[int]) -> str | None:
    return "\n".join(_texts(source, lines)) or None


def _head(source: Source, cell: Cell) -> str:
    return source.text(cell).replace("\n", "").replace(" ", "")


def _without_problem(source: Source, lines: Sequence[int]) -> Notice:
    place = source.lines[lines[0]].place
    message = f"工作表“{place.sheet}”第{place.row}行没有填写存在问题，没有读入；请补上后重新上传，或在核对时补录。"
    return Notice("row_left_out", "warning", message, passage=_text(source, lines))


def _cut(source: Source, lines: Sequence[int]) -> Iterator[Notice]:
    for line in lines:
        if source.lines[line].text.endswith(form()["cut"]):
            words = (
                f"{source.lines[line].place.words()}的内容在导出时超过单元格上限，后面的没有写进去；请以原文为准补全。"
            )
            yield Notice("cell_was_cut", "warning", words, passage=_text(source, [line]))


def _about(source: Source, sheet: _Sheet) -> About:
    """What the paper said of itself when the sheet was written; read anew from a title that a person has changed."""
    title = sheet.title()
    told: Any = json.loads(source.ledger).get(sheet.name)
    read = read_about(source, title, {Slot.PROBLEM, Slot.MEASURES})
    if not isinstance(told, dict):
        return read
    held: dict[str, Any] = {"issued_on": read.issued_on, "year": read.year}
    told = held | told  # the published form does not tell them
    issued_on, year = told.get("issued_on"), told.get("year")
    anchors: dict[str, Any] = {
        "issued_on": issued_on if _is_day(issued_on) else None,
        "year": year if isinstance(year, int) and 1 <= year <= 9999 else None,
    }
    printed = told.get("title")
    if (title.text if title else None) != (printed or form()["no_title"]):
        return replace(read, **anchors)
    return About(
        title=title if printed else None,
        kind=told["kind"] if told.get("kind") in _KINDS else "plan",
        status=told["status"] if told.get("status") in ("draft", "issued") else None,
        region=_word(told.get("region")),
        inspection=_inspection(told.get("inspection")),
        references=tuple(_references(told.get("references"))),
        **anchors,
    )


def _inspection(told: Any) -> Inspection | None:
    if not isinstance(told, dict):
        return None
    days = [told[key] if _is_day(told.get(key)) else None for key in ("start", "end", "feedback_date")]
    return Inspection(_word(told.get("team")), *days)


def _references(told: Any) -> Iterator[Reference]:
    for one in told if isinstance(told, list) else ():
        if isinstance(one, dict) and (title := _word(one.get("title"))):
            yield Reference(title, _word(one.get("number")), 0, 0)


def _word(told: Any) -> str | None:
    return told if isinstance(told, str) and told else None


def _is_day(told: Any) -> bool:
    try:
        return isinstance(told, str) and date.fromisoformat(told).isoformat() == told
    except ValueError:
        return False


def units_in(source: Source, row: Row) -> tuple[AssignedUnit, ...]:
    """The units in the cells of a row: numbered ones as they stand with their marks, others taken apart by words."""
    cells = [(slot, lines) for key, lines in row.items() if (slot := _SLOTS.get(key))]
    if not any(take_list(_texts(source, lines)) is not None for _slot, lines in cells):
        return assigned_units(_raw(source, cells), source)
    units: list[AssignedUnit] = []
    for slot, lines in cells:
        items = take_list(_texts(source, lines))
        if items is None:
            units += assigned_units(_raw(source, [(slot, lines)]), source)
        else:
            units += [_marked(_item(source, lines, item), ROLES[slot]) for item in items]
    return tuple(units)


def _marked(name: Passage, role: Role) -> AssignedUnit:
    marks: dict[Role, str] = form()["marks"]
    told = next((one for one, mark in marks.items() if name.text.endswith(mark) and name.text != mark), None)
    if told is None:
        return AssignedUnit(name, role)
    mark = marks[told]
    *before, last = name.spans
    spans = (*before, Span(last.line, last.start, last.end - len(mark)))
    return AssignedUnit(Passage(name.text.removesuffix(mark), spans), told)


def _raw(source: Source, cells: Sequence[tuple[Slot, tuple[int, ...]]]) -> RawFinding:
    raw = RawFinding()
    for slot, lines in cells:
        raw.add(slot, (Piece.whole(source.lines[line], opens=line == lines[0]) for line in lines))
    return raw
