"""Printed pages to one text: paragraphs rebuilt from lines, page furniture taken out, tables joined across pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from zhenggai.core.source import Place, Table
from zhenggai.documents.formats.building import GridCell, SourceBuilder
from zhenggai.documents.formats.page_joining import fits, join_tables
from zhenggai.documents.formats.page_lines import TextLine, text_lines
from zhenggai.documents.formats.page_parts import Page
from zhenggai.documents.formats.page_tables import RuledCell, RuledTable, paired_tables, ruled_tables
from zhenggai.documents.formats.reflow import PrintedLine, first_unit, is_page_number, paragraphs
from zhenggai.documents.formats.refusals import refusal

_EDGE_SHARE = 0.13  # of the page height at top and bottom where heads and page numbers stand
_HEAD_SHARE = 0.4
_GARBLED_SHARE = 0.3
_SLACK = 0.8  # characters by which a full line may miss the margin beyond what moved to the next line
_INDENT = 1.2
_GAP = 1.6  # line pitches that part paragraphs
_LEAST_GAP = 2.4  # font sizes between two lines, below which nothing is parted
_TITLE_SIZE = 1.08  # of the usual font size
_LEAST_CHARACTERS = 2  # a page: fewer on average means a scan


@dataclass(slots=True)
class _Sheet:
    """One page taken apart: tables and free lines in reading order."""

    page: Page
    lines: list[TextLine]
    tables: list[RuledTable]
    items: list[TextLine | RuledTable] = field(default_factory=list)


def write_pages(pages: Sequence[Page], builder: SourceBuilder) -> None:
    """Put what stands on the pages into the source. Raises UnreadableDocument: a scan without text, a garbled text."""
    sheets = [_take_apart(page) for page in pages]
    _refuse_without_text(sheets)
    n_removed = _remove_furniture(sheets)
    if n_removed:
        builder.remark("page_furniture", "info", f"已略去页码和页眉页脚{n_removed}行")
    blank = [sheet.page.number for sheet in sheets if not sheet.page.glyphs and sheet.page.n_images]
    if blank:
        shown = "、".join(map(str, blank[:10]))
        builder.remark("scanned_pages", "warning", f"第{shown}页没有文字层（图片），没有读取")
    for sheet in sheets:
        _order(sheet)
    _Flow(builder, sheets).write()


def _take_apart(page: Page) -> _Sheet:
    tables, outside = ruled_tables(page.rulings, page.glyphs, page.number)
    return _Sheet(page, text_lines(outside, page.number), tables)


def _refuse_without_text(sheets: Sequence[_Sheet]) -> None:
    n_characters = sum(len(sheet.page.glyphs) for sheet in sheets)
    if n_characters <= len(sheets) * _LEAST_CHARACTERS:
        raise refusal("scan")
    if sum(sheet.page.n_garbled for sheet in sheets) > n_characters * _GARBLED_SHARE:
        raise refusal("garbled")


def _remove_furniture(sheets: Sequence[_Sheet]) -> int:
    """Take out page numbers and running heads; returns how many lines went."""
    counts: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        counts.update({_furniture_key(line) for line in sheet.lines if _is_at_edge(line, sheet.page)})
    often = max(2, len(sheets) * _HEAD_SHARE)
    removed = 0
    for sheet in sheets:
        kept = []
        for line in sheet.lines:
            at_edge = _is_at_edge(line, sheet.page)
            repeated = at_edge and counts[_furniture_key(line)] >= often
            if repeated or (at_edge and is_page_number(line.text)):
                removed += 1
            else:
                kept.append(line)
        sheet.lines = kept
    return removed


def _furniture_key(line: TextLine) -> tuple[str, int]:
    """Text without digits, and the height it stands at: what comes back page after page."""
    return "".join(character for character in line.text if not character.isdigit() and character != " "), round(
        line.top / 4
    )


def _is_at_edge(line: TextLine, page: Page) -> bool:
    return line.bottom < page.height * _EDGE_SHARE or line.top > page.height * (1 - _EDGE_SHARE)


def _order(sheet: _Sheet) -> None:
    """Tables and lines from top to bottom; runs of labels and values without rulings become tables."""
    region: list[TextLine] = []
    tables = sorted(sheet.tables, key=lambda table: table.top)
    for line in sheet.lines:
        while tables and tables[0].top < line.middle:
            sheet.items.extend(paired_tables(region))
            region = []
            sheet.items.append(tables.pop(0))
        region.append(line)
    sheet.items.extend(paired_tables(region))
    sheet.items.extend(tables)


class _Flow:
    """Writes the pages as one text: paragraphs and tables run on over page breaks."""

    def __init__(self, builder: SourceBuilder, sheets: Sequence[_Sheet]) -> None:
        self._builder = builder
        self._sheets = sheets
        self._waiting: list[PrintedLine] = []
        self._table: RuledTable | None = None
        self._before: TextLine | None = None
        free = [line for sheet in sheets for line in sheet.items if isinstance(line, TextLine)]
        self._left = _percentile([line.left for line in free], 0.1)
        self._right = _percentile([line.right for line in free], 0.95)
        self._pitch = _pitch(free)
        in_tables = (line for sheet in sheets for table in sheet.tables for cell in table.cells for line in cell.lines)
        self._size = _percentile([line.size for line in (*free, *in_tables)], 0.5)
        indented = sum(line.left > self._left + _INDENT * line.size for line in free)
        self._indents = indented >= len(free) * 0.1

    def write(self) -> None:
        """Everything in reading order."""
        free = [item for sheet in self._sheets for item in sheet.items if isinstance(item, TextLine)]
        following = dict(zip(map(id, free), free[1:], strict=False))
        for sheet in self._sheets:
            for position, item in enumerate(sheet.items):
                if isinstance(item, TextLine):
                    self._end_table()
                    self._waiting.append(self._printed(item, sheet.page, following.get(id(item))))
                    self._before = item
                else:
                    self._end_paragraphs()
                    self._add_table(item, is_first=position == 0)
        self._end_table()
        self._end_paragraphs()

    def _printed(self, line: TextLine, page: Page, following: TextLine | None) -> PrintedLine:
        """The line as the rebuilding of paragraphs needs it, measured against the margins of the text."""
        left, right = line.left - self._left, self._right - line.right
        middle = (line.left + line.right) / 2 - page.width / 2
        centred = abs(middle) < line.size * 1.5 and left > _INDENT * 2 * line.size and right > 2 * line.size
        filled_title = abs(middle) < line.size and line.size > self._size * _TITLE_SIZE
        before = self._before
        step = line.middle - before.middle if before is not None and before.page == line.page else 0.0
        larger = before is not None and line.size > before.size * 1.2
        gap = step > max(self._pitch * _GAP, line.size * _LEAST_GAP) and not larger
        indented = left > _INDENT * line.size and not (centred or filled_title)
        return PrintedLine(
            line.text,
            line.page,
            fills=right < _room_needed(following),
            indented=indented,
            flush=self._indents and left <= _INDENT * line.size and not filled_title,
            gap=gap,
            bold=line.bold,
            centred=centred or filled_title,
            size=line.size,
        )

    def _add_table(self, table: RuledTable, *, is_first: bool) -> None:
        current = self._table
        if current is not None and is_first and table.page > current.page and fits(current, table):
            self._table = join_tables(current, table)
            self._table.page = table.page
            return
        self._end_table()
        self._table = table

    def _end_paragraphs(self) -> None:
        waiting, self._waiting = self._waiting, []
        for paragraph in paragraphs(waiting):
            self._builder.paragraph(paragraph.text, page=paragraph.page, bold=paragraph.bold, centred=paragraph.centred)
        self._before = None

    def _end_table(self) -> None:
        table, self._table = self._table, None
        if table is None:
            return
        self._end_paragraphs()
        self._builder.layout.append(self._built(table))

    def _built(self, table: RuledTable) -> Table:
        number = self._builder.next_table()
        paddings = _paddings(table)
        cells = []
        for cell in sorted(table.cells, key=lambda item: (item.row, item.column)):
            made = GridCell(cell.row, cell.column, row_span=cell.row_span, column_span=cell.column_span)
            for paragraph in paragraphs(_printed_in_cell(cell, paddings.get(cell.column, 0.0))):
                place = Place(
                    file=self._builder.member,
                    page=paragraph.page,
                    table=number,
                    row=cell.row + 1,
                    column=cell.column + 1,
                )
                index = self._builder.line(paragraph.text, place, bold=paragraph.bold)
                if index is not None:
                    made.lines.append(index)
            cells.append(made.done())
        return self._builder.table(cells, table.rows, table.columns)


def _paddings(table: RuledTable) -> dict[int, float]:
    """Blank at the sides of the cells of each column, by the text that comes nearest to the left border."""
    paddings: dict[int, float] = {}
    for cell in table.cells:
        for line in cell.lines:
            paddings[cell.column] = min(paddings.get(cell.column, 8.0), max(line.left - cell.left, 0.0))
    return paddings


def _printed_in_cell(cell: RuledCell, padding: float) -> list[PrintedLine]:
    """The lines of a cell; a line is full when the next word would not have fitted behind it."""
    limit = cell.right - padding
    widest = max((line.right - line.left for line in cell.lines), default=0.0)
    left = min((line.left for line in cell.lines), default=0.0)
    printed = []
    for position, line in enumerate(cell.lines):
        following = cell.lines[position + 1] if position + 1 < len(cell.lines) else None
        room = limit - line.right if abs(line.left - left) < line.size else (limit - cell.left - padding - widest) / 2
        printed.append(
            PrintedLine(line.text, line.page, room < _room_needed(following), bold=line.bold, size=line.size)
        )
    return printed


def _room_needed(following: TextLine | None) -> float:
    """Room that a line must have had left for the beginning of the next one to fit in."""
    return (first_unit(following.text) + _SLACK) * following.size if following is not None else 0.0


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[int((len(values) - 1) * share)] if values else 0.0


def _pitch(lines: Sequence[TextLine]) -> float:
    """The usual distance between two lines."""
    steps = [
        lower.middle - upper.middle
        for upper, lower in pairwise(lines)
        if upper.page == lower.page and lower.middle > upper.middle
    ]
    return _percentile(steps, 0.5) or 20.0
