"""Deadlines: the plan's wording, the dates it means, and whether it is immediate, long-term, or both.

Contract: a month, quarter, half year or year means its last day, with 底, 末, 前 or without; a full date is taken as
printed; stages come in order; dates of results (已于…完成) and of beginnings (截至…, …起) are none. Words are data in
`catalog/deadlines.toml`; the rules with examples are docs/rules/deadlines.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhenggai.core.deadline_words import is_done, is_immediate, is_long_term
from zhenggai.core.ends import End, find_ends
from zhenggai.core.quantities import Quantity, find_quantities
from zhenggai.core.remembering import remembered


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated stage.

    text: the date as printed. date: ISO day. start, end: place of `text`. result: what is to be reached by then,
    verbatim, "" where nothing is said. quantities: the figures of the result, placed in the whole text.
    """

    text: str
    date: str
    start: int
    end: int
    quantities: tuple[Quantity, ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a deadline says.

    text: the wording. dates: ISO days of its stages in printed order, once each. doubts: any of year_missing,
    year_from_context, relative_unanchored, masked, not_understood.
    """

    text: str
    milestones: tuple[Milestone, ...] = ()
    dates: tuple[str, ...] = ()
    immediate: bool = False
    long_term: bool = False
    doubts: tuple[str, ...] = ()


@remembered(1024)  # the findings of a list share few deadlines
def read_deadline(text: str, *, issued_on: str | None = None, year: int | None = None) -> Deadline:
    """The meaning of a deadline field. `issued_on` (ISO) anchors 半年内 and 明年; `year` fills years left out."""
    ends = find_ends(text, issued_on=issued_on, year=year)
    milestones = _milestones(text, ends)
    immediate, long_term = is_immediate(text), is_long_term(text)
    doubts = list(dict.fromkeys(doubt for end in ends for doubt in end.doubts))
    if text.strip() and not (any(end.date or end.doubts for end in ends) or immediate or long_term or is_done(text)):
        doubts.append("not_understood")
    dates = tuple(dict.fromkeys(milestone.date for milestone in milestones))
    return Deadline(text, milestones, dates, immediate, long_term, tuple(doubts))


def find_milestones(text: str, *, issued_on: str | None = None, year: int | None = None) -> list[Milestone]:
    """The dated stages inside a measure or goal. A bare 「2024年」 is one only where its clause has an end verb."""
    return list(_milestones(text, find_ends(text, issued_on=issued_on, year=year, in_prose=True)))


def _milestones(text: str, ends: list[End]) -> tuple[Milestone, ...]:
    figures: list[Quantity] | None = None
    milestones = []
    behind = _stand_before_their_clauses(text, ends)
    for position, end in enumerate(ends):
        if end.date is None:
            continue
        limit = ends[position + 1].start if position + 1 < len(ends) else len(text)
        start, stop = _result(text, end.end, limit)
        if start == stop or (not behind and _is_in_brackets(text, end)):
            start, stop = _result_before(text, ends[position - 1].end if position else 0, end.start)
        if start < stop and figures is None:
            figures = find_quantities(text)
        inside = tuple(figure for figure in figures or () if start <= figure.start and figure.end <= stop)
        milestones.append(Milestone(end.text, end.date, end.start, end.end, inside, text[start:stop]))
    return tuple(milestones)


def _result(text: str, start: int, limit: int) -> tuple[int, int]:
    """The clause that follows a date, up to the sentence's end or the next date."""
    stop = next((i for i in range(start, limit) if text[i] in "。；;\n"), limit)
    while start < stop and text[start] in " ，,、:：（()）":
        start += 1
    while stop > start and text[stop - 1] in " ，,、:：和及并至前）)（(":
        stop -= 1
    return start, stop


def _result_before(text: str, floor: int, stop: int) -> tuple[int, int]:
    """The clause that a date at its end belongs to: 「完成管网改造30公里（2024年12月底前）」."""
    while stop > floor and text[stop - 1] in " ，,、:：（(于在到至":
        stop -= 1
    start = max((i + 1 for i in range(floor, stop) if text[i] in "。；;，,\n"), default=floor)
    while start < stop and text[start] in " ）)":
        start += 1
    return start, stop


def _stand_before_their_clauses(text: str, ends: list[End]) -> bool:
    """Whether dates in brackets begin what they date, as the first one tells: （2024年底）完成21公顷；（2025年底）…"""
    first = next((end for end in ends if _is_in_brackets(text, end)), None)
    if first is None:
        return False
    before = text[: first.start].rstrip("（( ")
    return not before or before.endswith(("。", "；", ";", "\n", "：", ":"))


def _is_in_brackets(text: str, end: End) -> bool:
    """A date alone in its brackets belongs to what stands before them."""
    return text[: end.start].rstrip().endswith(("（", "(")) and text[end.end :].lstrip().startswith(("）", ")"))
