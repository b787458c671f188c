"""Words of labels, numbers, captions and blanks: what counts, and what looks like it and does not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from zhenggai.core.numbering import NumberStyle
from zhenggai.core.plan_text.about.kinds import kind_of
from zhenggai.core.plan_text.fields.numbers import FeedbackMark, PrintedNumber, find_feedback_mark, number_in
from zhenggai.core.plan_text.grids.captions import read_caption
from zhenggai.core.plan_text.words.blanks import is_blank
from zhenggai.core.plan_text.words.labels import find_labels, slot_of_header
from zhenggai.core.plan_text.words.numbered import number_of
from zhenggai.core.plan_text.words.raw import Slot, strand
from zhenggai.core.plan_text.words.script import shadow, simplify
from zhenggai.core.source import Line, Source, Span


def source_of(*texts: str) -> Source:
    return Source("f.txt", "0" * 64, "text/plain", tuple(Line(place, text) for place, text in enumerate(texts)))


@pytest.mark.parametrize(
    "printed",
    ["", "无", "（无）", "None", "none", "N/A", "n/a", "○", "〇", "—", "／", "…", "-", "－－", "无。", "暂无", "（ ）"],
)
def test_a_place_left_empty_is_blank(printed: str) -> None:
    assert is_blank(printed)


@pytest.mark.parametrize("printed", ["无锡市", "0", "无关", "none of them", "N/A1", "—甲", "1", "○甲"])
def test_what_only_begins_like_nothing_is_something(printed: str) -> None:
    assert not is_blank(printed)


@pytest.mark.parametrize(
    ("printed", "slot", "label", "value"),
    [
        ("整改目标：达标。", Slot.GOAL, "整改目标", "达标。"),
        ("整改目标:达标。", Slot.GOAL, "整改目标", "达标。"),
        ("整 改 目 标：达标", Slot.GOAL, "整 改 目 标", "达标"),
        ("一、整改措施", Slot.MEASURES, "整改措施", ""),
        ("（二）责任单位：县水利局", Slot.UNITS, "责任单位", "县水利局"),
        ("【责任人】周某", Slot.PERSON, "责任人", "周某"),
        ("[责任人]：周某", Slot.PERSON, "责任人", "周某"),
        ("整改时限2024年6月", Slot.DEADLINE, "整改时限", "2024年6月"),
        ("整改措施（1）修闸门。（2）清管道。", Slot.MEASURES, "整改措施", "（1）修闸门。（2）清管道。"),
        ("（二）整改目标。达标。", Slot.GOAL, "整改目标", "达标。"),
        ("二、整改目标．达标一点", Slot.GOAL, "整改目标", "达标一点"),
        ("责任单位（部门）：县水利局", Slot.UNITS, "责任单位（部门）", "县水利局"),
        ("市级验收单位：市水利局", Slot.ACCEPTING_UNITS, "市级验收单位", "市水利局"),
        ("具体整改措施：修闸门。", Slot.MEASURES, "具体整改措施", "修闸门。"),
        ("整改措施如下：修闸门。", Slot.MEASURES, "整改措施如下", "修闸门。"),
        ("整改措施及成效：修闸门。", Slot.MEASURES, "整改措施及成效", "修闸门。"),
        ("包点县领导：周某", Slot.PERSON, "包点县领导", "周某"),
        ("承改单位：县水利局", Slot.UNITS, "承改单位", "县水利局"),
        ("下一步持续深化整改措施：修闸门。", Slot.NEXT_STEPS, "下一步持续深化整改措施", "修闸门。"),
    ],
)
def test_a_label_is_known_by_its_word_and_its_place(printed: str, slot: Slot, label: str, value: str) -> None:
    (hit,) = find_labels(printed)
    assert (hit.slot, hit.label, printed[hit.end :]) == (slot, label, value)


@pytest.mark.parametrize(
    "printed",
    [
        "制定整改措施，明确责任单位",
        "整改措施及责任单位名单：",
        "整改目标.达标",
        "二、整改目标.5米",
        "整改目标",
        "按照整改措施：",
        "2024年6月底前完成。",
        "县水利局：",
    ],
)
def test_a_word_in_mid_sentence_is_no_label_with_a_value(printed: str) -> None:
    assert not [hit for hit in find_labels(printed) if printed[hit.end :]]


def test_labels_of_a_flattened_row_part_it() -> None:
    row = "责任单位 县水利局 整改时限 2023年"
    hits = find_labels(row)
    assert [(hit.slot, row[hit.start : hit.end]) for hit in hits] == [
        (Slot.UNITS, "责任单位 "),
        (Slot.DEADLINE, "整改时限 "),
    ]


def test_a_label_in_brackets_belongs_to_the_text_before_it_and_one_without_does_not() -> None:
    assert [hit.inside for hit in find_labels("河岸坍塌。（责任单位：县水利局；整改时限：6月）")] == [True, True]
    assert [hit.inside for hit in find_labels("河岸坍塌（东段）。责任单位：县水利局")] == [False]
    assert [hit.inside for hit in find_labels("(责任单位：县水利局)整改时限：6月")] == [True, False]


def test_two_labels_on_a_line_do_not_overlap() -> None:
    hits = find_labels("牵头单位：县水利局；配合单位：县财政局；责任人：周某")
    assert [hit.slot for hit in hits] == [Slot.LEAD_UNITS, Slot.SUPPORTING_UNITS, Slot.PERSON]
    assert all(before.end <= after.start for before, after in pairwise(hits))


@pytest.mark.parametrize(
    ("head", "slot"),
    [
        ("责任单位", Slot.UNITS),
        ("责 任 人", Slot.PERSON),
        ("3.整改目标", Slot.GOAL),
        ("整改目标：", Slot.GOAL),
        ("承改单位", Slot.UNITS),
        ("包点县领导", Slot.PERSON),
        ("本县2024年整改目标", Slot.GOAL),
        ("下一步安排", Slot.NEXT_STEPS),
        ("整改措施及成效", Slot.MEASURES),
        ("天气", None),
        ("", None),
    ],
)
def test_a_head_names_its_field_or_none(head: str, slot: Slot | None) -> None:
    assert slot_of_header(head) is slot


@pytest.mark.parametrize(
    "end", ["措施", "工作", "打算", "计划", "安排", "举措", "思路", "建议", "重点", "任务", "方向"]
)
def test_what_comes_after_is_never_a_measure(end: str) -> None:
    (hit,) = find_labels(f"下一步{end}：修闸门。")
    assert hit.slot is Slot.NEXT_STEPS


@pytest.mark.parametrize(
    ("printed", "number", "feedback"),
    [
        ("问题1（反馈问题3）", "1", "3"),
        ("整改任务一", "1", None),
        ("【问题2】", "2", None),
        ("[问题2]", "2", None),
        ("第三项", "3", None),
        ("表一", "1", None),
        ("12.河道", "12", None),
        ("问题十二：", "12", None),
        ("（反馈问题4）", None, "4"),
    ],
)
def test_a_caption_gives_the_numbers_of_its_form(printed: str, number: str | None, feedback: str | None) -> None:
    assert read_caption(printed) == PrintedNumber(number, feedback)
    assert read_caption(Line(0, printed)) == PrintedNumber(number, feedback)


@pytest.mark.parametrize("printed", ["", "问题1。", "问题1；", "一、水环境", "（一）水环境", "甲镇", "问题", "【】"])
def test_a_sentence_or_a_category_is_no_caption(printed: str) -> None:
    assert read_caption(printed) is None


def test_a_caption_is_no_longer_than_forty_characters() -> None:
    assert read_caption("问题1" + "甲" * 37) == PrintedNumber("1", None)
    assert read_caption("问题1" + "甲" * 38) is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("序号十", "10"),
        ("第二十七项", "27"),
        ("（3）", "3"),
        ("007", "7"),
        ("№5", "5"),
        ("1.2", "1.2"),
        ("第一百零三项", "103"),
        ("D2SD1", "D2SD1"),
        ("无", None),
        ("", None),
        ("没有数字", None),
    ],
)
def test_a_number_cell_gives_digits_or_a_code(cell: str, number: str | None) -> None:
    assert number_in(cell) == number


@pytest.mark.parametrize(
    ("printed", "mark", "in_brackets_only"),
    [
        ("（反馈问题4）污水", FeedbackMark("4", 0, 7), True),
        ("污水。（反馈问题4）", FeedbackMark("4", 3, 10), True),
        ("（反馈问题十二）污水", FeedbackMark("12", 0, 8), True),
        ("反馈问题4：污水", FeedbackMark("4", 0, 6), False),
        ("反馈问题清单第12项：污水", FeedbackMark("12", 0, 11), False),
    ],
)
def test_a_mark_of_the_feedback_stands_at_either_end(printed: str, mark: FeedbackMark, in_brackets_only: bool) -> None:
    assert find_feedback_mark(printed) == mark
    assert find_feedback_mark(printed, bare=False) == (mark if in_brackets_only else None)


def test_a_mark_in_mid_sentence_is_none() -> None:
    assert find_feedback_mark("污水（反馈问题4）外溢") is None


@pytest.mark.parametrize(
    ("title", "slots", "kind"),
    [
        ("某县整改方案", set(), "plan"),
        ("某县整改情况", {Slot.PROGRESS}, "progress"),
        ("某县整改台账", {Slot.STATUS}, "progress"),
        ("某县整改台账", {Slot.GOAL}, "plan"),
        ("某县整改台账", set(), "other"),
        ("某县通知", {Slot.MEASURES}, "plan"),
        ("某县通知", {Slot.GOAL}, "plan"),
        ("某县通知", {Slot.PROGRESS}, "progress"),
        ("某县通知", {Slot.UNITS}, "other"),
        ("某县新闻", set(), "other"),
        ("某县整改工作情况报告", set(), "other"),
    ],
)
def test_title_and_fields_tell_the_kind(title: str, slots: set[Slot], kind: str) -> None:
    assert kind_of(title, slots) == kind


def test_a_paper_counts_as_traditional_from_twelve_characters_on() -> None:
    assert shadow(source_of("鄉鎮" * 5 + "鄉")) is None
    assert shadow(source_of("鄉鎮" * 6)) is not None
    # In a long paper one character in fifty.
    assert shadow(source_of("鄉鎮" * 6 + "水" * 638)) is None
    assert shadow(source_of("鄉鎮" * 6 + "水" * 588)) is not None


def test_only_the_opening_of_a_paper_tells_its_script() -> None:
    assert shadow(source_of(*["水利局"] * 79, "鄉鎮責任單位整改時限" * 4)) is not None
    assert shadow(source_of(*["水利局"] * 80, "鄉鎮責任單位整改時限" * 4)) is None


def test_a_shadow_is_as_long_as_the_paper() -> None:
    assert simplify("責任單位：縣水務局") == "责任单位：县水务局"
    held = shadow(source_of("責任單位：縣水務局", "鄉鎮環境問題，責任單位，整改時限"))
    assert held is not None
    assert [line.text for line in held.lines] == ["责任单位：县水务局", "乡镇环境问题，责任单位，整改时限"]


def test_the_number_before_a_text_is_seen_and_a_figure_is_none() -> None:
    number = number_of("（三）河道有垃圾。")
    assert number is not None
    assert (number.value, number.style, number.end) == (3, NumberStyle.CHINESE_BRACKET, 3)
    assert number_of("3处河道有垃圾。") is None
    assert number_of("") is None


def test_pieces_of_several_lines_are_laid_together_and_cut_back_to_their_lines() -> None:
    source = source_of("  河道 ", "", "有垃圾，", "长 3 km of it")
    laid = strand(source, [Span(0, 0, 5), Span(1, 0, 0), Span(2, 0, 4), Span(3, 0, 9)])
    assert laid.text == "河道有垃圾，长 3 km of"
    assert laid.cut(0, 2).spans == (Span(0, 2, 4),)
    assert laid.cut(1, 4).spans == (Span(0, 3, 4), Span(2, 0, 2))
    assert laid.cut(5, 8).text == "，长"
    assert laid.cut(5, 8).spans == (Span(2, 3, 4), Span(3, 0, 1))
    assert laid.cut(3, 3).spans == ()
