"""Quick makers of lines, places and cells, which a long document has by the thousand.

A frozen dataclass sets every field through `object.__setattr__`, and that alone took a fifth of the time in which a
60-page document is opened. A twin class with the same slots is filled the plain way and then becomes the frozen class;
the result cannot be told from one made by its own constructor (tests/documents/formats/test_making.py).
"""

from __future__ import annotations

from zhenggai.core.source import Cell, Line, Part, Place, Table


class _LineTwin:
    __slots__ = ("bold", "centred", "heading", "hidden", "index", "numbering", "place", "text")

    def __init__(
        self,
        index: int,
        text: str,
        place: Place,
        numbering: str,
        heading: int,
        hidden: bool,
        bold: bool,
        centred: bool,
    ) -> None:
        self.index = index
        self.text = text
        self.place = place
        self.numbering = numbering
        self.heading = heading
        self.hidden = hidden
        self.bold = bold
        self.centred = centred


class _PlaceTwin:
    __slots__ = ("column", "file", "page", "paragraph", "part", "row", "sheet", "table")

    def __init__(self, part: Part, file: str | None, page: int | None, paragraph: int | None) -> None:
        self.part = part
        self.file = file
        self.page = page
        self.paragraph = paragraph
        self.sheet: str | None = None
        self.table: int | None = None
        self.row: int | None = None
        self.column: int | None = None


class _CellTwin:
    __slots__ = ("column", "column_span", "header", "lines", "row", "row_span", "tables")

    def __init__(
        self,
        row: int,
        column: int,
        lines: tuple[int, ...],
        row_span: int,
        column_span: int,
        header: bool,
        tables: tuple[Table, ...],
    ) -> None:
        self.row = row
        self.column = column
        self.lines = lines
        self.row_span = row_span
        self.column_span = column_span
        self.header = header
        self.tables = tables


def make_cell(
    row: int,
    column: int,
    lines: tuple[int, ...],
    row_span: int,
    column_span: int,
    header: bool,
    tables: tuple[Table, ...],
) -> Cell:
    """`Cell(row, column, lines, row_span, column_span, header, tables)`."""
    made: Cell = _CellTwin(row, column, lines, row_span, column_span, header, tables)  # type: ignore[assignment]
    made.__class__ = Cell
    return made


def make_line(
    index: int, text: str, place: Place, numbering: str, heading: int, hidden: bool, bold: bool, centred: bool
) -> Line:
    """`Line(index, text, place, numbering, heading, hidden, bold, centred)`."""
    made: Line = _LineTwin(index, text, place, numbering, heading, hidden, bold, centred)  # type: ignore[assignment]
    made.__class__ = Line
    return made


def make_place(part: Part, file: str | None, page: int | None, paragraph: int | None) -> Place:
    """`Place` of a paragraph."""
    made: Place = _PlaceTwin(part, file, page, paragraph)  # type: ignore[assignment]
    made.__class__ = Place
    return made


def make_cell_place(file: str | None, page: int | None, table: int, row: int, column: int) -> Place:
    """`Place` of a cell in a table of the body."""
    twin = _PlaceTwin("body", file, page, None)
    twin.table = table
    twin.row = row
    twin.column = column
    made: Place = twin  # type: ignore[assignment]
    made.__class__ = Place
    return made
