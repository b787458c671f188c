"""The health report for a terminal, line by line as it is printed."""

from __future__ import annotations

from tests.writers.reports import point, report
from tests.writers.test_health_reports import SEEN
from zhenggai.writers.health_text import report as printed

LONG = "问题1：水体发黑发臭，沿岸养殖粪污直排入河，治理不彻底。"
QUOTE = {"text": "北河沿岸养殖粪污直排，水体发黑。", "place": "第3段"}
BARE = {"arithmetic": None, "passages": []}
NARROW = """\
《某县整改方案》征求意见反馈
文件：方案.docx
共1个问题，体检意见2条，其中错误1条、提示1条。

  1. [错误] 问题1：水体发黑发臭，沿岸养殖粪污直排入
            河，治理不彻底。
            算式：289.9 − 32.36 = 257.54
            原文：“北河沿岸养殖粪污直排，水体发黑。”
                  （第3段）

  2. [提示] 乙。
"""


def test_every_line_of_a_point_hangs_under_its_first() -> None:
    told = report(point(message=LONG, passages=[QUOTE]), point(message="乙。", severity="info", **BARE))
    assert printed([told], width=52) == NARROW


def test_a_wide_terminal_breaks_nothing() -> None:
    text = printed([report(point(message=LONG, passages=[QUOTE]))], width=120)
    assert f"  1. [错误] {LONG}\n" in text
    assert "            原文：“北河沿岸养殖粪污直排，水体发黑。”（第3段）\n" in text


def test_the_tenth_point_stands_in_line_with_the_first() -> None:
    text = printed([report(*(point(message=f"第{n}条。", **BARE) for n in range(1, 11)))])
    assert "\n  1. [错误] 第1条。\n" in text
    assert "\n 10. [错误] 第10条。\n" in text


def test_several_reports_are_a_blank_line_apart() -> None:
    first, second = printed([report(title="甲方案"), report(title="乙方案")]).split("\n\n")
    assert first.startswith("《甲方案》征求意见反馈\n")
    assert second.startswith("《乙方案》征求意见反馈\n")
    assert second.endswith("没有发现需要说明的情况。\n")


def test_what_a_person_has_seen_is_not_printed() -> None:
    text = printed([report(point(message="甲。") | SEEN, point(message="乙。", **BARE))])
    assert "  1. [错误] 乙。" in text
    assert "甲。" not in text
    assert "另有1条已阅，不再列出。" in text


def test_a_paper_without_findings_says_that_there_is_nothing_to_check() -> None:
    empty = report()
    empty["plan"]["findings"] = []
    assert printed([empty]).splitlines()[2] == "文件中没有识别到问题清单，没有可体检的内容。"
