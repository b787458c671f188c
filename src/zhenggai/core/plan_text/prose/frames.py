"""Rows worded as problems: 关于“…”的问题, and sentences that say what is wrong."""

from __future__ import annotations

import re
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.words.layout_words import any_word

_QUOTES = {"“": 1, "「": 1, "”": -1, "」": -1}
_BODY = 4  # what follows a frame in its row is at least 已完成。


def is_framed(block: Block) -> bool:
    """A row that is nothing but the frame of a problem: 2.关于“…”的问题。"""
    return block.number is not None and _frame().match(block.text) is not None


def is_about_problem(text: str) -> bool:
    """A row that begins or ends like the heading of a problem."""
    return _about().match(text) is not None


def frame_end(text: str) -> int:
    """Where the rest of a row begins whose first sentence is the frame of a problem (关于“…”问题的整改。一是…); 0 where
    nothing follows or the row begins otherwise."""
    depth = 0
    for place, character in enumerate(text):
        depth += _QUOTES.get(character, 0)
        stop = depth <= 0 and (character in "。：:" or (character == " " and _problem().search(text, 0, place)))
        if stop:
            end = place + 1
            return end if _frame().match(text[:place]) and len(text) - end >= _BODY else 0
    return 0


@cache
def _problem() -> re.Pattern[str]:
    return re.compile(any_word("frames", "problem"))


@cache
def _frame() -> re.Pattern[str]:
    """Nothing but the frame: 关于…问题的整改情况, “…”的问题."""
    opens, problem, handling, told = (any_word("frames", key) for key in ("opens", "problem", "handling", "told"))
    return re.compile(
        rf"^{opens}.{{4,}}{problem}(?:的?{handling}{told}?|的)?[。.：:；;]?$|^[“\"「].{{6,}}[”\"」](?:的?{problem})?[。.：:；;]?$"
    )


@cache
def _about() -> re.Pattern[str]:
    opens, at_length = any_word("frames", "opens"), any_word("frames", "opens_at_length")
    problem, ends = any_word("frames", "problem"), any_word("frames", "ends")
    return re.compile(rf"^{opens}?[“\"「].{{6,}}|^{at_length}.{{4,}}{ends}|.*{problem}[。.：:；;]?$")


@cache
def _faults() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, pack("kinds")["faults"]["words"])))


def is_fault(text: str) -> bool:
    """Whether a text holds a word in which inspectors put what is wrong."""
    return _faults().search(_praise().sub("", text)) is not None


@cache
def _praise() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, pack("kinds")["faults"]["praise"])))
