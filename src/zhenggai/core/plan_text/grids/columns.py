"""Which column of a ledger holds which field: the header row found below the titles, one or two levels deep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from zhenggai.core.plan_text.grids.boxes import Box, Grid
from zhenggai.core.plan_text.words.labels import slot_of_header
from zhenggai.core.plan_text.words.layout_words import alternatives, any_word, listed
from zhenggai.core.plan_text.words.lexicon import Word, compact, known
from zhenggai.core.plan_text.words.raw import Slot
from zhenggai.core.remembering import remembered

HEAD_LENGTH = 24  # characters; a longer cell is no head
_SEARCHED = 40  # rows looked at for a header
_STOPS = re.compile(r"[。；;！!？?]|[，,].*[，,]")
_ASIDE = re.compile(r"[（(][^（()）]*[)）]")
_DONE = {Slot.PROGRESS, Slot.STATUS, Slot.ACCEPTING_UNITS, Slot.IGNORED}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a ledger.

    slot: None where the head is unknown. second: the other field of a head such as 责任单位及责任人.
    weak: the head alone would not say so. box: its lowest head.
    ticked: marks below it mean that the head itself is the value (已完成 | √).
    """

    index: int
    head: str
    slot: Slot | None
    second: Slot | None = None
    weak: bool = False
    box: Box | None = None
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The columns under a header that takes rows `first` to `last` (end excluded)."""

    first: int
    last: int
    columns: tuple[Column, ...]
    texts: frozenset[str]

    def of(self, *slots: Slot) -> list[Column]:
        return [column for column in self.columns if column.slot in slots]

    @property
    def slots(self) -> set[Slot]:
        return {column.slot for column in self.columns if column.slot is not None}

    @property
    def lists_findings(self) -> bool:
        """Whether such columns make a list of findings: a problem and something that is done about it."""
        problems = self.of(Slot.PROBLEM)
        if not problems:
            return False
        answers = self.slots & {Slot.GOAL, Slot.MEASURES, Slot.UNITS, Slot.LEAD_UNITS, Slot.DEADLINE, Slot.STATUS,
                                Slot.PROGRESS, Slot.PERSON, Slot.SUPPORTING_UNITS, Slot.NEXT_STEPS}  # fmt: skip
        if self.names_problems:
            return bool(answers)
        return bool(answers & {Slot.GOAL, Slot.MEASURES}) and any(
            _speaks_of_findings(column.head) for column in self.columns
        )

    @property
    def names_problems(self) -> bool:
        """Whether the head of the problem column says that it holds problems."""
        return any(_speaks_of_findings(column.head) for column in self.of(Slot.PROBLEM))

    def moved(self) -> Header:
        """The same columns for a table that goes on without a header of its own."""
        return replace(self, first=0, last=0)

    def repeated_in(self, boxes: Sequence[Box]) -> bool:
        """Whether the filled boxes of a row say the header again, as at the top of a page."""
        return len(boxes) > 1 and all(compact(box.text) in self.texts for box in boxes)


def is_foreign_number(head: str) -> bool:
    """Whether the head of a number says that another list gave it: 反馈问题序号."""
    return any(word in head for word in listed("heads", "foreign"))


def _speaks_of_findings(head: str) -> bool:
    return any(word in head for word in listed("heads", "about_findings"))


@cache
def _counts() -> re.Pattern[str]:
    units = alternatives([*listed("rows", "counters"), "%", "％"])
    return re.compile(rf"(?:{any_word('heads', 'counts')}|[(（]{units}+[)）])$")


@cache
def _leader_head() -> re.Pattern[str]:
    levels, ranks = any_word("heads", "leader_levels"), any_word("heads", "leader_ranks")
    leaders, tails = any_word("heads", "leaders"), any_word("heads", "leader_tails")
    return re.compile(rf"[一-龥]{{0,6}}{levels}{ranks}?{leaders}{tails}?")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"{any_word('heads', 'joins')}|[、/／]")


def is_head(box: Box) -> bool:
    """Whether a box may be a head or a label: short and no sentence; an aside in brackets may be long."""
    words = box.bare
    words = _ASIDE.sub("", words) if "(" in words or "（" in words else words
    return bool(words) and len(words) <= HEAD_LENGTH and not _STOPS.search(words)


@remembered(4096)
def head_slot(text: str) -> Slot | None:
    """The slot of a head; heads of counts (问题数, 完成率) have none."""
    phrase = compact(text)
    if _counts().search(phrase):
        return None
    slot = slot_of_header(text) or slot_of_header(_ASIDE.sub("", phrase))
    if slot is None and _leader_head().fullmatch(phrase):
        return Slot.PERSON
    if slot is None and len(phrase) <= HEAD_LENGTH and phrase.endswith(listed("heads", "numbers")):
        return Slot.FEEDBACK_NUMBER if is_foreign_number(phrase) else Slot.NUMBER
    return slot


def find_header(grid: Grid, start: int = 0) -> Header | None:
    """The first header at or below row `start`."""
    for row in range(start, min(grid.rows, start + _SEARCHED)):
        if is_header_row(grid, row):
            last = _header_end(grid, row)
            columns = tuple(_columns(grid, row, last))
            return Header(row, last, columns, frozenset(_texts(grid, row, last)))
    return None


def is_header_row(grid: Grid, row: int) -> bool:
    """Whether a row holds heads and nothing else, two known ones at least."""
    boxes = [box for box in grid.filled(row) if box.row == row]
    if len(boxes) < 2 or not all(map(is_head, boxes)):
        return False
    slots = [head_slot(box.text) for box in boxes]
    found = {slot for slot in slots if slot is not None}
    if len(found) < 2:
        return False
    n_known = sum(slot is not None for slot in slots)
    below = grid.filled(row + 1) if row + 1 < grid.rows else []
    if n_known * 2 < len(boxes) + (0 if len(boxes) > 4 else 1):
        return False
    return not _is_row_of_pairs(boxes, slots, below)


def _is_row_of_pairs(boxes: Sequence[Box], slots: Sequence[Slot | None], below: Sequence[Box]) -> bool:
    """A row of a form: label and value by turns, or labels only on the left of every row."""
    alternating = len(boxes) % 2 == 0 and all(slots[0::2]) and not any(slots[1::2])
    return alternating and bool(below) and head_slot(below[0].text) is not None


def _header_end(grid: Grid, row: int) -> int:
    """Below the header row: merged heads and rows of sub-heads belong to it, so does a row of column numbers."""
    last = max(min(box.row + box.row_span, row + 4) for box in grid.row(row))
    if last > row + 1 and not _inner_heads(grid, row, last):
        last = row + 1
    texts = set(_texts(grid, row, last))
    if last == row + 1 and last < grid.rows and _is_sub_head(grid.filled(last), texts):
        last += 1
    if last < grid.rows and _is_numbered_row(grid.filled(last)):
        last += 1
    return min(last, grid.rows)


def _inner_heads(grid: Grid, row: int, last: int) -> bool:
    return all(is_head(box) or box.empty for r in range(row, min(last, grid.rows)) for box in grid.row(r))


def _is_sub_head(boxes: Sequence[Box], above: set[str]) -> bool:
    fresh = [box for box in boxes if compact(box.text) not in above]
    return bool(fresh) and all(is_head(box) and head_slot(box.text) is not None for box in fresh)


def _is_numbered_row(boxes: Sequence[Box]) -> bool:
    """A row that numbers the columns: 1 2 3 4 or （1）（2）（3）."""
    numbers = [box.bare.strip("()（）栏") for box in boxes]
    return len(numbers) > 3 and numbers == [str(n + 1) for n in range(len(numbers))]


def _texts(grid: Grid, first: int, last: int) -> Iterator[str]:
    for row in range(first, min(last, grid.rows)):
        for box in grid.filled(row):
            yield compact(box.text)


def _columns(grid: Grid, first: int, last: int) -> Iterator[Column]:
    for index in range(grid.columns):
        stack: list[Box] = []
        for row in range(first, last):
            box = grid.places[row][index] if index < len(grid.places[row]) else None
            if box is not None and not box.empty and box not in stack and is_head(box):
                stack.append(box)
        texts = [box.text for box in stack]
        if texts and not _covers_earlier(stack, index):
            slot, word = _slot_of_stack(texts)
            second = _second_slot(texts[-1], slot)
            yield Column(index, "".join(texts), slot, second, bool(word and not word.strong), stack[-1])


def _covers_earlier(stack: Sequence[Box], index: int) -> bool:
    """A head merged over several columns counts once, at the first."""
    return stack[-1].column_span > 1 and stack[-1].column < index


def _slot_of_stack(texts: Sequence[str]) -> tuple[Slot | None, Word | None]:
    """The slot of a head below other heads: both words together, then the lower one, then the upper one."""
    joined = known("".join(texts)) if len(texts) > 1 else None
    if joined is not None and joined.strong:
        return joined.slot, joined
    lower = head_slot(texts[-1])
    upper = [slot for slot in map(head_slot, texts[:-1]) if slot is not None]
    if upper and upper[-1] in _DONE and lower in (Slot.DEADLINE, Slot.REMARK):
        return Slot.IGNORED, None
    if upper and upper[-1] is Slot.MEASURES and lower is Slot.NEXT_STEPS:
        return Slot.MEASURES, known(texts[0])  # 整改举措 over 短期措施 and 长效措施
    if lower is not None:
        return lower, known(texts[-1])
    if upper and not compact(texts[-1]).endswith(listed("heads", "figures")):
        return upper[-1], known(texts[0])
    return None, None


def _second_slot(text: str, slot: Slot | None) -> Slot | None:
    """责任单位及责任人 -> person beside units. None for a head of one field."""
    aside = _ASIDE.search(compact(text))
    word = known(aside[0].strip("（()）")) if aside else None
    if word is not None and Slot.PERSON in (slot, word.slot) and word.slot is not slot:
        return word.slot  # 牵头单位（责任人）
    if slot is None or known(text) is not None:
        return None
    words: Iterable[Word | None] = (known(part) for part in _parts().split(compact(text)) if part)
    others = [word.slot for word in words if word is not None and word.slot is not slot]
    return others[0] if others else None
