"""Places are said as people say them; tables are seen as they are printed."""

from __future__ import annotations

import pickle

import pytest

from zhenggai.core.errors import Refused, UnreadableDocument
from zhenggai.core.source import Cell, Line, Paragraph, Passage, Place, Source, Span, Table, column_letters


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(page=3, paragraph=12), "第3页第12段"),
        (Place(sheet="台账", row=7, column=4), "工作表“台账”D7"),
        (Place(table=2, row=4, column=3), "表2第4行第3列"),
        (Place(file="方案.docx", paragraph=1), "方案.docx 第1段"),
        (Place(file="内.xlsx", sheet="一", row=1, column=27), "内.xlsx 工作表“一”AA1"),
        (Place(), ""),
    ],
)
def test_a_place_is_said_in_words(place: Place, words: str) -> None:
    assert place.words() == words


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_have_the_letters_of_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_a_merged_cell_stands_in_every_place_it_covers() -> None:
    merged, single = Cell(0, 0, (0,), row_span=2), Cell(0, 1, (1, 2))
    assert Table(2, 2, (merged, single)).grid() == [[merged, single], [merged, None]]


def test_the_lines_of_a_cell_are_joined_by_breaks() -> None:
    source = Source("表.xlsx", "0" * 64, "text/plain", tuple(Line(i, text) for i, text in enumerate("甲乙丙")))
    assert source.text(Cell(0, 0, (0, 2))) == "甲\n丙"
    assert source.text(Paragraph(1)) == "乙"


def test_an_automatic_number_is_printed_beside_the_text() -> None:
    assert Line(0, "加强监管", numbering="（一）").printed == "（一）加强监管"


def test_a_passage_is_its_spans_in_order_and_nothing_without_text() -> None:
    spans = (Span(0, 0, 1), Span(2, 0, 1))
    assert list(Passage("甲丙", spans)) == list(spans)
    assert not Passage("", spans)


@pytest.mark.parametrize("kind", [UnreadableDocument, Refused])
def test_a_refusal_keeps_its_code_and_sentence_on_its_way_between_processes(kind: type[Refused]) -> None:
    error = pickle.loads(pickle.dumps(kind("damaged", "文件已损坏。")))  # noqa: S301
    assert (type(error), error.code, error.message, str(error)) == (kind, "damaged", "文件已损坏。", "文件已损坏。")
