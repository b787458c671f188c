"""The source text of a review as blocks of marked pieces: which characters were taken for which field.

Pure: a source and the spans of the fields in, blocks out. Where passages overlap the shortest one shows, so that a
unit's name stays visible inside a longer passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from zhenggai.core.plan import FindingDraft
from zhenggai.core.source import Cell, Paragraph, Passage, Source, Span, Table

KINDS = ("headings", "problem", "goal", "measures", "units", "person", "deadline", "status", "progress")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a field. target: the id of the field on the page, e.g. f12-measures-0. kind: the field's name."""

    span: Span
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line that belong to the same fields, or to none (kind is then empty). targets: every field that
    was taken from them, the shortest passage first; its kind is shown."""

    text: str
    kind: str = ""
    targets: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        return self.targets[0] if self.targets else ""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A paragraph as it is shown. marked: something was taken from it."""

    index: int
    place: str
    numbering: str
    pieces: tuple[Piece, ...]
    heading: int = 0
    centred: bool = False

    @property
    def marked(self) -> bool:
        return any(piece.kind for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class MarkedCell:
    lines: tuple[MarkedLine, ...]
    row_span: int
    column_span: int
    header: bool
    tables: tuple[MarkedTable, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedTable:
    rows: tuple[tuple[MarkedCell, ...], ...]
    sheet: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """One thing in the running text: a paragraph or a table."""

    line: MarkedLine | None = None
    table: MarkedTable | None = None


def blocks(source: Source, marks: Iterable[Mark]) -> list[Block]:
    """The document in reading order, then what stands outside the running text (footnotes, text boxes)."""
    shown = _Shown(source, marks)
    found = [
        Block(line=shown.line(item.line)) if isinstance(item, Paragraph) else Block(table=shown.table(item))
        for item in source.layout
    ]
    if not source.layout:
        return [Block(line=shown.line(line.index)) for line in source.lines]
    aside = (line.index for line in source.lines if line.place.part in ("footnote", "textbox"))
    return [*found, *(Block(line=shown.line(index)) for index in aside)]


def marks_of(key: str, finding: FindingDraft) -> Iterator[Mark]:
    """Every span of a finding with the id of its field."""
    for kind, position, passage in passages_of(finding):
        target = target_of(key, kind, position)
        for span in passage.spans:
            yield Mark(span, target, kind)


def passages_of(finding: FindingDraft) -> Iterator[tuple[str, int | None, Passage]]:
    """(field, position in a list or None, passage) of everything that was taken for a finding."""
    for kind in ("headings", "measures"):
        for position, passage in enumerate(getattr(finding, kind)):
            yield kind, position, passage
    for position, unit in enumerate(finding.units):
        yield "units", position, unit.name
    for kind in ("problem", "goal", "person", "status", "progress"):
        if (passage := getattr(finding, kind)) is not None:
            yield kind, None, passage
    if finding.deadline_text is not None:
        yield "deadline", None, finding.deadline_text


def target_of(key: str, kind: str, position: int | None = None) -> str:
    """The id of a field on the page."""
    return f"{key}-{kind}" if position is None else f"{key}-{kind}-{position}"


class _Shown:
    def __init__(self, source: Source, marks: Iterable[Mark]) -> None:
        self.source = source
        self.by_line: dict[int, list[Mark]] = {}
        for mark in marks:
            self.by_line.setdefault(mark.span.line, []).append(mark)

    def line(self, index: int) -> MarkedLine:
        line = self.source.lines[index]
        pieces = tuple(cut(line.text, self.by_line.get(index, [])))
        return MarkedLine(index, line.place.words(), line.numbering, pieces, line.heading, line.centred)

    def table(self, table: Table) -> MarkedTable:
        rows: list[list[MarkedCell]] = [[] for _ in range(table.rows)]
        for cell in sorted(table.cells, key=lambda one: (one.row, one.column)):
            rows[cell.row].append(self.cell(cell))
        return MarkedTable(tuple(tuple(row) for row in rows), table.sheet)

    def cell(self, cell: Cell) -> MarkedCell:
        lines = tuple(self.line(index) for index in cell.lines)
        nested = tuple(self.table(table) for table in cell.tables)
        return MarkedCell(lines, cell.row_span, cell.column_span, cell.header, nested)


def cut(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The text in pieces at every edge of a mark; runs that belong to the same fields stay together."""
    inside = [mark for mark in marks if mark.span.start < mark.span.end <= len(text)]
    edges = sorted({0, len(text), *(m.span.start for m in inside), *(m.span.end for m in inside)})
    pending: Piece | None = None
    for start, end in pairwise(edges):
        piece = _piece(text[start:end], [m for m in inside if m.span.start <= start and end <= m.span.end])
        if pending is not None and (pending.targets, pending.kind) == (piece.targets, piece.kind):
            pending = Piece(pending.text + piece.text, piece.kind, piece.targets)
            continue
        if pending is not None:
            yield pending
        pending = piece
    if pending is not None:
        yield pending


def _piece(text: str, covering: list[Mark]) -> Piece:
    if not covering:
        return Piece(text)
    inward = sorted(covering, key=lambda mark: (mark.span.end - mark.span.start, mark.target))
    return Piece(text, inward[0].kind, tuple(dict.fromkeys(mark.target for mark in inward)))


def line_of(passage: Passage | None) -> int | None:
    """Where a passage begins in the source; None for a text that somebody typed."""
    return passage.spans[0].line if passage is not None and passage.spans else None
