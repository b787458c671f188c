"""The clauses below a heading of units and deadline: which tell when, and which name somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from zhenggai.core.deadline_words import is_immediate, is_long_term, words
from zhenggai.core.ends import find_ends
from zhenggai.core.numbering import leading_number
from zhenggai.core.plan_text.words.layout_words import alternatives, any_word
from zhenggai.core.typography import fold
from zhenggai.core.units.names import ends_as_unit, full_names, is_group, role_words, split_units

_STOP = re.compile(r"[（(](?P<aside>[^（()）]*)[)）]|[，,；;。：:]")


class Clause(NamedTuple):
    """A stretch of a text. dated: it tells when."""

    start: int
    end: int
    dated: bool


def clauses(text: str, *, dates: bool) -> Iterator[Clause]:
    """The clauses of a text without its number. dates: whether any may tell when."""
    number = leading_number(text)
    begin = number.end if number else 0
    for stop in _STOP.finditer(text, begin):
        aside = stop["aside"]
        if aside is not None and not (dates and is_plain_deadline(aside)):
            continue  # 区发改（能源）局
        yield from _told(text, begin, stop.start(), dates)
        if aside is not None:
            yield Clause(*stop.span("aside"), dated=True)
        begin = stop.end()
    yield from _told(text, begin, len(text), dates)


def is_plain_deadline(text: str) -> bool:
    """Whether words say when, and nothing else: 2025年6月底前完成, 立行立改, 并长期坚持."""
    rest, told = text, False
    for end in reversed(find_ends(text)):
        rest, told = rest[: end.start] + rest[end.end :], True
    if not _plain().fullmatch(fold(rest)):
        return False
    return told or is_immediate(text) or is_long_term(text)


def is_units(text: str) -> bool:
    """Whether a text is nothing but names of units: 县水利局（牵头）、各镇人民政府."""
    mentions = split_units(text)
    names = full_names(mentions)
    if not names or not all(ends_as_unit(name) or (is_group(name) and not _asks().search(name)) for name in names):
        return False
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    return _beside_names().fullmatch(text) is not None


def _told(text: str, start: int, end: int, dates: bool) -> Iterator[Clause]:
    """A clause, blanks at its ends left out; cut before its date where names stand right before it."""
    clause = text[start:end]
    start, end = end - len(clause.lstrip()), start + len(clause.rstrip())
    if start >= end:
        return
    clause = text[start:end]
    if dates and _tells_when(clause):
        yield Clause(start, end, dated=True)
        return
    ends = find_ends(clause) if dates else []
    names = clause[: ends[0].start].rstrip(" 、") if ends else ""
    due = clause[len(names) :].lstrip(" 、")
    if names and is_units(names) and _tells_when(due):
        yield Clause(start, start + len(names), dated=False)
        yield Clause(end - len(due), end, dated=True)
    else:
        yield Clause(start, end, dated=False)


def _tells_when(text: str) -> bool:
    """Whether a clause among names tells when: a date stands first, or it says 立行立改 or the like."""
    if is_plain_deadline(text):
        return True
    ends = find_ends(text, in_prose=True)
    if ends:
        return _before().fullmatch(fold(text[: ends[0].start])) is not None and not ends_as_unit(text)
    return (is_immediate(text) or is_long_term(text)) and not is_units(text) and not ends_as_unit(text)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"{any_word('joined', 'before')}*")


@cache
def _asks() -> re.Pattern[str]:
    """What shows that a term for several units begins a sentence: 各单位要加强协作."""
    return re.compile(any_word("joined", "asks"))


@cache
def _beside_names() -> re.Pattern[str]:
    said = [any_word("handing_out", key) for key in ("by", "bears", "leads", "helps", "does")]
    beside = "|".join([role_words(), any_word("heads", "joins"), any_word("joined", "others"), *said])
    return re.compile(rf"(?:[，,；;、。：:（）() ]|{beside})*")


@cache
def _plain() -> re.Pattern[str]:
    phrases = alternatives([*words("immediate"), *words("long_term")])
    return re.compile(f"(?:{any_word('joined', 'before')}|{any_word('joined', 'finishing')}|{phrases}|[、,])*")
