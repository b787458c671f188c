"""What ends a list: closing formulas, signatures, contacts, and the sections of a plan that follow its findings.

The words are data (`catalog/tails.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.words.layout_words import alternatives
from zhenggai.core.plan_text.words.lexicon import compact

_ANNEX = re.compile(r"附\s*[件表图注录][\s\d一二三四五六七八九十]*(?:[:：.、]|$)|附[:：]")
_NOTICE = re.compile(r"现将.{0,60}(?:予以公示|公示如下|报告如下)")
_CREDIT = re.compile(
    r"[（(]?[^。；;]{2,40}(?:供稿|供图|撰稿|摄影|文/图|图/文)[^。；;]{0,30}[）)]?|[（(](?:作者|记者|编辑|通讯员|审核|校对|撰稿|文字|来源)[:：\s].{1,60}[）)]?"
)
_RECORD = re.compile(r".{0,6}ICP备")
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:\d{2,4}|[二一][〇○零oO0一二三四五六七八九]{3})"
_DATE = rf"[（(]?\s*{_YEAR}\s*年\s*{_MONTH}\s*月(?:\s*{_MONTH}\s*日)?(?:\s*印发)?\s*[)）]?"
_MASKED_DATE = re.compile(r"[\dXx×*]{2,4}年[\dXx×*]{1,2}月(?:[\dXx×*]{1,2}日)?|20\d{2}年?\d{1,2}月?\d{1,2}日|20\d{6}")
_SEAL = r"(?:[（(](?:盖章|公章|印章|代章)[)）])?"


@cache
def _formulas() -> re.Pattern[str]:
    words = sorted((compact(word) for word in pack("tails")["formulas"]), key=len, reverse=True)
    return re.compile(r"[（(]?(?:" + "|".join(r"\s?".join(map(_either_width, word)) for word in words) + ")")


def _either_width(character: str) -> str:
    return "[:：]" if character in ":：" else re.escape(character)


@cache
def _signer() -> re.Pattern[str]:
    endings = "|".join(sorted(pack("tails")["signers"], key=len, reverse=True))
    return re.compile(rf"[^。；：:，,]{{2,40}}(?:{endings}){_SEAL}")


@cache
def _sections() -> tuple[frozenset[str], re.Pattern[str]]:
    words = pack("tails")
    first, second = "|".join(words["next_first"]), "|".join(words["next_second"])
    return frozenset(words["sections"]), re.compile(rf"(?:{first})(?:{second})*")


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"[^。，,；;]{{2,60}}?\s(?:{_DATE})")


def ends_list(blocks: Sequence[Block], place: int) -> bool:
    """Whether the block begins the tail of the document."""
    block = blocks[place]
    if block.wall >= 0:
        return True
    if block.hit is not None:
        return block.hit.closing
    if not block.opens:
        return False
    text = block.text
    if block.number is None and _asks(text):
        return True
    if _formulas().match(text) or _ANNEX.match(text) or _NOTICE.match(text) or _RECORD.match(text):
        return True
    if block.number is None and _CREDIT.fullmatch(text):
        return True
    return is_section_apart(block) or _signature(blocks, place)


def _asks(text: str) -> bool:
    """A paragraph that asks the units to report back."""
    words = pack("tails")
    return text.startswith(tuple(words["asked"])) and any(word in text for word in words["reports"])


def ends_last(blocks: Sequence[Block], place: int) -> bool:
    """Whether a paragraph that may belong to a finding inside the list ends it behind the last one: 下一步，我县将…;
    where nothing but the end of the paper follows also 某县审计局将对尚未整改到位的问题持续跟踪督促。"""
    block, rest = blocks[place], blocks[place + 1 :]
    if block.hit is not None or not block.opens or block.number is not None:
        return False
    if any(other.hit is not None and not other.hit.closing for other in rest):
        return False
    if block.text.startswith(tuple(pack("tails")["last"])):
        return True
    return _promises().match(block.text) is not None and (not rest or ends_list(blocks, place + 1))


@cache
def _promises() -> re.Pattern[str]:
    """Whoever wrote the paper says what it will do about all that is left."""
    words = pack("tails")
    writers, will, left = (alternatives(words[key]) for key in ("writers", "will", "left"))
    return re.compile(rf"[^，。；：:,;]{{0,24}}{writers}{will}[^。；;]{{0,40}}?{left}")


def is_section_apart(block: Block) -> bool:
    """A heading of a part that holds no findings: 保障措施, 下一步工作打算."""
    if block.number is None or len(block.text) > 24:
        return False
    whole, follows = _sections()
    heading = compact(block.text).rstrip("。:：")
    return heading in whole or follows.fullmatch(heading) is not None


def is_date(text: str) -> bool:
    """A line that is nothing but a date, as below a signature."""
    return re.fullmatch(_DATE, text) is not None or _MASKED_DATE.fullmatch(text) is not None


def _signature(blocks: Sequence[Block], place: int) -> bool:
    """A date alone, or the signer's name with a date beside it, below it, or nothing at all."""
    block = blocks[place]
    if block.number is not None or len(block.text) > 80:
        return False
    if is_date(block.text) or _signed().fullmatch(block.text):
        return True
    if not _signer().fullmatch(block.text):
        return False
    following = [other for other in blocks[place + 1 : place + 4] if other.wall < 0]
    return not following or any(is_date(other.text) for other in following)
