"""Heads of columns: where the header is, which column holds which field, which of two rivals wins."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import draw
from zhenggai.core.plan_text.grids.boxes import Grid, grid_of
from zhenggai.core.plan_text.grids.columns import find_header, head_slot
from zhenggai.core.plan_text.grids.rivals import settle
from zhenggai.core.plan_text.words.raw import Slot
from zhenggai.core.source import Table


def _grid(drawing: str) -> Grid:
    source = draw(drawing)
    (table,) = source.layout
    assert isinstance(table, Table)
    return grid_of(source, table)


def _slots(drawing: str) -> dict[str, Slot | None]:
    grid = _grid(drawing)
    header = find_header(grid)
    assert header is not None
    return {column.head: column.slot for column in settle(header, grid).columns}


def test_the_header_is_found_below_titles() -> None:
    header = find_header(
        _grid("| 整改台账 | < | < |\n| 2024年5月 | | |\n| 序号 | 反馈问题 | 整改措施 |\n| 1 | 甲。 | 乙。 |")
    )
    assert header is not None
    assert (header.first, header.last) == (2, 3)


def test_rows_of_text_are_no_header() -> None:
    assert find_header(_grid("| 1 | 甲乱排。 | 堵口。 |\n| 2 | 乙乱排。 | 堵口。 |")) is None


def test_a_form_is_no_ledger_header() -> None:
    assert find_header(_grid("| 责任单位 | 县水利局 | 责任人 | 张某 |\n| 整改目标 | 达标。 | < | < |")) is None


@pytest.mark.parametrize("head", ["问题数", "整改任务总数", "完成率", "责任单位数", "涉及金额"])
def test_heads_of_counts_have_no_field(head: str) -> None:
    assert head_slot(head) is None


def test_a_long_aside_does_not_hide_a_head() -> None:
    assert head_slot("反馈问题（对照反馈意见原文，不得删减，不得改写）") is Slot.PROBLEM


def test_the_lower_head_is_read_with_the_upper_one() -> None:
    slots = _slots(
        "| 序号 | 问题 | 整改时间 | < |\n| ^ | ^ | 启动时间 | 完成时限 |\n| 1 | 甲。 | 2024年1月 | 2024年6月 |"
    )
    assert slots["整改时间完成时限"] is Slot.DEADLINE
    assert list(slots.values()).count(Slot.DEADLINE) == 1


@pytest.mark.parametrize(
    ("heads", "slot", "winner"),
    [
        ("整改时限 | 完成时间", Slot.DEADLINE, "整改时限"),
        ("整改任务 | 问题描述", Slot.PROBLEM, "问题描述"),
        ("责任领导 | 责任人", Slot.PERSON, "责任人"),
        ("整改要求 | 整改目标", Slot.GOAL, "整改目标"),
        ("受理编号 | 序号", Slot.NUMBER, "受理编号"),
    ],
)
def test_of_two_rivals_the_surer_head_holds_the_field(heads: str, slot: Slot, winner: str) -> None:
    slots = _slots(f"| 反馈问题 | 整改措施 | {heads} |\n| 甲。 | 乙。 | 丙 | 丁 |")
    if slot is Slot.PROBLEM:
        slots.pop("反馈问题")
        slots = _slots(f"| 整改措施 | {heads} |\n| 乙。 | 丙 | 丁 |")
    assert [head for head, found in slots.items() if found is slot] == [winner]


def test_short_states_below_a_report_head_make_it_a_status() -> None:
    slots = _slots("| 问题 | 整改措施 | 完成情况 |\n| 甲。 | 乙。 | 已完成 |\n| 丙。 | 丁。 | 正在整改 |")
    assert slots["完成情况"] is Slot.STATUS


def test_an_upper_number_stands_beside_the_own_one() -> None:
    slots = _slots("| 序号 | 反馈报告问题编号 | 问题 | 整改措施 |\n| 1 | 12 | 甲。 | 乙。 |")
    assert slots["反馈报告问题编号"] is Slot.FEEDBACK_NUMBER


@pytest.mark.parametrize("head", ["隐患类别", "事故类型", "所属行业", "行业领域", "投诉问题分类"])
def test_a_head_that_sorts_the_findings_is_a_category(head: str) -> None:
    assert head_slot(head) is Slot.CATEGORY


@pytest.mark.parametrize("head", ["整改类别", "隐患等级", "任务类型", "隐患地点", "排查人"])
def test_a_head_that_sorts_something_else_is_none(head: str) -> None:
    assert head_slot(head) is Slot.IGNORED


def test_a_column_of_severities_is_no_category_beside_one() -> None:
    slots = _slots(
        "| 序号 | 隐患类型 | 所属行业 | 存在问题 | 整改措施 |\n| 1 | 重大隐患 | 危险化学品 | 超量储存。 | 清运。 |\n"
        "| 2 | 一般隐患 | 消防 | 通道堵塞。 | 清理。 |"
    )
    assert (slots["隐患类型"], slots["所属行业"]) == (Slot.IGNORED, Slot.CATEGORY)


def test_a_column_of_severities_alone_sorts_the_findings() -> None:
    slots = _slots(
        "| 序号 | 隐患类型 | 存在问题 | 整改措施 |\n| 1 | 重大隐患 | 超量储存。 | 清运。 |\n"
        "| 2 | 一般隐患 | 通道堵塞。 | 清理。 |"
    )
    assert slots["隐患类型"] is Slot.CATEGORY


def test_two_columns_of_categories_are_both_headings() -> None:
    slots = _slots(
        "| 序号 | 问题领域 | 问题类型 | 存在问题 | 整改措施 |\n| 1 | 水环境 | 共性问题 | 污水直排。 | 堵口。 |"
    )
    assert (slots["问题领域"], slots["问题类型"]) == (Slot.CATEGORY, Slot.CATEGORY)


def test_lasting_measures_below_a_head_of_measures_are_measures() -> None:
    slots = _slots(
        "| 序号 | 问题 | 整改举措 | < | 牵头单位 |\n| ^ | ^ | 短期措施 | 长效措施 | ^ |\n"
        "| 1 | 甲。 | 乙。 | 丙。 | 县局 |"
    )
    assert [slot for slot in slots.values() if slot is Slot.MEASURES] == [Slot.MEASURES, Slot.MEASURES]
    assert head_slot("长效措施") is Slot.NEXT_STEPS
