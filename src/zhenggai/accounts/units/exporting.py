"""All that is known of a region's units as the rows of a workbook, in the fields of `book.BookRow`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from zhenggai.accounts.unit_models import AREA_DIGITS, Incumbency, NameKind, Person, Post, RosterMember, Unit, UnitName

Row = dict[str, Any]
_NAMES = (NameKind.SHORT, NameKind.ALIAS, NameKind.FORMER)


def book(region: str = "") -> dict[str, list[Row]]:
    """Table -> rows; a row maps a field to a text, a day, a flag or the names of a cell. region: a county's code; all
    where it is empty. Six queries."""
    units = Unit.objects.filter(region_code__startswith=region[:AREA_DIGITS]).select_related("parent").order_by("id")
    names = _names(units.values_list("pk", flat=True))
    posts = Post.objects.filter(unit__in=units.order_by()).select_related("unit").order_by("unit_id", "id")
    members = RosterMember.objects.filter(unit__in=units.order_by()).select_related("roster", "unit")
    return {
        "units": [_unit(unit, names.get(unit.pk, [])) for unit in units],
        "posts": [
            {"unit": post.unit.name, "title": post.title, "rank": post.get_rank_display(), "several": post.several}
            for post in posts
        ],
        "people": _people(units.order_by().values_list("pk", flat=True), everybody=not region),
        "groups": [
            {
                "term": member.roster.term,
                "region_code": member.roster.region_code,
                "unit": member.unit.name,
                "valid_from": member.valid_from,
                "valid_to": member.valid_to,
            }
            for member in members.order_by("roster_id", "id")
        ],
    }


def _names(units: Iterable[int]) -> dict[int, list[UnitName]]:
    found: dict[int, list[UnitName]] = {}
    for name in UnitName.objects.filter(unit_id__in=units, kind__in=_NAMES).order_by("unit_id", "id"):
        found.setdefault(name.unit_id, []).append(name)
    return found


def _unit(unit: Unit, names: list[UnitName]) -> Row:
    cells: Mapping[str, list[tuple[str, date | None, date | None]]] = {
        kind.value: [(one.text, one.valid_from, one.valid_to) for one in names if one.kind == kind] for kind in _NAMES
    }
    return {
        "name": unit.name,
        "kind": unit.get_kind_display(),
        "region_code": unit.region_code,
        "parent": unit.parent.name if unit.parent else "",
        **cells,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def _people(units: Iterable[int], *, everybody: bool) -> list[Row]:
    held = Incumbency.objects.filter(post__unit_id__in=units).select_related("person", "post__unit")
    rows = [
        {
            "person": one.person.name,
            "distinction": one.person.distinction,
            "unit": one.post.unit.name,
            "title": one.post.title,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
        }
        for one in held.order_by("valid_from", "id")
    ]
    idle = Person.objects.filter(incumbencies=None).order_by("id") if everybody else Person.objects.none()
    return [*rows, *({"person": one.name, "distinction": one.distinction} for one in idle)]
