"""Papers that a converter turned into the traditional script: read by their simplified shadow, quoted as printed.

The characters stand for each other one to one, so every span found in the shadow holds in the paper itself.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from zhenggai.catalog import pack
from zhenggai.core.plan_text.words.raw import passage
from zhenggai.core.source import Passage, Source

_LEAST = 12  # traditional characters before a paper counts as one in that script
_LOOK = 4000  # characters looked at
T = TypeVar("T")


@cache
def _table() -> dict[int, str]:
    words = pack("scripts")
    parts = ("", "more_", "further_")
    old, new = ("".join(words[f"{part}{script}"] for part in parts) for script in ("traditional", "simplified"))
    return {ord(before): after for before, after in zip(old, new, strict=True) if before != after}


@cache
def _signs() -> frozenset[str]:
    return frozenset(map(chr, _table()))


def simplify(text: str) -> str:
    """Traditional characters replaced one by one; the length stays the same."""
    return text.translate(_table())


def shadow(source: Source) -> Source | None:
    """The source in simplified characters; None where it is not in the traditional script."""
    opening = "".join(line.text for line in source.lines[:80])[:_LOOK]
    if sum(map(_signs().__contains__, opening)) < max(_LEAST, len(opening) // 50):
        return None
    lines = tuple(replace(line, text=simplify(line.text)) for line in source.lines)
    return replace(source, lines=lines)


def as_printed(value: T, source: Source) -> T:
    """A draft read in the shadow with every passage, and the source itself, as the paper prints them."""
    return _restore(value, source)  # type: ignore[no-any-return]


def _restore(value: Any, source: Source) -> Any:
    if isinstance(value, Passage):
        return passage(source, value.spans) if value.spans else value
    if isinstance(value, Source):
        return source
    if isinstance(value, tuple):
        return tuple(_restore(item, source) for item in value) if type(value) is tuple else value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _restore(getattr(value, f.name), source) for f in fields(value)}
        return replace(value, **changed)
    return value
