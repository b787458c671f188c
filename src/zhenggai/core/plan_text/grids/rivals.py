"""Columns that claim the same field: which one holds it, and what the others hold instead.

Settled by the words of the heads and by what stands below them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from zhenggai.core.plan_text.fields.status_text import is_status
from zhenggai.core.plan_text.grids.boxes import Box, Grid
from zhenggai.core.plan_text.grids.columns import Column, Header, is_foreign_number
from zhenggai.core.plan_text.words.layout_words import alternatives, any_word, listed, section_of
from zhenggai.core.plan_text.words.raw import Slot

_SINGLE = (
    Slot.NUMBER, Slot.FEEDBACK_NUMBER, Slot.PROBLEM, Slot.GOAL, Slot.DEADLINE, Slot.PERSON, Slot.PROGRESS, Slot.STATUS
)  # fmt: skip


def settle(header: Header, grid: Grid) -> Header:
    """The header with every single-valued field claimed by one column only."""
    columns = [_by_values(column, _below(grid, header, column)) for column in header.columns]
    columns = _with_bare_numbers(_without_difficulties(columns), header, grid)
    columns = _without_severities(columns, header, grid)
    for slot in _SINGLE:
        rivals = [column for column in columns if column.slot is slot and not column.ticked]
        if len(rivals) > 1:
            winner = min(rivals, key=_strength(_claims(slot)))
            losers = {column.index: _instead(column, winner, header, grid) for column in rivals if column is not winner}
            columns = [replace(c, slot=losers[c.index]) if c.index in losers else c for c in columns]
    columns = _number_of_its_own(_strong_units(columns))
    return replace(header, columns=tuple(columns))


def _without_difficulties(columns: Sequence[Column]) -> list[Column]:
    """存在问题 behind the progress tells what hinders the work, where a column before it states the problem."""
    progress = min((column.index for column in columns if column.slot is Slot.PROGRESS), default=None)
    problems = [column.index for column in columns if column.slot is Slot.PROBLEM]
    if progress is None or not problems or problems[0] > progress:
        return list(columns)
    return [
        replace(column, slot=Slot.IGNORED) if column.slot is Slot.PROBLEM and column.index > progress else column
        for column in columns
    ]


def _without_severities(columns: list[Column], header: Header, grid: Grid) -> list[Column]:
    """隐患类型 over 重大隐患 and 一般隐患 says how grave it is; beside 所属行业 over 消防 it is no category."""
    told = [column for column in columns if column.slot is Slot.CATEGORY]
    if len(told) < 2:
        return columns
    grave = [c for c in told if all(box.bare in listed("heads", "severities") for box in _below(grid, header, c))]
    if len(grave) == len(told):
        return columns
    return [replace(column, slot=Slot.IGNORED) if column in grave else column for column in columns]


def _strength(patterns: Sequence[re.Pattern[str]]) -> Callable[[Column], tuple[int, bool, int]]:
    def rank(column: Column) -> tuple[int, bool, int]:
        claim = next((n for n, pattern in enumerate(patterns) if pattern.search(column.head)), len(patterns))
        return claim, column.weak, column.index

    return rank


@cache
def _claims(slot: Slot) -> tuple[re.Pattern[str], ...]:
    """What a head says to claim a field, the strongest claim first. A head that says none of it comes last."""
    taken_back: dict[str, list[str]] = section_of("claims")["taken_back"]
    ranks: list[list[str]] = section_of("claims")[slot.value]
    patterns = [re.compile("|".join(_claim(word, taken_back) for word in words)) for words in ranks]
    if slot is Slot.NUMBER:
        receipt = rf"{any_word('receipts', 'owners')}.{{0,4}}{any_word('receipts', 'numbers')}$"
        patterns.insert(0, re.compile(receipt))
    return tuple(patterns)


def _claim(word: str, taken_back: dict[str, list[str]]) -> str:
    start = "^" if word.startswith("^") else ""
    word = word.removeprefix("^")
    return start + re.escape(word) + (f"(?!{alternatives(taken_back[word])})" if word in taken_back else "")


@cache
def _tick() -> re.Pattern[str]:
    return re.compile(rf"[√✓✔☑■●Vv]|1|{any_word('heads', 'ticks')}")


def _has(head: str, key: str) -> bool:
    return any(word in head for word in listed("heads", key))


def _below(grid: Grid, header: Header, column: Column) -> list[Box]:
    rows = range(header.last, grid.rows)
    boxes = (grid.places[row][column.index] for row in rows if column.index < len(grid.places[row]))
    return [box for box in dict.fromkeys(boxes) if box is not None and not box.empty and box.column == column.index]


def _by_values(column: Column, boxes: Sequence[Box]) -> Column:
    """完成情况 over short states is a status; 整改状态 over reports is progress."""
    if not boxes:
        return column
    if column.box is not None and is_status(column.box.text) and all(_tick().fullmatch(box.bare) for box in boxes):
        return replace(column, slot=Slot.STATUS, ticked=True)
    if column.slot is Slot.FEEDBACK_NUMBER and sum(len(box.bare) > 15 for box in boxes) * 2 > len(boxes):
        return replace(column, slot=Slot.PROBLEM)
    if column.slot not in (Slot.PROGRESS, Slot.STATUS):
        return column
    share = sum(is_status(box.text) for box in boxes) / len(boxes)
    if column.slot is Slot.PROGRESS and share > 0.6:
        return replace(column, slot=Slot.STATUS)
    if column.slot is Slot.STATUS and share < 0.3 and sum(len(box.text) > 20 for box in boxes) > len(boxes) / 2:
        return replace(column, slot=Slot.PROGRESS)
    return column


def _with_bare_numbers(columns: list[Column], header: Header, grid: Grid) -> list[Column]:
    """A first column without a head that holds running numbers is the list's number."""
    if any(column.slot is Slot.NUMBER or column.index == 0 for column in columns):
        return columns
    first = Column(0, "", Slot.NUMBER)
    texts = [box.bare for box in _below(grid, header, first)]
    running = bool(texts) and all(re.fullmatch(r"\d{1,3}|1[0-8]\d\d", text) for text in texts)
    return [first, *columns] if running else columns


def _instead(loser: Column, winner: Column, header: Header, grid: Grid) -> Slot:
    """What a column holds that lost its field to another."""
    if loser.slot is Slot.NUMBER and is_foreign_number(loser.head):
        return Slot.FEEDBACK_NUMBER
    if loser.slot is Slot.PROBLEM:
        return _instead_of_problem(loser, winner, header, grid)
    if loser.slot is Slot.GOAL and not header.of(Slot.MEASURES) and _has(loser.head, "asks"):
        return Slot.MEASURES
    return Slot.IGNORED


def _instead_of_problem(loser: Column, winner: Column, header: Header, grid: Grid) -> Slot:
    if loser.index < winner.index and not header.of(Slot.CATEGORY) and _groups(loser, winner, header, grid):
        return Slot.CATEGORY
    if _has(loser.head, "tasks") and not header.of(Slot.MEASURES):
        return Slot.MEASURES
    return Slot.IGNORED


def _groups(loser: Column, winner: Column, header: Header, grid: Grid) -> bool:
    """Whether a column says for several rows together what the other says for each: merged, copied down, left empty."""
    outer, inner = _below(grid, header, loser), _below(grid, header, winner)
    if sum(box.row_span > 1 for box in outer) > sum(box.row_span > 1 for box in inner):
        return True
    return len({box.text for box in outer}) * 4 <= len({box.text for box in inner}) * 3


def _strong_units(columns: Sequence[Column]) -> list[Column]:
    """A bare 单位 beside 责任单位 says whose form it is."""
    strong = any(column.slot in (Slot.UNITS, Slot.LEAD_UNITS) and not column.weak for column in columns)
    return [
        replace(column, slot=Slot.IGNORED) if strong and column.weak and column.slot is Slot.UNITS else column
        for column in columns
    ]


def _number_of_its_own(columns: Sequence[Column]) -> list[Column]:
    """问题编号 alone is the list's own number."""
    if any(column.slot is Slot.NUMBER for column in columns):
        return list(columns)
    return [
        replace(column, slot=Slot.NUMBER)
        if column.slot is Slot.FEEDBACK_NUMBER and not is_foreign_number(column.head)
        else column
        for column in columns
    ]
