"""The health report as a DOCX that a clerk can hand back as comments, in the manner of GB/T 9704.

Margins are those of the standard (37, 28, 26, 35 mm), turned with the page because the table is wide. Faces are named,
never shipped; each has a fall-back that Word uses where the first is missing. 修改建议 stays empty for the person.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zhenggai.writers.columns import width_of, wrap
from zhenggai.writers.health_rows import HEADS, Row, held, held_head, rows, summary_of, title_of

FANGSONG, HEITI, TITLE_FACE, LATIN = "仿宋", "黑体", "方正小标宋简体", "Times New Roman"
WIDTHS = (13, 26, 15, 69, 64, 38)  # mm, together the type area of 225 mm
CENTRED = {0, 1, 2}
NUMBERS_WIDTH, QUOTES_WIDTH, OPINION_WIDTH = 8, 30, 28  # columns of half-width characters in these cells
WHOLE_ROW = 8  # lines; a taller row may go on overleaf rather than leave half a page empty
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")

# A list of numbers may be broken after each 、; left alone, some word processors break it anywhere.
_LISTED = re.compile(r"(?<=[\d—])、(?=\d)")
_AFTER_STOP = re.compile(r"(?<=、)")


def document(reports: Sequence[Mapping[str, Any]], today: date) -> bytes:
    """The reports as one DOCX, each on a page of its own. `today` is printed as the day of the comments."""
    paper = Document()
    _page(paper)
    for place, each in enumerate(reports):
        if place:
            paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _report(paper, each, today)
    paper.core_properties.title = _clean(title_of(reports[0])) if reports else ""
    paper.core_properties.author = ""
    paper.core_properties.created = paper.core_properties.modified = datetime(today.year, today.month, today.day)  # noqa: DTZ001
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _page(paper: Any) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(37), Mm(35)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(18)
    style = paper.styles["Normal"]
    style.font.size = Pt(12)
    style.font.name = LATIN
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANGSONG)
    language = OxmlElement("w:lang")  # Chinese rules for the ends of lines, Chinese forms of 、 and 。
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    """— 1 — at the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, words in (("text", "— "), ("begin", ""), ("instr", "PAGE"), ("end", ""), ("text", " —")):
        run = paragraph.add_run(words if kind == "text" else "")
        run.font.size = Pt(14)
        if kind == "instr":
            field = OxmlElement("w:instrText")
            field.text = words
            run._r.append(field)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _report(paper: Any, each: Mapping[str, Any], today: date) -> None:
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(6)
    name, kind = title_of(each).rsplit("》", 1)
    _run(title, f"{name}》", TITLE_FACE, 18)
    title.add_run().add_break()
    _run(title, kind, TITLE_FACE, 18)
    summary = paper.add_paragraph()
    summary.paragraph_format.first_line_indent = Pt(28)
    summary.paragraph_format.line_spacing = Pt(26)
    _run(summary, f"{summary_of(each)}“修改建议”一栏由反馈单位填写。", FANGSONG, 14)
    found = rows(each)
    if found:
        _table(paper, found)
    _held(paper, held(each))
    for place, words in enumerate(
        ("反馈单位：", "联 系 人：　　　　　　　　联系电话：", f"{today.year}年{today.month}月{today.day}日")
    ):
        line = paper.add_paragraph()
        line.paragraph_format.space_before = Pt(0 if place else 12)
        line.paragraph_format.line_spacing = Pt(26)
        line.paragraph_format.left_indent = Mm(120)
        line.paragraph_format.keep_with_next = True
        _run(line, words, FANGSONG, 14)


def _held(paper: Any, sentences: Sequence[str]) -> None:
    """What was checked and holds, below the table: it has no 修改建议 to fill in."""
    words = [held_head(sentences), *(f"{i}．{one}" for i, one in enumerate(sentences, 1))] if sentences else []
    for place, line in enumerate(words):
        paragraph = paper.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(0 if place else 12)
        paragraph.paragraph_format.first_line_indent = Pt(28)
        paragraph.paragraph_format.line_spacing = Pt(26)
        paragraph.paragraph_format.keep_with_next = True
        _run(paragraph, line, FANGSONG, 14)


def _table(paper: Any, found: Sequence[Row]) -> None:
    table = paper.add_table(rows=1, cols=len(HEADS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, head in enumerate(HEADS):
        _fill(table.rows[0].cells[column], [head], HEITI, centred=True)
    _row_mark(table.rows[0], "w:tblHeader")
    _row_mark(table.rows[0], "w:cantSplit")
    for row in found:
        line = table.add_row()
        columns = (
            [str(row.number)],
            _numbers(row.findings),
            [row.severity],
            list(row.quotes) or ["—"],
            [_LISTED.sub("、\u200b", words) for words in row.opinion.split("\n")],
            [""],
        )
        for column, paragraphs in enumerate(columns):
            _fill(line.cells[column], paragraphs, FANGSONG, centred=column in CENTRED)
        if _height(row) <= WHOLE_ROW:
            _row_mark(line, "w:cantSplit")
    _keep_with_next(table.rows[-1])  # the signature never stands on a page alone
    for column, width in enumerate(WIDTHS):
        table.columns[column].width = Mm(width)
    for row_ in table.rows:
        for column, width in enumerate(WIDTHS):
            row_.cells[column].width = Mm(width)


def _numbers(findings: str) -> list[str]:
    """「1、2、13、14」 in lines that fit the cell: word processors would break a number in two."""
    lines = [""]
    for piece in _AFTER_STOP.split(findings):
        if lines[-1] and width_of(lines[-1] + piece) > NUMBERS_WIDTH:
            lines.append("")
        lines[-1] += piece
    return lines


def _height(row: Row) -> int:
    """About how many lines a row takes."""
    quotes = sum(len(wrap(quote, QUOTES_WIDTH)) for quote in row.quotes)
    return max(quotes, len(wrap(row.opinion, OPINION_WIDTH)), len(_numbers(row.findings)))


def _keep_with_next(row: Any) -> None:
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _row_mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _fill(cell: Any, paragraphs: Sequence[str], face: str, *, centred: bool) -> None:
    for place, words in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, words, face, 12)


def _run(paragraph: Any, words: str, face: str, size: int) -> None:
    run = paragraph.add_run(_clean(words))
    run.font.size = Pt(size)
    run.font.name = LATIN
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _clean(words: str) -> str:
    """Characters that XML cannot hold are left out."""
    return _CONTROL.sub("", words)
