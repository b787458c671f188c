"""Cells and fields that say nothing: a dash, a slash, 无."""

from __future__ import annotations

import re
from functools import cache

from zhenggai.core.plan_text.words.layout_words import alternatives, listed

_EMPTY = ("None", "none", "N/A", "n/a", "○", "〇")
_STROKES = "-–—―－/／\\＼_＿~～.…。·* "


def is_blank(text: str) -> bool:
    """True where a person filling in a form left the place empty: nothing, strokes, or a word for nothing."""
    return _nothing().fullmatch(text) is not None


@cache
def _nothing() -> re.Pattern[str]:
    words = alternatives([*_EMPTY, *listed("blanks", "nothing")])
    return re.compile(f"[（()） 。]*+(?:{words}|[{re.escape(_STROKES)}]*+)[（()） 。]*+")
