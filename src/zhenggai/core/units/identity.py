"""Which names mean the same unit, and what an elliptic list leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zhenggai.core.remembering import remembered
from zhenggai.core.typography import fold, fold_width
from zhenggai.core.units.words import UnitMention, alternatives, any_of, ends_as_unit, is_group, lexicon


def full_names(mentions: Sequence[UnitMention]) -> list[str]:
    """The full name of each mention: 西上庄、钟家庄街道办事处 -> 西上庄街道办事处, 钟家庄街道办事处;
    市城管局、综合执法局 -> 市城管局, 市综合执法局."""
    names = [mention.text for mention in mentions]
    for position in range(len(names) - 2, -1, -1):
        if is_group(names[position]) or is_group(names[position + 1]):
            continue
        tail = _tail().search(names[position + 1])
        body = _body().search(names[position + 1])
        if tail and tail.start() and not ends_as_unit(names[position]):
            names[position] += tail[0]
        elif body and _place().search(names[position]):
            names[position] += body["body"]
    for position in range(1, len(names)):
        level = _level().match(names[position - 1])
        if level and _bare_department().match(names[position]) and not _level().match(names[position]):
            names[position] = level[0] + names[position]
    return names


@dataclass(frozen=True, slots=True)
class UnitKey:
    """What makes a unit: its place or level, its department's full stem, its kind of body."""

    place: str
    stem: str
    body: str


@remembered(4096)  # a roster is asked for every unit of a plan
def unit_key(name: str) -> UnitKey:
    """区发改（能源）局 -> ("区", "发展和改革", "局"). Names in brackets are second names and do not count."""
    plain = re.sub(r"\([^()]*\)", "", fold(name))
    spelling, body = next((pair for pair in _bodies() if plain.endswith(pair[0])), ("", ""))
    rest = plain[: len(plain) - len(spelling)] if spelling else plain
    stem = _stem().search(rest)
    if not stem:
        return UnitKey("", rest, body)
    return UnitKey(rest[: stem.start()], stems()[stem[0]], body)


def same_unit(a: str, b: str) -> bool:
    """True where two names mean one unit: 市发改委 and 市发展和改革委员会, 西上庄街道 and 西上庄街道办事处."""
    return fold(a) == fold(b) or unit_key(a) == unit_key(b)


def without_bodies(name: str) -> str:
    """北石店镇党委、政府 -> 北石店镇: the governing bodies that stand for a place are left out, width folded."""
    return re.sub(rf"(?:{any_of('bodies_of_places')}|[、和])+$", "", fold_width(name))


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('shared_tails')})$")


@cache
def _body() -> re.Pattern[str]:
    """The body of a named place: 人民政府 of 罗山市人民政府, nothing of 县政府."""
    return re.compile(rf"..(?:{any_of('places')})(?P<body>{any_of('shared_bodies')})$")


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"..(?:{any_of('places')})$")


@cache
def _level() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('name_levels')})(?!{any_of('not_after_level')})")


@cache
def stems() -> dict[str, str]:
    """Every spelling of a department's stem and the full one: 发改 -> 发展和改革."""
    return {spelling: group[0] for group in lexicon()["departments"]["stems"] for spelling in group}


@cache
def _stem() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(stems())})$")


@cache
def _bare_department() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(stems())})(?:\([^()]*\)|（[^（）]*）)?(?:{any_of('department_bodies')})$")


@cache
def _bodies() -> tuple[tuple[str, str], ...]:
    pairs = [(spelling, group[0]) for group in lexicon()["departments"]["bodies"] for spelling in group]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
