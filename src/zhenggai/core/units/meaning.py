"""What the directory of units asks of words, behind one door. `accounts` stands above the core in the listing and finds
this module by the setting UNIT_MEANING (docs/decisions/units-and-people.md)."""

from __future__ import annotations

from zhenggai.core.typography import fold
from zhenggai.core.units.identity import without_bodies
from zhenggai.core.units.kinds import identity, kind_of_name, region_named_by
from zhenggai.core.units.posts import rank_of_title, ranks_sought
from zhenggai.core.units.rosters import kinds_of_group

__all__ = [
    "identity",
    "kind_of_name",
    "kinds_of_group",
    "name_key",
    "rank_of_title",
    "ranks_sought",
    "region_named_by",
    "without_bodies",
]


def name_key(name: str) -> str:
    """The form in which names are the same name: width and brackets folded, blanks out."""
    return fold(name)
