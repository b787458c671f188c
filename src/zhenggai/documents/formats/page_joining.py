"""Tables that a page break cut in two: joined, repeated head rows counted once, a broken row made whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhenggai.documents.formats.page_tables import RuledCell, RuledTable

_SAME_EDGE = 6.0  # points between the column borders of two pages
_MAX_HEAD_ROWS = 4
_NUMBER = re.compile(r"^[（(]?[0-9０-９一二三四五六七八九十]{1,4}[)）、.．]?$")
_NUMBERS_SHARE = 0.5


def fits(upper: RuledTable, lower: RuledTable) -> bool:
    """True if both tables have the same column borders."""
    if upper.columns != lower.columns:
        return False
    # Pages may be shifted against each other (gutters): compare the borders as measured from the first one.
    return all(
        abs((one - upper.edges[0]) - (other - lower.edges[0])) <= _SAME_EDGE
        for one, other in zip(upper.edges, lower.edges, strict=True)
    )


def join_tables(upper: RuledTable, lower: RuledTable) -> RuledTable:
    """`lower` put below `upper`, which is changed and returned."""
    first = _repeated_rows(upper, lower)
    if first >= lower.rows:
        return upper
    offset = upper.rows - first
    broken = _is_broken(upper, lower, first)
    open_cells = {cell.column: cell for cell in upper.cells if cell.row + cell.row_span == upper.rows}
    for cell in lower.cells:
        if cell.row < first:
            continue
        above = open_cells.get(cell.column) if cell.row == first else None
        fits_above = above is not None and above.column_span == cell.column_span
        if above is not None and fits_above and (broken or not cell.lines):
            above.lines.extend(cell.lines)
            above.row_span += cell.row_span - (1 if broken else 0)
        else:
            cell.row += offset - (1 if broken else 0)
            upper.cells.append(cell)
    upper.rows += lower.rows - first - (1 if broken else 0)
    return upper


def _texts(cells: Sequence[RuledCell]) -> list[tuple[int, int, int, str]]:
    return [(cell.column, cell.column_span, cell.row_span, text_of(cell)) for cell in cells]


def text_of(cell: RuledCell) -> str:
    """The text of a cell without blanks, for comparing."""
    return "".join(line.text for line in cell.lines).replace(" ", "")


def _repeated_rows(upper: RuledTable, lower: RuledTable) -> int:
    """How many rows at the top of `lower` repeat the head of `upper`, which may begin below a title row."""
    most = 0
    for start in range(min(_MAX_HEAD_ROWS, upper.rows)):
        same = 0
        while same < min(_MAX_HEAD_ROWS, lower.rows, upper.rows - start):
            ours, theirs = _texts(upper.row(start + same)), _texts(lower.row(same))
            if ours != theirs or not any(text for *_, text in theirs):
                break
            same += 1
        most = max(most, same)
    return most


def _is_broken(upper: RuledTable, lower: RuledTable, first: int) -> bool:
    """True if the first row of `lower` goes on with the last row of `upper`: the column of numbers is empty in it."""
    row = {cell.column: cell for cell in lower.row(first)}
    if not any(cell.lines for cell in row.values()):
        return False
    column = _number_column(upper)
    key = row.get(column)
    if key is None or key.lines:
        return False
    last = [cell for cell in upper.cells if cell.row + cell.row_span == upper.rows]
    spans = {(cell.column, cell.column_span) for cell in last}
    return all((cell.column, cell.column_span) in spans for cell in row.values())


def _number_column(table: RuledTable) -> int:
    """The column that numbers the rows; the first one where none does."""
    best, best_share = 0, _NUMBERS_SHARE
    for column in range(min(table.columns, 4)):
        texts = [text_of(cell) for cell in table.cells if cell.column == column and cell.column_span == 1]
        texts = [text for text in texts if text]
        share = sum(_NUMBER.match(text) is not None for text in texts) / len(texts) if texts else 0.0
        if share > best_share:
            best, best_share = column, share
    return best
