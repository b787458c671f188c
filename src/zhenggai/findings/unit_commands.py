"""`zhenggai units import FILE [--apply]`: what a workbook of units and people would change, and the change itself.

Import this module only after `django.setup()`.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.utils import timezone

from zhenggai.accounts.actors import CONSOLE
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.units import exporting
from zhenggai.accounts.units.book import CHANGED, ERROR, NEW, ImportRefused, Report, rows_of
from zhenggai.accounts.units.importing import import_book, note_book_export, region_of_all, try_out
from zhenggai.accounts.units.queries import areas
from zhenggai.core.errors import Refused
from zhenggai.documents import guard
from zhenggai.documents.batch import bytes_of
from zhenggai.documents.unit_books import READ_BOOK
from zhenggai.findings.models import Plan

_NO_REGION = "没有区划代码：单位照样登记，但不能按地区汇总；请加 --region，如 --region 140502。"


def read_book(name: str, data: bytes) -> dict[str, Any]:
    """`unit_books.read_book` inside the guard. Raises UnreadableDocument or UnknownFormat."""
    read: dict[str, Any] = guard.call(READ_BOOK, data, name=name)
    return read


def import_command(asked: argparse.Namespace) -> int:
    """The dry run, or the import with --apply; exit status 2 if a row is wrong."""
    read = read_book(asked.file.name, bytes_of(asked.file))
    now = timezone.now()
    on = asked.on or timezone.localdate(now)
    region = asked.region or region_of_all() or _region_of_plans()
    remarks = [*read["remarks"], *([] if region else [_NO_REGION])]
    common: dict[str, Any] = {"on": on, "region": region, "remarks": remarks}
    try:
        if not asked.apply:
            report = try_out(rows_of(read["rows"]), **common, by=CONSOLE, at=now)
            _print(report)
            print("以上是试运行，什么都没有改动；确认无误后加 --apply 导入。")
            return 2 if report.n(ERROR) else 0
        report = import_book(asked.file.name, rows_of(read["rows"]), **common, by=CONSOLE, at=now)
        _print(report)
        print("已导入。" if report.n(NEW) + report.n(CHANGED) else "与系统里的完全一致，什么都没有改动。")
    except ImportRefused as refused:
        _print(refused.report)
        print(refused.message, file=sys.stderr)
        return 2
    except UnitRefused as refused:
        raise Refused(refused.code, refused.message) from None
    return 0


def book_to_export(asked: argparse.Namespace) -> dict[str, list[dict[str, Any]]]:
    """The rows that go out, with their entry. One region at a time, so that every name in the book is one unit's."""
    region = asked.region or ""
    known = areas()
    if not region and len(known) > 1:
        told = "、".join(code or "（没有区划代码）" for code in known)
        raise Refused("several_regions", f"系统里有{len(known)}个地区的单位（{told}），请用 --region 指明导出哪一个。")
    book = exporting.book(region)
    try:
        note_book_export(sum(map(len, book.values())), region, by=CONSOLE, at=timezone.now())
    except UnitRefused as refused:
        raise Refused(refused.code, refused.message) from None
    return book


def _region_of_plans() -> str:
    """The region that all plans share; "" where there is none or several."""
    codes = set(Plan.objects.order_by().values_list("region_code", flat=True).distinct())
    return codes.pop() if len(codes) == 1 else ""


def _print(report: Report) -> None:
    print("\n".join(report.lines))
