"""Numbers of a finding: the list's own, and its number in the inspection feedback."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhenggai.core.numbering import chinese_to_int
from zhenggai.core.plan_text.raw import RawFinding, Slot, strand
from zhenggai.core.source import Source
from zhenggai.core.typography import fold, fold_width

_NUMERAL = r"[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,7}"
_BEFORE = r"(?:序号|编号|问题|整改任务|任务|整改|清单|事项|项目|案件|no\.?|№|第|[(（\[【、.:：#]|表)*"
_AFTER = r"(?:个|项|条|号|件|类|问题|任务|[)）\]】、.,，:：。])*"
_OWN = re.compile(f"{_BEFORE}({_NUMERAL}){_AFTER}")
_CODE = re.compile(
    r"(?:受理|信访|举报|交办|案件|来电|来信|投诉|问题)?(?:编号|编码|号|件号|单号)?[:：]?([0-9A-Za-z][0-9A-Za-z\-_/.]{2,40})"
)
_FEEDBACK = re.compile(
    r"(?:[^（()）。，；;“”\"]{0,12}?反馈(?:意见|问题|清单|报告|的)*|对应(?:[^（()）。，；;]{0,12}?)(?:问题|清单))"
    rf"(?:序号|编号)?[:：]?\s*第?\s*(?P<number>{_NUMERAL})\s*(?:个|项|条|号)?(?:问题)?"
)
_OPENING = re.compile(rf"\s*[（(【\[]\s*{_FEEDBACK.pattern}\s*[)）】\]]\s*[:：、.，,]?\s*")
_BARE = re.compile(rf"\s*{_FEEDBACK.pattern}\s*(?:[:：、.]\s*|$)")
_CLOSING = re.compile(rf"\s*[（(【\[]\s*{_FEEDBACK.pattern}\s*[)）】\]]\s*(?=[。.；;]?\s*$)")


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
    folded = fold(text)
    if (match := _OWN.fullmatch(folded)) is not None:
        return to_arabic(match[1])
    if (match := _CODE.fullmatch(fold_width(text).replace(" ", ""))) is not None and any(map(str.isdigit, match[1])):
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
    folded = fold_width(text)
    match = _OPENING.match(folded) or (_BARE.match(folded) if bare else None) or _CLOSING.search(folded)
    if match is None:
        return None
    number = to_arabic(match["number"])
    return FeedbackMark(number, match.start(), match.end()) if number else None
