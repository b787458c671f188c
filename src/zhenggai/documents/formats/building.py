"""Collects the lines, the layout and the remarks of one document, within the limits, and makes its `Source`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

from zhenggai.core.source import Cell, Line, Paragraph, Part, Place, Remark, Source, Table
from zhenggai.core.typography import tidy
from zhenggai.documents import limits
from zhenggai.documents.formats.making import make_cell, make_line, make_place
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.names import printable


class SourceBuilder:
    """Takes what an opener finds, in reading order. Raises UnreadableDocument when a limit is passed."""

    def __init__(self, name: str, data: bytes, media_type: str, member: str | None = None) -> None:
        self.name = name
        self.member = member
        self._sha256 = hashlib.sha256(data).hexdigest()
        self._media_type = media_type
        self._characters = 0
        self._cells = 0
        self._paragraphs = 0
        self._tables = 0
        self.lines: list[Line] = []
        self.layout: list[Paragraph | Table] = []
        self.remarks: list[Remark] = []
        self.ledger = ""

    def line(
        self,
        text: str,
        place: Place,
        *,
        numbering: str = "",
        heading: int = 0,
        hidden: bool = False,
        bold: bool = False,
        centred: bool = False,
    ) -> int | None:
        """Add a line and return its index; None for a line without text and number, which is not kept."""
        # Printable text without two blanks together is in normal form already: most lines are, and `tidy` is dear.
        if not text.isprintable() or "  " in text or text != text.strip():
            text = tidy(text)
        length = len(text)
        if not length and not numbering:
            return None
        self._characters += length
        if length > limits.MAX_LINE_CHARACTERS:
            raise refusal("long_line")
        index = len(self.lines)
        if self._characters > limits.MAX_CHARACTERS or index >= limits.MAX_LINES:
            raise refusal("too_much_text")
        self.lines.append(make_line(index, text, place, numbering, heading, hidden, bold, centred))
        return index

    def next_table(self) -> int:
        """The number of the table that begins now, from 1."""
        self._tables += 1
        return self._tables

    def paragraph(
        self,
        text: str,
        *,
        page: int | None = None,
        part: Part = "body",
        numbering: str = "",
        heading: int = 0,
        bold: bool = False,
        centred: bool = False,
    ) -> list[int]:
        """Add a paragraph to the running text; its line breaks make several lines, the first one numbered."""
        place: Place | None = None
        added = []
        for piece in text.split("\n") if "\n" in text else (text,):
            if not numbering and (not piece or piece.isspace()):
                continue
            if place is None:
                self._paragraphs += 1
                place = make_place(part, self.member, page, self._paragraphs)
            index = self.line(piece, place, numbering=numbering, heading=heading, bold=bold, centred=centred)
            numbering = ""
            if index is not None:
                added.append(index)
                if part not in ("header", "footer"):
                    self.layout.append(Paragraph(index))
        return added

    def table(self, cells: Sequence[Cell], rows: int, columns: int, sheet: str | None = None) -> Table:
        """A table within the limits, spans cut to the grid. The caller puts it into the layout or a cell."""
        self._cells += len(cells)
        if self._cells > limits.MAX_CELLS or rows * columns > limits.MAX_GRID_PLACES:
            raise refusal("too_many_cells")
        return Table(rows, columns, tuple(cells), sheet)

    def remark(
        self, code: str, severity: Literal["error", "warning", "info"], message: str, line: int | None = None
    ) -> None:
        """Add a remark once; the same remark on another line is another remark."""
        remark = Remark(code, severity, printable(message), line)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def build(self, *, may_be_empty: bool = False) -> Source:
        """The finished source. Raises UnreadableDocument when no line holds any text."""
        if not may_be_empty and not any(line.text for line in self.lines):
            raise refusal("no_text")
        parts = (tuple(self.lines), tuple(self.layout), tuple(self.remarks))
        return Source(self.name, self._sha256, self._media_type, *parts, self.ledger)


class GridCell:
    """A cell while its table is being read: the row span grows as rows below continue it."""

    __slots__ = ("column", "column_span", "header", "lines", "row", "row_span", "tables")

    def __init__(self, row: int, column: int, *, row_span: int = 1, column_span: int = 1, header: bool = False) -> None:
        self.row = row
        self.column = column
        self.row_span = row_span
        self.column_span = column_span
        self.header = header
        self.lines: list[int] = []
        self.tables: list[Table] = []

    def done(self) -> Cell:
        """The cell in its final form."""
        return make_cell(
            self.row,
            self.column,
            tuple(self.lines),
            self.row_span,
            self.column_span,
            self.header,
            tuple(self.tables),
        )
