"""The tables of a document: which list findings, which are forms of one finding, which only hold running text.

`lay_out` is the one entrance: it gives the document back as paragraphs and `Readout`s in reading order, so that the
prose reader sees text in layout tables as paragraphs and knows under which headings a table stands.
The rules are told in docs/rules/tables.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from zhenggai.core.plan_text.grids.boxes import Grid, grid_of
from zhenggai.core.plan_text.grids.captions import read_caption
from zhenggai.core.plan_text.grids.closing_labels import take_closing_labels
from zhenggai.core.plan_text.grids.columns import Header, find_header, head_slot
from zhenggai.core.plan_text.grids.counting import is_figure, only_counts
from zhenggai.core.plan_text.grids.forms import has_label_column, holds_labelled_lines, lies_on_its_side, read_forms
from zhenggai.core.plan_text.grids.handing_out import take_handing_out
from zhenggai.core.plan_text.grids.joining import join_again, join_part, lists_problems, merge, tells_again
from zhenggai.core.plan_text.grids.ledgers import Carried, read_ledger, read_part
from zhenggai.core.plan_text.grids.pipes import take_pipes
from zhenggai.core.plan_text.grids.rivals import settle
from zhenggai.core.plan_text.words.layout_words import any_word
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot, strand
from zhenggai.core.source import Paragraph, Source, Table


@dataclass(slots=True)
class Readout:
    """What a table gave.

    findings: in reading order; their headings are those inside the table only.
    captions: lines above the table that were read as its number; not to be read as text again.
    doubts: notices on the table as a whole, as (code, message, piece).
    grid: the table itself, for titles above its header.
    part: entries of a list that lacks problems, or has nothing else; joined with other lists by number.
    """

    findings: list[RawFinding] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    doubts: list[tuple[str, str, Piece | None]] = field(default_factory=list)
    grid: Grid | None = None
    first_line: int = 0
    part: list[RawFinding] = field(default_factory=list)


def lay_out(source: Source) -> list[Paragraph | Readout]:
    """The document in reading order: paragraphs, and what each table gave. Layout tables come back as paragraphs."""
    reader = _Reader(source)
    reader.read(source.layout)
    _join_lists(source, [item for item in reader.items if isinstance(item, Readout)])
    return reader.items


def _join_lists(source: Source, readouts: Sequence[Readout]) -> None:
    """Lists that tell the same findings under the same numbers become one list, at the first that has the problems."""
    parts = [readout for readout in readouts if readout.part and not readout.findings]
    problems = [readout for readout in parts if all(Slot.PROBLEM in raw.fields for raw in readout.part)]
    for readout in problems:
        base = readout.part
        others = [other for other in parts if other is not readout and other.part]
        joined = [other for other in others if join_part(source, base, other.part)]
        alone = len(problems) == 1 and not any(other.findings for other in readouts) and lists_problems(source, base)
        if joined or alone:
            readout.findings, readout.part = base, []
        for other in joined:
            other.part = []
    whole = [readout for readout in readouts if len(readout.findings) > 1]
    for position, readout in enumerate(whole):
        for other in (each for each in parts if each.part and each is not readout):
            if join_part(source, readout.findings, other.part):
                other.part = []
        for other in whole[position + 1 :]:
            if tells_again(source, readout.findings, other.findings):
                join_again(source, readout.findings, other.findings)
                other.findings = []


class _Reader:
    """Goes through the layout and remembers the columns of the last ledger, which may go on in the next table."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.items: list[Paragraph | Readout] = []
        self.header: Header | None = None
        self.width = 0
        self.sheet: str | None = None
        self.carried = Carried()
        self.parted = True  # text has stood since the last table: nothing is carried over it
        self.said: dict[str, tuple[str | None, RawFinding]] = {}  # problem -> the sheet that told it first, and how

    def read(self, layout: Sequence[Paragraph | Table]) -> None:
        position = 0
        while position < len(layout):
            item = layout[position]
            if isinstance(item, Table):
                self._table(item)
                position += 1
                continue
            pipes = take_pipes(self.source, layout, position)
            if pipes is None:
                self.items.append(item)
                self._take_text(self.source.lines[item.line].text)
                position += 1
            else:
                self.items.append(self._readout(pipes.grid) or Readout(grid=pipes.grid))
                position = pipes.end

    def _take_text(self, text: str) -> None:
        """Text between two tables parts them, unless it only says that the table goes on: 续表."""
        if not self.parted and text and not _goes_on_below().fullmatch(text):
            self.carried, self.parted = Carried(), True

    def _table(self, table: Table) -> None:
        grid = grid_of(self.source, table)
        if _is_hidden(grid):
            self._hidden(grid)
            return
        readout = self._readout(grid)
        if readout is not None:
            self.items.append(readout)
        elif part := read_part(self.source, grid):
            self.items.append(Readout(grid=grid, first_line=_first_line(grid), part=part))
        elif _is_layout(grid):
            self.read(list(_running_text(grid)))
        else:
            self.items.append(Readout(grid=grid, first_line=_first_line(grid)))

    def _hidden(self, grid: Grid) -> None:
        if self._findings(grid):
            message = f"工作表“{grid.sheet or ''}”是隐藏的，里面的清单没有读入；如需读入，请先取消隐藏。"
            self.items.append(Readout(doubts=[("hidden_sheet", message, None)], first_line=_first_line(grid)))

    def _readout(self, grid: Grid) -> Readout | None:
        findings = [finding for finding in self._findings(grid) if not _is_template(finding, self.source)]
        if not findings:
            return None
        for finding in findings:
            take_handing_out(finding, self.source)
            take_closing_labels(finding, self.source)
        readout = Readout(findings, grid=grid, first_line=_first_line(grid))
        readout.doubts = [*self._unknown_columns(grid), *self._drop_copies(readout)]
        self._take_caption(readout)
        return readout

    def _findings(self, grid: Grid) -> list[RawFinding]:
        if lies_on_its_side(grid):
            grid = grid.turned()
        header = _ledger_header(grid)
        carried = self._carried(grid, header)
        self.parted = False
        ledger = read_ledger(self.source, grid, header, carried) if header is not None else []
        no_form = (ledger and not has_label_column(grid)) or holds_labelled_lines(grid) or only_counts(grid)
        forms = [] if no_form else read_forms(self.source, grid)
        if header is not None and ledger and len(ledger) >= len(forms):
            self.header, self.width, self.sheet, self.carried = header, grid.columns, grid.sheet, carried
            return ledger
        if not forms and header is None and self.header is not None and self._goes_on(grid):
            return read_ledger(self.source, grid, self.header.moved(), carried)
        self.header = None
        return forms

    def _carried(self, grid: Grid, header: Header | None) -> Carried:
        """The headings of the last ledger, where a table with the same heads, or without any, may go on with it."""
        same = header is None or (self.header is not None and header.texts == self.header.texts)
        return self.carried if same and grid.sheet == self.sheet else Carried()

    def _goes_on(self, grid: Grid) -> bool:
        """Whether a table has the width of the last ledger and no heads of its own."""
        if self.header is None or grid.columns != self.width:
            return False
        own = find_header(grid)
        first = next((boxes for row in range(grid.rows) if (boxes := grid.filled(row))), [])
        return (own is None and not (first and head_slot(first[0].text))) or (
            own is not None and own.texts == self.header.texts
        )

    def _unknown_columns(self, grid: Grid) -> Iterator[tuple[str, str, Piece | None]]:
        header = self.header
        if header is None:
            return
        for column in header.columns:
            if column.slot is None:
                yield "unknown_column", f"没有认出表头“{column.head}”，这一列没有读入。", None

    def _drop_copies(self, readout: Readout) -> Iterator[tuple[str, str, Piece | None]]:
        """A workbook may tell the same finding on a sheet of all and on a sheet of one unit: the first counts."""
        sheet = readout.grid.sheet if readout.grid else None
        if sheet is None:
            return
        kept = []
        for raw in readout.findings:
            problem = strand(self.source, raw.pieces(Slot.PROBLEM)).text
            first, told = self.said.setdefault(problem, (sheet, raw)) if problem else (sheet, raw)
            if first == sheet:
                kept.append(raw)
            else:
                merge(told, raw)
        if len(kept) < len(readout.findings):
            n_copies = len(readout.findings) - len(kept)
            yield "copied_sheet", f"工作表“{sheet}”有{n_copies}条与前面的工作表相同，只读入一次。", None
        readout.findings = kept

    def _take_caption(self, readout: Readout) -> None:
        """A form without a number takes it from the line right above it."""
        above = self.items[-1] if self.items else None
        if len(readout.findings) != 1 or not isinstance(above, Paragraph):
            return
        first = readout.findings[0]
        if first.number:
            return
        caption = read_caption(self.source.lines[above.line])
        if caption is None or Slot.NUMBER in first.fields:
            return
        first.number, first.feedback_number = caption.number, first.feedback_number or caption.feedback_number
        readout.captions.append(above.line)


def _is_template(finding: RawFinding, source: Source) -> bool:
    """A row or form that shows how to fill it in (XXXX, ××问题, （填写反馈问题）), or that counts (反馈问题 | 19)."""
    problem = strand(source, finding.pieces(Slot.PROBLEM)).text
    return _placeholder().fullmatch(problem) is not None or is_figure(problem.replace(" ", ""))


@cache
def _placeholder() -> re.Pattern[str]:
    examples, things, asks, fills = (any_word("templates", key) for key in ("examples", "things", "asks", "fills"))
    return re.compile(
        rf"{examples}?[:：]?[XxＸ×＊*○〇…\.。、，,：:；;\s_＿—\-]+{things}?[。.]?"
        rf"|[（(【\[]?{asks}*{fills}[^。]{{0,40}}[)）】\]]?"
    )


@cache
def _goes_on_below() -> re.Pattern[str]:
    return re.compile(rf"[（(]?{any_word('captions', 'goes_on')}[\s\d一二三四五六七八九十之]*[:：]?[)）]?")


def _ledger_header(grid: Grid) -> Header | None:
    """The first header that makes a list of findings."""
    start = 0
    while (header := find_header(grid, start)) is not None:
        settled = settle(header, grid)
        if settled.lists_findings:
            return settled
        start = header.last
    return None


def _is_hidden(grid: Grid) -> bool:
    boxes = [box for box in grid.boxes() if box.text]
    return bool(boxes) and all(box.hidden for box in boxes)


def _is_layout(grid: Grid) -> bool:
    """Whether the table only places text on the page: few cells, and some hold whole paragraphs or tables."""
    boxes = [box for box in grid.boxes() if not box.empty]
    if any(box.tables for box in boxes):
        return True
    if holds_labelled_lines(grid):
        return True
    long = [box for box in boxes if len(box.pieces) > 2 or len(box.text) > 60]
    return bool(long) and (len(boxes) <= 4 or grid.columns == 1 or len(long) * 2 > len(boxes))


def _running_text(grid: Grid) -> Iterator[Paragraph | Table]:
    """The paragraphs and inner tables of the cells in reading order."""
    for box in grid.boxes():
        inner: list[tuple[int, Paragraph | Table]] = [(piece.line, Paragraph(piece.line)) for piece in box.pieces]
        inner += [(_table_line(table), table) for table in box.tables]
        for _, item in sorted(inner, key=lambda pair: pair[0]):
            yield item


def _table_line(table: Table) -> int:
    lines = [line for cell in table.cells for line in cell.lines]
    inner = [_table_line(nested) for cell in table.cells for nested in cell.tables]
    return min([*lines, *inner], default=0)


def _first_line(grid: Grid) -> int:
    return min((piece.line for box in grid.boxes() for piece in box.pieces), default=0)
