"""Problems in one list and what answers them in another, under the same numbers."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import measures, read

REPORT = """
某县应急管理局关于督导检查反馈问题整改情况的汇报
现将整改情况汇报如下：
一、{problems}
{a}部分企业安全台账不全。
抽查10家，4家没有台账。
{b}消防通道堵塞。
{c}应急演练流于形式。
二、整改措施
{a}督促企业补齐台账，开展检查12次。
{b}清理消防通道8处。
{c}组织实战演练3次。
三、整改时限
2024年5月底前
四、责任单位
县应急管理局、各镇人民政府
"""


@pytest.mark.parametrize("numbers", [("1.", "2.", "3."), ("（一）", "（二）", "（三）"), ("①", "②", "③")])
@pytest.mark.parametrize("label", ["存在的问题", "督导发现问题", "主要问题"])
def test_rows_of_one_number_are_one_finding(numbers: tuple[str, str, str], label: str) -> None:
    a, b, c = numbers
    plan = read(REPORT.format(problems=label, a=a, b=b, c=c))
    assert [(one.number, one.problem.text, measures(one)) for one in plan.findings] == [
        ("1", "部分企业安全台账不全。抽查10家，4家没有台账。", ["督促企业补齐台账，开展检查12次。"]),
        ("2", "消防通道堵塞。", ["清理消防通道8处。"]),
        ("3", "应急演练流于形式。", ["组织实战演练3次。"]),
    ]
    assert {notice.code for notice in plan.notices} == {"lists_parted"}


def test_what_is_told_of_all_belongs_to_each() -> None:
    for one in read(REPORT.format(problems="存在的问题", a="1.", b="2.", c="3.")).findings:
        assert one.deadline is not None
        assert one.deadline.dates == ("2024-05-31",)
        assert one.acting_units == ("县应急管理局", "各镇人民政府")


def test_two_lists_on_two_lines_part_as_well() -> None:
    plan = read(
        "某镇整改情况报告\n存在问题：1.污水直排；2.垃圾乱倒。\n整改措施：1.封堵污水口3处；2.清运垃圾20吨。\n整改时限：立行立改"
    )
    assert [(one.number, one.problem.text, measures(one)) for one in plan.findings] == [
        ("1", "污水直排；", ["封堵污水口3处；"]),
        ("2", "垃圾乱倒。", ["清运垃圾20吨。"]),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一、{problems}", "一、整改任务"),  # one task of three parts
        ("{c}组织实战演练3次。\n", ""),  # fewer answers than problems
        ("{b}清理消防通道8处。\n", "{b}召开会议2次。\n{c}压实责任。\n"),  # another list altogether
        ("关于督导检查反馈问题整改情况的汇报", "关于督导检查反馈问题整改完成情况的公示"),  # a notice of one finding
    ],
)
def test_lists_inside_one_finding_stay_together(before: str, after: str) -> None:
    text = REPORT.replace(before, after).format(problems="存在的问题", a="1.", b="2.", c="3.")
    (one,) = read(text).findings
    assert "消防通道堵塞。" in one.problem.text
    assert len(measures(one)) > 1
