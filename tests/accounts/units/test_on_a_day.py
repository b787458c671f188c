"""Names, group terms and posts mean on a day what docs/rules/people.md says; the number of queries stays small."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.units.office import BY, REGION, SUBDISTRICTS, Office, add
from tests.core.rule_tables import rows
from zhenggai.accounts.units import actions, queries

JUNE = date(2024, 6, 1)


def _cases(heading: str) -> list[list[str]]:
    return [row for row in rows("people.md", heading) if row[1][:2] == "20" or row[2][:2] == "20"]


@pytest.mark.parametrize(("name", "on", "unit"), _cases("name"))
def test_a_name_means_a_unit_on_its_day(office: Office, name: str, on: str, unit: str) -> None:
    found = queries.unit_of(name, on=date.fromisoformat(on), region=REGION)
    assert (found.name if found else "?") == unit


@pytest.mark.parametrize(("term", "on", "units"), _cases("term"))
def test_a_term_means_its_units_on_its_day(office: Office, term: str, on: str, units: str) -> None:
    members = queries.members_of(term, on=date.fromisoformat(on), region=REGION)
    assert ("、".join(unit.name for unit in members.units) or "?") == units
    assert members.said.endswith("。")
    assert (members.told_by == "nobody") is (units == "?")


@pytest.mark.parametrize(("phrase", "unit", "on", "people"), _cases("phrase"))
def test_a_phrase_means_who_holds_the_post_that_day(
    office: Office, phrase: str, unit: str, on: str, people: str
) -> None:
    (held,) = queries.holders(phrase, [office.unit(unit)], on=date.fromisoformat(on))
    assert "、".join(row.person.name for row in held.incumbencies) == people


def test_the_real_plans_towns_are_told_from_a_roster_or_by_kind(office: Office) -> None:
    plan_day = date(2025, 6, 1)
    by_kind = queries.members_of("各镇（街道）", on=plan_day, region=REGION)
    assert (by_kind.told_by, len(by_kind.units)) == ("kind", 8)
    roster = actions.add_roster("各镇（街道）", region_code=REGION, **BY)
    for name in ("北石店镇", *SUBDISTRICTS[:2]):
        actions.add_member(roster, office.unit(name), valid_from=date(2025, 1, 1), **BY)
    told = queries.members_of("各镇（街道）党委、政府", on=plan_day, region=REGION)
    assert (told.told_by, [unit.name for unit in told.units]) == ("roster", ["北石店镇", *SUBDISTRICTS[:2]])
    assert queries.members_of("各镇（街道）", on=JUNE, region=REGION).said == (
        "“各镇（街道）”在 2024-06-01 没有登记成员，请补充单位组。"
    )


def test_the_responsible_units_of_a_finding_lead_to_people_or_to_a_plain_word(office: Office) -> None:
    units = [office.unit(name) for name in ("区水务局", "区财政局", "北石店镇", "南村镇")]
    with CaptureQueriesContext(connection) as asked:
        held = queries.holders("责任单位主要负责同志", units, on=date(2025, 7, 1))
    assert [one.said for one in held] == [
        "“区水务局”在 2025-07-01 的主要负责人是李四（局长）。",
        "“区财政局”在 2025-07-01 没有登记主要负责人，请补充任职。",
        "“北石店镇”在 2025-07-01 有2名主要负责人：王五（党委书记）、赵六（镇长），请确认由谁负责。",
        "“南村镇”已于 2025-02-28 撤销，2025-07-01 没有主要负责人。",
    ]
    assert len(asked) == 1


def test_a_name_between_two_units_means_neither(office: Office) -> None:
    add("第一中学（东校区）", "other")
    add("第一中学（西校区）", "other")
    assert queries.unit_of("第一中学", on=JUNE, region=REGION) is None
    assert [unit.name for unit in queries.units_called("第一中学", on=JUNE, region=REGION)] == [
        "第一中学（东校区）",
        "第一中学（西校区）",
    ]
    assert queries.unit_of("第一中学(西校区)", on=JUNE, region=REGION) is not None
    assert "请写全名称" in queries.members_of("第一中学", on=JUNE, region=REGION).said


def test_a_neighbouring_county_has_names_of_its_own(office: Office) -> None:
    other = add("县水务局", "department", region_code="140525")
    assert queries.unit_of("水务局", on=JUNE, region="140525") == other
    assert queries.unit_of("水务局", on=JUNE, region=REGION) == office.unit("区水务局")
    assert queries.areas() == ["140502", "140525"]


def test_a_later_bearer_of_a_name_comes_before_a_former_one(office: Office) -> None:
    actions.rename_unit(office.unit("区水务局"), "区水利事务中心", on=date(2025, 1, 1), **BY)
    new = add("区水务局", "department", valid_from=date(2025, 1, 1))
    assert queries.unit_of("区水务局", on=date(2025, 1, 1), region=REGION) == new
    assert queries.unit_of("区水务局", on=date(2024, 12, 31), region=REGION) == office.unit("区水务局")


def test_the_tree_is_told_by_parent_and_by_region(office: Office) -> None:
    district = office.unit("晋城市城区人民政府")
    village = add("某村", "village", region_code="140502100201", parent=office.unit("北石店镇"))
    below = queries.units_below(district, on=JUNE)
    assert len(below) == 9 + 5 + 1
    assert below[-1] == village
    assert office.unit("南村镇") not in queries.units_below(district, on=date(2025, 3, 1))
    assert queries.units_in("140502100", on=JUNE) == [village]
    assert len(queries.units_in(REGION, on=JUNE)) == 16
    assert queries.units_in("1405021002", on=None) == [village]


def test_posts_of_a_person_follow_the_handover(office: Office) -> None:
    zhang, li = office.people["张三"], office.people["李四"]
    assert [str(one.post) for one in queries.posts_of(zhang.pk, on=date(2024, 6, 30))] == ["区水务局局长"]
    assert queries.posts_of(zhang.pk, on=date(2024, 7, 1)) == []
    assert [str(one.post) for one in queries.posts_of(li.pk, on=date(2024, 7, 1))] == ["区水务局局长"]
