"""Ladders of numbers, and what looks like a category heading above findings."""

from __future__ import annotations

import re
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.numbering import NumberStyle
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.words.layout_words import any_word
from zhenggai.core.plan_text.words.raw import Piece, passage
from zhenggai.core.source import Passage, Source

_RANKS = {
    NumberStyle.ARTICLE: 0,
    NumberStyle.CHINESE_COMMA: 10,
    NumberStyle.ROMAN: 10,
    NumberStyle.CHINESE_BRACKET: 20,
    NumberStyle.CHINESE_HALF_BRACKET: 20,
    NumberStyle.DECIMAL: 31,
    NumberStyle.ARABIC_DOT: 30,
    NumberStyle.ARABIC_COMMA: 30,
    NumberStyle.ARABIC_BARE: 30,
    NumberStyle.ITEM: 30,
    NumberStyle.ARABIC_BRACKET: 40,
    NumberStyle.ARABIC_HALF_BRACKET: 40,
    NumberStyle.CIRCLED: 50,
    NumberStyle.ENUMERATED: 60,
    NumberStyle.ORDINAL: 60,
    NumberStyle.LETTER: 60,
}
PLAIN = 100
_ASIDE = re.compile(r"\s*[（(][^（()）]{1,20}[）)]$")
_ENDS = tuple("。；;，,：:！!？?")
LONGEST = 70


def rank(block: Block) -> int:
    """How far out a block's number stands; PLAIN without a number."""
    if _part().match(block.text) or (block.number is not None and block.number.style is NumberStyle.ARTICLE):
        return 0
    return style_rank(block.style)


def style_rank(style: NumberStyle | None) -> int:
    return _RANKS[style] if style is not None else PLAIN


def looks_like_heading(block: Block) -> bool:
    """A short line of words without a full stop, that is no label."""
    text = block.text
    return (
        block.wall < 0
        and block.hit is None
        and 0 < len(text) <= LONGEST
        and "。" not in text
        and not text.endswith(_ENDS)
    )


def is_category(block: Block) -> bool:
    """False for headings that only say that a list follows (整改措施清单, 存在问题及整改措施)."""
    return _no_category().fullmatch(_words(block.text)) is None


def names_category(block: Block) -> bool:
    """A short line that is a category by its last word: 水污染防治方面."""
    return len(block.text) <= 24 and block.opens and block.text.endswith(tuple(pack("kinds")["headings"]["endings"]))


def is_report_part(block: Block) -> bool:
    """The part of a report that holds the findings: 巡察反馈问题的整改落实情况."""
    return _report_part().fullmatch(_words(block.text)) is not None


def is_bare_report_part(block: Block) -> bool:
    """The same where nothing says which problems: 具体整改落实情况."""
    return _bare_report_part().fullmatch(_words(block.text)) is not None


def is_part(block: Block) -> bool:
    """第二部分 …: a heading whatever stands around it."""
    return block.hit is None and _part().match(block.text) is not None and looks_like_heading(block)


def _words(text: str) -> str:
    """A heading without 第二部分 and without an aside behind it: 整改任务（一患一表）."""
    part = _part().match(text)
    return _ASIDE.sub("", text[part.end() :] if part else text)


def heading(source: Source, block: Block) -> Passage:
    """A heading without its number, and without the stop that may end it."""
    text = source.lines[block.line].text[block.body : block.end]
    part = _part().match(text)
    start = block.body + (part.end() if part else 0)
    return passage(source, [Piece(block.line, start, block.body + len(text.rstrip("。 ")))])


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"第\s*[一二三四五六七八九十\d]{{1,3}}\s*{any_word('headings', 'parts')}\s*[:：、]?\s*")


def _list_words(prefix: str, *keys: str) -> dict[str, str]:
    return {key: any_word("headings", f"{prefix}_{key}") for key in keys}


@cache
def _no_category() -> re.Pattern[str]:
    words = _list_words(
        "list", "sources", "problem", "handling", "weights", "things", "joins", "answers", "endings", "annexes", "whole"
    )
    return re.compile(
        r"{sources}*{problem}?(?:的)?{handling}?{weights}?{things}{joins}?{handling}?{answers}?"
        r"|.{{0,14}}{endings}|{annexes}\d*|{whole}".format(**words)
    )


@cache
def _bare_report_part() -> re.Pattern[str]:
    words = _list_words("report", "problem", "details", "handling", "joins", "told", "ends")
    return re.compile(r"{problem}?(?:的)?{details}?{handling}{joins}?{told}*{ends}".format(**words))


@cache
def _report_part() -> re.Pattern[str]:
    words = _list_words("report", "opens", "problem", "details", "handling", "joins", "told", "ends")
    return re.compile(r"(?!{opens}).{{0,30}}{problem}?(?:的)?{details}?{handling}{joins}?{told}*{ends}".format(**words))
