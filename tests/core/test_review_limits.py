"""Where a correction begins and ends: how long, how many, which days, which places, and what is kept beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.reviews import LINES, passage, refused, two_findings
from zhenggai.core import review as reviewing
from zhenggai.core.plan import AssignedUnit
from zhenggai.core.review import MOST_CHARACTERS, MOST_ITEMS, Answer, Review
from zhenggai.core.source import Passage, Span


@pytest.fixture
def review() -> Review:
    return two_findings()


@pytest.mark.parametrize("name", ["problem", "goal", "person", "status", "progress"])
def test_every_text_of_a_finding_is_corrected_alone(review: Review, name: str) -> None:
    changed = reviewing.correct(review, "f1", name, "另外的话。")
    assert reviewing.value_of(changed.finding("f1"), name) == "另外的话。"
    assert replace(changed.finding("f1"), **{name: getattr(review.finding("f1"), name)}) == review.finding("f1")
    assert changed.finding("f2") == review.finding("f2")


@pytest.mark.parametrize("name", ["goal", "person", "status", "progress", "deadline"])
@pytest.mark.parametrize("nothing", [None, "", " \n　"])
def test_every_text_but_the_problem_may_be_emptied(review: Review, name: str, nothing: str | None) -> None:
    filled = reviewing.correct(review, "f1", name, "立行立改")
    assert reviewing.value_of(reviewing.correct(filled, "f1", name, nothing).finding("f1"), name) is None


@pytest.mark.parametrize("name", ["number", "feedback_number"])
def test_both_numbers_are_corrected_and_taken_away(review: Review, name: str) -> None:
    changed = reviewing.correct(review, "f2", name, " 3-1 ")
    assert getattr(changed.finding("f2"), name) == "3-1"
    assert getattr(reviewing.correct(changed, "f2", name, " ").finding("f2"), name) is None


@pytest.mark.parametrize("name", ["headings", "measures"])
def test_a_list_is_corrected_and_emptied(review: Review, name: str) -> None:
    changed = reviewing.correct(review, "f1", name, ["甲。", "", "乙。"])
    assert reviewing.value_of(changed.finding("f1"), name) == ("甲。", "乙。")
    assert reviewing.value_of(reviewing.correct(changed, "f1", name, []).finding("f1"), name) == ()


def test_a_changed_measure_keeps_the_place_of_the_one_it_stands_for(review: Review) -> None:
    changed = reviewing.correct(review, "f1", "measures", ["清运全部垃圾。", LINES[3]]).finding("f1")
    assert changed.measures == (Passage("清运全部垃圾。", (Span(2, 0, 5),)), passage(3))


def test_a_measure_put_before_one_that_stays_takes_no_place_from_it(review: Review) -> None:
    changed = reviewing.correct(review, "f1", "measures", ["新的一条。", LINES[2]]).finding("f1")
    assert changed.measures == (Passage("新的一条。"), passage(2))


def test_of_two_equal_measures_the_first_place_counts(review: Review) -> None:
    first, again = passage(2), replace(passage(2), spans=(Span(3, 0, 1),))
    twice = replace(review.finding("f1"), measures=(first, again))
    held = reviewing.replace_finding(review, 0, twice)
    assert reviewing.correct(held, "f1", "measures", [LINES[2]]).finding("f1").measures == (first,)


def test_a_text_keeps_its_lines_and_loses_its_blanks(review: Review) -> None:
    changed = reviewing.correct(review, "f1", "goal", "  甲。\r\n\r\n 乙。\r丙。\n")
    assert reviewing.value_of(changed.finding("f1"), "goal") == "甲。\n乙。\n丙。"


def test_the_longest_text_is_taken_and_one_character_more_is_not(review: Review) -> None:
    longest = reviewing.correct(review, "f1", "goal", "字" * MOST_CHARACTERS)
    assert reviewing.value_of(longest.finding("f1"), "goal") == "字" * MOST_CHARACTERS
    with refused("text_too_long"):
        reviewing.correct(review, "f1", "goal", "字" * (MOST_CHARACTERS + 1))
    assert MOST_CHARACTERS == 20_000


def test_the_longest_list_is_taken_and_one_item_more_is_not(review: Review) -> None:
    many = [f"措施{i}。" for i in range(MOST_ITEMS)]
    assert len(reviewing.correct(review, "f1", "measures", many).finding("f1").measures) == MOST_ITEMS == 200
    with refused("not_a_list"):
        reviewing.correct(review, "f1", "measures", [*many, "又一条。"])


@pytest.mark.parametrize("role", ["lead", "responsible", "supporting", "supervising", "accepting"])
def test_a_unit_may_hold_each_of_the_five_roles(review: Review, role: str) -> None:
    changed = reviewing.correct(review, "f1", "units", [["县水利局", role]]).finding("f1")
    assert changed.units == (AssignedUnit(passage(4), role),)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([("县水利局",)], "not_a_unit"),
        ([("县水利局", "lead", "lead")], "not_a_unit"),
        (["县水利局"], "not_a_unit"),
        ([("县水利局", "")], "not_a_unit"),
        ([(7, "lead")], "not_a_text"),
        ({"县水利局": "lead"}, "not_a_list"),
        (None, "not_a_list"),
        ([("单位", "lead")] * 201, "not_a_list"),
    ],
)
def test_what_is_no_list_of_units_is_refused(review: Review, value: Any, code: str) -> None:
    with refused(code):
        reviewing.correct(review, "f1", "units", value)


def test_a_unit_without_a_name_is_passed_over(review: Review) -> None:
    changed = reviewing.correct(review, "f1", "units", [(" ", "lead"), ("县住建局", "lead")]).finding("f1")
    assert [unit.name.text for unit in changed.units] == ["县住建局"]


@pytest.mark.parametrize("value", [["甲。", 7], [None, ["乙。"]]])
def test_a_list_holds_texts_only(review: Review, value: list[Any]) -> None:
    with refused("not_a_text"):
        reviewing.correct(review, "f1", "measures", value)


@pytest.mark.parametrize("day", ["1949-01-01", "2024-02-29", "2100-12-31"])
@pytest.mark.parametrize("name", ["issued_on", "start", "end", "feedback_date"])
def test_a_day_of_the_paper_is_taken(review: Review, name: str, day: str) -> None:
    assert reviewing.about_value(reviewing.correct_about(review, name, day).draft.about, name) == day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1948-12-31", "年份应在 1949 到 2100 之间"),
        ("2101-01-01", "年份应在 1949 到 2100 之间"),
        ("0001-01-01", "年份应在"),
        ("2023-02-29", "日历上没有“2023-02-29”这一天"),
        ("2024-00-10", "日历上没有"),
        ("2024-3-5", "应写成 2024-03-05 的样子"),
        ("2024年3月5日", "应写成"),
        ("2024-03-05 10:00", "应写成"),
        ("20240305", "应写成"),
    ],
)
def test_a_slip_of_the_pen_is_no_day(review: Review, day: str, said: str) -> None:
    for name in ("issued_on", "start", "end", "feedback_date"):
        with refused("not_a_day", said):
            reviewing.correct_about(review, name, day)


def test_a_day_that_is_a_novel_is_quoted_shortly(review: Review) -> None:
    with refused("not_a_day", f"日期“{'长' * 40}”应写成"):
        reviewing.correct_about(review, "issued_on", "长" * 500)


@pytest.mark.parametrize("name", ["status", "region", "issued_on", "team", "start", "end", "feedback_date"])
def test_a_fact_of_the_paper_that_is_not_there_is_taken_away(review: Review, name: str) -> None:
    value = {"status": "draft", "issued_on": "2024-03-05", "start": "2024-01-01", "end": "2024-01-02"}.get(name, "某县")
    filled = reviewing.correct_about(review, name, "2024-03-01" if name == "feedback_date" else value)
    assert reviewing.about_value(reviewing.correct_about(filled, name, None).draft.about, name) is None


def test_a_paper_keeps_a_title(review: Review) -> None:
    filled = reviewing.correct_about(review, "title", "某县整改方案")
    with refused("title_missing", "标题不能为空"):
        reviewing.correct_about(filled, "title", None)


@pytest.mark.parametrize("kind", ["plan", "progress", "closure_notice", "feedback", "other"])
def test_a_paper_is_of_one_of_five_kinds(review: Review, kind: str) -> None:
    assert reviewing.correct_about(review, "kind", kind).draft.about.kind == kind
    with refused("no_such_field"):
        reviewing.correct_about(review, "kind", None)


@pytest.mark.parametrize("status", ["Issued", "发布", "final"])
def test_a_paper_is_a_draft_or_issued(review: Review, status: str) -> None:
    with refused("no_such_field"):
        reviewing.correct_about(review, "status", status)


def test_a_corrected_title_keeps_its_passage(review: Review) -> None:
    held = replace(review, draft=replace(review.draft, about=replace(review.draft.about, title=passage(6))))
    assert reviewing.correct_about(held, "title", "新题").draft.about.title == Passage("新题", (Span(6, 0, 6),))


def test_only_the_day_of_issue_reads_deadlines_again(review: Review) -> None:
    issued = reviewing.correct_about(review, "issued_on", "2024-03-05")
    told = reviewing.correct_about(issued, "feedback_date", "2023-03-05")
    assert told.finding("f1").deadline is issued.finding("f1").deadline
    undated = reviewing.correct_about(issued, "issued_on", None).finding("f1").deadline
    assert undated is not None
    assert (undated.dates, undated.doubts) == ((), ("year_missing",))


@pytest.mark.parametrize(("choice", "text"), [("ignored", ""), ("", ""), ("answered", ""), ("answered", " \n")])
def test_an_answer_says_something_or_nothing_is_done(review: Review, choice: str, text: str) -> None:
    with refused("answer_missing"):
        reviewing.answer(review, 0, Answer(choice, text))  # type: ignore[arg-type]


@pytest.mark.parametrize("notice", [-1, 3])
def test_a_notice_that_is_not_there_has_no_answer(review: Review, notice: int) -> None:
    with refused("no_such_notice"):
        reviewing.answer(review, notice, Answer("dismissed"))


@pytest.mark.parametrize("notice", [0, 2])
def test_the_first_and_the_last_notice_are_answered(review: Review, notice: int) -> None:
    answers = reviewing.answer(review, notice, Answer("dismissed")).answers
    assert [given is not None for given in answers] == [place == notice for place in range(3)]


def test_an_answer_may_be_given_anew(review: Review) -> None:
    once = reviewing.answer(review, 1, Answer("dismissed"))
    assert reviewing.answer(once, 1, Answer("answered", "已核对")).answers[1] == Answer("answered", "已核对")
