"""Cells and fields that say nothing: a dash, a slash, 无."""

from __future__ import annotations

import re
from functools import cache

from zhenggai.core.plan_text.words.layout_words import alternatives, listed

_EMPTY = ("None", "none", "N/A", "n/a", "○", "〇")
_AROUND = "（()） 。"
_STROKES = "-–—―－/／\\＼_＿~～.…。·* "


def is_blank(text: str) -> bool:
    """True where a person filling in a form left the place empty: nothing, strokes, or a word for nothing."""
    return (not text or text[0] in _firsts()) and _nothing().fullmatch(text) is not None


@cache
def _nothing() -> re.Pattern[str]:
    words = alternatives([*_EMPTY, *listed("blanks", "nothing")])
    return re.compile(f"[{_AROUND}]*+(?:{words}|[{re.escape(_STROKES)}]*+)[{_AROUND}]*+")


@cache
def _firsts() -> frozenset[str]:
    """The characters that such a text may begin with: most texts are told by their first."""
    return frozenset(word[0] for word in (*_EMPTY, *listed("blanks", "nothing"), *_STROKES, *_AROUND))
