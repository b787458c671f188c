"""A corrected text is linked to where it stands in the paper, as docs/rules/reviewing.md says."""

from __future__ import annotations

import pytest

from tests.core.rule_tables import rows
from tests.papers import draft_of
from zhenggai.core import review as reviewing
from zhenggai.core.relinking import relinked
from zhenggai.core.review import Review, begin
from zhenggai.core.source import Line, Place, Span

TEXTS = (
    "甲镇乙河道垃圾堆放，",
    "岸线被占用多年。",
    "责任单位：甲镇、乙镇",
    "期限：6月底",
    "罗山市",
    "住建局",
    "负责人：甲",
)
CELLS = {4: 1, 5: 2, 6: 2}  # the columns of the lines that lie in a table
PLACES = [Place(table=1, row=1, column=CELLS[i]) if i in CELLS else Place(paragraph=i) for i in range(len(TEXTS))]
LINES = tuple(Line(i, text, PLACES[i]) for i, text in enumerate(TEXTS))


def said(review: Review, spans: tuple[Span, ...]) -> str:
    return "".join(review.draft.source.lines[span.line].text[span.start : span.end] for span in spans)


@pytest.fixture
def review() -> Review:
    return begin(draft_of())


def found(lines: str, text: str, *, own: bool) -> str:
    near = [Span(int(line) - 1, 0, len(TEXTS[int(line) - 1])) for line in lines.split(",")]
    spans = relinked(LINES, text, near, own=own)
    return " · ".join(TEXTS[span.line][span.start : span.end] for span in spans)


@pytest.mark.parametrize("row", rows("reviewing.md", "Old passage in line"), ids=" ".join)
def test_a_text_is_found_where_it_stands(row: list[str]) -> None:
    assert found(row[0], row[1], own=True) == (row[2] if row[2] != "(old passage)" else "")


@pytest.mark.parametrize("row", rows("reviewing.md", "Empty field, finding in line"), ids=" ".join)
def test_the_text_of_an_empty_field_is_found_only_if_it_is_long(row: list[str]) -> None:
    assert found(row[0], row[1], own=False) == (row[2] if row[2] != "(not marked)" else "")


def test_every_line_of_a_text_is_found_and_nothing_without_a_place() -> None:
    assert relinked(LINES, "甲镇\n乙镇", [Span(2, 5, 10)]) == (Span(2, 5, 7), Span(2, 8, 10))
    assert relinked(LINES, "甲镇", []) == ()


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


@pytest.mark.parametrize(
    ("name", "value"), [("status", "数"), ("status", "火点数量"), ("progress", "降"), ("progress", "共发现")]
)
def test_a_short_text_in_an_empty_field_is_not_marked_in_another(review: Review, name: str, value: str) -> None:
    assert getattr(reviewing.correct(review, "f1", name, value).finding("f1"), name).spans == ()


def test_a_long_text_in_an_empty_field_is_marked_where_it_stands(review: Review) -> None:
    text = review.finding("f1").measures[0].text
    changed = reviewing.correct(review, "f1", "progress", text)
    assert said(changed, changed.finding("f1").progress.spans) == text


def test_a_single_sign_is_not_looked_for(review: Review) -> None:
    units = reviewing.correct(review, "f1", "units", [("县", "lead"), ("各镇（街道）", "lead")]).finding("f1").units
    assert [said(review, unit.name.spans) for unit in units] == ["", "各镇（街道）"]


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
