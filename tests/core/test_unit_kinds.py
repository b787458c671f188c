"""Kinds, spellings and titles as docs/rules/people.md says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.rule_tables import rows
from zhenggai.catalog import pack
from zhenggai.core.units.kinds import identity, is_government, kind_of_name, region_named_by
from zhenggai.core.units.meaning import name_key
from zhenggai.core.units.posts import rank_of_title, ranks_sought
from zhenggai.core.units.rosters import kinds_of_group


@pytest.mark.parametrize(("name", "kind"), rows("people.md", "name of a unit"))
def test_a_name_ends_like_its_kind(name: str, kind: str) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize(("title", "rank"), rows("people.md", "title"))
def test_a_title_says_its_rank(title: str, rank: str) -> None:
    told, beside = rank_of_title(title)
    assert f"{told}, beside" * beside + told * (not beside) == rank


@pytest.mark.parametrize(
    ("phrase", "ranks"),
    [
        ("责任单位主要负责同志", ("principal",)),
        ("各镇（街道）党政主要负责同志", ("principal",)),
        ("分管负责同志", ("deputy",)),
        ("主要负责人和分管领导", ("principal", "deputy")),
        ("张三", ()),
        ("", ()),
    ],
)
def test_a_phrase_seeks_its_ranks(phrase: str, ranks: tuple[str, ...]) -> None:
    assert ranks_sought(phrase) == ranks


@pytest.mark.parametrize(
    ("one", "other", "region", "same"),
    [
        ("晋城市城区教育局", "教育局", "140502", True),
        ("城区教育局", "区教育局", "140502", True),
        ("市教育局", "教育局", "140502", False),
        ("县教育局", "教育局", "140525", True),
        ("区教育局", "教育局", "140525", False),
        ("市教育局", "教育局", "140581", True),
        ("市教育局", "教育局", "140500", True),
        ("市场监管局", "市市场监督管理局", "140581", True),
        ("城区街道", "街道", "140502", False),
        ("区教育局", "教育局", "", False),
        ("区政府", "晋城市城区人民政府", "140502", True),
    ],
)
def test_a_regions_own_level_is_left_out(one: str, other: str, region: str, same: bool) -> None:
    names = ("晋城市城区",) if region == "140502" else ()
    assert (identity(one, region, names) == identity(other, region, names)) is same


@pytest.mark.parametrize(
    ("term", "kinds"),
    [
        ("各镇（街道）", {"town", "subdistrict"}),
        ("各街道党工委、办事处", {"subdistrict"}),
        ("区直相关单位", set()),
        ("区水务局", set()),
    ],
)
def test_a_group_term_speaks_of_kinds(term: str, kinds: set[str]) -> None:
    assert kinds_of_group(term) == kinds


def test_a_government_names_its_region() -> None:
    assert region_named_by("晋城市城区人民政府") == "晋城市城区"
    assert region_named_by("晋城市城区") == "晋城市城区"
    assert is_government("区政府")
    assert is_government("省人民政府")
    assert not is_government("各县人民政府")
    assert not is_government("北石店镇人民政府")


def test_the_longest_ending_decides_and_no_two_kinds_share_one() -> None:
    endings = [ending for words in pack("unit_kinds")["endings"].values() for ending in words]
    assert len(endings) == len(set(endings))


@given(st.text(alphabet="城区市县教育水务局（）() 发改办", max_size=12))
def test_spelling_never_parts_what_is_letter_for_letter_the_same(name: str) -> None:
    twin = name.replace("(", "（").replace(" ", "")
    assert name_key(twin) == name_key(name)
    assert identity(twin, "140502", ("晋城市城区",)) == identity(name, "140502", ("晋城市城区",))
