"""Rosters: which units a region has on a day, and what a group term means there.

A roster is data: `catalog/rosters/<region>/pack.toml`. `expand` answers only what it can tell: 「各镇（街道）」 gives
every town and subdistrict that exists on the day; 「区直相关单位」 gives None: nobody wrote down which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from zhenggai.catalog import pack, packs
from zhenggai.core.errors import PackError
from zhenggai.core.typography import fold
from zhenggai.core.units.identity import same_unit, without_bodies
from zhenggai.core.units.words import is_group


@dataclass(frozen=True, slots=True)
class Member:
    """A unit of a region. valid_from and valid_to are ISO days, both included; None is open."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    code: str | None = None

    def exists(self, on: str | None) -> bool:
        """True if the unit exists on an ISO day; None asks for no day."""
        return on is None or ((self.valid_from or "") <= on <= (self.valid_to or "9999"))

    def is_called(self, name: str) -> bool:
        """True for its name, an alias, a former name, in any usual spelling."""
        return any(same_unit(name, known) for known in (self.name, *self.aliases, *self.former_names))


@dataclass(frozen=True, slots=True)
class Roster:
    """The units of a region (GB/T 2260 code)."""

    region: str
    name: str
    members: tuple[Member, ...]
    valid_from: str | None = None
    valid_to: str | None = None

    def find(self, name: str, on: str | None = None) -> Member | None:
        """The member that a name means on a day, or None."""
        base = without_bodies(name)
        return next((m for m in self.members if m.exists(on) and (m.is_called(name) or m.is_called(base))), None)


def load_roster(region: str) -> Roster | None:
    """The roster of a region out of the catalog, None where there is none. Raises PackError if it is malformed."""
    return roster_from(pack(f"rosters/{region}/pack")) if region in packs("rosters") else None


def roster_for(region_name: str) -> Roster | None:
    """The roster of a region by the name a title gives it (晋城市城区), or None.

    The longest name that fits is meant; two regions of one name are told apart by nobody, so neither is taken."""
    return closest(region_name, [roster for code in packs("rosters") if (roster := load_roster(code))])


def closest(region_name: str, rosters: Sequence[Roster]) -> Roster | None:
    """The roster whose region a name means: 云河市城区 is that of 云河市城区 rather than that of some 城区."""
    wanted = fold(region_name)
    fitting = [roster for roster in rosters if wanted.endswith(fold(roster.name))]
    longest = max((len(fold(roster.name)) for roster in fitting), default=0)
    meant = [roster for roster in fitting if len(fold(roster.name)) == longest]
    return meant[0] if len(meant) == 1 else None


def roster_from(data: dict[str, Any]) -> Roster:
    """A roster from a pack's data."""
    try:
        members = tuple(
            Member(
                row["name"],
                row["kind"],
                tuple(row.get("aliases", ())),
                tuple(row.get("former_names", ())),
                row.get("valid_from"),
                row.get("valid_to"),
                row.get("code"),
            )
            for row in data["member"]
        )
        return Roster(data["id"], data["name"], members, data.get("valid_from"), data.get("valid_to"))
    except KeyError as missing:
        raise PackError("roster_incomplete", f"名录{data.get('id', '')}缺少{missing}，请补上。") from missing


def expand(term: str, roster: Roster, on: str | None) -> tuple[str, ...] | None:
    """The members a term means on an ISO day, by their names in the roster; None where the roster cannot tell."""
    member = roster.find(term, on)
    if member is not None:
        return (member.name,)
    kinds = kinds_of_group(term)
    found = tuple(m.name for m in roster.members if m.kind in kinds and m.exists(on))
    return found or None


def kinds_of_group(term: str) -> frozenset[str]:
    """The kinds whose units a group term means: 各镇（街道） -> town, subdistrict. Empty for a name and where the
    term leaves open which of them (区直相关单位)."""
    if not is_group(term) or any(word in fold(term) for word in _words("indefinite")):
        return frozenset()
    return frozenset(_kinds(term))


def _kinds(term: str) -> set[str]:
    """Kinds of units a group term speaks of: 各镇（街道）党委、政府 -> town, subdistrict."""
    rest, kinds = without_bodies(re.sub(r"^.*?各", "", fold(term))), set[str]()
    rest = re.sub(r"^[省市县区旗州师]直(?:各)?", "", rest)
    rows: Iterable[dict[str, Any]] = pack("unit_groups")["kind"]
    for row in rows:
        for word in sorted(row["words"], key=len, reverse=True):
            if word in rest:
                kinds.update(row.get("only", {}).get(word, row["kinds"]))
                rest = rest.replace(word, "")
    return kinds


def _words(key: str) -> list[str]:
    words: list[str] = pack("unit_groups")[key]
    return words
