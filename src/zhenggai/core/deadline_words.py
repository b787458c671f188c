"""The words of terms without a date: 立行立改, 长期坚持, 已完成. Data in `catalog/deadlines.toml`."""

from __future__ import annotations

import re
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.typography import fold


def is_immediate(text: str) -> bool:
    """立行立改, 立即整改 and their like."""
    return _has(fold(text), "immediate")


def is_long_term(text: str) -> bool:
    """长期坚持, 持续推进, 常态化, 每年…; but not 持续至2026年, which names an end."""
    folded = fold(text)
    for phrase in words("not_long_term"):
        folded = folded.replace(phrase, "")
    return _has(folded, "long_term")


def is_done(text: str) -> bool:
    """已完成 and its like: understood, though it names no end."""
    folded = fold(text)
    return (
        _has(folded, "done") or re.search(rf"已[^,;。]{{0,20}}?(?:{'|'.join(words('done_verbs'))})", folded) is not None
    )


def _has(folded: str, name: str) -> bool:
    return _any_of(name).search(folded) is not None


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words(name))) or "(?!)")


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of words of the pack, longest first, folded."""
    return tuple(sorted((fold(word) for word in pack("deadlines")[name]), key=len, reverse=True))
