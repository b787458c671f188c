"""The inspectors' words: numbers before them and frames around them taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhenggai.core.numbering import leading_number
from zhenggai.core.plan_text.fields.numbers import find_feedback_mark
from zhenggai.core.plan_text.words.layout_words import any_word
from zhenggai.core.plan_text.words.raw import RawFinding, Slot, Strand, strand
from zhenggai.core.source import Passage, Source

_STOP = re.compile("[。；;：:]")


@dataclass(frozen=True, slots=True)
class Problem:
    """The statement, and the numbers that stood before it."""

    statement: Passage
    number: str | None = None
    feedback_number: str | None = None


def read_problem(raw: RawFinding, source: Source) -> Problem:
    """The problem field without its own number, its feedback mark and a frame 关于“…”的问题."""
    pieces = raw.pieces(Slot.PROBLEM)
    laid = strand(source, pieces)
    automatic = next((piece.numbering for piece in pieces if piece.numbering), "")
    feedback, begin, end = _without_mark(laid.text, 0, len(laid.text))
    number, own = _own_number(automatic, laid.text[begin:end]) if feedback is None or begin == 0 else (None, 0)
    begin += own
    if feedback is None:
        feedback, begin, end = _without_mark(laid.text, begin, end)
    return Problem(_without_frame(laid, begin, end), number, feedback)


def _without_mark(text: str, begin: int, end: int) -> tuple[str | None, int, int]:
    """The feedback number at the beginning or end of a stretch, and the stretch without it."""
    mark = find_feedback_mark(text[begin:end])
    if mark is None:
        return None, begin, end
    if mark.start == 0 and begin + mark.end < end:
        return mark.number, begin + mark.end, end
    if mark.start and not text[begin + mark.end : end].strip():
        return mark.number, begin, begin + mark.start
    return None, begin, end


def _own_number(automatic: str, text: str) -> tuple[str | None, int]:
    """The number before the statement and where the statement begins; a list of several problems keeps its numbers."""
    number = leading_number(automatic + text[:40])
    if number is None:
        return None, 0
    begin = max(0, number.end - len(automatic))
    following = (leading_number(text[stop.end() : stop.end() + 40]) for stop in _STOP.finditer(text, begin))
    if not automatic and any(other and other.style == number.style and other.value == 2 for other in following):
        return None, 0
    return str(number.value), begin


def _without_frame(laid: Strand, begin: int, end: int) -> Passage:
    """关于“…”的问题 -> …, only where one pair of quotation marks spans the whole statement."""
    text = laid.text[begin:end].rstrip()
    opening = _opening().match(text)
    if opening is None:
        bare = _heading().fullmatch(text)
        return laid.cut(begin, begin + bare.end(1)) if bare else laid.cut(begin, end)
    depth = 0
    for place in range(opening.end() - 1, len(text)):
        depth += {"“": 1, "「": 1, "”": -1, "」": -1}.get(text[place], 0)
        if depth == 0 and _closing().fullmatch(text, place):
            return laid.cut(begin + opening.end(), begin + place)
        if depth == 0:
            break
    return laid.cut(begin, end)


@cache
def _heading() -> re.Pattern[str]:
    """关于…的问题。 with a stop behind it, where the handling goes on in the same paragraph."""
    return re.compile(rf"({any_word('quoted', 'opens')}[^。；]+{any_word('quoted', 'things')})[。．.]")


@cache
def _opening() -> re.Pattern[str]:
    opens, inspectors, said = (any_word("quoted", key) for key in ("opens", "inspectors", "said"))
    return re.compile(rf"{opens}?{inspectors}?{said}?的?[“\"「]")


@cache
def _closing() -> re.Pattern[str]:
    things, handling, told = (any_word("quoted", key) for key in ("things", "handling", "told"))
    return re.compile(rf"[”\"」](?:的?{things})?(?:的?{handling}{told}?|的)?[。：:]?")
