"""Posts: which one a phrase of a plan seeks (责任单位主要负责同志), and what a title says of its rank."""

from __future__ import annotations

import re
from typing import Any

from zhenggai.catalog import pack
from zhenggai.core.typography import fold

PRINCIPAL, DEPUTY, OTHER = "principal", "deputy", "other"


def ranks_sought(text: str) -> tuple[str, ...]:
    """The ranks a phrase seeks: 责任单位主要负责同志 -> principal; empty where it names none."""
    plain = fold(text)
    seeking: dict[str, list[str]] = pack("post_words")["seeking"]
    return tuple(rank for rank, words in seeking.items() if any(word in plain for word in words))


def rank_of_title(title: str) -> tuple[str, bool]:
    """The rank that a title means, and whether it stands beside another principal: 局长 -> (principal, False),
    党组书记 -> (principal, True), 分管副局长 -> (deputy, False), 副局长 -> (other, False). A guess for lists."""
    words: dict[str, Any] = pack("post_words")["titles"]
    plain = fold(title)
    if plain.startswith(tuple(words["deputy_heads"])):
        return DEPUTY, False
    parts = [part for part in re.split("|".join(map(re.escape, words["joints"])), plain) if part]
    if not parts or not all(part in (*words["principal"], *words["party"]) for part in parts):
        return OTHER, False
    return PRINCIPAL, all(part in words["party"] for part in parts)
