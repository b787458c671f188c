"""Category headings inside a table: which is above which."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zhenggai.core.numbering import NumberStyle, leading_number
from zhenggai.core.plan_text.grids.boxes import Box
from zhenggai.core.plan_text.words.raw import strand
from zhenggai.core.source import Passage, Source

_RANKS = {
    NumberStyle.ORDINAL: 0,
    NumberStyle.CHINESE_COMMA: 0,
    NumberStyle.ROMAN: 0,
    NumberStyle.CHINESE_BRACKET: 1,
    NumberStyle.CHINESE_HALF_BRACKET: 1,
    NumberStyle.ARABIC_DOT: 2,
    NumberStyle.ARABIC_COMMA: 2,
    NumberStyle.ARABIC_BRACKET: 3,
}
_PLAIN = 2.5  # a heading without a number stands below numbered ones and beside others of its kind


@dataclass(slots=True)
class Ladder:
    """The headings above the row that is being read, outermost first."""

    steps: list[tuple[float, Passage]] = field(default_factory=list)

    def climb(self, source: Source, box: Box, numeral: str = "") -> None:
        """Take a heading in; headings of its rank and below end. numeral: its number, where that has its own cell."""
        text, rank = heading_text(source, box)
        if numeral and rank == _PLAIN:
            rank = 1 if numeral.startswith(("（", "(")) else 0
        self.steps = [step for step in self.steps if step[0] < rank]
        self.steps.append((rank, text))

    @property
    def headings(self) -> list[Passage]:
        return [text for _, text in self.steps]


def headings_of(source: Source, box: Box) -> list[Passage]:
    """The headings in a category cell: one, or one for each paragraph where every paragraph has a number."""
    numbered = [leading_number(piece.numbering + piece.text(source)[:40]) for piece in box.pieces]
    if len(numbered) > 1 and all(numbered):
        parts = [heading_text(source, replace(box, pieces=(piece,)))[0] for piece in box.pieces]
    else:
        parts = [heading_text(source, box)[0]]
    return [part for part in parts if part]


def heading_text(source: Source, box: Box) -> tuple[Passage, float]:
    """A heading without its number, and its rank."""
    laid = strand(source, box.pieces)
    number = leading_number(box.numbering + laid.text[:40])
    if number is None or number.end - len(box.numbering) >= len(laid.text):
        return laid.cut(), _PLAIN
    rank = _RANKS.get(number.style, _PLAIN)
    return laid.cut(max(0, number.end - len(box.numbering))), rank
