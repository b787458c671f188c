"""Two findings that are one, one that is two, one that was missed, one that is none: what goes where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.reviews import LINES, passage, refused, two_findings
from zhenggai.core import review as reviewing
from zhenggai.core.plan import AssignedUnit, FindingDraft, Notice
from zhenggai.core.review import Review
from zhenggai.core.source import Passage, Span


@pytest.fixture
def review() -> Review:
    return two_findings()


def with_second(review: Review, **values: object) -> Review:
    """The second finding with other values."""
    return reviewing.replace_finding(review, 1, replace(review.finding("f2"), **values))  # type: ignore[arg-type]


def of_three(review: Review) -> Review:
    """A third finding at the end, with a notice of its own."""
    added = reviewing.add(review, {"problem": "第三个问题。"})
    notices = (*added.draft.notices, Notice("code", "info", "请看。", 2))
    return replace(added, draft=replace(added.draft, notices=notices), answers=(*added.answers, None))


def test_merged_texts_stand_on_lines_of_their_own_with_all_their_places(review: Review) -> None:
    held = with_second(review, person=Passage("乙", (Span(6, 0, 1),)), progress=Passage("已完成"))
    held = reviewing.correct(held, "f1", "person", "甲", (Span(4, 0, 1),))
    merged = reviewing.merge(held, ["f1", "f2"]).finding("f1")
    assert merged.problem == Passage(f"{LINES[0]}\n{LINES[6]}", (*passage(0).spans, *passage(6).spans))
    assert merged.person == Passage("甲\n乙", (Span(4, 0, 1), Span(6, 0, 1)))
    assert merged.progress == Passage("已完成")
    assert merged.status is None


def test_merged_measures_come_one_after_another_and_equal_ones_once(review: Review) -> None:
    held = with_second(review, measures=(passage(3), passage(6)))
    assert reviewing.merge(held, ["f1", "f2"]).finding("f1").measures == (passage(2), passage(3), passage(6))


def test_a_unit_of_two_roles_keeps_both_when_merged(review: Review) -> None:
    lead, again = AssignedUnit(passage(4), "lead"), AssignedUnit(passage(4), "responsible")
    merged = reviewing.merge(with_second(review, units=(lead, again)), ["f1", "f2"]).finding("f1")
    assert [(unit.name.text, unit.role) for unit in merged.units] == [("县水利局", "responsible"), ("县水利局", "lead")]


def test_merged_deadlines_are_read_as_one(review: Review) -> None:
    issued = reviewing.correct_about(review, "issued_on", "2024-03-05")
    held = reviewing.correct(issued, "f2", "deadline", "2025年底")
    deadline = reviewing.merge(held, ["f1", "f2"]).finding("f1").deadline
    assert deadline is not None
    assert deadline.text == "6月底\n2025年底"
    assert deadline.dates == ("2024-06-30", "2025-12-31")


@pytest.mark.parametrize("keys", [["f1", "f2"], ["f2", "f1"], ["f2", "f1", "f2"]])
def test_the_printed_order_counts_not_the_order_of_the_clicks(review: Review, keys: list[str]) -> None:
    assert reviewing.merge(review, keys) == reviewing.merge(review, ["f1", "f2"])


def test_a_merged_finding_takes_the_first_number_there_is(review: Review) -> None:
    held = reviewing.correct(review, "f1", "number", None)
    merged = reviewing.merge(held, ["f1", "f2"]).finding("f1")
    assert (merged.number, merged.feedback_number) == ("2", "9")


def test_two_that_do_not_stand_together_are_merged_over_the_one_between(review: Review) -> None:
    merged = reviewing.merge(of_three(review), ["f3", "f1"])
    assert merged.keys == ("f1", "f2")
    assert [notice.finding for notice in merged.draft.notices] == [0, 1, None, 0]


def test_three_are_merged_at_once(review: Review) -> None:
    merged = reviewing.merge(of_three(review), ["f1", "f2", "f3"])
    assert merged.keys == ("f1",)
    assert [notice.finding for notice in merged.draft.notices] == [0, 0, None, 0]
    assert merged.finding("f1").problem.text.count("\n") == 2


@pytest.mark.parametrize("keys", [[], ["f1"], ["f2", "f2"]])
def test_fewer_than_two_are_not_merged(review: Review, keys: list[str]) -> None:
    with refused("merge_needs_two"):
        reviewing.merge(review, keys)


def test_what_is_gone_is_not_merged(review: Review) -> None:
    with refused("finding_gone"):
        reviewing.merge(review, ["f1", "f7"])


@pytest.mark.parametrize("at", [1, 10])
def test_a_problem_is_cut_behind_its_first_and_before_its_last_character(review: Review, at: int) -> None:
    done = reviewing.split(review, "f1", problem_at=at, measures=[])
    parts = (done.finding("f1").problem, done.finding("f3").problem)
    assert [part.text for part in parts] == [LINES[0][:at], LINES[0][at:]]
    assert [part.spans for part in parts] == [(Span(0, 0, at),), (Span(0, at, 11),)]


@pytest.mark.parametrize("at", [-1, 0, 11, 12])
def test_a_problem_is_not_cut_at_its_ends(review: Review, at: int) -> None:
    with refused("cut_outside"):
        reviewing.split(review, "f1", problem_at=at, measures=[])


def test_a_cut_that_leaves_nothing_but_blanks_is_refused(review: Review) -> None:
    held = with_second(review, problem=Passage("甲。 ", (Span(6, 0, 3),)))
    with refused("cut_outside"):
        reviewing.split(held, "f2", problem_at=2, measures=[])


def test_a_corrected_problem_keeps_its_whole_passage_in_both_parts(review: Review) -> None:
    held = reviewing.correct(review, "f1", "problem", "河道有垃圾。岸线被占用多年。")
    done = reviewing.split(held, "f1", problem_at=6, measures=[])
    assert done.finding("f1").problem == Passage("河道有垃圾。", (Span(0, 0, 11),))
    assert done.finding("f3").problem == Passage("岸线被占用多年。", (Span(0, 0, 11),))


def test_a_problem_of_two_passages_keeps_both_in_both_parts(review: Review) -> None:
    spans = (Span(0, 0, 6), Span(6, 0, 6))
    held = with_second(review, problem=Passage("河道有垃圾，道路扬尘大。", spans))
    done = reviewing.split(held, "f2", problem_at=6, measures=[])
    assert done.finding("f2").problem.spans == done.finding("f3").problem.spans == spans


def test_a_problem_in_the_middle_of_its_line_is_cut_in_the_middle_of_its_line(review: Review) -> None:
    held = with_second(review, problem=Passage("垃圾，岸线", (Span(0, 3, 8),)))
    done = reviewing.split(held, "f2", problem_at=3, measures=[])
    assert done.finding("f2").problem.spans == (Span(0, 3, 5),)
    assert done.finding("f3").problem.spans == (Span(0, 6, 8),)


@pytest.mark.parametrize(
    ("text", "at", "parts"),
    [
        ("县城污水处理厂超负荷运行，出水超标。", 13, ("县城污水处理厂超负荷运行", "出水超标。")),
        ("河道有垃圾；岸线被占。", 6, ("河道有垃圾", "岸线被占。")),
        ("东关、西关秸秆焚烧。", 2, ("东关", "西关秸秆焚烧。")),
        ("河道有垃圾。岸线被占。", 6, ("河道有垃圾。", "岸线被占。")),
    ],
)
def test_the_mark_that_parted_the_two_is_left_out_and_a_full_stop_stays(
    review: Review, text: str, at: int, parts: tuple[str, str]
) -> None:
    held = reviewing.replace_finding(review, 0, FindingDraft(problem=Passage(text)))
    done = reviewing.split(held, "f1", problem_at=at, measures=[])
    assert (done.finding("f1").problem.text, done.finding("f3").problem.text) == parts


def test_a_cut_that_leaves_nothing_but_a_comma_is_refused(review: Review) -> None:
    held = reviewing.replace_finding(review, 0, FindingDraft(problem=Passage("岸线被占；")))
    with refused("cut_outside"):
        reviewing.split(held, "f1", problem_at=4, measures=[])


def test_a_split_without_a_cut_gives_both_the_whole_problem(review: Review) -> None:
    done = reviewing.split(review, "f1", problem_at=None, measures=[0, 1])
    first, second = done.finding("f1"), done.finding("f3")
    assert first.problem == second.problem == passage(0)
    assert (first.measures, second.measures) == ((), (passage(2), passage(3)))
    assert (second.goal, second.units, second.deadline_text) == (first.goal, first.units, first.deadline_text)
    assert (second.number, second.feedback_number) == (None, None)


@pytest.mark.parametrize("place", [-1, 2])
def test_a_measure_that_is_not_there_is_not_moved(review: Review, place: int) -> None:
    with refused("no_such_measure"):
        reviewing.split(review, "f1", problem_at=None, measures=[0, place])


@pytest.mark.parametrize(
    ("after", "keys"), [(None, ("f1", "f2", "f3")), ("f1", ("f1", "f3", "f2")), ("f2", ("f1", "f2", "f3"))]
)
def test_a_missed_finding_comes_after_the_one_that_was_named(
    review: Review, after: str | None, keys: tuple[str, ...]
) -> None:
    assert reviewing.add(review, {"problem": "漏掉的。"}, after=after).keys == keys


def test_a_missed_finding_takes_every_field_with_it(review: Review) -> None:
    values = {
        "problem": "漏掉的。", "number": "3", "feedback_number": "12", "headings": ["水"], "goal": "整洁。",
        "measures": ["清扫。"], "units": [("县城管局", "lead")], "person": "王某", "deadline": "2024年底",
        "status": "整改中", "progress": "已开工。",
    }  # fmt: skip
    added = reviewing.add(review, values, after="f1").finding("f3")
    shown = {name: reviewing.value_of(added, name) for name in values}
    assert shown == values | {"headings": ("水",), "measures": ("清扫。",), "units": (("县城管局", "lead"),)}
    assert added.deadline is not None
    assert added.deadline.dates == ("2024-12-31",)


@pytest.mark.parametrize(
    ("values", "after", "code"),
    [
        ({}, None, "problem_missing"),
        ({"problem": " "}, None, "problem_missing"),
        ({"problem": None}, None, "problem_missing"),
        ({"problem": 7}, None, "not_a_text"),
        ({"problem": "甲。", "colour": "red"}, None, "no_such_field"),
        ({"problem": "甲。"}, "f9", "finding_gone"),
    ],
)
def test_what_cannot_be_added_is_refused(review: Review, values: dict[str, object], after: str, code: str) -> None:
    with refused(code):
        reviewing.add(review, values, after=after)


def test_keys_are_given_out_once(review: Review) -> None:
    done = reviewing.drop(reviewing.add(review, {"problem": "甲。"}), "f3")
    assert reviewing.add(done, {"problem": "乙。"}).keys == ("f1", "f2", "f4")


def test_notices_behind_a_dropped_finding_move_up(review: Review) -> None:
    done = reviewing.drop(of_three(review), "f2")
    assert done.keys == ("f1", "f3")
    assert [notice.finding for notice in done.draft.notices] == [0, None, None, 1]


def test_everything_may_be_dropped(review: Review) -> None:
    done = reviewing.drop(reviewing.drop(review, "f1"), "f2")
    assert (done.keys, done.draft.findings) == ((), ())
    with refused("finding_gone"):
        reviewing.drop(done, "f1")


@pytest.mark.parametrize(
    ("problem", "places"),
    [
        ("河道有垃圾。岸线被占。", [6]),
        ("甲；乙;丙。丁\n戊", [2, 4, 6, 8]),
        ("甲，乙,丙", [2, 4]),
        ("甲，乙。丙", [4]),
        ("甲，乙。", [2]),
        ("没有一处停顿", []),
        ("只有一句。", []),
        ("", []),
        ("。", []),
    ],
)
def test_a_problem_may_be_cut_behind_its_sentences_or_else_its_commas(problem: str, places: list[int]) -> None:
    assert reviewing.places_to_cut(problem) == places


def test_every_place_offered_is_one_that_can_be_cut(review: Review) -> None:
    for text in ("甲；乙;丙。丁", "甲，乙,丙", "河道有垃圾。岸线被占。道路扬尘大"):
        held = reviewing.replace_finding(review, 0, FindingDraft(problem=Passage(text)))
        for at in reviewing.places_to_cut(text):
            done = reviewing.split(held, "f1", problem_at=at, measures=[])
            parts = text[:at].rstrip("；;，,"), text[at:]
            assert (done.finding("f1").problem.text, done.finding("f3").problem.text) == parts
