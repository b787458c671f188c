"""Which rows are categories above findings, and which are the findings."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import headings, measures, read

AUDIT = """
某县2023年度审计查出问题整改情况
{}县教育局
问题：食堂大宗物资未公开招标
整改情况：已整改。重新招标。
{}县卫健局
问题：药品采购不规范
整改情况：已整改。修订制度。
问题：往来款长期未清理
整改情况：正在整改。清理18万元。
"""

LEDGER = """
某区落实区委第一巡察组反馈意见整改工作台账
（一）党的领导弱化。
1、“第一议题”落实不到位。
整改措施：（1）修订制度；（2）每月督查。
完成时限：2024年6月
2、重大事项未集体研究。
整改措施：{}
完成时限：2024年6月
（二）作风建设不实。
3、下基层调研少。
整改措施：每季度调研。
完成时限：长期坚持
"""


@pytest.mark.parametrize("rows", [("一、", "二、"), ("（一）", "（二）"), ("1.", "2.")])
def test_a_row_above_several_labelled_problems_is_a_heading(rows: tuple[str, str]) -> None:
    found = read(AUDIT.format(*rows)).findings
    assert [(one.number, headings(one), one.problem.text) for one in found] == [
        (None, ["县教育局"], "食堂大宗物资未公开招标"),
        (None, ["县卫健局"], "药品采购不规范"),
        (None, ["县卫健局"], "往来款长期未清理"),
    ]


def test_a_row_above_each_labelled_problem_numbers_it() -> None:
    text = AUDIT.replace("问题：往来款", "{}县水利局\n问题：往来款").format("一、", "二、", "三、")
    assert [one.number for one in read(text).findings] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "last", ["完善议事规则。", "\n（1）完善议事规则。", "\n（一）完善议事规则。\n（二）公开结果。"]
)
def test_a_heading_may_end_in_a_full_stop(last: str) -> None:
    found = read(LEDGER.format(last)).findings
    assert [(one.number, headings(one)) for one in found] == [
        ("1", ["党的领导弱化"]),
        ("2", ["党的领导弱化"]),
        ("3", ["作风建设不实"]),
    ]
    assert measures(found[1])[0] == "完善议事规则。"


def test_a_list_inside_a_field_is_no_heading_of_what_follows() -> None:
    text = """
某县整改措施清单
1.污水直排。
整改目标：消除。
整改措施：
（一）修管12公里。
2.垃圾乱倒。
整改目标：清零。
整改措施：
（一）清运。
"""
    assert [(one.number, headings(one), measures(one)) for one in read(text).findings] == [
        ("1", [], ["修管12公里。"]),
        ("2", [], ["清运。"]),
    ]
