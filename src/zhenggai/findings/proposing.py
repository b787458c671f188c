"""The units that a confirmed edition names and that are not registered yet: what somebody who sets an office up is
shown. A proposal is a guess; a person decides.

Import this module only after `django.setup()`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zhenggai.accounts.unit_models import UnitKind
from zhenggai.accounts.units.names import name_book
from zhenggai.accounts.units.queries import members_of
from zhenggai.core.errors import Refused
from zhenggai.core.typography import fold_width
from zhenggai.core.units.kinds import identity, is_government, kind_of_name
from zhenggai.core.units.names import find_units, full_names, is_group, without_bodies
from zhenggai.core.units.rosters import kinds_of_group
from zhenggai.findings.models import FindingVersion, NamedUnit, PlanEdition

GROUP = "group"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name of a plan. kind: of `UnitKind`, or `group` for a group term whose members nobody wrote down. findings: the
    numbers of those that name it, in order. in_measures: named in measures only, by no list of units."""

    name: str
    kind: str
    findings: tuple[str, ...]
    in_measures: bool

    @property
    def sentence(self) -> str:
        kind = "单位组" if self.kind == GROUP else UnitKind(self.kind).label
        where = "（只在措施中）" if self.in_measures else ""
        return f"{self.name}\t{kind}\t问题{'、'.join(self.findings)}{where}"


def propose_units(edition: PlanEdition, *, on: date) -> list[Proposal]:
    """Names of units and group terms of the edition that mean nothing on the day yet, in the order they first come.
    One name for the spellings of one unit: the first in a list of units, else the first in a measure."""
    region = edition.plan.region_code
    names = (edition.plan.region,) if edition.plan.region else ()
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for name, number, in_measure in sorted(_named(edition), key=lambda one: one[2]):
        shown = name if is_group(name) else _place(name)
        found.setdefault(identity(shown, region, names), []).append((shown, number, in_measure))
    book = name_book(on, region)
    proposals = []
    for places in found.values():
        name = places[0][0]
        group = is_group(name) and not is_government(name)
        if members_of(name, on=on, region=region).units if group else book.find(name):
            continue
        if group and places[0][2] and not kinds_of_group(name):
            continue  # 相关单位 in a measure: nobody could say who that is
        numbers = tuple(dict.fromkeys(number for _name, number, _in in sorted(places, key=_by_number)))
        proposals.append(Proposal(name, GROUP if group else kind_of_name(name), numbers, places[0][2]))
    return proposals


def _named(edition: PlanEdition) -> Iterator[tuple[str, str, bool]]:
    """Name in full, number of the finding, whether it stands in a measure."""
    units = NamedUnit.objects.filter(version__edition=edition).select_related("version")
    for unit in units.order_by("version__position", "position"):
        yield unit.full_name or unit.name, unit.version.number or str(unit.version.position), False
    for version in FindingVersion.objects.filter(edition=edition).order_by("position"):
        for measure in version.measures:
            for name in full_names(find_units(measure["text"])):
                yield name, version.number or str(version.position), True


def _place(name: str) -> str:
    """北石店镇党委、政府 -> 北石店镇; any other name as it is printed."""
    base = without_bodies(name)
    return base if base and base != fold_width(name) else name


def _by_number(place: tuple[str, str, bool]) -> tuple[int, str]:
    number = re.match(r"\d+", place[1])
    return (int(number[0]) if number else 0, place[1])


def propose_command(asked: argparse.Namespace) -> int:
    """The proposals of the newest edition of every plan, or of the plan that was asked for."""
    editions = PlanEdition.objects.select_related("plan").order_by("plan_id", "edition_no")
    if asked.plan:
        editions = editions.filter(plan_id=asked.plan)
    newest = {edition.plan_id: edition for edition in editions}
    if not newest:
        raise Refused("no_plan", "还没有入库的方案，请先用 zhenggai load 装入方案。")
    on = asked.on or timezone.localdate()
    for edition in newest.values():
        proposals = propose_units(edition, on=on)
        print(f"{edition}：有{len(proposals)}个名称还没有登记。")
        for proposal in proposals:
            print(proposal.sentence)
    return 0
