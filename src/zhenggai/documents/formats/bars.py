"""Tables drawn with characters: rows of cells between bars (| or │), or between tab stops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhenggai.core.source import Place
from zhenggai.documents import limits
from zhenggai.documents.formats import tabs
from zhenggai.documents.formats.building import GridCell, SourceBuilder
from zhenggai.documents.formats.refusals import refusal

_RULE = re.compile(r"^[\s|:\-+=─━═│┃║┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝]+$")
_BOX = str.maketrans("│┃║", "|||")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LEAST_COLUMNS = 3
_MOST_TRIES = 8  # to find a table in lines with tab stops that are none as a whole
_CORNERS = frozenset("┌┏╔+")


@dataclass(frozen=True, slots=True)
class BarTable:
    """Rows of cell texts. header_rows: how many rows stand above a Markdown rule."""

    rows: list[list[str]]
    header_rows: int
    next_line: int


def may_begin(line: str) -> bool:
    """True if a table drawn with characters may begin here; cheap, for every line of a text."""
    return "|" in line or "│" in line or "┃" in line or "\t" in line.strip() or line.lstrip()[:1] in _CORNERS


class TableFinder:
    """Finds the tables of a text. A block of lines that is none is not gone through again from each of its lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._no_table_before = 0
        self._n_failed = 0

    def take(self, start: int) -> BarTable | None:
        """The table that begins at line `start`, or None. Two rows of equal width at least, or a head above a rule.

        Raises UnreadableDocument when it has too many cells.
        """
        if start < self._no_table_before:
            return None
        end = start
        while end < len(self._lines) and _is_row(self._lines[end]):
            end += 1
        if end > start:
            table = _bar_table(self._lines, start, end)
            if table is None:
                self._no_table_before = _next_try(self._lines, start, end)
            return table
        return self._take_tabbed(start) if "\t" in self._lines[start].strip() else None

    def _take_tabbed(self, start: int) -> BarTable | None:
        rows, end = tabs.take_rows(self._lines, start)
        if rows is not None:
            self._n_failed = 0
            return BarTable(rows, 0, end)
        # Without its first lines the block may be a table after all; that is tried a few times.
        self._n_failed += 1
        if self._n_failed >= _MOST_TRIES:
            self._n_failed = 0
            self._no_table_before = end
        return None


def _next_try(lines: Sequence[str], start: int, end: int) -> int:
    """From which line on the rows of a block that is no table may be one: all as wide as the last row."""
    if all(_RULE.match(line) for line in lines[start:end]):
        return end
    width = len(_cells(lines[end - 1]))
    first = end - 1
    while first > start and len(_cells(lines[first - 1])) == width:
        first -= 1
    return first if end - first >= 2 else end


def add_table(table: BarTable, builder: SourceBuilder) -> None:
    """Put the table into the layout."""
    number = builder.next_table()
    columns = max(len(row) for row in table.rows)
    cells: list[GridCell] = []
    for row, texts in enumerate(table.rows):
        for column, text in enumerate(texts):
            cell = GridCell(row, column, header=row < table.header_rows)
            for piece in text.split("\n"):
                place = Place(file=builder.member, table=number, row=row + 1, column=column + 1)
                index = builder.line(piece, place)
                if index is not None:
                    cell.lines.append(index)
            cells.append(cell)
    builder.layout.append(builder.table([cell.done() for cell in cells], len(table.rows), columns))


def _is_row(line: str) -> bool:
    stripped = line.strip().translate(_BOX)
    if _RULE.match(line):
        return len(stripped) >= 3 and ("|" in stripped or "+" in stripped or stripped[0] in "┌├└┏┣┗╔╠╚")
    return stripped.count("|") >= 2 and (stripped.startswith("|") or stripped.count("|") >= _LEAST_COLUMNS)


def _bar_table(lines: Sequence[str], start: int, end: int) -> BarTable | None:
    """Rows of the lines; in a table with a rule between all rows, the lines between two rules are one row."""
    groups: list[list[list[str]]] = [[]]
    n_rules = 0
    header_rows = 0
    for line in lines[start:end]:
        if _RULE.match(line):
            n_rules += 1
            if n_rules == 1:
                header_rows = sum(map(len, groups))
            groups.append([])
        else:
            groups[-1].append(_cells(line))
    filled = [group for group in groups if group]
    if not filled:
        return None
    drawn = n_rules >= 3
    rows = [_stacked(group) for group in filled] if drawn else [row for group in filled for row in group]
    if len(rows) < 2 and not n_rules:
        return None
    width = max(len(row) for row in rows)
    if not n_rules and any(len(row) != width for row in rows):
        return None
    if len(rows) * width > limits.MAX_CELLS:
        raise refusal("too_many_cells")
    padded = [row + [""] * (width - len(row)) for row in rows]
    return BarTable(padded, 0 if drawn else header_rows, end)


def _cells(line: str) -> list[str]:
    parts = _UNESCAPED_BAR.split(line.strip().translate(_BOX))
    if not parts[0].strip():
        parts = parts[1:]
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    return [_LINE_BREAK.sub("\n", part.replace("\\|", "|")).strip() for part in parts]


def _stacked(group: list[list[str]]) -> list[str]:
    """Lines of one drawn row, cell by cell put together."""
    width = max(len(row) for row in group)
    columns = [[row[column] for row in group if column < len(row) and row[column]] for column in range(width)]
    return ["".join(column) for column in columns]
