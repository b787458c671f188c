"""The ledger as a workbook: one sheet per plan, laid out so that our own reader takes it back unchanged.

Every cell is written as a string, so nothing in it can act as a formula. Several measures stand numbered on lines of
their own, several units one to a line: a line break parts them without doubt where 、 may belong to a name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from zhenggai.core.units.names import ends_as_unit, is_group
from zhenggai.writers.row_heights import height_of, width_for

LEVELS = "一二三四五六七八"
CELL_LIMIT = 32_767
FULL = "……（超出单元格上限，以原文为准）"
# Head, width in characters, key.
COLUMNS = (
    ("存在问题", 36, "problem"),
    ("整改目标", 26, "goal"),
    ("整改措施", 44, "measures"),
    ("牵头单位", 14, "lead_units"),
    ("责任单位", 18, "units"),
    ("配合单位", 18, "supporting_units"),
    ("督导单位", 14, "supervising_units"),
    ("验收单位", 14, "accepting_units"),
    ("责任人", 12, "person"),
    ("整改时限", 14, "deadline"),
    ("整改状态", 12, "status"),
    ("整改进展", 30, "progress"),
)
# Columns that stand only where at least one finding fills them, with the mark of the role inside another column.
ROLES = {"supporting_units": "（配合）", "supervising_units": "（督导）", "accepting_units": "（验收）"}


def workbook(plans: Sequence[Mapping[str, Any]]) -> bytes:
    """The plans (ledger dicts, see `contract.as_ledger`, or contract dicts) as an XLSX file, one sheet each."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    names: set[str] = set()
    for place, plan in enumerate(plans, 1):
        _sheet(book, _sheet_name(plan, place, names), plan)
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
    sheet.merge_range(0, 0, 0, last, plan["document"]["title"] or "整改台账", title)
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
    heads = [("序号", 7, "number")]
    if any(finding["feedback_number"] for finding in findings):
        heads.append(("反馈问题编号", 9, "feedback_number"))
    depth = max((len(finding["headings"]) for finding in findings), default=0)
    for level in range(depth):
        words = "问题类别" if depth == 1 else f"问题类别（{LEVELS[level]}级）"
        heads.append((words, 16, f"heading{level}"))
    filled = {key for finding in findings for key in ROLES if _by_role(finding).get(key)}
    return [*heads, *(column for column in COLUMNS if column[2] not in ROLES or column[2] in filled)]


def cell_of(finding: Mapping[str, Any], key: str) -> str:
    """The text of one cell; "" where the finding has nothing for it."""
    if key.startswith("heading"):
        level = int(key.removeprefix("heading"))
        return str(finding["headings"][level]) if level < len(finding["headings"]) else ""
    if key == "measures":
        return _numbered([measure["text"] for measure in finding["measures"]])
    if key == "units" or key.endswith("_units"):
        return _listed(_by_role(finding).get(key, ()))
    if key == "deadline":
        return str(finding["deadline"]["text"]) if finding["deadline"] else ""
    return str(finding[key] or "")


def _numbered(measures: list[str]) -> str:
    if len(measures) < 2:
        return "".join(measures)
    return "\n".join(f"（{place}）{text}" for place, text in enumerate(measures, 1))


def _listed(units: Sequence[str]) -> str:
    """One unit to a line; an elliptic name (西上庄、钟家庄街道) stays on the line of the name that completes it."""
    text = ""
    for place, unit in enumerate(units):
        last = place == len(units) - 1
        text += unit if last else unit + ("\n" if ends_as_unit(unit) or is_group(unit) else "、")
    return text


def _by_role(finding: Mapping[str, Any]) -> dict[str, list[str]]:
    """The units column by column. Where the columns would not keep the printed order, the units that act stand in
    one column with the marks of their roles."""
    lead, units = list(finding["lead_units"]), list(finding["units"])
    columns = {key: list(finding.get(key, ())) for key in ROLES}
    apart = [*columns["supporting_units"], *columns["supervising_units"]]
    own = [unit for unit in units if unit in lead or unit not in apart]
    if list(dict.fromkeys([*own, *apart])) != units:
        marked = [unit + _mark(finding, unit) for unit in units]
        return {"lead_units": [], "units": marked, "accepting_units": columns["accepting_units"]}
    if own[: len(lead)] == lead:
        return {"lead_units": lead, "units": own[len(lead) :], **columns}
    return {"lead_units": [], "units": [f"{unit}（牵头）" if unit in lead else unit for unit in own], **columns}


def _mark(finding: Mapping[str, Any], unit: str) -> str:
    if unit in finding["lead_units"]:
        return "（牵头）"
    return next((mark for key, mark in ROLES.items() if key != "accepting_units" and unit in finding.get(key, ())), "")


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
