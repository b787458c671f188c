"""The source text of a review as blocks of marked pieces: which characters were taken for which field.

Pure: a source and the spans of the fields in, blocks out. Where passages overlap the shortest one shows, so that a
unit's name stays visible inside a longer passage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from zhenggai.core.plan import FindingDraft
from zhenggai.core.source import Cell, Paragraph, Passage, Source, Span, Table

KINDS = ("headings", "problem", "goal", "measures", "units", "person", "deadline", "status", "progress")
HEAD_ROWS = 4  # among which the head of a table is looked for


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
    """A paragraph as it is shown. marked: something was taken from it. again: shown before, repeated as the head of a
    table whose other part is elsewhere."""

    index: int
    place: str
    numbering: str
    pieces: tuple[Piece, ...]
    heading: int = 0
    centred: bool = False
    again: bool = False

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


def blocks(source: Source, marks: Iterable[Mark], within: range | None = None) -> list[Block]:
    """The document in reading order, then what stands outside the running text (footnotes, text boxes). within: only
    these lines of it; a table that goes on there shows its head again."""
    shown = _Shown(source, marks, within)
    if not source.layout:
        return [Block(line=shown.line(line.index)) for line in source.lines if shown.holds(line.index)]
    found = [
        Block(line=shown.line(item.line)) if isinstance(item, Paragraph) else Block(table=table)
        for item in source.layout
        if (shown.holds(item.line) if isinstance(item, Paragraph) else (table := shown.table(item)) is not None)
    ]
    aside = (line.index for line in source.lines if line.place.part in ("footnote", "textbox"))
    return [*found, *(Block(line=shown.line(index)) for index in aside if shown.holds(index))]


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
    def __init__(self, source: Source, marks: Iterable[Mark], within: range | None) -> None:
        self.source = source
        self.within = within
        self.by_line: dict[int, list[Mark]] = {}
        for mark in marks:
            self.by_line.setdefault(mark.span.line, []).append(mark)

    def holds(self, index: int) -> bool:
        """Whether a line is among those that are shown."""
        return self.within is None or index in self.within

    def line(self, index: int) -> MarkedLine:
        line = self.source.lines[index]
        pieces = tuple(cut(line.text, self.by_line.get(index, [])))
        return MarkedLine(index, line.place.words(), line.numbering, pieces, line.heading, line.centred)

    def line_again(self, index: int) -> MarkedLine:
        line = self.source.lines[index]
        return MarkedLine(index, "", line.numbering, (Piece(line.text),), line.heading, line.centred, again=True)

    def table(self, table: Table) -> MarkedTable | None:
        """The table, or the rows of it that are shown; None if there are none."""
        rows = range(table.rows)
        if self.within is not None and not all(map(self.holds, lines_of(table))):
            here = [cell.row for cell in table.cells if any(map(self.holds, lines_of_cell(cell)))]
            if not here:
                return None
            rows = range(min(here), max(here) + 1)
        cells = sorted(table.cells, key=lambda one: (one.row, one.column))
        head = self.head(cells, rows.start)
        shown: dict[int, list[MarkedCell]] = {row: [] for row in rows}
        # A merged cell that began before the part goes on in its first row, in its own column.
        cells.sort(key=lambda one: (max(one.row, rows.start), one.column))
        for cell in cells:
            end = min(cell.row + cell.row_span, rows.stop)
            if cell.row in rows:
                shown[cell.row].append(self.cell(cell, end - cell.row if end < table.rows else cell.row_span))
            elif cell.row < rows.start < end:
                shown[rows.start].append(MarkedCell((), end - rows.start, cell.column_span, cell.header))
        return MarkedTable((*head, *(tuple(shown[row]) for row in rows)), table.sheet)

    def head(self, cells: list[Cell], start: int) -> tuple[tuple[MarkedCell, ...], ...]:
        """The first rows of a table again, for a part that begins later: those its format calls the head; where it
        calls none so, down to the first row of several cells."""
        n_cells = Counter(cell.row for cell in cells)
        plain = {cell.row for cell in cells if not cell.header}
        several = next((row for row in range(HEAD_ROWS) if n_cells[row] > 1), -1)
        n_rows = min(start, next((row for row in range(start) if row in plain), start) or several + 1)
        rows: list[list[MarkedCell]] = [[] for _ in range(n_rows)]
        for cell in cells:
            if cell.row < n_rows:
                lines = tuple(map(self.line_again, cell.lines))
                span = min(cell.row_span, n_rows - cell.row)
                rows[cell.row].append(MarkedCell(lines, span, cell.column_span, True))
        return tuple(map(tuple, rows))

    def cell(self, cell: Cell, row_span: int) -> MarkedCell:
        lines = tuple(self.line(index) for index in cell.lines if self.holds(index))
        nested = tuple(table for one in cell.tables if (table := self.table(one)) is not None)
        return MarkedCell(lines, row_span, cell.column_span, cell.header, nested)


def lines_of(table: Table) -> Iterator[int]:
    """Every line of a table, those of the tables inside its cells included."""
    for cell in table.cells:
        yield from lines_of_cell(cell)


def lines_of_cell(cell: Cell) -> Iterator[int]:
    """Every line of a cell, those of the tables inside it included."""
    yield from cell.lines
    for table in cell.tables:
        yield from lines_of(table)


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
