"""Labels that stand right behind the frame of a problem: 关于“…”的问题整改进展情况：…"""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import problems, read

GLUED = (
    "本文由用户上传，仅供参考。某县巡察反馈问题整改进展情况"
    "一、关于“学习不够“深入”、不系统。”{0}{1}已完成整改。1.制定计划。2.开展学习3次。"
    "二、关于“台账不清。”{0}{1}正在整改，已达到序时进度。补录台账。- 2 -"
    "三、关于“公款吃喝。”{0}{1}已完成整改，长期坚持。退缴0.3万元。"
)


@pytest.mark.parametrize("frame", ["的问题", "的问题的", "问题"])
@pytest.mark.parametrize("label", ["整改进展情况:", "整改落实情况：", "整改情况："])
def test_a_label_behind_a_quoted_problem_is_one_also_without_a_stop_before_it(frame: str, label: str) -> None:
    plan = read(GLUED.format(frame, label))
    assert plan.about.title is not None
    assert plan.about.title.text == "某县巡察反馈问题整改进展情况"
    found = [(one.number, one.problem.text, one.status.text if one.status else None) for one in plan.findings]
    assert found == [
        ("1", "学习不够“深入”、不系统。", "已完成整改"),
        ("2", "台账不清。", "正在整改，已达到序时进度"),
        ("3", "公款吃喝。", "已完成整改，长期坚持"),
    ]
    assert [one.progress.text for one in plan.findings if one.progress] == [
        "1.制定计划。2.开展学习3次。",
        "补录台账。",
        "退缴0.3万元。",
    ]


def test_problems_without_quotation_marks_do_where_the_label_comes_again() -> None:
    text = (
        "某市审计查出问题整改进展情况 1.关于预算编制不完整的问题整改情况：已完成整改。已补编。"
        "2.关于往来款长期挂账的问题整改情况：正在整改。已清理12万元。"
    )
    assert problems(text) == [("1", "关于预算编制不完整的问题"), ("2", "关于往来款长期挂账的问题")]


def test_one_problem_on_a_line_of_its_own() -> None:
    text = "某县关于反馈问题整改情况的报告\n一、关于“渗滤液积存2.8万立方米”的问题整改进展情况：已完成整改。处理完毕。"
    assert problems(text) == [("1", "渗滤液积存2.8万立方米")]


def test_news_that_speaks_of_a_problem_holds_no_label() -> None:
    text = "某县召开整改推进会\n会议听取了关于散乱污的问题整改情况：要求各单位抓紧。\n会议强调，要压实责任。"
    assert problems(text) == []
