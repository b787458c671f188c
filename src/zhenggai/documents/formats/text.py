"""Plain text and Markdown. Which of the two it is, and in which encoding, is judged by the content."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from zhenggai.core.source import Source
from zhenggai.core.typography import tidy
from zhenggai.documents import limits
from zhenggai.documents.formats import bars, markdown
from zhenggai.documents.formats.building import SourceBuilder
from zhenggai.documents.formats.decoding import Decoded
from zhenggai.documents.formats.margins import Measure, few_cuts, n_cut, reaches
from zhenggai.documents.formats.reflow import PrintedLine, cannot_begin, is_marked_page_number, paragraphs
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.sniffing import MEDIA_TYPES, Kind

_BREAK = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")
_INDENTED = re.compile("^[ \t\u3000\xa0]")
_ENDS_SENTENCE = tuple("。！？；;：:")
_LEAST_WRAPPED = 8  # lines filled to one width before a text counts as broken by a page width
_WRAPPED_SHARE = 0.25
_WIDTHS = range(16, 131)
_HEAD_SHARE = 0.6  # of the page breaks at which a text must come back to be a running head
_NO_MARGIN = 1_000_000_000  # nothing fills it: only what may not begin a line goes on with the one before
_SLACK = 3  # a line stops short of the margin by a wide character, or by a mark that may not begin a line


def open_text(data: bytes, decoded: Decoded, name: str, member: str | None = None) -> Source:
    """The source of a text. Lines that a page width broke are put together; page numbers between them taken out."""
    _refuse_long_lines(decoded.text)
    lines = split_lines(decoded.text)
    is_marked = markdown.is_markdown(lines)
    builder = SourceBuilder(name, data, "text/markdown" if is_marked else MEDIA_TYPES[Kind.TEXT], member)
    if decoded.lost:
        builder.remark("undecoded", "warning", f"有{decoded.lost}个字无法解码，显示为“\ufffd”，请核对原件")
    if is_marked:
        markdown.read(lines, builder)
    else:
        _read_plain(lines, builder)
    return builder.build()


def split_lines(text: str) -> list[str]:
    """Lines by every break that text files use; a form feed stays at the beginning of the line after it."""
    return _BREAK.split(text.removeprefix("\ufeff").replace("\f", "\n\f"))


def _refuse_long_lines(text: str) -> None:
    if len(text) > limits.MAX_LINE_CHARACTERS and max(map(len, split_lines(text))) > limits.MAX_LINE_CHARACTERS:
        raise refusal("long_line")
    if len(text) > limits.MAX_CHARACTERS:
        raise refusal("too_much_text")


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How the text was broken: the measure of a line, the width, and whether paragraphs are indented."""

    measure: Measure
    width: int
    indents: bool
    slack: int = _SLACK

    def printed(self, line: str, following: str, page: int | None, gap: bool) -> PrintedLine:
        indented = _INDENTED.match(line) is not None
        fills = self.measure(line.rstrip()) >= self.width - self.slack
        fills = fills or reaches(line, following, self.measure, self.width)
        return PrintedLine(tidy(line), page, fills, indented, self.indents and not indented, gap)


def _read_plain(lines: Sequence[str], builder: SourceBuilder) -> None:
    kept, n_removed = _without_page_furniture(lines)
    if n_removed:
        builder.remark("page_furniture", "info", f"已略去正文中的页码和页眉{n_removed}行")
    wrapping = _find_wrapping(kept)
    page = 1 if any(line.startswith("\f") for line in lines) else None
    finder = bars.TableFinder(kept)
    waiting: list[PrintedLine] = []
    gap = False
    position = 0
    while position < len(kept):
        line = kept[position]
        if line.startswith("\f") and page is not None:
            page += 1
        table = finder.take(position) if bars.may_begin(line) else None
        if table is not None:
            _add_paragraphs(waiting, builder)
            waiting = []
            bars.add_table(table, builder)
            position = table.next_line
            continue
        position += 1
        if not line.strip():
            gap = True
        elif wrapping is None:
            builder.paragraph(line, page=page)
        else:
            following = kept[position] if position < len(kept) else ""
            waiting.append(wrapping.printed(line.lstrip("\f"), following, page, gap))
            gap = False
    _add_paragraphs(waiting, builder)


def _add_paragraphs(lines: list[PrintedLine], builder: SourceBuilder) -> None:
    for paragraph in paragraphs(lines):
        builder.paragraph(paragraph.text, page=paragraph.page)


def _find_wrapping(kept: Sequence[str]) -> _Wrapping | None:
    """The width that broke the lines, in characters or in columns; None for a text with a paragraph to a line."""
    lines = [line for line in kept if line.strip()]
    indents = sum(_INDENTED.match(line) is not None for line in lines) >= len(lines) * 0.15
    for find, slack in ((_filled_margin, _SLACK), (few_cuts, 0)):
        found = [(measure, width) for measure in (_columns, len) if (width := find(kept, measure)) is not None]
        if found:
            measure, width = max(found, key=lambda one: n_cut(kept, *one))
            return _Wrapping(measure, width, indents, slack)
    return _Wrapping(len, _NO_MARGIN, False) if any(map(cannot_begin, lines)) else None


def _filled_margin(kept: Sequence[str], measure: Measure) -> int | None:
    """The width that a good part of the lines fill."""
    lines = [line.rstrip() for line in kept if line.strip()]
    widths = sorted(map(measure, lines))
    if not widths:
        return None
    width = widths[int((len(widths) - 1) * 0.98)]
    filled = [line for line in lines if width - _SLACK <= measure(line) <= width]
    broken = sum(not line.endswith(_ENDS_SENTENCE) for line in filled)
    enough = len(filled) >= max(_LEAST_WRAPPED, len(lines) * _WRAPPED_SHARE)
    return width if width in _WIDTHS and enough and broken >= len(filled) * 0.5 else None


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


def _without_page_furniture(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines without page numbers and the heads that come back beside them, and how many were taken out.

    Blank lines around a page number go with it: a sentence may run across the page break.
    """
    numbers = [position for position, line in enumerate(lines) if is_marked_page_number(tidy(line))]
    if not numbers:
        return list(lines), 0
    removed = set(numbers)
    for step in (1, -1):
        beside = [position for number in numbers if (position := _next_text(lines, number, step)) is not None]
        counts = Counter(tidy(lines[position]) for position in beside)
        often = max(2, len(numbers) * _HEAD_SHARE)
        removed.update(position for position in beside if counts[tidy(lines[position])] >= often)
    n_removed = len(removed)
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and (end in removed or not lines[end].strip()):
            end += 1
        if any(line in removed for line in range(position, end)):
            removed.update(range(position, end))
        position = end + 1
    return [line for position, line in enumerate(lines) if position not in removed], n_removed


def _next_text(lines: Sequence[str], position: int, step: int) -> int | None:
    position += step
    while 0 <= position < len(lines):
        if lines[position].strip():
            return position
        position += step
    return None
