"""Lines that a page width broke, put together again to paragraphs; page numbers and running heads taken out.

Works on printed lines only, so it serves plain text and PDF alike. A number or a label at the beginning of a line
always begins a paragraph; otherwise a line continues the one before it when that one was filled to the margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from zhenggai.core.typography import join

_DIGITS = "0-9０-９一二三四五六七八九十百〇"
_PAGE_NUMBER = re.compile(
    r"^[\s\-—–－―_~·.．]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，共]\s*(?:共\s*)?[0-9０-９]{1,4}(?:\s*页)?)?[\s\-—–－―_~·.．]*$"
)
BEGINS_ITEM = re.compile(
    rf"^(?:[（(]\s*[{_DIGITS}]{{1,3}}\s*[)）]|[{_DIGITS}]{{1,4}}\s*[、．]|[0-9０-９]{{1,3}}\s*[.)）](?![0-9０-９])"
    rf"|[①-⑳⑴-⒇⒈-⒛]|第[{_DIGITS}]{{1,5}}[章节条项部编类]|附件|附表|序号|[一二三四五六七八九十]+[是要][^否求]"
    r"|[一-龥（）()／/\s]{2,14}[:：])"
)
_ENDS_SENTENCE = tuple("。！？；;!?：:")
_NEVER_FIRST = "，。、；：！？）》”’」』】"
_ASCII_RUN = re.compile(r"[!-~]+")
_SAME_SIZE = 0.12  # of the font size that two lines of one paragraph may differ
_ASCII_WIDTH = 0.56
_QUOTES = "“‘"
_NEVER_PARTED = _NEVER_FIRST + _QUOTES
_NEVER_LAST = "（《“‘「『【"
_STANDS_OPEN = re.compile(rf"[{_NEVER_LAST}(][0-9０-９]{{0,3}}$")
_CANNOT_BEGIN = re.compile(rf"\s*[{_NEVER_FIRST}]")
_CLOSES = "”’』」）)】》"


_ANNEX_MARK = re.compile(r"附\s*[件表录]\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?\s*")  # alone on its line


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it stands on the page.

    fills: it reaches the right margin, so the text may go on in the next line.
    indented: it begins further right than a continuation would.
    flush: it begins at the left margin of a text whose paragraphs are indented, so it can only continue.
    gap: blank space above it beyond the usual, so a paragraph begins.
    """

    text: str
    page: int | None = None
    fills: bool = False
    indented: bool = False
    flush: bool = False
    gap: bool = False
    bold: bool = False
    centred: bool = False
    size: float = 0.0


@dataclass(slots=True)
class Paragraph:
    """Lines put together; the page is that of its first line."""

    text: str
    page: int | None
    bold: bool
    centred: bool
    last: PrintedLine


def is_page_number(text: str) -> bool:
    """True for a line that holds nothing but a page number: 3, - 3 -, — 3 —, 第3页, 3/12, 第 3 页 共 12 页."""
    return _PAGE_NUMBER.match(text) is not None


def is_marked_page_number(text: str) -> bool:
    """A page number that cannot be a cell or a figure: it carries dashes or says 页."""
    return is_page_number(text) and re.search("[-—–－―页]", text) is not None


def continues(before: PrintedLine, line: PrintedLine) -> bool:
    """True if `line` goes on with the paragraph that `before` belongs to."""
    if line.gap or not line.text:
        return False
    if line.text[0] in _NEVER_FIRST:
        return True
    if not before.fills or line.indented or line.centred != before.centred or _ANNEX_MARK.fullmatch(line.text):
        return False
    if before.size and line.size and abs(before.size - line.size) > before.size * _SAME_SIZE:
        return False
    if stands_open(before.text):
        return True
    ends = before.text.rstrip(_CLOSES)[-1:] in _ENDS_SENTENCE
    if BEGINS_ITEM.match(line.text) and (ends or not line.flush):
        return False
    return not (ends and _starts_like_a_heading(line))


def stands_open(text: str) -> bool:
    """True for a line that ends inside a bracket or quotation just begun, or inside its number: …4家。（1."""
    return _STANDS_OPEN.search(text) is not None


def cannot_begin(text: str) -> bool:
    """True for a line whose first mark may not begin one, so that it goes on with the line before."""
    return _CANNOT_BEGIN.match(text) is not None


def _starts_like_a_heading(line: PrintedLine) -> bool:
    return line.bold and not line.fills


def paragraphs(lines: Iterable[PrintedLine]) -> list[Paragraph]:
    """The printed lines put together, blanks between Chinese characters of broken lines left out."""
    result: list[Paragraph] = []
    texts: list[list[str]] = []
    for line in lines:
        if result and continues(result[-1].last, line):
            texts[-1].append(line.text)
            result[-1].bold = result[-1].bold and line.bold
            result[-1].last = line
        else:
            result.append(Paragraph(line.text, line.page, line.bold, line.centred, line))
            texts.append([line.text])
    for paragraph, parts in zip(result, texts, strict=True):
        if len(parts) > 1:
            paragraph.text = join(parts)
    return result


def first_unit(text: str) -> float:
    """Width, in Chinese characters, of what a line break could not have parted at the beginning of a line:
    a word or figure, with the marks that may not end or begin a line."""
    width, position = 0.0, 0
    while position < len(text) and text[position] in _NEVER_LAST:
        width += 1.0
        position += 1
    figure = _ASCII_RUN.match(text, position)
    if figure is None and position < len(text):
        width += 1.0
        position += 1
    mark = position
    while figure is None and position < len(text) and text[position] in _NEVER_FIRST:
        width += 1.0
        position += 1
    if position > mark or figure is not None:  # figures stick to the comma before them
        figure = _ASCII_RUN.match(text, position)
        position = figure.end() if figure else position
        width += len(figure[0]) * _ASCII_WIDTH if figure else 0.0
    while position < len(text) and text[position] in _NEVER_PARTED:
        opens = text[position] in _QUOTES and position + 1 < len(text)
        width += 2.0 if opens else 1.0  # an opening quotation mark holds both of its neighbours
        position += 2 if opens else 1
    return width
