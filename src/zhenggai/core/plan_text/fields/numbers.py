"""Numbers of a finding: the list's own, and its number in the inspection feedback."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhenggai.core.numbering import chinese_to_int
from zhenggai.core.plan_text.words.layout_words import any_word
from zhenggai.core.plan_text.words.raw import RawFinding, Slot, strand
from zhenggai.core.source import Source
from zhenggai.core.typography import fold, fold_width

_NUMERAL = r"[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,7}"
_MARK_WORDS = ("given", "given_lists", "matched", "matched_lists", "names", "counters", "counted")


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """What the number cell says. Arabic digits for numerals, a receipt code as printed."""

    number: str | None = None
    feedback_number: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackMark:
    """A mark such as （反馈问题4）: its number and where it stands in the text."""

    number: str
    start: int
    end: int


def read_number(raw: RawFinding, source: Source) -> PrintedNumber:
    """The numbers in the number field and in the feedback number field."""
    if not raw.fields.keys() & {Slot.NUMBER, Slot.FEEDBACK_NUMBER}:
        return PrintedNumber()
    pieces = raw.pieces(Slot.NUMBER)
    text = strand(source, pieces).text
    automatic = next((piece.numbering for piece in pieces if piece.numbering), "")
    mark = find_feedback_mark(text)
    if mark is not None:
        text = text[: mark.start] + text[mark.end :]
    other = strand(source, raw.pieces(Slot.FEEDBACK_NUMBER)).text
    beside = find_feedback_mark(other)
    feedback = beside.number if beside else number_in(other)
    return PrintedNumber(number_in(text) or number_in(automatic), feedback or (mark.number if mark else None))


def number_in(text: str) -> str | None:
    """序号十 -> "10", 第二十七项 -> "27", （3） -> "3"; a receipt code as printed; None where there is no number."""
    if not text:
        return None
    folded = fold(text)
    if (match := _own().fullmatch(folded)) is not None:
        return to_arabic(match[1])
    if (match := _code().fullmatch(fold_width(text).replace(" ", ""))) is not None and any(map(str.isdigit, match[1])):
        return match[1]
    return text.strip() or None if len(text) <= 12 and any(map(str.isdigit, folded)) else None


def to_arabic(numeral: str) -> str | None:
    """Digits or Chinese numeral to Arabic digits without leading zeros."""
    if numeral.isdigit():
        return str(int(numeral))
    value = chinese_to_int(numeral)
    return None if value is None else str(value)


def find_feedback_mark(text: str, *, bare: bool = True) -> FeedbackMark | None:
    """The mark （反馈问题N） at the beginning or the end of a text.

    bare: 反馈问题4： without brackets counts at the beginning as well.
    """
    if _telling().search(text) is None:
        return None
    folded = fold_width(text)
    opening, unmarked, closing = _feedback_marks()
    match = opening.match(folded) or (unmarked.match(folded) if bare else None) or closing.search(folded)
    if match is None:
        return None
    number = to_arabic(match["number"])
    return FeedbackMark(number, match.start(), match.end()) if number else None


@cache
def _own() -> re.Pattern[str]:
    """The number with the words that may stand around it."""
    before = rf"(?:{any_word('numbers', 'before')}|no\.?|№|[(（\[【、.:：#])*"
    after = rf"(?:{any_word('numbers', 'after')}|[)）\]】、.,，:：。])*"
    return re.compile(f"{before}({_NUMERAL}){after}")


@cache
def _code() -> re.Pattern[str]:
    owners, names = any_word("receipts", "owners"), any_word("receipts", "numbers")
    callers, thing = any_word("receipts", "callers"), any_word("numbers", "counted")
    return re.compile(rf"(?:{owners}|{callers}|{thing})?{names}?[:：]?([0-9A-Za-z][0-9A-Za-z\-_/.]{{2,40}})[*★☆▲△※]*")


@cache
def _telling() -> re.Pattern[str]:
    """The words of which a mark of the feedback's number holds one."""
    return re.compile(f"{any_word('numbers', 'given')}|{any_word('numbers', 'matched')}")


@cache
def _feedback_marks() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A mark of the feedback's number: in brackets at the beginning, bare at the beginning, in brackets at the end."""
    words = {key: any_word("numbers", key) for key in _MARK_WORDS}
    mark = (
        r"(?:[^（()）。，；;“”\"]{{0,12}}?{given}{given_lists}*|{matched}(?:[^（()）。，；;]{{0,12}}?){matched_lists})"
        r"{names}?[:：]?\s*第?\s*(?P<number>{numeral})\s*{counters}?{counted}?"
    ).format(numeral=_NUMERAL, **words)
    return (
        re.compile(rf"\s*[（(【\[]\s*{mark}\s*[)）】\]]\s*[:：、.，,]?\s*"),
        re.compile(rf"\s*{mark}\s*(?:[:：、.]\s*|$)"),
        re.compile(rf"\s*[（(【\[]\s*{mark}\s*[)）】\]]\s*(?=[。.；;]?\s*$)"),
    )
