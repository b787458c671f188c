"""Rows worded as problems: 关于“…”的问题, and sentences that say what is wrong."""

from __future__ import annotations

import re
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.plan_text.outline import Block

_FRAME = re.compile(
    r"^(?:针对|关于|就|对).{4,}问题(?:的?整改(?:落实|进展|完成)?(?:情况)?)?[。.：:；;]?$|^[“\"「].{6,}[”\"」](?:的?问题)?[。.：:；;]?$"
)
_QUOTES = {"“": 1, "「": 1, "”": -1, "」": -1}
_BODY = 4  # what follows a frame in its row is at least 已完成。
_ABOUT = re.compile(
    r"^(?:针对|关于|就|对)?[“\"「].{6,}|^(?:针对|关于|就).{4,}(?:问题|情况|方面|意见)|.*问题[。.：:；;]?$"
)


def is_framed(block: Block) -> bool:
    """A row that is nothing but the frame of a problem: 2.关于“…”的问题。"""
    return block.number is not None and _FRAME.match(block.text) is not None


def is_about_problem(text: str) -> bool:
    """A row that begins or ends like the heading of a problem."""
    return _ABOUT.match(text) is not None


def frame_end(text: str) -> int:
    """Where the rest of a row begins whose first sentence is the frame of a problem (关于“…”问题的整改。一是…); 0 where
    nothing follows or the row begins otherwise."""
    depth = 0
    for place, character in enumerate(text):
        depth += _QUOTES.get(character, 0)
        stop = depth <= 0 and (character in "。：:" or (character == " " and "问题" in text[:place]))
        if stop:
            end = place + 1
            return end if _FRAME.match(text[:place]) and len(text) - end >= _BODY else 0
    return 0


@cache
def _faults() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, pack("kinds")["faults"]["words"])))


def is_fault(text: str) -> bool:
    """Whether a text holds a word in which inspectors put what is wrong."""
    return _faults().search(text) is not None
