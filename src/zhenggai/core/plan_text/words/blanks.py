"""Cells and fields that say nothing: a dash, a slash, 无."""

from __future__ import annotations

from functools import cache

from zhenggai.core.plan_text.words.layout_words import listed

_EMPTY = ("", "None", "none", "N/A", "n/a", "○", "〇")
_STROKES = "-–—―－/／\\＼_＿~～.…。·* "


def is_blank(text: str) -> bool:
    """True where a person filling in a form left the place empty: nothing, strokes, or a word for nothing."""
    text = text.strip("（()） 。")
    return text in _nothing() or not text.strip(_STROKES)


@cache
def _nothing() -> frozenset[str]:
    return frozenset({*_EMPTY, *listed("blanks", "nothing")})
