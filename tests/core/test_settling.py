"""A correction answers the doubts it removes and no others, as docs/rules/reviewing.md says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.rule_tables import rows
from tests.papers import draft_of
from zhenggai.core import review as reviewing
from zhenggai.core.deadlines import read_deadline
from zhenggai.core.plan import Notice
from zhenggai.core.review import Answer, Review, begin, value_of
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
UNMARKED = Notice(
    "problem_unmarked", "warning", "这一条的问题没有编号也没有标签，请核对。", 0, draft_of().findings[0].problem
)
GAP = {"empty_cell", "labels_missing"}
NOTICES = {
    "deadline_year_missing": YEARLESS,
    "unit_unclear": Notice("unit_unclear", "info", "不像单位名称，请核对。", 0, Passage("县农业农村局")),
    "empty_cell": Notice("empty_cell", "warning", "“整改目标”一栏是空的，请核对。", 0),
    "problem_unmarked": UNMARKED,
    "task_read_elsewhere": Notice(
        "task_read_elsewhere", "warning", "“整改任务”与问题表述并列，已读作整改目标，请核对。", 0
    ),
    "hidden_row": Notice("hidden_row", "warning", "这一条在隐藏的行里。", 0, draft_of().findings[0].problem),
    "hidden_rows": WHOLE,
}


@pytest.mark.parametrize("row", rows("reviewing.md", "Notice"), ids=" ".join)
def test_a_correction_answers_what_it_removes_and_nothing_else(row: list[str]) -> None:
    code, name, text, answered = row
    before = of(NOTICES.get(code) or Notice(code, "warning", "请核对。", 0))
    if code in GAP:
        before = reviewing.replace_finding(before, 0, replace(before.finding("f1"), goal=None))
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


@pytest.mark.parametrize("parts", [["f1", "f2"], ["f2", "f1", "f4"]])
def test_merging_answers_no_doubt(parts: list[str]) -> None:
    before = of(
        *(replace(one, finding=place) for one in NOTICES.values() if one is not WHOLE for place in (0, 1)), WHOLE
    )
    assert set(settled(before, reviewing.merge(before, parts)).answers) == {None}


def test_splitting_answers_no_doubt() -> None:
    before = of(*NOTICES.values())
    parted = reviewing.split(before, "f1", problem_at=reviewing.places_to_cut(UNMARKED.passage.text)[0], measures=[1])
    assert parted.finding("f1").problem != before.finding("f1").problem
    assert set(settled(before, parted).answers) == {None}


def test_adding_a_finding_or_taking_out_another_answers_no_doubt() -> None:
    before = of(*NOTICES.values())
    added = settled(before, reviewing.add(before, {"problem": "秸秆焚烧。"}, after=reviewing.FIRST))
    assert set(added.answers) == set(settled(before, reviewing.drop(before, "f3")).answers) == {None}


def test_a_doubt_that_was_merged_is_answered_by_correcting_what_it_asks_about() -> None:
    before = of(YEARLESS, UNMARKED)
    merged = settled(before, reviewing.merge(before, ["f1", "f4"]))
    assert value_of(merged.finding("f1"), "deadline") == "6月底\n2024年6月底"
    other = settled(merged, reviewing.correct(merged, "f1", "deadline", "6月底\n2025年6月底"))
    assert other.answers == (None, None)
    told = settled(merged, reviewing.correct(merged, "f1", "deadline", "2024年6月底"))
    assert told.answers == (Answer("corrected", "deadline"), None)


def test_a_doubt_that_was_split_is_answered_by_correcting_the_part_it_stands_at() -> None:
    before = of(UNMARKED)
    parted = settled(before, reviewing.split(before, "f1", problem_at=None, measures=[0]))
    second = parted.keys[1]
    assert settled(parted, reviewing.correct(parted, second, "problem", "扬尘。")).answers == (None,)
    assert settled(parted, reviewing.correct(parted, "f1", "problem", "扬尘。")).answers == (
        Answer("corrected", "problem"),
    )
