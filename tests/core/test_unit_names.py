"""Lists of units come apart as docs/rules/units.md says, whatever separates them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.rule_tables import pieces, rows
from zhenggai.core.units.names import (
    UnitMention,
    find_units,
    full_names,
    is_group,
    same_unit,
    split_units,
    without_bodies,
)


def shown(mentions: list[UnitMention]) -> list[str]:
    return [mention.text + (f"<{mention.role}>" if mention.role else "") for mention in mentions]


@pytest.mark.parametrize("row", rows("units.md", "printed"), ids=lambda row: row[0])
def test_a_list_comes_apart(row: list[str]) -> None:
    mentions = split_units(row[0])
    assert pieces(row[1]) in (shown(mentions), full_names(mentions))


@pytest.mark.parametrize("row", rows("units.md", "text"), ids=lambda row: row[0])
def test_units_are_found_in_a_text_with_what_they_do(row: list[str]) -> None:
    assert shown(find_units(row[0])) == pieces(row[1])


@pytest.mark.parametrize(
    "row", [row for row in rows("units.md", "printed") if len(split_units(row[0])) > 1], ids=lambda row: row[0]
)
def test_every_piece_is_where_it_says(row: list[str]) -> None:
    assert all(row[0][mention.start : mention.end] == mention.text for mention in split_units(row[0]))


def test_the_elliptic_list_of_the_plan_is_split_as_printed_and_named_in_full() -> None:
    mentions = split_units("西上庄、钟家庄街道办事处")
    assert [mention.text for mention in mentions] == ["西上庄", "钟家庄街道办事处"]
    assert full_names(mentions) == ["西上庄街道办事处", "钟家庄街道办事处"]


def test_a_line_break_inside_a_name_joins_and_between_names_parts() -> None:
    assert [m.text for m in split_units("市自然资源\n和规划局\n市水利局")] == ["市自然资源和规划局", "市水利局"]


@pytest.mark.parametrize(
    "term",
    [
        "各镇（街道）",
        "区直相关单位",
        "各县(市、区)人民政府",
        "市直各有关部门",
        "相关乡镇",
        "环委会成员单位",
        "县属国有企业",
        "乡（镇）人民政府",
        "各燃气经营企业",
    ],
)
def test_a_term_for_several_is_a_group(term: str) -> None:
    assert is_group(term)


@pytest.mark.parametrize("name", ["区水务局", "北石店镇党委、政府", "西上庄街道办事处", "市水务集团", "和平区人民政府"])
def test_a_name_is_no_group(name: str) -> None:
    assert not is_group(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市发改委", "市发展和改革委员会"),
        ("区发改（能源）局", "区发展和改革局"),
        ("区住建局", "区住房和城乡建设局"),
        ("西上庄街道办", "西上庄街道办事处"),
        ("洪川县政府", "洪川县人民政府"),
        ("区发改(能源)局", "区发改（能源）局"),
    ],
)
def test_two_names_of_one_unit_are_the_same(one: str, other: str) -> None:
    assert same_unit(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市水利局", "县水利局"),
        ("市住建局", "市自然资源局"),
        ("市公安局", "市公安分局"),
        ("甲镇人民政府", "乙镇人民政府"),
    ],
)
def test_two_units_are_not_the_same(one: str, other: str) -> None:
    assert not same_unit(one, other)


@pytest.mark.parametrize("row", rows("units.md", "name"), ids=lambda row: row[0])
def test_names_mean_one_unit_or_two_as_the_rules_say(row: list[str]) -> None:
    assert same_unit(row[0], row[1]) is same_unit(row[1], row[0]) is (row[2] == "yes")


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("北石店镇党委、政府", "北石店镇"),
        ("北石店镇", "北石店镇"),
        ("西上庄街道党工委、办事处", "西上庄街道"),
        ("甲镇人民政府和党委", "甲镇"),
        ("甲镇（街道）", "甲镇(街道)"),
    ],
)
def test_a_place_without_its_bodies(printed: str, place: str) -> None:
    assert without_bodies(printed) == place


def test_a_lone_name_is_full_and_none_makes_none() -> None:
    assert full_names([UnitMention("西上庄", 0, 3)]) == ["西上庄"]
    assert full_names([]) == []


@given(names=st.lists(st.sampled_from(["东", "西上庄", "钟家庄", "北街"]), min_size=1, max_size=4, unique=True))
def test_every_elliptic_name_of_a_list_gets_the_ending_of_the_last(names: list[str]) -> None:
    mentions = split_units("、".join(names) + "街道办事处")
    assert full_names(mentions) == [f"{name}街道办事处" for name in names]


NAMES = [
    "市水利局",
    "市自然资源和规划局",
    "市住房和城乡建设局",
    "区发改（能源）局",
    "各县（市、区）人民政府",
    "市委宣传部",
    "北石店镇党委、政府",
    "各街道党工委、办事处",
    "国网晋城供电公司",
    "市公安局交警支队",
    "一八三团",
    "县直有关单位",
    "市生态环境局城区分局",
    "各乡镇（街道）",
]


@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True),
    separators=st.lists(
        st.sampled_from(["、", "，", "；", ",", ";", " ", "\n", "，\n", "、 "]), min_size=6, max_size=6
    ),
    narrow=st.booleans(),
    ending=st.sampled_from(["", "。", "等部门按职责分工负责", " "]),
)
def test_a_list_survives_any_separator_and_width(
    names: list[str], separators: list[str], narrow: bool, ending: str
) -> None:
    text = "".join(name + separator for name, separator in zip(names, separators, strict=False))
    text = text[: -len(separators[len(names) - 1])] + ending
    if narrow:
        text, names = (text.translate(NARROW), [name.translate(NARROW) for name in names])
    assert [mention.text for mention in split_units(text)] == names


NARROW = str.maketrans("（）", "()")


@given(
    names=st.lists(
        st.sampled_from([n for n in NAMES if not n.startswith("北石店")]), min_size=2, max_size=2, unique=True
    ),
    word=st.sampled_from(["和", "及", "以及"]),
)
def test_and_parts_complete_names(names: list[str], word: str) -> None:
    assert [mention.text for mention in split_units(word.join(names))] == names


@given(st.text(alphabet="市县区各水利局和规划委、，（）()政府党牵头配合单位：及镇街道 \n1.", max_size=40))
def test_no_text_breaks_it_and_no_piece_is_invented(text: str) -> None:
    bare = "".join(text.split())
    for mention in split_units(text) + find_units(text):
        assert "".join(mention.text.split()) in bare
        assert 0 <= mention.start < mention.end <= len(text)


def test_the_countryside_is_no_village_before_a_conjunction() -> None:
    names = [mention.text for mention in split_units("市农业农村和科学技术局、柳林村和河西村")]
    assert names == ["市农业农村和科学技术局", "柳林村", "河西村"]
