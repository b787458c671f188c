"""Paragraphs cut into blocks at labels and at numbers that a glued list hides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.plan_text.written import source_of
from zhenggai.core.plan_text.grids.tables import lay_out
from zhenggai.core.plan_text.prose.outline import Block, outline
from zhenggai.core.plan_text.words.raw import Slot, passage
from zhenggai.core.source import Place


def blocks(text: str) -> list[Block]:
    source = source_of(text)
    return outline(source, lay_out(source))


def test_a_line_with_several_labels_becomes_a_block_for_each() -> None:
    found = blocks("1.污水直排。整改目标：消除直排。责任单位：县住建局")
    assert [(block.slot, block.text) for block in found] == [
        (None, "污水直排。"),
        (Slot.GOAL, "消除直排。"),
        (Slot.UNITS, "县住建局"),
    ]
    assert found[0].value == 1


def test_a_list_glued_into_one_paragraph_comes_apart_at_its_numbers() -> None:
    found = blocks(
        "某县整改清单一、水环境方面（一）污水直排。整改目标：消除。整改措施：修管。（二）垃圾乱倒。整改目标：清零。整改措施：清运。"
    )
    assert [(block.value, block.text) for block in found if block.hit is None] == [
        (0, "某县整改清单"),
        (1, "水环境方面"),
        (1, "污水直排。"),
        (2, "垃圾乱倒。"),
    ]


def test_words_of_a_value_are_not_taken_for_a_number() -> None:
    (first, *_) = blocks("整改任务：一些干部认识不足。\n整改目标：提高认识。")
    assert first.number is None
    assert first.text == "一些干部认识不足。"


def test_a_section_heading_that_only_sounds_like_a_label_is_none() -> None:
    found = blocks("一、指导思想\n提高认识。\n二、整改要求\n压实责任。\n三、保障措施\n加强领导。")
    assert [block.slot for block in found] == [None] * 6


def test_headings_are_labels_where_their_neighbours_are() -> None:
    found = blocks("一、整改任务\n填埋场超期服役。\n二、整改责任单位\n县政府\n三、整改完成情况\n已封场。")
    assert [block.slot for block in found if block.slot] == [Slot.PROBLEM, Slot.UNITS, Slot.PROGRESS]


def test_a_bracketed_value_ends_at_its_bracket() -> None:
    found = blocks("1.问题。\n整改目标：消除。\n（1）修管。（责任单位：县城投公司；完成时限：2023年10月底）")
    assert [block.text for block in found if block.hit and block.hit.inside] == ["县城投公司", "2023年10月底"]


def test_a_page_number_in_mid_sentence_is_left_out_of_the_pieces() -> None:
    source = source_of("对跨部门的养殖污染问题-1-久拖不决。")
    (block,) = outline(source, lay_out(source))
    assert [piece.text(source) for piece in block.pieces(source)] == ["对跨部门的养殖污染问题", "久拖不决。"]


def test_a_footnote_is_no_part_of_the_running_text() -> None:
    source = source_of("1.污水直排。\n责任单位：县住建局\n责任单位：县监测站。")
    note = replace(source.lines[2], place=Place(part="footnote"))
    source = replace(source, lines=(*source.lines[:2], note))
    assert [block.text for block in outline(source, lay_out(source))] == ["污水直排。", "县住建局"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("县政府每季- 1 -度研究1次。", "县政府每季度研究1次。"),
        ("对7- 2 -座设施制定方案。", "对7座设施制定方案。"),
        ("占比达到38.9%— 12 —以上。", "占比达到38.9%以上。"),
        ("清理垃圾共，- 3 -46吨。", "清理垃圾共，46吨。"),
        ("撤离作业设备，有-3-效清理。", "撤离作业设备，有效清理。"),
        ("占地3-5-7亩之间。", "占地3-5-7亩之间。"),
        ("2020 - 3 - 15日前清理。", "2020 - 3 - 15日前清理。"),
    ],
)
def test_a_page_mark_in_mid_sentence_is_left_out(printed: str, read: str) -> None:
    source = source_of(f"整改措施：{printed}")
    (block,) = outline(source, lay_out(source))
    assert passage(source, block.pieces(source)).text == read
