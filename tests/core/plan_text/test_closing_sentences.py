"""What the paper says at its end of all problems together belongs to none of them."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import read

REPORT = """
某区2023年度审计查出问题整改结果公告
一、区教育局
1.公用经费超范围列支。
整改情况：已完成整改。已退回。
{}
2.往来款未清理。
整改情况：正在整改。已清理3笔。
{}
某区审计局
{}
"""
INSIDE = "区教育局将继续执行财务制度。"


def last_progress(closing: str, date: str, inside: str = INSIDE) -> str:
    finding = read(REPORT.format(inside, closing, date)).findings[-1]
    assert finding.progress is not None
    return finding.progress.text


@pytest.mark.parametrize(
    "closing",
    [
        "某区审计局将对尚未整改到位的问题持续跟踪督促。",
        "区审计局将继续跟踪问题整改，防止反弹。",
        "我区将进一步巩固整改成果，确保不反弹。",
        "区政府将督促有关单位抓好后续整改。",
    ],
)
@pytest.mark.parametrize("date", ["2023年11月5日", "20231105日", "2023115日", "20231105"])
def test_a_closing_sentence_and_a_date_without_its_characters_end_the_last_finding(closing: str, date: str) -> None:
    assert last_progress(closing, date) == "已清理3笔。"


def test_what_a_unit_will_do_about_its_own_problem_stays() -> None:
    findings = read(REPORT.format(INSIDE, "区住建局将继续安排专人清理。", "2023年11月5日")).findings
    assert [finding.progress.text for finding in findings if finding.progress] == [
        "已退回。区教育局将继续执行财务制度。",
        "已清理3笔。区住建局将继续安排专人清理。",
    ]
