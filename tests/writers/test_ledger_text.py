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
