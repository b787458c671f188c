"""The lexicon of unit names: what ends a name, what is a group, what marks a role. Data in `catalog/unit_*.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from zhenggai.catalog import pack
from zhenggai.core.plan import Role
from zhenggai.core.remembering import remembered
from zhenggai.core.typography import fold, fold_width


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit as printed: text[start:end] without blanks a line break left. role: from a mark beside it, else None."""

    text: str
    start: int
    end: int
    role: Role | None = None


def lexicon() -> dict[str, Any]:
    return pack("unit_suffixes")


@cache
def any_of(key: str) -> str:
    """A pattern of one of the words under a key, longest first, width folded."""
    return alternatives(lexicon()[key])


def alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted({fold_width(w) for w in words}, key=len, reverse=True))


@remembered(4096)  # the findings of a list share few units
def ends_as_unit(text: str) -> bool:
    """True where the text is a complete name, so that what follows is another."""
    name = fold(text)
    return _complete().search(name) is not None and not name.endswith(tuple(lexicon()["not_a_break"]))


def goes_on_from_a_name(text: str) -> bool:
    """Whether a line can only be the rest of a name that the line before began: 局, 公室, （市）政府."""
    return (text.startswith(("（", "(")) and len(text) > 1) or fold(text) in lexicon()["rests"]


def is_rest_of_a_name(text: str) -> bool:
    """Whether this can only be the end of a name that the line before began: 公室, 办事处, 人民政府."""
    return fold(text) in lexicon()["rests"] or fold(text) in lexicon()["bodies_of_places"]


@remembered(4096)
def is_group(text: str) -> bool:
    """各镇（街道）, 区直相关单位: a term for several units that names none."""
    name = fold(text)
    return _group().search(name) is not None


def role_of(word: str) -> Role | None:
    """The role a label or mark stands for: 牵头单位 -> lead."""
    name = fold(word)
    roles: dict[Role, list[str]] = lexicon()["roles"]
    return next((role for role, words in roles.items() if name in words), None)


@cache
def role_words() -> str:
    return alternatives(word for words in lexicon()["roles"].values() for word in words)


@cache
def _complete() -> re.Pattern[str]:
    strong, offices, places = any_of("strong"), any_of("offices"), any_of("places")
    return re.compile(
        rf"(?:{strong})(?:\([^()]*\))?$|..(?:{offices})$|^各.*(?:{places})(?:\([^()]*\))?$|[^各]+(?:{places})$"
    )


@cache
def _group() -> re.Pattern[str]:
    groups = pack("unit_groups")
    return re.compile(
        rf"^(?:{alternatives(groups['heads'])})(?!自)|^(?:{any_of('places')}|[()、])+(?:{any_of('shared_bodies')})$|(?:{alternatives(groups['tails'])})$|(?:{alternatives(groups['within'])})"
    )
