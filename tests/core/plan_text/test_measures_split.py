"""Measures become entries: by number, or by paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core.plan_text.fields.measures_split import split_measures
from zhenggai.core.plan_text.words.raw import Piece
from zhenggai.core.source import Line, Source


def split(*paragraphs: str, numbering: tuple[str, ...] = (), opens: bool = False) -> list[str]:
    numbers = numbering or ("",) * len(paragraphs)
    lines = tuple(
        Line(n, text, numbering=number) for n, (text, number) in enumerate(zip(paragraphs, numbers, strict=True))
    )
    source = Source("m.txt", "0" * 64, "text/plain", lines)
    return [entry.text for entry in split_measures(source, [Piece.whole(line, opens=opens) for line in lines])]


@pytest.mark.parametrize(
    "text",
    [
        "1.修闸门；2.清管道。",
        "1、修闸门；2、清管道。",
        "（1）修闸门；（2）清管道。",
        "(1)修闸门；(2)清管道。",
        "①修闸门；②清管道。",
        "一是修闸门；二是清管道。",
        "１．修闸门；２．清管道。",
        "第一，修闸门；第二，清管道。",
        "措施一：修闸门；措施二：清管道。",
    ],
)
def test_numbers_on_one_line_part_the_entries(text: str) -> None:
    assert split(text) == ["修闸门；", "清管道。"]


@pytest.mark.parametrize(
    "numbers", [("1.", "2."), ("（1）", "（2）"), ("①", "②"), ("一是", "二是"), ("（一）", "（二）")]
)
def test_numbers_before_paragraphs_part_the_entries(numbers: tuple[str, str]) -> None:
    assert split(numbers[0] + "修闸门。", numbers[1] + "清管道。") == ["修闸门。", "清管道。"]


def test_automatic_numbers_part_the_entries() -> None:
    assert split("修闸门。", "共3座。", "清管道。", numbering=("1.", "", "2.")) == ["修闸门。共3座。", "清管道。"]


def test_paragraphs_without_numbers_are_entries() -> None:
    assert split("修闸门。", "清管道。") == ["修闸门。", "清管道。"]


def test_a_line_broken_inside_a_sentence_is_one_entry() -> None:
    assert split("修闸门，", "清管道。") == ["修闸门，清管道。"]


def test_a_paragraph_behind_a_numbered_one_belongs_to_it() -> None:
    assert split("1.修闸门。", "闸门共3座。", "2.清管道。") == ["修闸门。闸门共3座。", "清管道。"]


def test_inner_numbers_stay_inside_the_outer_entry() -> None:
    assert split("（一）治水。", "1.修闸门。", "2.清管道。", "（二）治气。") == ["治水。1.修闸门。2.清管道。", "治气。"]


def test_a_lead_sentence_is_an_entry_unless_it_only_announces() -> None:
    assert split("加强领导。", "1.修闸门。", "2.清管道。") == ["加强领导。", "修闸门。", "清管道。"]
    assert split("采取以下措施：", "1.修闸门。", "2.清管道。") == ["修闸门。", "清管道。"]
    assert split("加强领导。一是修闸门；二是清管道。") == ["加强领导。", "修闸门；", "清管道。"]


def test_a_list_for_each_unit_begins_anew() -> None:
    found = split("县住建局：", "1.修闸门。", "2.清管道。", "县水利局：", "1.修堤。")
    assert found == ["修闸门。", "清管道。", "修堤。"]


@pytest.mark.parametrize(
    "text",
    [
        "对1、2号机组改造，关停3座。",
        "2024年6月底前完成21.6公顷。",
        "落实一、二级保护区管理。",
        "提高第一产业占比，发展第二产业。",
    ],
)
def test_what_only_looks_like_a_number_parts_nothing(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize("first", ["1. 7处牧家乐停业。", "1.5公里河道清淤。"])
def test_a_number_before_a_figure_is_known_by_the_number_after_it(first: str) -> None:
    assert split(first, "2.清管道。")[1:] == ["清管道。"]
    assert split(first, "2.清管道。")[0] == first[2:].strip()


def test_cells_of_their_own_are_entries_of_their_own() -> None:
    assert split("1.修闸门", "清管道", opens=True) == ["修闸门", "清管道"]


_WORDS = st.text(alphabet="修建清理管道闸门河流厂房", min_size=2, max_size=12)
_LOOKS = st.sampled_from(["{}.", "{}、", "（{}）", "({})", "{}．", " {}. "])


@given(st.lists(_WORDS, min_size=2, max_size=8), _LOOKS, st.sampled_from(["；", "。", ";"]), st.booleans())
def test_any_numbered_list_comes_apart_as_it_was_put_together(
    words: list[str], look: str, stop: str, on_one_line: bool
) -> None:
    numbered = [look.format(place + 1).strip() + word + stop for place, word in enumerate(words)]
    found = split("".join(numbered)) if on_one_line else split(*numbered)
    assert found == [word + stop for word in words]


def test_numbers_before_figures_are_numbers_where_they_count_on() -> None:
    assert split("1. 7家企业停产。", "2. 3家企业关闭。") == ["7家企业停产。", "3家企业关闭。"]


def test_a_list_goes_on_inside_a_paragraph_that_a_number_was_parted_from() -> None:
    assert split("（1）修闸门。", "（2）清管道。（3）", "更换水泵。（4）铺设管网。（5）", "巡查。") == [
        "修闸门。",
        "清管道。",
        "更换水泵。",
        "铺设管网。",
        "巡查。",
    ]
    assert split("（1）修闸门。", "按（4）号图施工。") == ["修闸门。按（4）号图施工。"]
