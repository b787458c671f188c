"""A document once it is opened: lines of text with their place, and how they lie on the page.

`documents` makes a `Source` out of any format; everything in `core` reads only this. A line is one paragraph
(or one line of a cell): its text is normalised by `typography.tidy`, and a number that Word printed by
automatic numbering stands beside the text in `numbering`, because it is not in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Part = Literal["body", "header", "footer", "footnote", "textbox"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands, for people. All counts start at 1; None where the format does not have it."""

    part: Part = "body"
    file: str | None = None  # member of an archive
    sheet: str | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def words(self) -> str:
        """The place as a person would say it, e.g. 第3页第12段, 工作表“台账”D7, 表2第4行第3列."""
        said = [f"{self.file} " if self.file else ""]
        if self.sheet is not None and self.row is not None and self.column is not None:
            return f"{said[0]}工作表“{self.sheet}”{column_letters(self.column)}{self.row}"
        if self.page is not None:
            said.append(f"第{self.page}页")
        if self.table is not None:
            said.append(f"表{self.table}")
        if self.row is not None:
            said.append(f"第{self.row}行")
        if self.column is not None:
            said.append(f"第{self.column}列")
        if self.paragraph is not None:
            said.append(f"第{self.paragraph}段")
        return "".join(said)


def column_letters(column: int) -> str:
    """A spreadsheet's letters for a column counted from 1: 1 -> A, 27 -> AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one line of a cell.

    index: position in `Source.lines`; spans point here.
    text: normalised text, never containing a line break.
    numbering: what Word's automatic numbering printed before it, e.g. "（一）" or "3."; "" otherwise.
    heading: outline level by style (1 = highest), 0 for body text.
    hidden: stands in a hidden row, column or sheet.
    bold: the whole line is printed bold.
    centred: the line is centred on the page.
    """

    index: int
    text: str
    place: Place = Place()
    numbering: str = ""
    heading: int = 0
    hidden: bool = False
    bold: bool = False
    centred: bool = False

    @property
    def printed(self) -> str:
        """The text as a reader of the page sees it, automatic number included."""
        return self.numbering + self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line that lies in the running text."""

    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its lines. row and column count from 0 in the grid; spans cover merged cells (the merged
    area appears once, at its top left corner). `tables` are tables nested inside it, whose lines are not in `lines`."""

    row: int
    column: int
    lines: tuple[int, ...]
    row_span: int = 1
    column_span: int = 1
    header: bool = False  # the format itself marks it as a repeated header (w:tblHeader, <th>)
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells in reading order. A table that a page break cut in two arrives as one."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    sheet: str | None = None

    def grid(self) -> list[list[Cell | None]]:
        """rows × columns, a merged cell repeated in every place it covers, None where there is none."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    grid[row][column] = cell
        return grid


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the opener of the document noticed and a person should know (code as in docs/rules/reading.md)."""

    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a document holds, in reading order.

    lines: every line of the document; `layout` says which are paragraphs and which lie in tables.
    Headers, footers, footnotes and text boxes are lines with their `Place.part`; headers and footers are not
    in `layout`.
    ledger: what a workbook of ours says of the papers its sheets hold, as JSON (`own_workbook`); "" for any other file.
    """

    file: str
    sha256: str
    media_type: str
    lines: tuple[Line, ...] = ()
    layout: tuple[Paragraph | Table, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ledger: str = ""

    def text(self, item: Cell | Paragraph) -> str:
        """The text of a cell or paragraph, lines joined by a line break."""
        indices = (item.line,) if isinstance(item, Paragraph) else item.lines
        return "\n".join(self.lines[index].text for index in indices)


@dataclass(slots=True, order=True, unsafe_hash=True)  # never changed: `frozen` would make it three times as dear
class Span:
    """Characters `start` to `end` (end excluded) of `Source.lines[line].text`."""

    line: int
    start: int
    end: int


@dataclass(slots=True, unsafe_hash=True)  # never changed: `frozen` would make it three times as dear
class Passage:
    """Text that was taken from the source and the spans it came from, in order.

    The text is `typography.join` of the spans; nothing in it was written by us.
    """

    text: str
    spans: tuple[Span, ...] = field(default=())

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    def __bool__(self) -> bool:
        return bool(self.text)
