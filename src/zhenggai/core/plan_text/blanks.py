"""Cells and fields that say nothing: a dash, a slash, 无."""

from __future__ import annotations

_NOTHING = frozenset({"", "无", "暂无", "略", "空", "无需", "不涉及", "None", "none", "N/A", "n/a", "○", "〇"})
_STROKES = frozenset("-–—―－/／\\＼_＿~～.…。·* ")


def is_blank(text: str) -> bool:
    """True where a person filling in a form left the place empty: nothing, strokes, or a word for nothing."""
    text = text.strip("（()） 。")
    return text in _NOTHING or set(text) <= _STROKES
