"""What title and opening of a notice say of its one finding: its number, and the problem in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zhenggai.core.numbering import chinese_to_int
from zhenggai.core.plan_text.outline import Block
from zhenggai.core.plan_text.raw import Piece, RawFinding, Slot
from zhenggai.core.typography import fold_width

_NUMERAL = r"(?P<n>\d{1,4}|[一二三四五六七八九十百〇零]{1,7})"
_NUMERAL_AFTER = r"(?:序号|编号|任务|问题|事项)\s*(?P<m>\d{1,4}|[一二三四五六七八九十百]{1,5})"
_RECEIPT = re.compile(
    r"(?:受理|信访|举报|交办|转办|案件|投诉|工单)(?:件)?(?:编号|编码|号)"
    r"\s*[:：为是]?\s*(?P<n>[0-9A-Za-z][0-9A-Za-z\-_]{2,40})"
)
_NUMBERS = (
    re.compile(
        rf"第\s*{_NUMERAL}\s*(?:项|号(?!令|文)|条(?!例|款)|个)(?:反馈|整改|督察|具体|突出)*(?:问题|任务|意见|事项)?"
    ),
    re.compile(rf"(?:序号|编号)\s*[:：为是第]?\s*{_NUMERAL}"),
    re.compile(
        rf"(?:反馈问题|整改任务|整改问题|问题|任务|事项)(?:清单)?\s*(?:之)?\s*{_NUMERAL}"
        r"(?![\d年月日万亿个项家处件条.,．%])"
    ),
)
_QUOTED = re.compile(r"[“\"「](?P<words>.+?)[”\"」](?=[^“”\"「」]{0,30}(?:问题|任务|意见|事项|整改|涉及|已))")
_SHORTEST = 10  # a quotation of fewer characters is a slogan or a name


def number_in_opening(blocks: Iterable[Block]) -> str | None:
    """The number that title or opening give the finding: 第二十七项 -> "27", （序号41） -> "41", or a receipt code."""
    texts = [fold_width(block.text) for block in blocks if block.wall < 0]
    for text in texts:
        found = _RECEIPT.search(text)
        if found and any(map(str.isdigit, found["n"])):
            return found["n"]
    for pattern in _NUMBERS:
        for text in texts:
            found = pattern.search(text)
            value = chinese_to_int(found["n"]) if found else None
            if value is not None and value < 1000:
                return str(value)
    return None


_NAME_ONLY = re.compile(
    rf"(?:整改|督察|具体)*(?:第\s*{_NUMERAL}\s*[项号条](?:整改|反馈|具体)*(?:任务|问题|事项)?|{_NUMERAL_AFTER})[:：。]?"
)


def number_named(text: str) -> str | None:
    """The number in a row that is nothing but a name: 第5项任务 -> "5"."""
    found = _NAME_ONLY.fullmatch(fold_width(text))
    value = chinese_to_int(found["n"] or found["m"]) if found else None
    return None if value is None else str(value)


def read_opening(blocks: Sequence[Block]) -> tuple[int, RawFinding] | None:
    """The finding that exists only inside a sentence (…整改方案第12项“……”涉及我区的整改任务…), with its block."""
    for place, block in enumerate(blocks):
        if block.wall >= 0 or block.hit is not None:
            continue
        number = number_in_opening([block])
        if number is None:
            continue
        found = next((f for f in _QUOTED.finditer(block.text) if len(f["words"]) >= _SHORTEST), None)
        if found is None:
            continue
        finding = RawFinding(number=number)
        start = block.body + found.start("words")
        finding.add(Slot.PROBLEM, [Piece(block.line, start, start + len(found["words"]))])
        return place, finding
    return None
