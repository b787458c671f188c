"""Questions about units, groups, posts and people, each as of a day.

The rules with examples are docs/rules/people.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhenggai.accounts.unit_models import AREA_DIGITS, Incumbency, Rank, Roster, RosterMember, Unit
from zhenggai.accounts.units.meaning import meaning
from zhenggai.accounts.units.names import name_book


@dataclass(frozen=True, slots=True)
class Members:
    """The units a term means on a day. told_by: `name` (one unit), `roster` (written down), `kind` (all of a kind) or
    `nobody`. said: one sentence."""

    term: str
    units: tuple[Unit, ...]
    told_by: str
    said: str


@dataclass(frozen=True, slots=True)
class Held:
    """Who of a unit a phrase means on a day: one, nobody or several. said: one sentence."""

    unit: Unit
    incumbencies: tuple[Incumbency, ...]
    said: str


def units_called(name: str, *, on: date | None, region: str = "") -> list[Unit]:
    """The units that a name can mean on a day: by name, alias, short or former name, however it is spelled."""
    found = Unit.objects.in_bulk(name_book(on, region).find(name))
    return [found[key] for key in sorted(found)]


def unit_of(name: str, *, on: date | None, region: str = "") -> Unit | None:
    """The one unit that a name means on a day; None where it means none or cannot tell between several."""
    found = units_called(name, on=on, region=region)
    return found[0] if len(found) == 1 else None


def units_in(region: str, *, on: date | None) -> list[Unit]:
    """The units of a region and of everything below it, by the prefix of its code, in the order of the codes."""
    return list(Unit.objects.on(on).filter(region_code__startswith=region).order_by("region_code", "id"))


def units_below(unit: Unit, *, on: date | None) -> list[Unit]:
    """Everything under a unit, level by level. One query per level."""
    found: list[Unit] = []
    level = list(Unit.objects.on(on).filter(parent=unit).order_by("id"))
    while level:
        found += level
        level = list(Unit.objects.on(on).filter(parent__in=level).order_by("id"))
    return found


def members_of(term: str, *, on: date, region: str = "") -> Members:
    """The units that a name or group term means on a day: one unit by its name; else whom a roster of the region names;
    else all of the kinds that the term speaks of; else nobody, since nobody wrote down which."""
    named = units_called(term, on=on, region=region)
    if len(named) == 1:
        return Members(term, tuple(named), "name", f"“{term}”是{named[0]}。")
    if named:
        told = "、".join(map(str, named))
        return Members(term, (), "nobody", f"“{term}”在 {on} 可能是{told}，请写全名称。")
    roster = _roster(term, region)
    if roster is not None:
        rows = RosterMember.objects.on(on).filter(roster=roster).select_related("unit").order_by("id")
        units = tuple(row.unit for row in rows)
        said = f"“{term}”在 {on} 有{len(units)}个单位。" if units else f"“{term}”在 {on} 没有登记成员，请补充单位组。"
        return Members(term, units, "roster", said)
    kinds = meaning().kinds_of_group(term)
    units = tuple(unit for unit in units_in(region[:AREA_DIGITS], on=on) if unit.kind in kinds)
    if units:
        return Members(term, units, "kind", f"“{term}”在 {on} 有{len(units)}个单位。")
    return Members(term, (), "nobody", f"没有登记“{term}”在 {on} 指哪些单位，请在单位组里写明。")


def holders(phrase: str, units: Iterable[Unit], *, on: date) -> list[Held]:
    """Who a phrase (责任单位主要负责同志, 分管领导, 局长) means in each unit on a day, in the order of the units.
    One query."""
    asked = list(units)
    rows = Incumbency.objects.on(on).filter(post__unit__in=asked).select_related("post__unit", "person")
    ranks, plain = meaning().ranks_sought(phrase), meaning().name_key(phrase)
    held: dict[int, list[Incumbency]] = {unit.pk: [] for unit in asked}
    for row in rows.order_by("post_id", "id"):
        if row.post.rank in ranks if ranks else plain.endswith(row.post.key):
            held[row.post.unit_id].append(row)
    sought = "、".join(str(Rank(rank).label) for rank in ranks) or phrase
    return [Held(unit, tuple(held[unit.pk]), _said(unit, held[unit.pk], sought, on)) for unit in asked]


def posts_of(person_id: int, *, on: date) -> list[Incumbency]:
    """The posts that a person holds on a day."""
    return list(Incumbency.objects.on(on).filter(person_id=person_id).select_related("post__unit").order_by("id"))


def areas() -> list[str]:
    """The counties that have units, by code, in order; "" for units without a code."""
    codes = Unit.objects.order_by().values_list("region_code", flat=True).distinct()
    return sorted({code[:AREA_DIGITS] for code in codes})


def _said(unit: Unit, held: Sequence[Incumbency], sought: str, on: date) -> str:
    if unit.valid_to and unit.valid_to < on:
        return f"“{unit}”已于 {unit.valid_to} 撤销，{on} 没有{sought}。"
    if not held:
        return f"“{unit}”在 {on} 没有登记{sought}，请补充任职。"
    people = "、".join(f"{row.person}（{row.post.title}）" for row in held)
    if len(held) == 1:
        return f"“{unit}”在 {on} 的{sought}是{people}。"
    return f"“{unit}”在 {on} 有{len(held)}名{sought}：{people}，请确认由谁负责。"


def _roster(term: str, region: str) -> Roster | None:
    """The roster of a term: the region's own before that of a place above it, before one without a region."""
    keys = {meaning().name_key(term), meaning().name_key(meaning().without_bodies(term))}
    above = Q(region_code__in=[region[:digits] for digits in (0, 2, 4, 6, 9, 12)])
    found = list(Roster.objects.filter(above, key__in=keys))
    return max(found, key=lambda roster: (len(roster.region_code), roster.pk), default=None)
