"""A roster as its pack says it: who belongs to it, under which names, on which days."""

from __future__ import annotations

from typing import Any

import pytest

from zhenggai.core.errors import PackError
from zhenggai.core.units.rosters import Member, Roster, closest, expand, roster_from

PACK: dict[str, Any] = {
    "id": "999999", "name": "云河县", "valid_from": "2020-01-01", "valid_to": "2030-12-31",
    "member": [
        {"name": "东山镇", "kind": "town", "code": "999999100"},
        {"name": "西河镇", "kind": "town", "former_names": ["西河乡"], "valid_from": "2024-01-01"},
        {"name": "南坪乡", "kind": "township", "valid_to": "2023-12-31"},
        {"name": "城关街道", "kind": "subdistrict"},
        {"name": "县水利局", "kind": "department", "aliases": ["县河道中心"]},
    ],
}  # fmt: skip
COUNTY = roster_from(PACK)


def test_a_pack_says_who_belongs_to_a_region() -> None:
    assert (
        Roster(
            "999999",
            "云河县",
            (
                Member("东山镇", "town", code="999999100"),
                Member("西河镇", "town", former_names=("西河乡",), valid_from="2024-01-01"),
                Member("南坪乡", "township", valid_to="2023-12-31"),
                Member("城关街道", "subdistrict"),
                Member("县水利局", "department", aliases=("县河道中心",)),
            ),
            "2020-01-01",
            "2030-12-31",
        )
        == COUNTY
    )


@pytest.mark.parametrize("field", ["id", "name", "member"])
def test_a_pack_without_what_a_roster_needs_is_refused(field: str) -> None:
    with pytest.raises(PackError, match=f"缺少'{field}'") as refused:
        roster_from({key: value for key, value in PACK.items() if key != field})
    assert refused.value.code == "roster_incomplete"


@pytest.mark.parametrize("field", ["name", "kind"])
def test_a_member_without_name_or_kind_is_refused(field: str) -> None:
    member = {key: value for key, value in PACK["member"][0].items() if key != field}
    with pytest.raises(PackError, match=f"名录999999缺少'{field}'"):
        roster_from(PACK | {"member": [member]})


@pytest.mark.parametrize(
    ("name", "on", "found"),
    [
        ("西河镇", "2023-12-31", None),
        ("西河镇", "2024-01-01", "西河镇"),
        ("西河镇", None, "西河镇"),
        ("南坪乡", "2023-12-31", "南坪乡"),
        ("南坪乡", "2024-01-01", None),
        ("南坪乡", None, "南坪乡"),
        ("东山镇", "1900-01-01", "东山镇"),
        ("西河乡", "2024-06-01", "西河镇"),
        ("县河道中心", "2024-06-01", "县水利局"),
        ("县水务局", "2024-06-01", "县水利局"),
        ("城关街道办事处", "2024-06-01", "城关街道"),
        ("东山镇党委、政府", "2024-06-01", "东山镇"),
        ("县住建局", "2024-06-01", None),
        ("", None, None),
    ],
)
def test_a_name_means_a_member_on_its_days(name: str, on: str | None, found: str | None) -> None:
    member = COUNTY.find(name, on)
    assert (member.name if member else None) == found


@pytest.mark.parametrize(
    ("term", "on", "names"),
    [
        ("各镇", "2023-06-01", ("东山镇",)),
        ("各镇", "2024-06-01", ("东山镇", "西河镇")),
        ("各乡镇", "2023-06-01", ("东山镇", "南坪乡")),
        ("各乡镇（街道）", "2024-06-01", ("东山镇", "西河镇", "城关街道")),
        ("各街道党工委、办事处", None, ("城关街道",)),
        ("有关乡镇", "2024-06-01", None),
        ("各园区", "2024-06-01", None),
        ("某公司", "2024-06-01", None),
        ("东山镇", "2024-06-01", ("东山镇",)),
    ],
)
def test_a_term_means_whoever_is_there_on_its_day(term: str, on: str | None, names: tuple[str, ...] | None) -> None:
    assert expand(term, COUNTY, on) == names


def test_a_term_for_a_kind_that_a_region_lacks_names_nobody() -> None:
    assert expand("各街道", Roster("1", "某县", (Member("甲镇", "town"),)), None) is None


@pytest.mark.parametrize(("region", "found"), [("某市云河县", True), ("云河县", True), ("云河", False), ("", False)])
def test_a_region_is_meant_by_the_end_of_its_full_name(region: str, found: bool) -> None:
    assert (closest(region, [COUNTY]) is COUNTY) is found
