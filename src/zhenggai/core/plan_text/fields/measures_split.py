"""Measures split into entries: one for each number, or one for each paragraph where nothing is numbered.

Source of the rule: `measures` of the published contract, explained in docs/rules/tables.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhenggai.core.numbering import Number, NumberStyle, family, leading_number
from zhenggai.core.plan_text.words.numbered import number_of
from zhenggai.core.plan_text.words.raw import Piece, Strand, paragraphs, strand
from zhenggai.core.source import Passage, Source
from zhenggai.core.typography import join

# The pattern takes the first character of a number and looks around it: a set at the beginning lets the scan skip.
_DIGITS = r"\d０-９一二三四五六七八九十Ⅰ-Ⅻ"
# Where a number may stand inside a paragraph: after a sentence or clause, a bracket, a blank.
_BOUNDARY = rf"(?<=[（(〔【{_DIGITS}])(?:(?<=^.)|(?<=[。；;：:！？!?.\s”\"）)].))(?:(?<=[{_DIGITS}])|(?=[{_DIGITS}]))"
# These stand out so clearly that a missing full stop before them does not hide them.
_CLEAR = (
    r"(?<=[①-⑳⑴-⒇])|(?<=[（(])(?=[\d０-９一二三四五六七八九十]{1,3}[）)])"
    r"|(?<=[一二三四五六七八九十])(?=[一二三四五六七八九十]?[是要])|(?<=第)(?=[一二三四五六七八九十]{1,2}[，,、：:])"
    r"|(?<=首)(?=先)|(?<=其)(?=次)|(?<=再)(?=次)|(?<=\d)(?<![\d.．]\d)(?=\d?[.．][^\d\s.．%％])"
    r"|(?<=措)(?=施[\d一二三四五六七八九十])"
)
_INSIDE = re.compile(rf"[（(〔【首{_DIGITS}其①-⑳再⑴-⒇措第](?:{_BOUNDARY}|{_CLEAR})")
_DOUBTFUL = re.compile(r"(\d{1,2})\s?[.．、]\s?")
_REACH = 40  # no number is longer
_STOPS = ("。", "；", ";")
_COMMAS = ("，", "、", ",")
_ENDS = (*_STOPS, "！", "？", "：", ":", "”", "）", ")", ".")
_BULLET = re.compile(r"[●•■◆▪◇□○★·\uf06c\uf0b7\uf06e*][ ]?|[-–—－][ ]")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph with the number it begins with; `begin` is where its text starts behind that number."""

    strand: Strand
    number: Number | None
    begin: int
    bullet: bool
    opens: bool

    @property
    def text(self) -> str:
        return self.strand.text


def split_measures(source: Source, pieces: Sequence[Piece]) -> list[Passage]:
    """The entries of a measures field, own numbering stripped, in reading order."""
    found: list[Passage] = []
    for block in _blocks(_paragraphs(source, pieces)):
        found.extend(_entries(block))
    return [entry for entry in found if entry.text]


def _paragraphs(source: Source, pieces: Sequence[Piece]) -> list[_Paragraph]:
    found = []
    for group in paragraphs(_sewn(source, pieces)):
        laid = strand(source, group)
        if not laid.text:
            continue
        automatic = group[0].numbering
        number = number_of(automatic + laid.text)
        bullet = _BULLET.match(laid.text)
        begin = max(0, number.end - len(automatic)) if number else bullet.end() if bullet else 0
        is_bullet = number is None and bool(automatic or bullet)
        found.append(_Paragraph(laid, number, begin, is_bullet, group[0].opens))
    return _with_doubtful_numbers(found)


def _with_doubtful_numbers(found: Sequence[_Paragraph]) -> list[_Paragraph]:
    """1. 7处… may be a decimal by itself; before 2. 拆除… it is the first number of the list."""
    settled = list(found)
    for place, paragraph in enumerate(found):
        doubtful = _DOUBTFUL.match(paragraph.text) if paragraph.number is None else None
        if doubtful is None:
            continue
        value = int(doubtful[1])
        values = [
            said
            for other in (*settled[max(0, place - 1) : place], *found[place + 1 : place + 2])
            if (said := _arabic_value(other)) is not None
        ]
        if value - 1 in values or value + 1 in values:
            number = Number(NumberStyle.ARABIC_DOT, value, doubtful.end(), doubtful[0])
            settled[place] = replace(paragraph, number=number, begin=doubtful.end())
    return settled


def _arabic_value(paragraph: _Paragraph) -> int | None:
    """The value of the Arabic number that a paragraph begins with, a doubtful one included."""
    if paragraph.number is not None:
        return paragraph.number.value if _same_ladder(paragraph.number.style, NumberStyle.ARABIC_DOT) else None
    doubtful = _DOUBTFUL.match(paragraph.text)
    return int(doubtful[1]) if doubtful else None


def _sewn(source: Source, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Lines that a person broke inside a sentence go on with the line before: it ends in a comma, or without any
    stop where others end in one."""
    stopped = any(piece.text(source).rstrip().endswith(_STOPS) for piece in pieces)
    before = ""
    for piece in pieces:
        text = piece.text(source).strip()
        open_end = before.endswith(_COMMAS) or (stopped and bool(before) and not before.endswith(_ENDS))
        if open_end and not (piece.opens or piece.numbering or _BULLET.match(text) or number_of(text)):
            piece = replace(piece, continues=True)
        yield piece
        before = text or before


def _blocks(found: Sequence[_Paragraph]) -> Iterator[list[_Paragraph]]:
    """Paragraphs up to the next cell that opens an entry of its own."""
    block: list[_Paragraph] = []
    for paragraph in found:
        if block and paragraph.opens:
            yield block
            block = []
        block.append(paragraph)
    if block:
        yield block


def _entries(block: Sequence[_Paragraph]) -> Iterator[Passage]:
    outer = next((paragraph.number for paragraph in block if paragraph.number), None)
    if outer is None:
        bulleted = any(paragraph.bullet for paragraph in block)
        for position, paragraph in enumerate(block):
            last = position == len(block) - 1
            yield from _unnumbered(paragraph, lead=(bulleted and not paragraph.bullet) or not last)
        return
    yield from _numbered(block, outer.style)


def _numbered(block: Sequence[_Paragraph], style: NumberStyle) -> Iterator[Passage]:
    """Entries begin at the numbers of the outer style; everything else goes on with the entry before it."""
    entry: list[Passage] = []
    last = 0  # the number of the entry
    for position, paragraph in enumerate(block):
        if paragraph.number is not None and _same_ladder(paragraph.number.style, style):
            if entry:
                yield _joined(entry)
            *whole, rest = _cut_at_numbers(paragraph, paragraph.number, _next_value(block[position + 1 :], style))
            yield from whole
            entry, last = [rest], paragraph.number.value + len(whole)
        elif entry and not _is_lead(block, position, style):
            rest, *further = _cut_further(paragraph, style, last)  # （3） ⏎ 更换水泵。（4）铺设管道。
            entry.append(rest)
            for passage in further:
                yield _joined(entry)
                entry, last = [passage], last + 1
        else:
            if entry:
                yield _joined(entry)
            entry = []
            yield from _unnumbered(paragraph, lead=True)
    if entry:
        yield _joined(entry)


def _is_lead(block: Sequence[_Paragraph], position: int, style: NumberStyle) -> bool:
    """A line such as 县住建局： above a list that begins anew at 1."""
    following = block[position + 1 : position + 2]
    number = following[0].number if following else None
    if block[position].number is not None or number is None or not _same_ladder(number.style, style):
        return False
    return number.value == 1 and block[position].text.endswith(("：", ":"))


def _next_value(rest: Sequence[_Paragraph], style: NumberStyle) -> int | None:
    numbers = (paragraph.number for paragraph in rest)
    return next((number.value for number in numbers if number and _same_ladder(number.style, style)), None)


def _cut_at_numbers(paragraph: _Paragraph, first: Number, following: int | None) -> list[Passage]:
    """A numbered paragraph cut where the same ladder goes on inside it: 1、…；2、…；3、…"""
    cuts = [(0, paragraph.begin)]
    value = first.value
    for start, number in _numbers_inside(paragraph.text, paragraph.begin):
        if _same_ladder(number.style, first.style) and number.value == value + 1 and number.value != following:
            cuts.append((start, start + number.end))
            value = number.value
    return _cut(paragraph.strand, cuts)


def _cut_further(paragraph: _Paragraph, style: NumberStyle, last: int) -> list[Passage]:
    """An unnumbered paragraph cut where the ladder of the entry before it goes on inside it."""
    cuts = [(0, 0)]
    for start, number in _numbers_inside(paragraph.text, 1):
        if _same_ladder(number.style, style) and number.value == last + len(cuts):
            cuts.append((start, start + number.end))
    return _cut(paragraph.strand, cuts)


def _unnumbered(paragraph: _Paragraph, *, lead: bool) -> list[Passage]:
    """A paragraph without a number of its own: whole, or lead sentence and entries where a list runs inside it.

    lead: it may be a lead sentence; one that ends in a colon only announces and is left out.
    """
    for start, number in _numbers_inside(paragraph.text, paragraph.begin):
        if number.value != 1:
            continue
        cuts = [(start, start + number.end)]
        value = 1
        for place, other in _numbers_inside(paragraph.text, start + number.end):
            if _same_ladder(other.style, number.style) and other.value == value + 1:
                cuts.append((place, place + other.end))
                value = other.value
        if len(cuts) > 1:
            before = paragraph.strand.cut(paragraph.begin, start)
            kept = [] if before.text.endswith(("：", ":")) else [before]
            return kept + _cut(paragraph.strand, cuts)
    whole = paragraph.strand.cut(paragraph.begin)
    return [] if lead and whole.text.endswith(("：", ":")) else [whole]


def _cut(laid: Strand, cuts: Sequence[tuple[int, int]]) -> list[Passage]:
    ends = [start for start, _ in cuts[1:]] + [len(laid.text)]
    return [laid.cut(begin, end) for (_, begin), end in zip(cuts, ends, strict=True)]


def _numbers_inside(text: str, begin: int) -> Iterator[tuple[int, Number]]:
    for match in _INSIDE.finditer(text, begin):
        place = match.start()
        number = leading_number(text[place : place + _REACH])
        if number is not None:
            yield place, number


def _same_ladder(one: NumberStyle, other: NumberStyle) -> bool:
    return family(one) is family(other)


def _joined(entry: Sequence[Passage]) -> Passage:
    if len(entry) == 1:
        return entry[0]
    return Passage(join(passage.text for passage in entry), tuple(span for passage in entry for span in passage.spans))
