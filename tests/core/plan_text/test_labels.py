"""Labels: known by their word and by where they stand."""

from __future__ import annotations

import pytest

from zhenggai.catalog import pack
from zhenggai.core.plan_text.words.labels import find_labels, slot_of_header
from zhenggai.core.plan_text.words.lexicon import compact, known, lexicon
from zhenggai.core.plan_text.words.raw import Slot


def slots(text: str) -> list[Slot]:
    return [hit.slot for hit in find_labels(text)]


@pytest.mark.parametrize(
    ("line", "slot", "value"),
    [
        ("整改目标：更新责任清单。", Slot.GOAL, "更新责任清单。"),
        ("责 任 人：责任单位主要负责同志", Slot.PERSON, "责任单位主要负责同志"),
        ("整改期限:2024年6月底", Slot.DEADLINE, "2024年6月底"),
        ("市级验收责任单位：市生态环境局", Slot.ACCEPTING_UNITS, "市生态环境局"),
        ("【整改目标】消除直排。", Slot.GOAL, "消除直排。"),
        ("1.整改目标：稳定达标。", Slot.GOAL, "稳定达标。"),
        ("（二）整改措施：", Slot.MEASURES, ""),
        ("整改措施如下：", Slot.MEASURES, ""),
        ("责任单位（部门）：县水利局", Slot.UNITS, "县水利局"),
        ("四、下一步持续深化整改措施", Slot.NEXT_STEPS, ""),
        ("整改时限 2022年12月", Slot.DEADLINE, "2022年12月"),
        ("整改措施（1）更换膜组件。", Slot.MEASURES, "（1）更换膜组件。"),
    ],
)
def test_a_label_is_found_with_its_value(line: str, slot: Slot, value: str) -> None:
    (hit,) = find_labels(line)
    assert hit.slot is slot
    assert line[hit.end :] == value


@pytest.mark.parametrize("line", ["整改任务", "一、整改任务", "二、 整改责任单位", "（三）整改完成情况：", "问题描述"])
def test_a_label_alone_on_its_line_needs_no_colon(line: str) -> None:
    (hit,) = find_labels(line)
    assert hit.end == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "制定整改措施，明确责任单位、责任人和整改时限。",
        "三是落实责任，各责任单位：请于月底前报送。",
        "整改措施要具体可行，责任单位要迅速行动。",
        "2024年12月底",
        "",
    ],
)
def test_words_in_a_sentence_are_no_labels(line: str) -> None:
    assert find_labels(line) == []


def test_labels_glued_to_the_text_before_them_are_found_and_say_so() -> None:
    hits = find_labels("责任单位：县政府责任人：县长整改时限：2023年底")
    assert [(hit.slot, hit.glued) for hit in hits] == [
        (Slot.UNITS, False),
        (Slot.PERSON, True),
        (Slot.DEADLINE, True),
    ]


def test_labels_in_brackets_behind_a_measure_say_so() -> None:
    hits = find_labels("（1）修复管网。（责任单位：县城投公司；完成时限：2023年10月底）")
    assert [(hit.slot, hit.inside) for hit in hits] == [(Slot.UNITS, True), (Slot.DEADLINE, True)]


def test_contacts_and_publicity_end_the_list() -> None:
    assert [hit.closing for text in ("公示时间：2020年1月", "联系电话：0000") for hit in find_labels(text)] == [
        True
    ] * 2


@pytest.mark.parametrize(
    ("head", "slot"),
    [
        ("序 号", Slot.NUMBER),
        ("整改责任单位", Slot.UNITS),
        ("责任单位及责任人", Slot.UNITS),
        ("下一步整改措施", Slot.NEXT_STEPS),
        ("本县2024年整改目标", Slot.GOAL),
        ("一、整改任务", Slot.PROBLEM),
        ("涉及团场 及部门", Slot.UNITS),
        ("完全陌生的表头", None),
        ("", None),
    ],
)
def test_heads_of_columns(head: str, slot: Slot | None) -> None:
    assert slot_of_header(head) is slot


def test_width_and_blanks_never_matter() -> None:
    assert slots("责　任　人：某") == slots("责任人:某") == [Slot.PERSON]


def test_every_word_of_the_pack_is_a_head_of_its_slot() -> None:
    words = {
        name: [*entry.get("strong", ()), *entry.get("weak", ())] for name, entry in pack("labels")["slots"].items()
    }
    for name, own in words.items():
        for word in own:
            found = lexicon()[compact(word)]
            assert known(word) is not None
            assert found.slot == name or word in words[str(found.slot)], word


def test_no_slot_of_the_pack_is_unknown() -> None:
    assert set(pack("labels")["slots"]) <= {str(slot) for slot in Slot}


@pytest.mark.parametrize(
    ("line", "slot"),
    [
        ("整改措施及成效", Slot.MEASURES),
        ("四、整改举措和取得成效", Slot.MEASURES),
        ("工作措施与成效：关停3家。", Slot.MEASURES),
        ("整改进展及完成情况：已封场。", Slot.PROGRESS),
        ("整改结论", Slot.STATUS),
    ],
)
def test_a_label_may_tell_what_came_of_it(line: str, slot: Slot) -> None:
    (hit,) = find_labels(line)
    assert hit.slot is slot


@pytest.mark.parametrize("line", ["整改措施及责任单位名单", "加强领导与措施", "整改措施及张某某"])
def test_two_words_of_different_fields_are_no_label(line: str) -> None:
    assert find_labels(line) == []


@pytest.mark.parametrize(
    "label", ["信访件反映情况", "群众举报问题", "转办件反映的问题", "来电反映内容", "督导发现问题"]
)
def test_what_people_report_is_the_problem(label: str) -> None:
    assert slots(f"一、{label}：某厂污水入田。") == [Slot.PROBLEM]
