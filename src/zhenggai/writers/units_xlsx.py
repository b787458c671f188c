"""Units, posts, people and groups as a workbook of four sheets, which our own reader takes back without a difference.

Every cell is written as a string, so nothing in it can act as a formula, and days read the same in every program.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from zhenggai.core.units import book_form

_WIDTHS = {"name": 28, "unit": 28, "term": 24, "parent": 24, "alias": 28, "former": 30, "region_code": 15}
_WIDTH = 13


def workbook(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """The rows of `accounts.units.exporting.book` as an XLSX file: 单位, 岗位, 人员, 单位组."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "bg_color": "#EFEFEF"})
    cell = book.add_format({"valign": "top", "text_wrap": True, "border": 1, "num_format": "@"})
    for table in book_form.TABLES:
        _sheet(book.add_worksheet(book_form.form()["sheets"][table]), table, tables.get(table, ()), head, cell)
    book.close()
    return buffer.getvalue()


def _sheet(sheet: Any, table: str, rows: Sequence[Mapping[str, Any]], head: Any, cell: Any) -> None:
    heads = book_form.heads(table)
    sheet.freeze_panes(1, 1)
    for column, (field, words) in enumerate(heads.items()):
        sheet.set_column(column, column, _WIDTHS.get(field, _WIDTH))
        sheet.write_string(0, column, words, head)
        for place, row in enumerate(rows, 1):
            sheet.write_string(place, column, _text(row.get(field)), cell)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
        last = chr(64 + len(heads))
        sheet.ignore_errors({"number_stored_as_text": f"A1:{last}{len(rows) + 1}"})


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return book_form.lay_flag(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return book_form.lay_names([(text, first and str(first), last and str(last)) for text, first, last in value])
    return str(value or "")
