"""The office of 晋城市城区: its towns, bureaus, groups, posts and people, as docs/rules/people.md has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.cast import NOON
from zhenggai.accounts.actors import CONSOLE
from zhenggai.accounts.unit_models import Incumbency, NameKind, Person, Post, Rank, Roster, RosterMember, Unit, UnitName
from zhenggai.accounts.units import actions

REGION = "140502"
SUBDISTRICTS = ["东街街道", "西街街道", "南街街道", "北街街道", "钟家庄街道", "西上庄街道", "开发区街道"]
BUREAUS = ["区生态环境分局", "区发改（能源）局", "区水务局", "区住建局", "区财政局"]
BY: dict[str, Any] = {"by": CONSOLE, "at": NOON}
TABLES = (Unit, UnitName, Roster, RosterMember, Post, Person, Incumbency)


@dataclass
class Office:
    """Units by name, people by name."""

    units: dict[str, Unit]
    people: dict[str, Person]

    def unit(self, name: str) -> Unit:
        return Unit.objects.get(pk=self.units[name].pk)

    def held(self, person: str) -> Incumbency:
        """What the person holds last."""
        return Incumbency.objects.filter(person=self.people[person]).latest("id")


def everything() -> list[list[dict[str, Any]]]:
    """All rows of units and people."""
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def add(name: str, kind: str, **more: Any) -> Unit:
    return actions.add_unit(name, kind, **{"region_code": REGION, **more}, **BY)


def found() -> Office:
    """Makes the whole office."""
    district = add("晋城市城区人民政府", "government")
    below: dict[str, Any] = {"parent": district}
    units = {"晋城市城区人民政府": district, "北石店镇": add("北石店镇", "town", **below)}
    for name in SUBDISTRICTS:
        old = name == "西上庄街道"
        units[name] = add("西上庄办事处" if old else name, "subdistrict", **below)
    units["西上庄街道"] = actions.rename_unit(units["西上庄街道"], "西上庄街道", on=date(2020, 1, 1), **BY)
    units["南村镇"] = add("南村镇", "town", **below)
    units |= {name: add(name, "department", **below) for name in BUREAUS}
    actions.add_name(units["区生态环境分局"], "市生态环境局城区分局", NameKind.ALIAS, **BY)
    direct = actions.add_roster("区直相关单位", region_code=REGION, **BY)
    actions.add_member(direct, units["区水务局"], **BY)
    actions.add_member(direct, units["区住建局"], valid_to=date(2024, 12, 31), **BY)
    office = Office(units, {})
    _people(office)
    actions.close_unit(units["南村镇"], on=date(2025, 2, 28), **BY)
    return office


def _people(office: Office) -> None:
    posts = [
        ("区水务局", "局长", Rank.PRINCIPAL, False, "张三"),
        ("区水务局", "分管副局长", Rank.DEPUTY, False, "孙九"),
        ("北石店镇", "党委书记", Rank.PRINCIPAL, True, "王五"),
        ("北石店镇", "镇长", Rank.PRINCIPAL, True, "赵六"),
        ("南村镇", "镇长", Rank.PRINCIPAL, False, "周八"),
    ]
    for unit, title, rank, several, name in posts:
        post = actions.add_post(office.units[unit], title, rank, several=several, **BY)
        person = office.people[name] = actions.add_person(name, **BY)
        actions.take_up(post, person, on=date(2022, 1, 1), **BY)
    li = office.people["李四"] = actions.add_person("李四", **BY)
    actions.hand_over(office.held("张三"), li, on=date(2024, 7, 1), **BY)


@pytest.fixture
def office(db: None) -> Office:
    return found()
