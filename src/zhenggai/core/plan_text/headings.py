"""Ladders of numbers, and what looks like a category heading above findings."""

from __future__ import annotations

import re

from zhenggai.catalog import pack
from zhenggai.core.numbering import NumberStyle
from zhenggai.core.plan_text.outline import Block
from zhenggai.core.plan_text.raw import Piece, passage
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
_FAMILY = {
    NumberStyle.ARABIC_COMMA: NumberStyle.ARABIC_DOT,
    NumberStyle.ARABIC_BARE: NumberStyle.ARABIC_DOT,
    NumberStyle.ARABIC_HALF_BRACKET: NumberStyle.ARABIC_BRACKET,
    NumberStyle.CHINESE_HALF_BRACKET: NumberStyle.CHINESE_BRACKET,
}
_PART = re.compile(r"第\s*[一二三四五六七八九十\d]{1,3}\s*(?:部分|篇|章|编|类|板块|节)\s*[:：、]?\s*")
_NO_CATEGORY = re.compile(
    r"(?:具体|反馈|督察|督查|巡察|存在)*(?:问题)?(?:的)?(?:整改)?(?:主要|重点|具体)?(?:任务|措施|问题|内容|清单)(?:和|及|与)?(?:整改)?(?:措施|任务|目标|清单|要求|分工|安排|情况)?"
    r"|.{0,14}(?:清单|任务表|台账|方案|一览表|总体要求|保障措施|工作要求|指导思想|基本原则|工作目标|整改目标)|附件\d*|附表\d*|目录"
)
_REPORT_PART = re.compile(
    r"(?!关于|针对|聚焦|就).{0,30}(?:问题|問題)?(?:的)?(?:具体|具體)?(?:整改|办理|辦理)(?:和|及)?(?:落实|落實|进展|進展|完成|工作|开展|具体)*(?:情况|情況)"
)
_ASIDE = re.compile(r"\s*[（(][^（()）]{1,20}[）)]$")
_ENDS = tuple("。；;，,：:！!？?")
LONGEST = 70


def family(style: NumberStyle | None) -> NumberStyle | None:
    """Looks that people mix within one list count as one: 1. and 1、"""
    return _FAMILY.get(style, style) if style else None


def rank(block: Block) -> int:
    """How far out a block's number stands; PLAIN without a number."""
    if _PART.match(block.text) or (block.number is not None and block.number.style is NumberStyle.ARTICLE):
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
    return _NO_CATEGORY.fullmatch(_words(block.text)) is None


def names_category(block: Block) -> bool:
    """A short line that is a category by its last word: 水污染防治方面."""
    return len(block.text) <= 24 and block.opens and block.text.endswith(tuple(pack("kinds")["headings"]["endings"]))


def is_report_part(block: Block) -> bool:
    """The part of a report that holds the findings: 巡察反馈问题的整改落实情况."""
    return _REPORT_PART.fullmatch(_words(block.text)) is not None


def is_part(block: Block) -> bool:
    """第二部分 …: a heading whatever stands around it."""
    return _PART.match(block.text) is not None and looks_like_heading(block)


def _words(text: str) -> str:
    """A heading without 第二部分 and without an aside behind it: 整改任务（一患一表）."""
    part = _PART.match(text)
    return _ASIDE.sub("", text[part.end() :] if part else text)


def heading(source: Source, block: Block) -> Passage:
    """A heading without its number."""
    part = _PART.match(source.lines[block.line].text[block.body : block.end])
    start = block.body + (part.end() if part else 0)
    return passage(source, [Piece(block.line, start, block.end)])
