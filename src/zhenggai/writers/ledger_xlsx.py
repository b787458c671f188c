"""The ledger as a workbook: one sheet per plan, laid out so that our own reader takes it back unchanged.

Every cell is written as a string, so nothing in it can act as a formula. The file says in a property that it is ours,
and is then read by the exact rules of docs/rules/workbook.md.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from zhenggai.core.own_workbook import form, heading_head, lay_list, properties_of
from zhenggai.writers.row_heights import height_of, width_for
from zhenggai.writers.unit_cells import unit_cells

CELL_LIMIT = 32_767
FULL = str(form()["cut"])
# Key, width in characters.
COLUMNS = (
    ("problem", 36),
    ("goal", 26),
    ("measures", 44),
    ("lead_units", 14),
    ("units", 18),
    ("supporting_units", 18),
    ("supervising_units", 14),
    ("accepting_units", 14),
    ("person", 12),
    ("deadline", 14),
    ("status", 12),
    ("progress", 30),
)
# Columns that stand only where at least one finding fills them.
ROLES = ("supporting_units", "supervising_units", "accepting_units")


def workbook(plans: Sequence[Mapping[str, Any]]) -> bytes:
    """The plans (ledger dicts, see `contract.as_ledger`, or contract dicts) as an XLSX file, one sheet each."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    taken: set[str] = set()
    about: dict[str, Mapping[str, Any]] = {}
    for place, plan in enumerate(plans, 1):
        name = _sheet_name(plan, place, taken)
        about[name] = plan["document"]
        _sheet(book, name, plan)
    for name, words in properties_of(about).items():
        book.set_custom_property(name, words, "text")
    book.close()
    return buffer.getvalue()


def _sheet(book: Any, name: str, plan: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    findings = plan["findings"]
    heads = columns_of(findings)
    last = len(heads) - 1
    _page(sheet, last)
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True})
    head = book.add_format(
        {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1, "bg_color": "#EFEFEF"}
    )
    cell = book.add_format({"valign": "top", "text_wrap": True, "border": 1})
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last, plan["document"]["title"] or form()["no_title"], title)
    rows = [[cell_of(finding, key) for _, _, key in heads] for finding in findings]
    widths = [width_for([row[column] for row in rows], width) for column, (_, width, _) in enumerate(heads)]
    for column, (words, _, _) in enumerate(heads):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(1, column, words, head)
    sheet.set_row(1, height_of([words for words, _, _ in heads], widths))
    for place, row in enumerate(rows, 2):
        sheet.set_row(place, height_of(row, widths))
        for column, text in enumerate(row):
            _write(sheet, place, column, text, cell)
    end = max(len(findings) + 1, 2)
    sheet.autofilter(1, 0, end, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(last)}{end + 1}"})


def _write(sheet: Any, row: int, column: int, text: str, cell: Any) -> None:
    if not text:
        sheet.write_blank(row, column, None, cell)
        return
    sheet.write_string(row, column, text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(FULL)] + FULL, cell)


def _page(sheet: Any, last: int) -> None:
    """A4 landscape, one page wide, title and header on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, 1)
    sheet.set_footer("&C第&P页，共&N页")
    sheet.freeze_panes(2, 1)


def columns_of(findings: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, str]]:
    """Heads, widths and keys: the fields that every ledger has, and those that at least one finding fills."""
    words = form()["heads"]
    heads = [(words["number"], 7, "number")]
    if any(finding["feedback_number"] for finding in findings):
        heads.append((words["feedback_number"], 9, "feedback_number"))
    depth = max((len(finding["headings"]) for finding in findings), default=0)
    for level in range(depth):
        heads.append((heading_head(level, depth), 16, f"heading{level}"))
    filled = {key for finding in findings for key in ROLES if _unit_cells(finding).get(key)}
    return [*heads, *((words[key], width, key) for key, width in COLUMNS if key not in ROLES or key in filled)]


def cell_of(finding: Mapping[str, Any], key: str) -> str:
    """The text of one cell; "" where the finding has nothing for it."""
    if key.startswith("heading"):
        level = int(key.removeprefix("heading"))
        return str(finding["headings"][level]) if level < len(finding["headings"]) else ""
    if key == "measures":
        return lay_list([measure["text"] for measure in finding["measures"]])
    if key == "units" or key.endswith("_units"):
        return _unit_cells(finding).get(key, "")
    if key == "deadline":
        return str(finding["deadline"]["text"]) if finding["deadline"] else ""
    return str(finding[key] or "")


def _unit_cells(finding: Mapping[str, Any]) -> Mapping[str, str]:
    """The unit columns of a row, as `unit_cells` lays them."""
    names = [tuple(finding["lead_units"]), tuple(finding["units"]), *(tuple(finding.get(key, ())) for key in ROLES)]
    return unit_cells(*names)


def _sheet_name(plan: Mapping[str, Any], place: int, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, no ' at either end, unlike any other."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", plan["source"]["file"].replace("\\", "/").rsplit("/", 1)[-1])
    stem = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", stem).strip(" '")[:31] or f"台账{place}"
    name, turn = stem, 1
    while name.lower() in taken or name.lower() == "history":
        turn += 1
        name = f"{stem[: 31 - len(f'（{turn}）')]}（{turn}）"
    taken.add(name.lower())
    return name


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)
