"""A person corrects a draft: what changes, what stays linked to the source, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.reviews import LINES, passage, refused, two_findings
from zhenggai.core import review as reviewing
from zhenggai.core.review import Answer, Review
from zhenggai.core.source import Passage, Span


@pytest.fixture
def review() -> Review:
    return two_findings()


def test_a_corrected_text_keeps_the_passage_it_came_from(review: Review) -> None:
    finding = reviewing.correct(review, "f1", "goal", "全部清理完毕。").finding("f1")
    assert finding.goal == Passage("全部清理完毕。", (Span(1, 0, 5),))
    assert review.finding("f1").goal == passage(1)


def test_a_selected_text_brings_its_own_passage(review: Review) -> None:
    span = Span(3, 0, 2)
    assert reviewing.correct(review, "f1", "goal", "恢复", (span,)).finding("f1").goal == Passage("恢复", (span,))


def test_measures_put_in_another_order_keep_their_passages(review: Review) -> None:
    changed = reviewing.correct(review, "f1", "measures", [LINES[3], LINES[2], "新增一条。", " "]).finding("f1")
    assert changed.measures == (passage(3), passage(2), Passage("新增一条。"))


def test_a_unit_is_corrected_with_its_role(review: Review) -> None:
    changed = reviewing.correct(review, "f1", "units", [("县水利局", "lead"), ("县城管局", "responsible")])
    assert reviewing.value_of(changed.finding("f1"), "units") == (("县水利局", "lead"), ("县城管局", "responsible"))
    assert changed.finding("f1").units[0].name == passage(4)


def test_a_deadline_is_read_again_when_the_day_of_issue_is_known(review: Review) -> None:
    issued = reviewing.correct_about(review, "issued_on", "2024-03-05")
    assert issued.draft.about.issued_on == "2024-03-05"
    deadline = issued.finding("f1").deadline
    assert deadline is not None
    assert deadline.dates == ("2024-06-30",)
    cleared = reviewing.correct(issued, "f1", "deadline", None).finding("f1")
    assert (cleared.deadline_text, cleared.deadline) == (None, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", "新方案"), ("kind", "progress"), ("status", "draft"), ("region", "某县"), ("team", "督察组"),
     ("start", "2023-10-17"), ("feedback_date", None)],
)  # fmt: skip
def test_the_document_itself_is_corrected(review: Review, name: str, value: str | None) -> None:
    assert reviewing.about_value(reviewing.correct_about(review, name, value).draft.about, name) == value


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("kind", "novel", "no_such_field"), ("colour", "red", "no_such_field"), ("issued_on", "2024-13-01", "not_a_day")],
)
def test_the_document_takes_no_other_values(review: Review, name: str, value: str, code: str) -> None:
    with refused(code):
        reviewing.correct_about(review, name, value)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("problem", " ", "problem_missing"),
        ("colour", "red", "no_such_field"),
        ("goal", 7, "not_a_text"),
        ("goal", "字" * 20_001, "text_too_long"),
        ("measures", "一条", "not_a_list"),
        ("measures", ["一"] * 201, "not_a_list"),
        ("units", [("县水利局", "king")], "not_a_unit"),
    ],
)
def test_a_field_takes_no_other_values(review: Review, name: str, value: Any, code: str) -> None:
    with refused(code):
        reviewing.correct(review, "f1", name, value)


def test_merged_findings_say_everything_once_and_take_their_notices_along(review: Review) -> None:
    merged = reviewing.merge(review, ["f2", "f1"])
    assert merged.keys == ("f1",)
    finding = merged.finding("f1")
    assert (finding.number, finding.feedback_number) == ("1", "9")
    assert finding.problem.text == f"{LINES[0]}\n{LINES[6]}"
    assert finding.goal == passage(1)
    assert [notice.finding for notice in merged.draft.notices] == [0, 0, None]
    with refused("merge_needs_two"):
        reviewing.merge(review, ["f1", "f1"])


def test_a_split_finding_cuts_its_passage_in_the_source(review: Review) -> None:
    done = reviewing.split(review, "f1", problem_at=6, measures=[1])
    assert done.keys == ("f1", "f3", "f2")
    first, second = done.finding("f1"), done.finding("f3")
    assert (first.problem, second.problem) == (
        Passage("河道有垃圾", (Span(0, 0, 5),)),  # the comma parted the two
        Passage("岸线被占。", (Span(0, 6, 11),)),
    )
    assert (first.measures, second.measures) == ((passage(2),), (passage(3),))
    assert (first.number, second.number) == ("1", None)
    assert [notice.finding for notice in done.draft.notices] == [0, 2, None]


@pytest.mark.parametrize(
    ("at", "measures", "code"), [(0, [], "cut_outside"), (99, [], "cut_outside"), (6, [5], "no_such_measure")]
)
def test_a_split_outside_of_what_is_there_is_refused(review: Review, at: int, measures: list[int], code: str) -> None:
    with refused(code):
        reviewing.split(review, "f1", problem_at=at, measures=measures)


def test_a_finding_that_was_missed_is_added_where_it_belongs(review: Review) -> None:
    span = Span(6, 0, 2)
    values = {"problem": "道路", "goal": "整洁", "units": [("县城管局", "lead")]}
    done = reviewing.add(review, values, after="f1", spans=(span,))
    assert done.keys == ("f1", "f3", "f2")
    assert done.finding("f3").problem == Passage("道路", (span,))
    assert reviewing.add(done, {"problem": "又一个"}).keys == ("f1", "f3", "f2", "f4")
    with refused("problem_missing"):
        reviewing.add(review, {"goal": "整洁"})


def test_a_dropped_finding_leaves_its_notice_tied_to_nothing(review: Review) -> None:
    done = reviewing.drop(review, "f1")
    assert done.keys == ("f2",)
    assert [notice.finding for notice in done.draft.notices] == [None, 0, None]
    with refused("finding_gone"):
        done.finding("f1")


def test_a_notice_is_answered_or_dismissed(review: Review) -> None:
    done = reviewing.answer(reviewing.answer(review, 0, Answer("answered", "已核对")), 2, Answer("dismissed"))
    assert done.answers == (Answer("answered", "已核对"), None, Answer("dismissed"))
    for notice, given, code in (
        (7, Answer("dismissed"), "no_such_notice"),
        (0, Answer("answered", " "), "answer_missing"),
    ):
        with refused(code):
            reviewing.answer(review, notice, given)


def test_fields_are_shown_as_plain_text(review: Review) -> None:
    finding = replace(review.finding("f1"), status=Passage("已完成"))
    shown = {name: reviewing.value_of(finding, name) for name in reviewing.FIELDS}
    assert shown["number"] == "1"
    assert shown["feedback_number"] is None
    assert shown["measures"] == (LINES[2], LINES[3])
    assert (shown["deadline"], shown["status"], shown["person"]) == ("6月底", "已完成", None)
