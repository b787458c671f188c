"""Every extracted passage is marked in the source, and the source itself stays as it is."""

from hypothesis import given
from hypothesis import strategies as st

from tests.papers import draft_of
from zhenggai.core.marking import Mark, blocks, cut, marks_of
from zhenggai.core.review import begin
from zhenggai.core.source import Cell, Line, Paragraph, Place, Source, Span, Table

TEXT = "责任单位：区住建局、区水务局"


def marked(text: str, *spans: tuple[int, int, str]) -> list[tuple[str, str]]:
    return [(p.text, p.target) for p in cut(text, [Mark(Span(0, a, b), name, "units") for a, b, name in spans])]


def test_passages_are_cut_out_of_the_line() -> None:
    assert marked(TEXT, (5, 9, "f1-units-0"), (10, 14, "f1-units-1")) == [
        ("责任单位：", ""),
        ("区住建局", "f1-units-0"),
        ("、", ""),
        ("区水务局", "f1-units-1"),
    ]


def test_where_passages_overlap_the_shortest_one_shows() -> None:
    assert marked(TEXT, (0, 14, "f1-problem"), (5, 9, "f1-units-0"))[1] == ("区住建局", "f1-units-0")


def test_one_passage_of_two_findings_names_both() -> None:
    (piece,) = cut(
        "全区", [Mark(Span(0, 0, 2), "f1-headings-0", "headings"), Mark(Span(0, 0, 2), "f2-headings-0", "headings")]
    )
    assert piece.targets == ("f1-headings-0", "f2-headings-0")


def test_a_span_outside_its_line_is_passed_over() -> None:
    assert marked("短", (0, 9, "f1-goal")) == [("短", "")]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["a", "b", "c"])), max_size=8)


@given(st.text(max_size=30), SPANS)
def test_the_pieces_are_the_line_again(text, spans) -> None:
    assert "".join(piece for piece, _target in marked(text, *spans)) == text


def test_every_passage_of_a_draft_is_found_in_the_source() -> None:
    review = begin(draft_of())
    marks = [m for key, one in zip(review.keys, review.draft.findings, strict=True) for m in marks_of(key, one)]
    shown = blocks(review.draft.source, marks)
    targets = {piece.target for block in shown if block.line for piece in block.line.pieces}
    assert {mark.target for mark in marks} <= targets


def test_a_table_keeps_its_merged_cells() -> None:
    lines = tuple(Line(i, text, Place(table=1, row=1, column=i + 1)) for i, text in enumerate(["类别", "问题", "目标"]))
    table = Table(2, 2, (Cell(0, 0, (0,), row_span=2), Cell(0, 1, (1,)), Cell(1, 1, (2,))))
    (block,) = blocks(Source("a.docx", "", "", lines, (table,)), [])
    assert [[cell.row_span for cell in row] for row in block.table.rows] == [[2, 1], [1]]


def test_footnotes_follow_the_running_text() -> None:
    lines = (Line(0, "正文"), Line(1, "脚注", Place(part="footnote")), Line(2, "页眉", Place(part="header")))
    shown = blocks(Source("a.docx", "", "", lines, (Paragraph(0),)), [])
    assert [block.line.index for block in shown] == [0, 1]
