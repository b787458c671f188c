"""Plans as tables of a terminal."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writers.reports import finding, plan
from zhenggai.writers.columns import clip, pad, table, width_of, wrap
from zhenggai.writers.ledger_text import tables


def test_wide_characters_take_two_columns_and_combining_ones_none() -> None:
    assert width_of("整改A。") == 7
    assert width_of("e\u0301") == 1


@settings(deadline=None)
@given(st.lists(st.text("整改，。aé1（", max_size=30), min_size=3, max_size=3))
def test_every_line_of_a_table_is_as_wide_as_the_others(cells: list[str]) -> None:
    printed = table(["甲", "b", "丙"], [cells], [8, 6, 10])
    assert len({width_of(line) for line in printed.splitlines()}) == 1


@settings(deadline=None)
@given(st.text("整改，。aé1", max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert "".join(wrap(text, width)) == text
    assert all(width_of(line) <= width for line in wrap(text, width, hang=False))


def test_what_is_cut_off_is_marked() -> None:
    assert clip(["甲乙丙", "丁戊己", "庚"], 2, 6) == ["甲乙丙", "丁戊…"]
    assert pad("甲", 4) == "甲  "


def test_a_plan_says_its_title_findings_and_what_the_reader_was_unsure_of() -> None:
    held = plan(
        finding(
            units=["县住建局"], deadline={"text": "2024年12月底", "dates": [], "immediate": False, "long_term": False}
        )
    )
    held["notices"] = [{"code": "x", "severity": "warning", "message": "时限没有年份。", "finding": "1"}]
    printed = tables([held])
    assert printed.startswith("某县整改方案\n文件：方案.docx　问题：1个\n")
    assert "县住建局" in printed
    assert "[注意] 问题1：时限没有年份。" in printed


def test_a_document_without_findings_says_so() -> None:
    assert "没有识别到问题清单。" in tables([plan(title=None)])


TABLE = """\
某县整改方案
文件：方案.docx　问题：1个
+--------+--------+------------------------------------------+--------------------------------+\
--------------------------------+----------------+
| 序号   | 反馈   | 存在问题                                 | 整改目标                       |\
 责任单位                       | 整改时限       |
+--------+--------+------------------------------------------+--------------------------------+\
--------------------------------+----------------+
| 1      | 7      | 管网破损。                               | 管网修复到位。                 |\
 县住建局、县水利局             | 2024年12月底   |
+--------+--------+------------------------------------------+--------------------------------+\
--------------------------------+----------------+
"""
HELD = finding(
    feedback_number="7", goal="管网修复到位。", units=["县住建局", "县水利局"], deadline={"text": "2024年12月底"}
)


def test_the_columns_stand_as_wide_as_they_are_however_narrow_the_terminal() -> None:
    assert tables([plan(HELD)], width=80) == TABLE
    assert tables([plan(HELD)], width=20) == TABLE


def test_a_wider_terminal_widens_the_texts_and_neither_numbers_nor_dates() -> None:
    rule = tables([plan(HELD)], width=200).splitlines()[2]
    number, feedback, problem, goal, units, deadline = map(len, rule.strip("+").split("+"))
    assert (number, feedback, deadline) == (8, 8, 16)
    assert problem > goal == units > 32
    assert width_of(rule) <= 200


def test_a_long_notice_hangs_under_its_words() -> None:
    held = plan()
    held["notices"] = [{"code": "x", "severity": "warning", "message": "时限没有年份，请核对。", "finding": None}]
    assert tables([held], width=24).endswith("[注意] 时限没有年份，\n       请核对。\n")


def test_a_severity_without_a_word_of_its_own_is_told_as_it_is() -> None:
    held = plan()
    held["notices"] = [{"code": "x", "severity": "debug", "message": "甲。", "finding": None}]
    assert "[debug] 甲。" in tables([held])


def test_a_cell_of_many_lines_is_cut_after_four() -> None:
    printed = tables([plan(finding(problem="水" * 200))])
    assert sum("水" in line for line in printed.splitlines()) == 4
    assert "水…" in printed
