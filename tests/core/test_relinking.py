"""A corrected text is linked to where it stands in the paper, and to its old passage where it stands nowhere."""

from __future__ import annotations

import pytest

from tests.papers import draft_of
from zhenggai.core import review as reviewing
from zhenggai.core.relinking import relinked
from zhenggai.core.review import Review, begin
from zhenggai.core.source import Line, Span

LINES = tuple(
    Line(i, text)
    for i, text in enumerate(["甲镇乙河道垃圾堆放，", "岸线被占用多年。", "责任单位：甲镇、乙镇", "期限：6月底"])
)


def said(review: Review, spans: tuple[Span, ...]) -> str:
    return "".join(review.draft.source.lines[span.line].text[span.start : span.end] for span in spans)


@pytest.fixture
def review() -> Review:
    return begin(draft_of())


@pytest.mark.parametrize(
    ("text", "near", "spans"),
    [
        ("岸线被占用", [Span(1, 0, 8)], (Span(1, 0, 5),)),
        ("堆放，岸线", [Span(0, 0, 10), Span(1, 0, 8)], (Span(0, 7, 10), Span(1, 0, 2))),
        ("甲镇乙河道垃圾堆放，岸线被占用多年。", [Span(0, 0, 10)], (Span(0, 0, 10), Span(1, 0, 8))),  # cut short before
        ("甲镇\n乙镇", [Span(2, 5, 10)], (Span(2, 5, 7), Span(2, 8, 10))),
        ("甲镇", [Span(3, 0, 6)], ()),  # short and elsewhere: not taken for the same
        ("丙镇", [Span(2, 5, 10)], ()),
        ("甲镇", [], ()),
    ],
)
def test_a_text_is_found_where_it_stands(text: str, near: list[Span], spans: tuple[Span, ...]) -> None:
    assert relinked(LINES, text, near) == spans


def test_a_shortened_text_marks_only_what_it_says(review: Review) -> None:
    changed = reviewing.correct(review, "f1", "problem", "东关、西关两个街道秸秆焚烧火点多发")
    assert said(changed, changed.finding("f1").problem.spans) == "东关、西关两个街道秸秆焚烧火点多发"


def test_a_typed_text_stays_with_its_old_passage(review: Review) -> None:
    changed = reviewing.correct(review, "f1", "goal", "全年不见火点。")
    assert changed.finding("f1").goal.spans == review.finding("f1").goal.spans


def test_one_measure_told_as_two_marks_each_half(review: Review) -> None:
    halves = ["2024年12月底治理完成21.6公顷；", "2025年12月底治理完成5.57公顷。"]
    measures = reviewing.correct(review, "f3", "measures", halves).finding("f3").measures
    assert [said(review, one.spans) for one in measures] == halves


def test_one_unit_told_as_two_marks_each_name(review: Review) -> None:
    changed = reviewing.correct(review, "f3", "units", [("西山", "responsible"), ("南坪街道办事处", "responsible")])
    assert [said(review, unit.name.spans) for unit in changed.finding("f3").units] == ["西山", "南坪街道办事处"]


def test_merged_findings_mark_what_both_of_them_say(review: Review) -> None:
    merged = reviewing.merge(review, ["f1", "f3"]).finding("f1")
    persons = [review.finding(key).person for key in ("f1", "f3")]
    assert merged.person.spans == tuple(span for one in persons for span in one.spans)


def test_an_added_finding_marks_each_field_where_it_stands(review: Review) -> None:
    spans = [Span(i, 0, len(line.text)) for i, line in enumerate(review.draft.source.lines[3:6], 3)]
    texts = [review.draft.source.lines[span.line].text for span in spans]
    values = {"problem": texts[0], "goal": texts[1], "measures": [texts[2]]}
    added = reviewing.add(review, values, after=reviewing.FIRST, spans=spans)
    assert added.keys == ("f5", "f1", "f2", "f3", "f4")
    finding = added.finding("f5")
    assert [said(added, one.spans) for one in (finding.problem, finding.goal, finding.measures[0])] == texts
