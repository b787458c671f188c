"""Rosters answer what they know, for a day, and nothing more."""

from __future__ import annotations

import pytest

from tests.core.rule_tables import pieces, rows
from zhenggai.catalog import pack, packs
from zhenggai.core.errors import PackError
from zhenggai.core.units.rosters import Member, Roster, closest, expand, load_roster, roster_for, roster_from

COUNTY = Roster(
    "999999",
    "云河县",
    (
        Member("东山镇", "town"),
        Member("西河乡", "township", valid_to="2023-12-31"),
        Member("西河镇", "town", former_names=("西河乡",), valid_from="2024-01-01"),
        Member("城关街道", "subdistrict"),
        Member("县水利局", "department", aliases=("县水务局",)),
    ),
)


@pytest.mark.parametrize("row", rows("units.md", "term"), ids=lambda row: row[0])
def test_a_term_means_these_members(row: list[str]) -> None:
    roster = load_roster("140502")
    assert roster is not None
    assert expand(row[0], roster, "2024-06-01") == (None if row[1] == "?" else tuple(pieces(row[1])))


@pytest.mark.parametrize("region", packs("rosters"))
def test_every_pack_s_own_samples_hold(region: str) -> None:
    roster = load_roster(region)
    assert roster is not None
    for sample in pack(f"rosters/{region}/pack")["sample"]:
        assert expand(sample["term"], roster, sample["on"]) == tuple(sample["names"])


def test_a_group_has_the_members_of_its_day() -> None:
    assert expand("各乡镇", COUNTY, "2023-06-01") == ("东山镇", "西河乡")
    assert expand("各乡镇", COUNTY, "2024-06-01") == ("东山镇", "西河镇")
    assert expand("各乡镇（街道）", COUNTY, "2024-06-01") == ("东山镇", "西河镇", "城关街道")


def test_a_former_name_finds_the_unit_of_today() -> None:
    assert expand("西河乡", COUNTY, "2024-06-01") == ("西河镇",)


@pytest.mark.parametrize("term", ["相关乡镇", "县直有关单位", "沿河各乡镇", "各园区", "某公司", "各责任单位"])
def test_what_nobody_wrote_down_is_not_guessed(term: str) -> None:
    assert expand(term, COUNTY, "2024-06-01") is None


def test_an_alias_finds_its_member() -> None:
    assert expand("县水务局", COUNTY, None) == ("县水利局",)


def test_a_roster_is_found_by_the_region_of_a_title() -> None:
    roster = roster_for("山西省晋城市城区")
    assert roster is not None
    assert roster.region == "140502"
    assert roster_for("云河县") is None


def test_of_two_regions_that_fit_the_longer_name_is_meant() -> None:
    district, districts_of_that_name = Roster("999998", "云河市城区", ()), Roster("999997", "城区", ())
    for order in ([district, districts_of_that_name], [districts_of_that_name, district]):
        assert closest("某省云河市城区", order) is district
        assert closest("罗山市城区", order) is districts_of_that_name


def test_two_regions_of_one_name_are_told_apart_by_nobody() -> None:
    twins = [Roster("999996", "城区", ()), Roster("999995", "城区", ())]
    assert closest("云河市城区", twins) is None
    assert closest("云河县", twins) is None


def test_an_unknown_region_has_no_roster() -> None:
    assert load_roster("000000") is None


def test_a_pack_without_members_is_refused_in_chinese() -> None:
    with pytest.raises(PackError, match="名录x缺少"):
        roster_from({"id": "x", "name": "某县"})
