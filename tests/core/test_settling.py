"""A correction answers the doubts it removes and no others, as docs/rules/reviewing.md says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.rule_tables import rows
from tests.papers import draft_of
from zhenggai.core import review as reviewing
from zhenggai.core.deadlines import read_deadline
from zhenggai.core.plan import Notice
from zhenggai.core.review import Answer, Review, begin
from zhenggai.core.settling import settled
from zhenggai.core.source import Passage


def of(*notices: Notice, deadline: str = "6月底") -> Review:
    """Four findings; the first one's deadline names no year, and nor does the paper."""
    draft = draft_of()
    about = replace(draft.about, issued_on=None, year=None)
    first = replace(draft.findings[0], deadline_text=Passage(deadline), deadline=read_deadline(deadline))
    return begin(replace(draft, about=about, findings=(first, *draft.findings[1:]), notices=notices))


YEARLESS = Notice("deadline_year_missing", "warning", "期限“6月底”没有年份。", 0, Passage("6月底"))
WHOLE = Notice("hidden_rows", "warning", "有隐藏的行。")
NOTICES = {
    "deadline_year_missing": YEARLESS,
    "unit_unclear": Notice("unit_unclear", "info", "不像单位名称，请核对。", 0, Passage("县农业农村局")),
    "hidden_rows": WHOLE,
}


@pytest.mark.parametrize("row", rows("reviewing.md", "Notice"), ids=" ".join)
def test_a_correction_answers_what_it_removes_and_nothing_else(row: list[str]) -> None:
    code, name, text, answered = row
    before = of(NOTICES.get(code) or Notice(code, "warning", "请核对。", 0))
    value = [(unit, "lead") for unit in text.split("、")] if name == "units" else text
    after = settled(before, reviewing.correct(before, "f1", name, value))
    assert after.answers == ((Answer("corrected", name) if answered == "yes" else None),)


def test_a_deadline_that_is_taken_away_is_no_more_in_doubt() -> None:
    before = of(YEARLESS)
    assert settled(before, reviewing.correct(before, "f1", "deadline", "")).answers == (
        Answer("corrected", "deadline"),
    )


def test_a_deadline_is_no_more_in_doubt_when_the_day_of_issue_is_told() -> None:
    before = of(Notice("deadline_relative_unanchored", "warning", "“半年内”没有起算日。", 0), deadline="半年内")
    after = settled(before, reviewing.correct_about(before, "issued_on", "2024-04-01"))
    assert after.answers == (Answer("corrected", "deadline"),)


def test_a_finding_taken_out_takes_its_doubts_along() -> None:
    before = of(YEARLESS, WHOLE)
    assert settled(before, reviewing.drop(before, "f1")).answers == (Answer("corrected", "dropped"), None)


def test_a_doubt_about_a_passage_is_answered_by_the_field_that_holds_it() -> None:
    goal = draft_of().findings[0].goal
    before = of(Notice("doubt", "warning", "请看。", 0, goal))
    assert settled(before, reviewing.correct(before, "f1", "person", "李某")).answers == (None,)
    assert settled(before, reviewing.correct(before, "f1", "goal", "归零。")).answers == (Answer("corrected", "goal"),)


def test_what_a_person_said_is_kept() -> None:
    before = reviewing.answer(of(YEARLESS), 0, Answer("answered", "已核实"))
    after = settled(before, reviewing.correct(before, "f1", "deadline", "2024年6月底"))
    assert after.answers == (Answer("answered", "已核实"),)
