"""Pieces laid together as one text, with the way back to the lines."""

from __future__ import annotations

from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot, paragraphs, passage, strand
from zhenggai.core.source import Line, Source, Span

_SOURCE = Source(
    "r.txt", "0" * 64, "text/plain", (Line(0, "修闸 "), Line(1, "门 PM2.5"), Line(2, "COD 202"), Line(3, "4年"))
)


def _whole(*indices: int) -> list[Piece]:
    return [Piece.whole(_SOURCE.lines[index]) for index in indices]


def test_lines_join_without_a_blank_between_chinese_characters() -> None:
    assert strand(_SOURCE, _whole(0, 1)).text == "修闸门 PM2.5"


def test_latin_words_keep_a_blank_and_broken_numbers_none() -> None:
    assert strand(_SOURCE, _whole(1, 2, 3)).text == "门 PM2.5 COD 2024年"


def test_a_cut_knows_the_lines_it_came_from() -> None:
    cut = strand(_SOURCE, _whole(0, 1)).cut(1, 3)
    assert (cut.text, cut.spans) == ("闸门", (Span(0, 1, 2), Span(1, 0, 1)))


def test_a_cut_sheds_blanks_at_its_ends() -> None:
    assert strand(_SOURCE, _whole(1)).cut(0, 2).text == "门"


def test_pieces_that_continue_stay_in_one_paragraph() -> None:
    one, two, three = _whole(0, 1, 2)
    two = Piece(two.line, two.start, two.end, continues=True)
    assert [len(group) for group in paragraphs([one, two, three])] == [2, 1]


def test_an_empty_piece_stays_only_where_word_numbered_it() -> None:
    raw = RawFinding()
    raw.add(Slot.NUMBER, [Piece(0, 0, 0), Piece(1, 0, 0, numbering="3.")])
    assert [piece.numbering for piece in raw.pieces(Slot.NUMBER)] == ["3."]


def test_a_finding_begins_at_its_first_line() -> None:
    raw = RawFinding()
    raw.add(Slot.GOAL, _whole(2))
    raw.add(Slot.PROBLEM, _whole(1))
    assert raw.first_line == 1
    assert passage(_SOURCE, raw.pieces(Slot.PROBLEM, Slot.GOAL)).text == "门 PM2.5 COD 202"
