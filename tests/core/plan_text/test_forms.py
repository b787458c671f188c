"""Forms: a table for each finding, labels beside or above the values."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import draw, findings, headings, measures
from zhenggai.core.plan_text.grids.tables import lay_out
from zhenggai.core.source import Paragraph


def test_a_form_gives_one_finding() -> None:
    (one,) = findings(
        """
        | 问题编号 | 7 |
        | 问题类别 | 水环境 |
        | 反馈问题 | 污水厂溢流。 |
        | 整改目标 | 达标排放。 |
        | 整改措施 | 1.修闸门。⏎2.清管道。 |
        | 责任单位 | 县住建局 |
        | 整改时限 | 2024年12月底 |
        """
    )
    assert (one.number, headings(one), measures(one)) == ("7", ["水环境"], ["修闸门。", "清管道。"])
    assert one.goal is not None
    assert one.goal.text == "达标排放。"


def test_several_pairs_stand_in_one_row() -> None:
    (one,) = findings(
        """
        | 序号 | 3 | 整改时限 | 2024年底 |
        | 反馈问题 | 甲。 | < | < |
        | 整改措施 | 乙。 | < | < |
        | 牵头单位 | 县水利局 | 配合单位 | 县财政局 |
        | 责任人 | 张某 | 备注 | |
        """
    )
    assert one.number == "3"
    assert one.lead_units == ("县水利局",)
    assert one.acting_units == ("县水利局", "县财政局")
    assert one.deadline_text is not None


def test_vertical_labels_are_read_as_words() -> None:
    (one,) = findings(
        "| 反⏎馈⏎问⏎题 | 甲。 |\n| 整⏎改⏎措⏎施 | 乙。⏎丙。 |\n| 责 任⏎单 位 | 县水利局 |\n| 整 改 时 限 | 立行立改 |"
    )
    assert measures(one) == ["乙。", "丙。"]
    assert one.acting_units == ("县水利局",)


def test_labels_may_stand_above_their_values() -> None:
    (one,) = findings(
        """
        | 反馈问题 | < |
        | 甲。 | < |
        | 整改目标 | 整改时限 |
        | 乙。 | 2024年底 |
        | 责任单位 | 责任人 |
        | 县水利局 | 张某 |
        """
    )
    assert one.problem.text == "甲。"
    assert one.goal is not None
    assert one.goal.text == "乙。"
    assert one.person is not None
    assert one.person.text == "张某"


def test_a_label_beside_labels_only_groups_them() -> None:
    (one,) = findings(
        """
        | 反馈问题 | 甲。 | < |
        | 整改措施 | 乙。 | < |
        | 责任分工 | 牵头单位 | 县水利局 |
        | ^ | 配合单位 | 县财政局 |
        """
    )
    assert one.lead_units == ("县水利局",)
    assert one.acting_units == ("县水利局", "县财政局")


def test_a_label_may_span_the_rows_of_its_measures() -> None:
    (one,) = findings(
        """
        | 反馈问题 | 甲。 |
        | 整改措施 | 修闸门 |
        | ^ | 清管道 |
        | 责任单位 | 县水利局 |
        """
    )
    assert measures(one) == ["修闸门", "清管道"]


def test_findings_below_each_other_in_one_table_are_parted() -> None:
    one, two = findings(
        """
        | 问题1（反馈问题3） | < |
        | 反馈问题 | 甲。 |
        | 整改措施 | 乙。 |
        | 责任单位 | 县水利局 |
        | 问题2（反馈问题5） | < |
        | 反馈问题 | 丙。 |
        | 整改措施 | 丁。 |
        | 责任单位 | 县财政局 |
        """
    )
    assert (one.number, one.feedback_number, two.number, two.feedback_number) == ("1", "3", "2", "5")
    assert two.acting_units == ("县财政局",)


@pytest.mark.parametrize(
    ("caption", "number"),
    [("整改任务一", "1"), ("问题2（反馈问题9）", "2"), ("表3", "3"), ("第二十七项", "27"), ("（送审稿）任务一", "1")],
)
def test_the_line_above_a_form_gives_its_number(caption: str, number: str) -> None:
    (one,) = findings(f"{caption}\n| 反馈问题 | 甲。 |\n| 整改措施 | 乙。 |\n| 责任单位 | 县水利局 |")
    assert one.number == number


def test_a_category_above_a_form_is_no_number() -> None:
    (one,) = findings("（一）水环境方面\n| 反馈问题 | 甲。 |\n| 整改措施 | 乙。 |\n| 责任单位 | 县水利局 |")
    assert one.number is None


def test_a_form_about_a_person_is_no_finding() -> None:
    assert findings("| 姓名 | 张某 | 单位 | 县水利局 |\n| 职务 | 局长 | 电话 | 123 |\n| 备注 | | | |") == []


def test_a_state_beside_its_label_is_a_value_though_its_words_are_heads_elsewhere() -> None:
    (one,) = findings(
        """
        | 反馈问题 | 甲。 |
        | 整改措施 | 乙。 |
        | 整改状态 | 整改中，达到序时进度 |
        """
    )
    assert one.status is not None
    assert one.status.text == "整改中，达到序时进度"


@pytest.mark.parametrize("label", ["包点县领导", "挂点区级领导", "牵头市领导", "联系州领导"])
def test_whoever_leads_is_the_person(label: str) -> None:
    (one,) = findings(f"| 反馈问题 | 甲。 |\n| 整改措施 | 乙。 |\n| {label} | 张某 |\n| 责任单位 | 县水利局 |")
    assert one.person is not None
    assert one.person.text == "张某"


@pytest.mark.parametrize("words", ["XXXX", "××问题", "（填写反馈问题）", "请逐字照抄反馈意见原文"])
def test_a_form_that_shows_how_to_fill_it_in_is_no_finding(words: str) -> None:
    assert findings(f"| 反馈问题 | {words} |\n| 整改措施 | XXX |\n| 责任单位 | XX局 |\n| 整改时限 | X年X月 |") == []


def test_a_table_of_one_column_with_labels_in_its_cells_is_text() -> None:
    source = draw("| 问题：污水厂溢流。 |\n| 整改目标：达标。 |\n| 整改措施：修闸门。 |\n| 责任单位：县住建局 |")
    assert [type(item) for item in lay_out(source)] == [Paragraph] * 4


def test_an_unknown_label_ends_the_value_beside_it() -> None:
    (one,) = findings("| 问题序号 | 12 | 涉及流域 | 汾河 |\n| 反馈问题 | 甲。 | < | < |\n| 整改目标 | 乙。 | < | < |")
    assert one.number == "12"


def test_a_value_may_end_in_the_word_of_its_label() -> None:
    (one,) = findings(
        """
        | 清单序号 | 2 | 督察报告问题编号 | 9 |
        | 反馈问题 | 甲。 | < | < |
        | 治理标准 | 乙。 | < | < |
        | 责任领导 | 师市分管领导 | 整改时限 | 2024年底 |
        | 牵头单位 | 县水利局 | 责任单位 | 江口镇 |
        """
    )
    assert (one.number, one.feedback_number) == ("2", "9")
    assert one.person is not None
    assert one.goal is not None
    assert (one.person.text, one.goal.text) == ("师市分管领导", "乙。")
