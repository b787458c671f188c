"""Workbooks of units and people as offices make them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]], merged: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """A workbook with these rows and merged areas."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def contacts() -> bytes:
    """A contact list with a title, merged units, a heading across, heads that come again and a closing line."""
    rows = [
        ["城区生态环境保护督察整改工作通讯录"],
        ["序号", "单位", "姓名", "职务", "联系电话", "车牌"],
        [1, "区水务局", "张三", "局长", "13800000000", "晋E1"],
        [2, None, "李四", "副局长", "13800000001", ""],
        ["镇（街道）"],
        ["序号", "单位", "姓名", "职务", "联系电话", "车牌"],
        [3, "北石店镇", "王五", "党委书记", "13800000002", ""],
        [4, None, "赵六", "镇长", "13800000003", ""],
        ["", "二、企业"],
        ["填表人：某某"],
    ]
    return workbook({"通讯录": rows}, {"通讯录": ["A1:F1", "B3:B4", "A5:F5", "B7:B8"]})
