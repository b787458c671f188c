"""Reads the workbook of units and people, or an office's contact list, row by row. The task of the guarded child.

Merged cells count for every row they cover; rows above the heads, rows that are one cell across, heads that come again
and closing lines are passed over. Phone numbers never leave the child.
"""

from __future__ import annotations

from typing import Any

from zhenggai.core.errors import UnreadableDocument
from zhenggai.core.numbering import leading_number
from zhenggai.core.source import Cell, Source, Table
from zhenggai.core.units import book_form
from zhenggai.documents.opening import open_document

READ_BOOK = "zhenggai.documents.unit_books:read_book"
_HIGHEST_HEAD = 20  # rows among which the heads stand
_ROW = dict[str, Any]


def read_book(name: str, data: bytes) -> dict[str, Any]:
    """{"rows": [{table, sheet, row, cells, days, names, faults}], "remarks": [sentence]} of a document with tables.

    Raises UnreadableDocument where no table has the heads of units or people."""
    rows: list[_ROW] = []
    remarks: list[str] = []
    for source in open_document(data, name):
        remarks += [f"{remark.message}。" for remark in source.remarks]
        for table in (item for item in source.layout if isinstance(item, Table)):
            _read_table(source, table, rows, remarks)
    if not rows:
        message = f"“{name}”里没有找到单位、岗位、人员的表头，请检查第一行是否有“单位”“姓名”“职务”等列名。"
        raise UnreadableDocument("no_heads", message)
    if {row["table"] for row in rows} == {"people"}:
        for row in rows:
            row["table"] = book_form.CONTACTS
    return {"rows": rows, "remarks": remarks}


def _read_table(source: Source, table: Table, rows: list[_ROW], remarks: list[str]) -> None:
    grid = table.grid()
    sheet = table.sheet or ""
    for place, cells in enumerate(grid[:_HIGHEST_HEAD]):
        heads = [_text(source, cell) for cell in cells]
        kind = book_form.table_of(book_form.columns_in(heads), sheet)
        if kind is not None and len(set(map(id, filter(None, cells)))) > len(_above(cells, place)):
            break
    else:
        if table.rows > 1:
            remarks.append(f"工作表“{sheet}”没有可识别的表头，没有导入。")
        return
    fields = book_form.fields_of(kind, book_form.columns_in(heads))
    _remark_columns(heads, fields, sheet, remarks)
    for below in range(place + 1, len(grid)):
        row = _read_row(source, grid[below], below, fields)
        if row is not None and list(row["cells"].values()) != [heads[column] for column in fields]:
            rows.append(_understood(row, kind, sheet))


def _above(cells: list[Cell | None], place: int) -> list[Cell]:
    """Cells of a row that began above it: a title that was merged downwards."""
    return [cell for cell in cells if cell is not None and cell.row < place and cell.column_span > 1]


def _remark_columns(heads: list[str], fields: dict[int, str], sheet: str, remarks: list[str]) -> None:
    others = [head for column, head in enumerate(heads) if head and column not in fields]
    dropped = [head for head in others if book_form.is_dropped(head)]
    unknown = [head for head in others if not book_form.is_dropped(head) and not book_form.is_passed(head)]
    if dropped:
        remarks.append(f"工作表“{sheet}”的{_quoted(dropped)}列没有导入：属于个人信息，这一版不收。")
    if unknown:
        remarks.append(f"工作表“{sheet}”的{_quoted(unknown)}列没有认出，没有导入。")


def _read_row(source: Source, cells: list[Cell | None], place: int, fields: dict[int, str]) -> _ROW | None:
    """The texts of a row, or None where it is a heading (across the table, or numbered), a closing line or empty."""
    own = [cell for cell in cells if cell is not None]
    if not own or (len({id(cell) for cell in own}) == 1 and len(cells) > 1 and own[0].column_span > 1):
        return None
    texts = {field: text for column, field in fields.items() if (text := _text(source, cells[column]))}
    if not texts or any(book_form.is_closing(_text(source, cell)) for cell in own[:1]):
        return None
    if set(texts) == {"unit"} and leading_number(texts["unit"]):
        return None  # 一、区直部门
    starts = [cell for cell in own if cell.row == place and cell.lines]
    number = source.lines[starts[0].lines[0]].place.row if starts else None
    return {"row": number or place + 1, "cells": texts}


def _understood(row: _ROW, kind: str, sheet: str) -> _ROW:
    """Days, names and flags out of their texts; what cannot be understood is a fault in a sentence."""
    cells = dict(row["cells"])
    days: dict[str, str] = {}
    faults: list[str] = []
    heads = book_form.heads(kind)
    for field in book_form.DAYS:
        if text := cells.pop(field, ""):
            if day := book_form.take_day(text):
                days[field] = day
            else:
                faults.append(f"{heads[field]}“{text}”不是日期，请写成 2024-03-20 的样子。")
    names = {
        field: [
            {"text": text, "valid_from": first, "valid_to": last}
            for text, first, last in book_form.take_names(cells.pop(field))
        ]
        for field in book_form.NAMES
        if kind == "units" and field in cells
    }
    if text := cells.pop("several", ""):
        if flag := book_form.take_flag(text):
            cells["several"] = flag
        else:
            faults.append(f"{heads['several']}“{text}”请填“是”或“否”。")
    return {**row, "table": kind, "sheet": sheet, "cells": cells, "days": days, "names": names, "faults": faults}


def _text(source: Source, cell: Cell | None) -> str:
    return source.text(cell).strip() if cell is not None else ""


def _quoted(heads: list[str]) -> str:
    return "、".join(f"“{head}”" for head in heads)
