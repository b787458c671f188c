"""Ledgers: a row for each finding, or several rows where measures have rows of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from zhenggai.catalog import pack
from zhenggai.core.numbering import NumberStyle, leading_number
from zhenggai.core.plan_text.grids.boxes import Box, Grid
from zhenggai.core.plan_text.grids.cells import cell_fields
from zhenggai.core.plan_text.grids.columns import Column, Header, find_header, is_header_row
from zhenggai.core.plan_text.grids.counting import is_figure
from zhenggai.core.plan_text.grids.joining import has_fields
from zhenggai.core.plan_text.grids.ladders import Ladder, headings_of
from zhenggai.core.plan_text.grids.rivals import settle
from zhenggai.core.plan_text.words.layout_words import any_word, listed
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, RawFinding, Slot
from zhenggai.core.source import Passage, Source
from zhenggai.core.units.names import ends_as_unit

_CHINESE = {
    NumberStyle.CHINESE_COMMA,
    NumberStyle.CHINESE_BRACKET,
    NumberStyle.CHINESE_HALF_BRACKET,
    NumberStyle.ORDINAL,
}
_ENDED = tuple("。；;！!？?”）)：:.")
_NUMERAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]?")
_NEVER_ALONE = {Slot.NUMBER, Slot.FEEDBACK_NUMBER, Slot.REMARK, Slot.IGNORED, Slot.CATEGORY, Slot.PERSON}
_TELLING = {Slot.GOAL, Slot.MEASURES, Slot.PROGRESS, Slot.STATUS, Slot.PERSON, Slot.NEXT_STEPS}
_WHO = frozenset({Slot.PERSON, *UNIT_SLOTS})
_SORT = 4  # characters of a bare kind: 大气, 固体废物
_KIND = 10  # characters of a kind of problems that a table counts: 大气类
_HIDDEN = "这一条在隐藏的行里，已经读入，请核对是否保留。"


@dataclass(slots=True)
class Carried:
    """What a ledger leaves to a table that goes on with it: its headings and its last number."""

    ladder: Ladder = field(default_factory=Ladder)
    number: int | None = None


def read_ledger(source: Source, grid: Grid, header: Header, carried: Carried | None = None) -> list[RawFinding]:
    """The findings of the rows below a settled header; none where the table only counts.

    carried: of the table before; its headings hold on where the numbers go on. It is brought up to date."""
    if _only_counts(grid, header):
        return []
    reader = _Rows(source, grid, header, carried)
    reader.take_heading_above()
    for row in range(header.last, grid.rows):
        reader.take(row)
    if carried is not None:
        carried.ladder, carried.number = reader.ladder, reader.last_number
    found = [entry.raw for entry in reader.entries if _says_something(entry.raw)]
    _note_empty_cells(found)
    return found


def read_part(source: Source, grid: Grid) -> list[RawFinding]:
    """The entries of a numbered list that lacks problems, or has nothing else; [] where the table is no such list."""
    header = find_header(grid)
    header = settle(header, grid) if header is not None else None
    if header is None or not header.of(Slot.NUMBER, Slot.FEEDBACK_NUMBER) or header.slots <= _NEVER_ALONE:
        return []
    if header.of(Slot.PROBLEM) and (_only_counts(grid, header) or not header.names_problems):
        return []
    schedules = listed("heads", "schedules")
    if any(column.slot is None and any(word in column.head for word in schedules) for column in header.columns):
        return []
    reader = _Rows(source, grid, header)
    for row in range(header.last, grid.rows):
        reader.take(row)
    found = [entry.raw for entry in reader.entries]
    return found if all(map(has_fields, found)) else []


def _note_empty_cells(found: Sequence[RawFinding]) -> None:
    """A cell left empty where most rows fill it is said."""
    for slot in (Slot.MEASURES, Slot.GOAL, Slot.DEADLINE):
        name = pack("labels")["slots"][slot.value]["strong"][0]
        empty = [raw for raw in found if slot not in raw.fields]
        if 0 < len(empty) * 2 < len(found):
            for raw in empty:
                raw.doubts.append(("empty_cell", f"“{name}”一栏是空的，请核对。", None))


def _only_counts(grid: Grid, header: Header) -> bool:
    """Whether the problem column holds numbers, or kinds of problems beside two columns of figures or more and nothing
    told of any: a table of counts."""
    kinds = _cells(grid, header, header.of(Slot.PROBLEM)[0])
    if kinds and sum(map(is_figure, kinds)) * 2 > len(kinds):
        return True
    if not kinds or max(map(len, kinds)) > _KIND:
        return False
    others = [column for column in header.columns if column.slot not in (Slot.NUMBER, Slot.FEEDBACK_NUMBER)]
    cells = [(column, texts) for column in others if (texts := _cells(grid, header, column))]
    figures = [column for column, texts in cells if all(map(is_figure, texts))]
    told = any(
        column.slot is Slot.DEADLINE
        or (column.slot in _TELLING and column not in figures)
        or (column.slot in _WHO and column not in figures and len(set(texts)) > 1 and not all(map(_sorts, kinds)))
        for column, texts in cells
    )
    return len(figures) > 1 and not told


def _sorts(text: str) -> bool:
    """Whether a few words name a kind of problems, and no problem: 大气, 水类, 扬尘方面."""
    return len(text) <= _SORT or text.endswith(tuple(pack("kinds")["headings"]["endings"]))


def _cells(grid: Grid, header: Header, column: Column) -> list[str]:
    """What the filled cells of a column hold below the heads, blanks removed."""
    rows = range(header.last, grid.rows)
    boxes = [grid.places[row][column.index] for row in rows if column.index < len(grid.places[row])]
    return [box.bare for box in dict.fromkeys(boxes) if box is not None and not box.empty]


@cache
def _note() -> re.Pattern[str]:
    return re.compile(rf"{any_word('rows', 'notes')}[^。]{{0,12}}?[：:]")


def _says_something(raw: RawFinding) -> bool:
    slots = raw.fields.keys() - {Slot.NUMBER, Slot.FEEDBACK_NUMBER, Slot.REMARK, Slot.IGNORED}
    return Slot.PROBLEM in slots or len(slots) > 1


@dataclass(slots=True)
class _Entry:
    """A finding in the making and the cells that it has already taken."""

    raw: RawFinding
    number: Box | None
    problem: Box | None
    taken: set[int] = field(default_factory=set)


class _Rows:
    """Reads row after row, remembering the headings and the finding that is open."""

    def __init__(self, source: Source, grid: Grid, header: Header, carried: Carried | None = None) -> None:
        self.source, self.grid, self.header = source, grid, header
        self.entries: list[_Entry] = []
        self.carried = carried or Carried()
        self.ladder = Ladder([*self.carried.ladder.steps])
        self.categories: dict[int, tuple[Box, list[Passage]]] = {}

    def take(self, row: int) -> None:
        boxes = self.grid.filled(row)
        if not boxes or row < self.header.last or self._is_no_row(row, boxes):
            return
        heading = self._heading(row, boxes)
        if heading is not None:
            box, numeral = heading
            self.ladder.climb(self.source, box, numeral)
            self.categories.clear()
            return
        if self._begins(row, boxes):
            self._open(row, boxes)
        if self.entries:
            self._add(self.entries[-1], row)

    def take_heading_above(self) -> None:
        """A numbered category in the row right above the header."""
        boxes = self.grid.filled(self.header.first - 1) if self.header.first else []
        if len(boxes) == 1 and _is_heading(boxes[0]) and _is_numbered_heading(boxes[0]):
            self.ladder.climb(self.source, boxes[0])

    def _is_no_row(self, row: int, boxes: Sequence[Box]) -> bool:
        """Repeated heads, column numbers, totals, notes; a header of other columns takes over."""
        if self.header.repeated_in(boxes):
            return True
        own = [box for box in boxes if box.row == row]
        if len(own) > 1 and is_header_row(self.grid, row):
            other = find_header(self.grid, row)
            if other is not None and (other := settle(other, self.grid)).lists_findings:
                self.header = other
            return True
        if boxes[0].bare.startswith(listed("rows", "totals")) and len(boxes[0].bare) < 12:
            return True
        return len(boxes) <= 3 and _note().match(boxes[0].bare) is not None

    def _at(self, row: int, slot: Slot) -> Box | None:
        """The box of a row in the column of a slot, None where there is no such column or nothing in it."""
        for column in self.header.of(slot):
            places = self.grid.places[row]
            box = places[column.index] if column.index < len(places) else None
            if box is not None and not box.empty:
                return box
        return None

    def _heading(self, row: int, boxes: Sequence[Box]) -> tuple[Box, str] | None:
        """The category heading that a row holds and nothing else, with its numeral where that has its own cell."""
        own = [box for box in boxes if box.row == row]
        if len(own) == 2 and len(boxes) == 2 and own[0] is self._at(row, Slot.NUMBER):
            chinese = _NUMERAL.fullmatch(own[0].bare) is not None and self._numbers_are_arabic
            numeral = chinese or self._is_first_part(row, own[0].bare)
            return (own[1], own[0].bare) if numeral and _is_heading(own[1]) else None
        if len(own) != 1 or len(boxes) != 1:
            return None
        return (own[0], "") if self._is_lone_heading(row, own[0]) else None

    def _is_lone_heading(self, row: int, box: Box) -> bool:
        """Whether the only filled cell of a row is a heading, rather than text that goes on from the row above."""
        numbered = _is_numbered_heading(box)
        if box.column_span >= max(2, len(self.header.columns) - 1):
            title = row + 1 < self.grid.rows and is_header_row(self.grid, row + 1)
            return numbered or (_is_heading(box) and not title)
        columns = [column for column in self.header.columns if column.index == box.column]
        if columns and columns[0].slot not in (None, Slot.NUMBER, Slot.PROBLEM, Slot.CATEGORY) and box.column:
            return False
        if columns and columns[0].slot is Slot.CATEGORY and box.row_span > 1:
            return False
        return _is_heading(box) and (numbered or (len(box.bare) > 3 and (box.column == 0 or self._is_after_stop(box))))

    def _is_after_stop(self, box: Box) -> bool:
        """Whether the problem above is complete, so that a short text below it is a heading."""
        problem = self.entries[-1].raw.fields.get(Slot.PROBLEM) if self.entries else None
        return len(box.bare) <= 24 and (problem is None or problem[-1].text(self.source).endswith(_ENDED))

    @cached_property
    def _numbers_are_arabic(self) -> bool:
        """Whether findings are numbered 1, 2, 3, so that 一 in the number column numbers a category."""
        found = (self._at(row, Slot.NUMBER) for row in range(self.header.last, self.grid.rows))
        return any(box is not None and box.bare[:1].isdigit() for box in found)

    def _is_first_part(self, row: int, number: str) -> bool:
        """Whether the findings below count within this number: 2 above 2.1, 2.2."""
        below = self._at(row + 1, Slot.NUMBER) if number.isdecimal() and row + 1 < self.grid.rows else None
        return below is not None and re.match(rf"{number}[.．\-－]\d", below.bare) is not None

    def _begins(self, row: int, boxes: Sequence[Box]) -> bool:
        """Whether a row opens a new finding rather than going on with the one before."""
        number, problem = self._at(row, Slot.NUMBER), self._at(row, Slot.PROBLEM)
        if not self.entries:
            return number is not None or problem is not None
        last = self.entries[-1]
        if problem is not None and problem is last.problem:
            return False
        if number is not None and number is not last.number:
            same = last.number is not None and number.bare == last.number.bare
            copied = problem is None or (last.problem is not None and problem.text == last.problem.text)
            return not (same and copied)
        if problem is None:
            return False
        if number is not None and number is last.number:
            return True
        return self._is_new_problem(row, problem, boxes)

    def _is_new_problem(self, row: int, problem: Box, boxes: Sequence[Box]) -> bool:
        """A problem without a number of its own: a new finding, or text that a page break cut."""
        last = self.entries[-1].raw.fields.get(Slot.PROBLEM)
        if leading_number(problem.numbering + problem.text[:40]) is not None:
            return True
        cut = bool(last) and not last[-1].text(self.source).endswith(_ENDED) if last else False
        n_slots = sum(self._at(row, slot) is not None for slot in self.header.slots - {Slot.CATEGORY})
        if cut and n_slots < max(2, len(self.header.slots) - 1):
            return False
        return not self.header.of(Slot.NUMBER) or n_slots > 2

    @property
    def last_number(self) -> int | None:
        return _whole(self.entries[-1].number) if self.entries else None

    def _forget_carried(self, row: int) -> None:
        """Headings of the table before do not hold where the numbers do not go on."""
        number, before = _whole(self._at(row, Slot.NUMBER)), self.carried.number
        if number is None or before is None or number != before + 1:
            self.ladder.steps = [step for step in self.ladder.steps if step not in self.carried.ladder.steps]

    def _open(self, row: int, boxes: Sequence[Box]) -> None:
        if not self.entries and self.carried.ladder.steps:
            self._forget_carried(row)
        entry = _Entry(RawFinding(), self._at(row, Slot.NUMBER), self._at(row, Slot.PROBLEM))
        entry.raw.headings = [*self.ladder.headings, *self._category_headings(row)]
        if all(box.hidden for box in boxes):
            first = next((piece for box in boxes for piece in box.pieces), None)
            entry.raw.doubts.append(("hidden_row", _HIDDEN, first))
        self.entries.append(entry)

    def _category_headings(self, row: int) -> list[Passage]:
        """The headings in category columns; an empty cell goes on with the one above it."""
        found: list[Passage] = []
        for column in self.header.of(Slot.CATEGORY):
            places = self.grid.places[row]
            box = places[column.index] if column.index < len(places) else None
            if box is not None and not box.empty:
                before = self.categories.get(column.index)
                if before is None or before[0] is not box:
                    self.categories = {index: kept for index, kept in self.categories.items() if index < column.index}
                self.categories[column.index] = (box, headings_of(self.source, box))
            for heading in self.categories.get(column.index, (None, []))[1]:
                if heading.text not in [other.text for other in found]:
                    found.append(heading)
        return found

    def _add(self, entry: _Entry, row: int) -> None:
        for column in self.header.columns:
            box = self.grid.places[row][column.index] if column.index < len(self.grid.places[row]) else None
            if box is None or box.empty or id(box) in entry.taken or column.slot in (None, Slot.CATEGORY):
                continue
            entry.taken.add(id(box))
            if column.slot is not None:
                self._add_box(entry, column.slot, column, box)

    def _add_box(self, entry: _Entry, slot: Slot, column: Column, box: Box) -> None:
        before = entry.raw.fields.get(slot)
        if before and slot in (Slot.NUMBER, Slot.FEEDBACK_NUMBER):
            return
        box = column.box if column.ticked and column.box is not None else box
        cut = before is not None and self._is_cut(entry, slot, before[-1], box)
        pieces = cell_fields(self.source, box, slot, second=column.second, opens=before is not None and not cut)
        for position, (found, piece) in enumerate(pieces):
            entry.raw.add(found, [replace(piece, continues=True) if cut and position == 0 else piece])

    def _is_cut(self, entry: _Entry, slot: Slot, last: Piece, box: Box) -> bool:
        """Whether a cell goes on with the sentence of the cell above it (a row that a page break cut)."""
        merged = any(kept is not None and kept.row_span > 1 for kept in (entry.number, entry.problem))
        number = self._at(box.row, Slot.NUMBER)
        if merged or number is not None or leading_number(box.numbering + box.text[:40]) is not None:
            return False
        text = last.text(self.source)
        if slot in UNIT_SLOTS:
            return not ends_as_unit(text)
        return not text.endswith(_ENDED) and (box.text.endswith(_ENDED) or text.endswith(("，", "、", ",")))


def _whole(box: Box | None) -> int | None:
    """The number of a cell that holds nothing else, typed or automatic."""
    printed = (box.numbering + box.bare).strip("()（）.．、 ") if box is not None else ""
    return int(printed) if re.fullmatch("[0-9]{1,4}", printed) else None


def _is_numbered_heading(box: Box) -> bool:
    number = leading_number(box.numbering + box.text[:40])
    return number is not None and number.style in _CHINESE


def _is_heading(box: Box) -> bool:
    """Whether the text of a row of its own may be a category: short, no sentence, no note."""
    return len(box.bare) <= 70 and not box.text.rstrip().endswith(("。", "；", ";")) and not _note().match(box.bare)
