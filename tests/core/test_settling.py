"""A correction answers the doubts it removes, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
UNCLEAR = Notice("unit_unclear", "info", "“县农业农村局”不像单位名称，请核对。", 0, Passage("县农业农村局"))
EMPTY = Notice("empty_cell", "warning", "“状态”一栏是空的，请核对。", 0)
WHOLE = Notice("hidden_rows", "warning", "有隐藏的行。")


def answers(notice: Notice, name: str, value: object) -> Answer | None:
    before = of(notice)
    return settled(before, reviewing.correct(before, "f1", name, value)).answers[0]


@pytest.mark.parametrize(
    ("notice", "name", "value", "by"),
    [
        (YEARLESS, "deadline", "2024年6月底", "deadline"),
        (YEARLESS, "deadline", "", "deadline"),
        (UNCLEAR, "units", [("县农业局", "lead")], "units"),
        (EMPTY, "status", "已完成", "status"),
        (Notice("problem_unmarked", "warning", "没有标签。", 0), "problem", "秸秆焚烧。", "problem"),
        (Notice("task_read_elsewhere", "warning", "任务作目标。", 0), "goal", "火点归零。", "goal"),
    ],
)
def test_a_correction_answers_what_it_removes(notice: Notice, name: str, value: object, by: str) -> None:
    assert answers(notice, name, value) == Answer("corrected", by)


@pytest.mark.parametrize(
    ("notice", "name", "value"),
    [
        (YEARLESS, "deadline", "7月底"),  # still without a year
        (YEARLESS, "goal", "火点归零。"),
        (UNCLEAR, "units", [("县农业农村局", "lead"), ("县林业局", "responsible")]),
        (EMPTY, "goal", "火点归零。"),  # changed, not filled in
        (WHOLE, "goal", "火点归零。"),
    ],
)
def test_other_doubts_stay(notice: Notice, name: str, value: object) -> None:
    assert answers(notice, name, value) is None


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
