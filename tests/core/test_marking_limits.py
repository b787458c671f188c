"""Where a mark begins and ends in a line, which one shows, and how a table keeps its order."""

from __future__ import annotations

import pytest

from tests.papers import draft_of
from zhenggai.core.marking import Mark, Piece, blocks, cut, line_of, marks_of, passages_of, target_of
from zhenggai.core.plan import AssignedUnit, FindingDraft
from zhenggai.core.source import Cell, Line, Paragraph, Passage, Place, Source, Span, Table


def marked(text: str, *spans: tuple[int, int, str]) -> list[Piece]:
    return list(cut(text, [Mark(Span(0, start, end), target, "goal") for start, end, target in spans]))


@pytest.mark.parametrize(("start", "end"), [(0, 4), (0, 1), (3, 4), (1, 3)])
def test_a_mark_covers_its_characters_and_no_others(start: int, end: int) -> None:
    covered = [piece.text for piece in marked("甲乙丙丁", (start, end, "a")) if piece.target]
    assert covered == ["甲乙丙丁"[start:end]]


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (0, 5), (4, 5)])
def test_a_mark_of_nothing_or_beyond_the_line_is_none(start: int, end: int) -> None:
    assert marked("甲乙丙丁", (start, end, "a")) == [Piece("甲乙丙丁")]


def test_an_empty_line_has_no_pieces() -> None:
    assert marked("") == marked("", (0, 0, "a")) == []


def test_marks_side_by_side_stay_apart_and_those_of_one_field_together() -> None:
    assert marked("甲乙丙丁", (0, 2, "a"), (2, 4, "b")) == [
        Piece("甲乙", "goal", ("a",)),
        Piece("丙丁", "goal", ("b",)),
    ]
    assert marked("甲乙丙丁", (0, 2, "a"), (2, 4, "a")) == [Piece("甲乙丙丁", "goal", ("a",))]


def test_of_marks_of_one_length_the_first_by_name_shows() -> None:
    assert marked("甲乙", (0, 2, "b"), (0, 2, "a")) == [Piece("甲乙", "goal", ("a", "b"))]


def test_a_mark_inside_another_parts_it_in_three() -> None:
    assert [(piece.text, piece.targets) for piece in marked("甲乙丙丁", (0, 4, "a"), (1, 2, "b"))] == [
        ("甲", ("a",)),
        ("乙", ("b", "a")),
        ("丙丁", ("a",)),
    ]


def test_marks_that_overlap_show_the_shorter_one_where_they_do() -> None:
    assert [(piece.text, piece.targets) for piece in marked("甲乙丙丁", (0, 3, "a"), (2, 4, "b"))] == [
        ("甲乙", ("a",)),
        ("丙", ("b", "a")),
        ("丁", ("b",)),
    ]


def test_one_field_twice_on_the_same_characters_is_counted_once() -> None:
    assert marked("甲乙", (0, 2, "a"), (0, 2, "a"), (0, 2, "b")) == [Piece("甲乙", "goal", ("a", "b"))]


def test_every_field_of_a_finding_has_a_name_on_the_page() -> None:
    one = Passage("甲", (Span(0, 0, 1),))
    finding = FindingDraft(
        problem=one, headings=(one, one), goal=one, measures=(one, one), units=(AssignedUnit(one, "lead"),), person=one,
        deadline_text=one, status=one, progress=one,
    )  # fmt: skip
    assert [mark.target for mark in marks_of("f1", finding)] == [
        "f1-headings-0", "f1-headings-1", "f1-measures-0", "f1-measures-1", "f1-units-0", "f1-problem", "f1-goal",
        "f1-person", "f1-status", "f1-progress", "f1-deadline",
    ]  # fmt: skip
    assert {mark.kind for mark in marks_of("f1", finding)} == {kind for kind, _, _ in passages_of(finding)}
    assert target_of("f1", "units", 0) == "f1-units-0"


def test_a_finding_of_a_problem_alone_has_one_mark_for_each_of_its_spans() -> None:
    finding = FindingDraft(problem=Passage("甲乙", (Span(0, 0, 1), Span(1, 0, 1))))
    assert [(mark.span.line, mark.target) for mark in marks_of("f9", finding)] == [(0, "f9-problem"), (1, "f9-problem")]
    assert list(marks_of("f9", FindingDraft(problem=Passage("录入的")))) == []


def test_a_passage_begins_in_its_first_line_and_a_typed_one_nowhere() -> None:
    assert line_of(Passage("甲", (Span(7, 0, 1), Span(2, 0, 1)))) == 7
    assert line_of(Passage("甲")) is None
    assert line_of(None) is None


def test_cells_stand_in_the_order_of_their_columns_with_what_lies_in_them() -> None:
    lines = tuple(Line(i, text) for i, text in enumerate(["一", "二", "三", "里"]))
    inner = Table(1, 1, (Cell(0, 0, (3,)),))
    cells = (Cell(0, 1, (1, 2), column_span=2), Cell(0, 0, (0,), header=True, tables=(inner,)))
    (block,) = blocks(
        Source("a.docx", "", "", lines, (Table(1, 3, cells, "表一"),)), [Mark(Span(3, 0, 1), "x", "goal")]
    )
    assert block.table is not None
    first, second = block.table.rows[0]
    assert (block.table.sheet, first.header, second.column_span, second.header) == ("表一", True, 2, False)
    assert ["".join(piece.text for line in cell.lines for piece in line.pieces) for cell in (first, second)] == [
        "一",
        "二三",
    ]
    assert first.tables[0].rows[0][0].lines[0].marked
    assert not first.lines[0].marked


def test_a_source_without_a_layout_is_shown_line_by_line() -> None:
    lines = (Line(0, "一", Place(paragraph=1), heading=2), Line(1, "二", numbering="（1）", centred=True))
    first, second = blocks(Source("a.txt", "", "", lines, ()), [])
    assert first.line is not None
    assert second.line is not None
    assert (first.line.heading, first.line.place, second.line.numbering, second.line.centred) == (
        2,
        "第1段",
        "（1）",
        True,
    )


def test_text_boxes_and_footnotes_are_shown_after_the_text_and_headers_are_not() -> None:
    parts = ("body", "textbox", "header", "footnote", "footer")
    lines = tuple(Line(i, part, Place(part=part)) for i, part in enumerate(parts))  # type: ignore[arg-type]
    shown = blocks(Source("a.docx", "", "", lines, (Paragraph(0),)), [])
    assert [block.line.index for block in shown if block.line] == [0, 1, 3]


def test_the_passages_of_a_draft_read_as_their_texts() -> None:
    draft = draft_of()
    for key, finding in enumerate(draft.findings):
        for mark in marks_of(str(key), finding):
            text = draft.source.lines[mark.span.line].text[mark.span.start : mark.span.end]
            assert text in {passage.text for _, _, passage in passages_of(finding)}
