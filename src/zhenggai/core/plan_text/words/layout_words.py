"""The words of `catalog/layout_words.toml` as the readers use them: lists, and alternatives of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from zhenggai.catalog import pack


@cache
def listed(section: str, key: str) -> tuple[str, ...]:
    """The words under a key of a section, as written."""
    return tuple(section_of(section)[key])


@cache
def any_word(section: str, key: str) -> str:
    """A pattern of one of the words under a key of a section, longest first."""
    return alternatives(listed(section, key))


def alternatives(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def section_of(section: str) -> dict[str, Any]:
    words: dict[str, Any] = pack("layout_words")[section]
    return words
