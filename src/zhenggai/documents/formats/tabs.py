"""Tables kept as lines of text with tab stops between the cells, as a workbook pasted into an editor leaves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_LEAST_TABS = 2
_LONGEST_ALONE = 40  # characters; a longer line without tab stops between two rows is text
_LONGEST_CELL = 40  # lines that a cell in quotation marks may take
_ENDS = ("。", "；", ";", "！", "？")


def take_rows(lines: Sequence[str], start: int) -> tuple[list[list[str]] | None, int]:
    """The rows of the table that begins at lines[start], or None, and the line after the block.

    At least half of the rows have one width; a row that lost its empty cells at the end is shorter. A short line
    without tab stops between two rows is a row of one cell (a category). A cell that holds line breaks stands in
    quotation marks.
    """
    rows: list[list[str]] = []
    position = start
    while position < len(lines):
        row, following = _row(lines, position)
        if row is None:
            if not rows or not _stands_between(lines, position):
                break
            row, following = [lines[position].strip()], position + 1
        rows.append(row)
        position = following
    widths = Counter(len(row) for row in rows if len(row) > _LEAST_TABS)
    if len(rows) < 2 or not widths:
        return None, max(position, start + 1)
    width, n_rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    n_wide = sum(count for other, count in widths.items() if other > width)
    is_table = n_rows >= 2 and n_rows * 2 >= sum(widths.values()) and not n_wide
    return (rows if is_table else None), position


def _row(lines: Sequence[str], position: int) -> tuple[list[str] | None, int]:
    """The cells of a row and the line after it."""
    text, following = lines[position].strip("\r\n"), position + 1
    if text.strip().count("\t") < _LEAST_TABS and not _is_short_row(text):
        return None, following
    while _is_open(text) and following < len(lines) and following - position < _LONGEST_CELL:
        text, following = f"{text}\n{lines[following]}", following + 1
    if _is_open(text):
        text, following = lines[position].strip("\r\n"), position + 1
    return [_unquoted(cell) for cell in text.split("\t")], following


def _is_short_row(text: str) -> bool:
    """Cells that are empty but for one or two: tab stops enough, little between them."""
    return text.count("\t") >= _LEAST_TABS and bool(text.strip())


def _is_open(text: str) -> bool:
    """Whether the last cell opens with a quotation mark that nothing closes yet."""
    last = text.rsplit("\t", 1)[-1]
    return last.startswith('"') and last.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"') and "\n" in cell:
        return cell[1:-1].replace('""', '"')
    return cell


def _stands_between(lines: Sequence[str], position: int) -> bool:
    """Whether a line without tab stops is a short row of its own: the next line is a row again."""
    text = lines[position].strip()
    if not text or len(text) > _LONGEST_ALONE or text.endswith(_ENDS) or position + 1 >= len(lines):
        return False
    return lines[position + 1].strip().count("\t") >= _LEAST_TABS
