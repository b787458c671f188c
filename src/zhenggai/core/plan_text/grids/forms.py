"""Forms: a table for each finding, labels beside or above their values, in any arrangement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhenggai.core.plan_text.fields.status_text import is_status
from zhenggai.core.plan_text.grids.boxes import Box, Grid
from zhenggai.core.plan_text.grids.captions import read_caption
from zhenggai.core.plan_text.grids.cells import cell_fields
from zhenggai.core.plan_text.grids.columns import head_slot, is_foreign_number, is_head
from zhenggai.core.plan_text.grids.ladders import headings_of
from zhenggai.core.plan_text.words.labels import find_labels
from zhenggai.core.plan_text.words.lexicon import known
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, RawFinding, Slot
from zhenggai.core.source import Source
from zhenggai.core.units.names import ends_as_unit

_ONCE = {Slot.NUMBER, Slot.PROBLEM}
_TELLING = {Slot.PROBLEM, Slot.MEASURES, Slot.GOAL, Slot.PROGRESS}
_LEAST_LABELS = 3
_SIGN = re.compile(r"[：:∶﹕】〗\]］」]|——|－－")  # no label has its value in the same cell without one
_TELL_NOTHING = {None, Slot.IGNORED, Slot.REMARK}
_SHORT = {Slot.NUMBER, Slot.FEEDBACK_NUMBER, Slot.PERSON, Slot.DEADLINE, Slot.STATUS, *UNIT_SLOTS}


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and the boxes that hold its value."""

    label: Box
    slot: Slot
    values: tuple[Box, ...]


def read_forms(source: Source, grid: Grid) -> list[RawFinding]:
    """The findings of a form, one or several below each other; none where the table is no form."""
    if not _holds_labels(grid):
        return []
    pairs = _numbered(list(_pairs(grid)))
    slots = {pair.slot for pair in pairs} - _TELL_NOTHING
    rows = {pair.label.row for pair in pairs}
    if len(slots) < _LEAST_LABELS or len(rows) < 2 or not slots & _TELLING:
        return []
    return list(_findings(source, grid, pairs))


def _holds_labels(grid: Grid) -> bool:
    """Whether a grid holds enough different labels, wherever they stand; a table of figures does not."""
    slots: set[Slot | None] = set()
    seen: set[str] = set()  # a table of figures says the same few again and again
    for box in grid.boxes():
        if not box.tables:
            if box.text in seen:
                continue
            seen.add(box.text)
        slots.add(_label_slot(box) or _inner_slot(box))
        if len(slots - _TELL_NOTHING) >= _LEAST_LABELS:
            return True
    return False


def _numbered(pairs: list[_Pair]) -> list[_Pair]:
    """问题编号 in a form without another number is the list's own."""
    if any(pair.slot is Slot.NUMBER for pair in pairs):
        return pairs
    own = {Slot.FEEDBACK_NUMBER: Slot.NUMBER}
    return [
        replace(pair, slot=own.get(pair.slot, pair.slot)) if not is_foreign_number(pair.label.bare) else pair
        for pair in pairs
    ]


def has_label_column(grid: Grid) -> bool:
    """Whether labels of different fields stand below each other in the first column, as in a form."""
    first = [grid.row(row)[0] for row in range(min(grid.rows, 40)) if grid.row(row)]
    return len({slot for box in dict.fromkeys(first) if (slot := _label_slot(box)) is not None}) > 1


def lies_on_its_side(grid: Grid) -> bool:
    """Whether the labels fill the first column and each further column is a finding."""
    n_values: dict[Slot, int] = {}
    for row in range(grid.rows):
        boxes = grid.filled(row)
        if not boxes or boxes[0].column or (slot := _label_slot(boxes[0])) is None:
            return False
        if any(_label_slot(box) for box in boxes[1:]):
            return False
        n_values[slot] = sum(box.column_span == 1 for box in boxes[1:])
    n_problems = n_values.get(Slot.PROBLEM, 0)
    return n_problems > 1 and sum(count == n_problems for count in n_values.values()) > 2


def holds_labelled_lines(grid: Grid) -> bool:
    """Whether a table of one column holds label and value together in its cells, as a text would."""
    return grid.columns == 1 and sum(_inner_slot(box) is not None for box in grid.boxes()) >= _LEAST_LABELS


def _label_slot(box: Box) -> Slot | None:
    """The slot of a label cell. Words of the lexicon count anywhere; longer heads only if they end like one."""
    if not is_head(box) or box.tables:
        return None
    word = known(box.bare)
    if word is not None:
        return word.slot if not word.closing else Slot.IGNORED
    slot = head_slot(box.bare) if len(box.bare) <= 14 and not box.bare.endswith(("。", "，")) else None
    return None if slot is None or is_status(box.text) else slot


def _inner_slot(box: Box) -> Slot | None:
    """The slot of a cell that holds its label and value together: 整改目标：达标排放。"""
    if _SIGN.search(box.text, 0, 40) is None:
        return None
    hits = find_labels(box.text[:40])
    hit = hits[0] if hits else None
    if hit is None or hit.start or not hit.colon or hit.weak or hit.closing or hit.end >= len(box.text):
        return None
    return hit.slot


def _pairs(grid: Grid) -> Iterator[_Pair]:
    """Labels with their values, row by row."""
    taken: set[int] = set()
    for row in range(grid.rows):
        boxes = grid.row(row)
        if _is_row_of_labels(grid, row):
            yield from _values_below(grid, row, taken)
            continue
        for place, box in enumerate(boxes):
            if box.row != row or id(box) in taken:
                continue
            slot = _label_slot(box)
            if slot is None:
                if (inner := _inner_slot(box)) is not None:
                    yield _Pair(box, inner, (box,))
                continue
            values = tuple(_values_beside(grid, box, boxes[place + 1 :], taken))
            if not values and box.column_span >= grid.columns > 1 and not _is_label_row(grid, row + 1):
                values = tuple(value for value in grid.filled(row + 1) if value.row == row + 1)
            taken.update(map(id, values))
            taken.add(id(box))
            yield _Pair(box, slot, values)


def _is_row_of_labels(grid: Grid, row: int) -> bool:
    """Two labels or more and nothing else, the values in the row below."""
    boxes = [box for box in grid.filled(row) if box.row == row]
    if len(boxes) < 2 or row + 1 >= grid.rows or any(_label_slot(box) is None for box in boxes):
        return False
    below = [box for box in grid.filled(row + 1) if box.row == row + 1]
    return bool(below) and not any(_label_slot(box) for box in below)


def _is_label_row(grid: Grid, row: int) -> bool:
    return row >= grid.rows or any(_label_slot(box) is not None for box in grid.filled(row))


def _values_below(grid: Grid, row: int, taken: set[int]) -> Iterator[_Pair]:
    for box in [box for box in grid.row(row) if box.row == row and not box.empty]:
        slot = _label_slot(box)
        reach = range(box.column, box.column + box.column_span)
        below = [value for value in grid.row(row + 1) if value.column in reach and id(value) not in taken]
        taken.update(map(id, [box, *below]))
        if slot is not None:
            yield _Pair(box, slot, tuple(value for value in below if not value.empty))


def _values_beside(grid: Grid, label: Box, right: Sequence[Box], taken: set[int]) -> Iterator[Box]:
    """The boxes right of a label up to the next label, in each row that the label spans."""
    own = _label_slot(label)
    short = own in _SHORT
    for place, box in enumerate(right):
        other = _label_slot(box)
        if other is own and place == 0 and box.bare != label.bare:
            other = None  # 责任领导 | 县政府分管领导: a value may end in the word of its label
        if other is not None or (short and place == 1 and len(right) >= 3 and _looks_like_label(box)):
            break
        if not box.empty and id(box) not in taken:
            yield box
    for row in range(label.row + 1, min(label.row + label.row_span, grid.rows)):
        for box in grid.row(row):
            if box.row != row or box.column <= label.column or id(box) in taken:
                continue
            if _label_slot(box) is not None:
                return
            if not box.empty:
                yield box


def _looks_like_label(box: Box) -> bool:
    """An unknown label between a short value and another one: 问题序号 | 12 | 整改层级 | 县级."""
    return is_head(box) and 2 <= len(box.bare) <= 10 and not any(map(str.isdigit, box.bare)) and not _listed(box.bare)


def _listed(text: str) -> bool:
    return "、" in text or "，" in text or ends_as_unit(text)


def _findings(source: Source, grid: Grid, pairs: Sequence[_Pair]) -> Iterator[RawFinding]:
    raw = RawFinding()
    row = 0
    for pair in pairs:
        if pair.slot in _ONCE and _is_new(raw, pair.slot):
            yield raw
            raw = RawFinding()
        if not raw.fields:
            _take_titles(grid, raw, row, pair.label.row)
        row = pair.label.row
        _add(source, raw, pair)
    if raw.fields:
        yield raw


def _is_new(raw: RawFinding, slot: Slot) -> bool:
    """A second problem, or a number after fields were read, begins the next finding."""
    return slot in raw.fields or (slot is Slot.NUMBER and Slot.PROBLEM in raw.fields)


def _take_titles(grid: Grid, raw: RawFinding, first: int, last: int) -> None:
    """A row of its own above the labels may hold the number of the finding."""
    for row in range(first, last):
        boxes = [box for box in grid.filled(row) if box.row == row]
        caption = read_caption(boxes[0].text) if len(boxes) == 1 else None
        if caption is not None and raw.number is None:
            raw.number, raw.feedback_number = caption.number, caption.feedback_number


def _add(source: Source, raw: RawFinding, pair: _Pair) -> None:
    if pair.slot is Slot.CATEGORY:
        raw.headings.extend(heading for value in pair.values for heading in headings_of(source, value))
        return
    for position, value in enumerate(pair.values):
        for slot, piece in cell_fields(source, value, pair.slot, opens=position > 0):
            raw.add(slot, [piece])
