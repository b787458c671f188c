"""Tables flattened to one cell on each line, the bar at the line end, as copied off some government pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from zhenggai.core.plan_text.grids.boxes import Grid, grid_of_rows
from zhenggai.core.plan_text.grids.columns import head_slot
from zhenggai.core.plan_text.words.raw import Piece
from zhenggai.core.source import Paragraph, Source, Table

_BARS = ("|", "｜", "│")
_BAR = re.compile(r"\s*[|｜│]\s*$")
_FIRST_BAR = re.compile(r"^\s*[|｜│]\s*")
_LEAST_HEADS = 3
_MOST_HEADS = 40
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Pipes:
    """A rebuilt table. end: position in the layout after its last line."""

    grid: Grid
    end: int


def take_pipes(source: Source, layout: Sequence[Paragraph | Table], start: int) -> Pipes | None:
    """The flattened table that begins at layout[start], or None."""
    if not _has_bar(source, layout[start]):
        return None
    # The heads decide; a long block that is no table would else be walked again from each of its lines.
    width = _width(source, list(islice(_cells(source, _lines(layout, start)), _MOST_HEADS)))
    if width is None:
        return None
    end = _run(source, layout, start)
    cells = list(_cells(source, (item.line for item in layout[start:end] if isinstance(item, Paragraph))))
    return Pipes(grid_of_rows(source, list(_rows(source, cells, width))), end)


def _lines(layout: Sequence[Paragraph | Table], start: int) -> Iterator[int]:
    for position in range(start, len(layout)):
        item = layout[position]
        if not isinstance(item, Paragraph):
            return
        yield item.line


def _has_bar(source: Source, item: Paragraph | Table) -> bool:
    return isinstance(item, Paragraph) and source.lines[item.line].text.rstrip().endswith(_BARS)


def _run(source: Source, layout: Sequence[Paragraph | Table], start: int) -> int:
    """Lines up to the last that ends in a bar; a cell may take several lines, so lines without one lie between."""
    last = position = start
    while position < len(layout) and isinstance(layout[position], Paragraph) and position - last < 12:
        if _has_bar(source, layout[position]):
            last = position
        position += 1
    return last + 1


def _cells(source: Source, lines: Iterable[int]) -> Iterator[list[Piece]]:
    """Cells in reading order: a cell ends where a line ends in a bar."""
    cell: list[Piece] = []
    for index in lines:
        text = source.lines[index].text
        opening = _FIRST_BAR.match(text) if len(text) > 1 else None
        begin = opening.end() if opening else 0
        bar = _BAR.search(text)
        end = bar.start() if bar else len(text)
        if end > begin:
            cell.append(Piece(index, begin, end))
        if bar:
            yield cell
            cell = []


def _width(source: Source, cells: Sequence[Sequence[Piece]]) -> int | None:
    """The number of columns: heads before the first cell that is the number 1 (or the first of numbers that follow)."""
    texts = ["".join(piece.text(source) for piece in cell).replace(" ", "") for cell in cells]
    for place in range(2, min(len(texts), _MOST_HEADS)):
        if _NUMBER.fullmatch(texts[place]):
            heads = texts[:place]
            if sum(head_slot(head) is not None for head in heads) >= min(_LEAST_HEADS, place):
                return place
            return None
    return None


def _rows(source: Source, cells: Sequence[list[Piece]], width: int) -> Iterator[list[list[Piece]]]:
    """Rows of `width` cells; where an empty last cell left no line, the next running number begins the row."""
    yield list(cells[:width])
    row: list[list[Piece]] = []
    awaited = 1
    for cell in cells[width:]:
        text = "".join(piece.text(source) for piece in cell).replace(" ", "")
        begins = _NUMBER.fullmatch(text) is not None and int(text) == awaited
        if row and (len(row) == width or (begins and len(row) >= width - 2)):
            yield row
            row = []
        if not row and begins:
            awaited += 1
        row.append(cell)
    if row:
        yield row
