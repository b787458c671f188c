"""Cells as the table readers see them: pieces of lines on a grid, whatever the format they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zhenggai.core.plan_text.words.blanks import is_blank
from zhenggai.core.plan_text.words.raw import Piece, strand
from zhenggai.core.source import Cell, Source, Table


@dataclass(slots=True, eq=False)
class Box:
    """A cell: its paragraphs, where it stands, how far it reaches. Two boxes are equal only if they are the same cell.

    text: its paragraphs joined. bare: the same without blanks, for comparing with labels. empty: nothing in it but
    perhaps a dash.
    """

    row: int
    column: int
    pieces: tuple[Piece, ...]
    text: str
    row_span: int = 1
    column_span: int = 1
    tables: tuple[Table, ...] = ()
    hidden: bool = False
    bare: str = field(init=False)
    empty: bool = field(init=False)

    def __post_init__(self) -> None:
        self.bare = self.text.replace(" ", "").strip("：:　*")
        self.empty = is_blank(self.text) and not self.numbering and not self.tables

    @property
    def numbering(self) -> str:
        return next((piece.numbering for piece in self.pieces if piece.numbering), "")


@dataclass(slots=True)
class Grid:
    """Rows × columns of boxes, a merged cell in every place it covers, None where there is none."""

    places: list[list[Box | None]]
    sheet: str | None = None
    _distinct: dict[int, list[Box]] = field(default_factory=dict)
    _boxes: tuple[Box, ...] | None = None

    @property
    def rows(self) -> int:
        return len(self.places)

    @property
    def columns(self) -> int:
        return max(map(len, self.places), default=0)

    def row(self, row: int) -> list[Box]:
        """The different boxes that touch a row, left to right."""
        if row not in self._distinct:
            self._distinct[row] = list(dict.fromkeys(box for box in self.places[row] if box is not None))
        return self._distinct[row]

    def filled(self, row: int) -> list[Box]:
        """The boxes of a row that say something."""
        return [box for box in self.row(row) if not box.empty]

    def boxes(self) -> tuple[Box, ...]:
        """Every box once, in reading order."""
        if self._boxes is None:
            self._boxes = tuple(dict.fromkeys(box for row in self.places for box in row if box is not None))
        return self._boxes

    def turned(self) -> Grid:
        """The same grid with rows and columns exchanged."""
        turned: dict[int, Box] = {}
        for box in self.boxes():
            turned[id(box)] = Box(
                box.column, box.row, box.pieces, box.text, box.column_span, box.row_span, box.tables, box.hidden
            )
        width = self.columns
        padded = [[*row, *[None] * (width - len(row))] for row in self.places]
        places = [[turned[id(box)] if box else None for box in column] for column in zip(*padded, strict=True)]
        return Grid(places, self.sheet)


def grid_of(source: Source, table: Table) -> Grid:
    """The grid of a table of the document."""
    places: list[list[Box | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        box = box_of(source, cell)
        columns = slice(cell.column, min(cell.column + cell.column_span, table.columns))
        for row in places[cell.row : cell.row + cell.row_span]:
            row[columns] = [box] * (columns.stop - columns.start)
    return Grid(places, table.sheet)


def box_of(source: Source, cell: Cell) -> Box:
    if len(cell.lines) == 1:
        line = source.lines[cell.lines[0]]
        pieces: tuple[Piece, ...] = (Piece.whole(line),) if line.text or line.numbering else ()
        hidden, text = line.hidden, line.text.strip(" ")
    else:
        lines = [source.lines[index] for index in cell.lines]
        pieces = tuple(Piece.whole(line) for line in lines if line.text or line.numbering)
        hidden = bool(lines) and all(line.hidden for line in lines)
        text = strand(source, pieces).text
    return Box(cell.row, cell.column, pieces, text, cell.row_span, cell.column_span, cell.tables, hidden)


def grid_of_rows(source: Source, rows: Sequence[Sequence[Sequence[Piece]]]) -> Grid:
    """A grid of cells given as pieces, row by row; short rows are filled up with empty cells."""
    width = max(map(len, rows), default=0)
    places: list[list[Box | None]] = []
    for number, row in enumerate(rows):
        cells = [tuple(cell) for cell in row] + [()] * (width - len(row))
        places.append([Box(number, place, cell, strand(source, cell).text) for place, cell in enumerate(cells)])
    return Grid(places)
