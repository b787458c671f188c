"""What lies between layout and meaning: a finding whose fields are still pieces of lines.

The prose reader and the table reader both produce `RawFinding`; `fields.reading` turns it into a `FindingDraft`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from zhenggai.core.source import Line, Passage, Source, Span
from zhenggai.core.typography import join


class Slot(StrEnum):
    """What a label or a column head announces. The values are the words used in `catalog/labels.toml`."""

    NUMBER = "number"
    FEEDBACK_NUMBER = "feedback_number"
    CATEGORY = "category"
    PROBLEM = "problem"
    GOAL = "goal"
    MEASURES = "measures"
    LEAD_UNITS = "lead_units"
    UNITS = "units"
    SUPPORTING_UNITS = "supporting_units"
    SUPERVISING_UNITS = "supervising_units"
    ACCEPTING_UNITS = "accepting_units"
    SECTOR_UNITS = "sector_units"
    PERSON = "person"
    DEADLINE = "deadline"
    STATUS = "status"
    PROGRESS = "progress"
    NEXT_STEPS = "next_steps"
    REMARK = "remark"
    IGNORED = "ignored"


UNIT_SLOTS = (
    Slot.LEAD_UNITS,
    Slot.UNITS,
    Slot.SUPPORTING_UNITS,
    Slot.SECTOR_UNITS,
    Slot.SUPERVISING_UNITS,
    Slot.ACCEPTING_UNITS,
)


@dataclass(slots=True, unsafe_hash=True)  # never changed: `frozen` would make it three times as dear
class Piece:
    """A stretch of one line that belongs to a field: characters `start` to `end` of `Source.lines[line].text`.

    numbering: what Word's automatic numbering printed before it; "" when the piece starts inside a line.
    continues: the piece goes on with the paragraph of the piece before it (a line that the page broke).
    opens: the piece begins a new entry even without a number (a cell of its own in a table).
    label: the label as printed that announced the field, on its first piece; "" where unknown.
    apart: it stands apart from the piece of its field before it; the two make no word together.
    """

    line: int
    start: int
    end: int
    numbering: str = ""
    continues: bool = False
    opens: bool = False
    label: str = ""
    apart: bool = False

    @classmethod
    def whole(cls, line: Line, *, continues: bool = False, opens: bool = False, label: str = "") -> Piece:
        """The whole text of a line."""
        return cls(line.index, 0, len(line.text), line.numbering, continues, opens, label)

    def text(self, source: Source) -> str:
        return source.lines[self.line].text[self.start : self.end]


@dataclass(slots=True)
class RawFinding:
    """One entry of the list, its fields not yet understood.

    number, feedback_number: Arabic digits or a receipt code, where the layout already tells them.
    headings: category headings above it, outermost first, without numbering.
    fields: the pieces of each slot in reading order.
    doubts: notices that only the layout could give, as (code, message, piece).
    """

    number: str | None = None
    feedback_number: str | None = None
    headings: list[Passage] = field(default_factory=list)
    fields: dict[Slot, list[Piece]] = field(default_factory=dict)
    doubts: list[tuple[str, str, Piece | None]] = field(default_factory=list)

    def add(self, slot: Slot, pieces: Iterable[Piece]) -> None:
        """Append pieces to a field; a piece without text stays only where Word numbered it."""
        kept = [piece for piece in pieces if piece.end > piece.start or piece.numbering]
        if kept:
            self.fields.setdefault(slot, []).extend(kept)

    def pieces(self, *slots: Slot) -> list[Piece]:
        """The pieces of the slots in reading order."""
        if len(slots) == 1:
            return list(self.fields.get(slots[0], ()))
        return [piece for slot in slots for piece in self.fields.get(slot, ())]

    @property
    def first_line(self) -> int:
        """The first line of the source it takes anything from; orders findings of prose and tables."""
        return min((piece.line for pieces in self.fields.values() for piece in pieces), default=0)


def paragraphs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces grouped into paragraphs: a piece that `continues` stays with the one before it."""
    group: list[Piece] = []
    for piece in pieces:
        if group and not piece.continues:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


@dataclass(slots=True, unsafe_hash=True)
class Strand:
    """Pieces laid together as one text, with the way back to the lines.

    text: `typography.join` of the pieces, blanks at their ends stripped.
    origins: for each piece where it begins in `text`, and its span.
    """

    text: str
    origins: tuple[tuple[int, Span], ...]

    def cut(self, start: int = 0, end: int | None = None) -> Passage:
        """The passage from `start` to `end` of the text, blanks at its ends stripped."""
        end = len(self.text) if end is None else end
        if start == 0 and end == len(self.text) and len(self.origins) == 1 and end:
            return Passage(self.text, (self.origins[0][1],))  # `strand` has stripped its ends
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if len(self.origins) == 1 and start < end:
            span = self.origins[0][1]
            return Passage(self.text[start:end], (Span(span.line, span.start + start, span.start + end),))
        spans = []
        for offset, span in self.origins:
            first, last = max(start, offset), min(end, offset + span.end - span.start)
            if first < last:
                spans.append(Span(span.line, span.start + first - offset, span.start + last - offset))
        return Passage(self.text[start:end], tuple(spans))


_NOTHING = Strand("", ())


def strand(source: Source, pieces: Iterable[Piece | Span]) -> Strand:
    """Lay pieces together; empty ones are dropped."""
    text = ""
    origins: list[tuple[int, Span]] = []
    for piece in pieces:
        printed = source.lines[piece.line].text[piece.start : piece.end]
        words = printed.strip(" ")
        if words:
            start = piece.start if words == printed else piece.start + printed.index(words)
            text = join((text, words)) if text else words
            origins.append((len(text) - len(words), Span(piece.line, start, start + len(words))))
    return Strand(text, tuple(origins)) if text else _NOTHING


def passage(source: Source, pieces: Iterable[Piece | Span]) -> Passage:
    """The text of the pieces with its spans."""
    return strand(source, pieces).cut()
