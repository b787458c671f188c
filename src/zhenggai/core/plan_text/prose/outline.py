"""The running text cut into blocks: one for each paragraph, label and glued number, with what announces it.

A block begins where a line begins, where a label stands inside a line, or where a number continues a list that was
glued into one paragraph. Which blocks are headings, items or content is decided by `prose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from zhenggai.core.numbering import Number, NumberStyle, family
from zhenggai.core.plan_text.grids.tables import Readout
from zhenggai.core.plan_text.prose.believing import Row, believed
from zhenggai.core.plan_text.prose.joined import settle_joined
from zhenggai.core.plan_text.words.labels import LabelHit, find_labels
from zhenggai.core.plan_text.words.numbered import number_of
from zhenggai.core.plan_text.words.raw import Piece, Slot
from zhenggai.core.source import Line, Paragraph, Source

_REACH = 26  # characters looked at for a number
_OWN_NUMBER = re.compile(
    r"(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．])\s*$"
)
_STROKE = re.compile("[-—–－]")
_STOPS = "。；;，, ）)"
_TITLE_END = re.compile("(?:清单|一览|一览表|情况|方案|台账|任务表|明细表)$")
_BULLET = re.compile(r"[●•■◆▪◇□○★·▲►➢➤✦※]\s?")
_SHORT = frozenset({Slot.DEADLINE, Slot.PERSON})
_DANGLING = re.compile(r"[\s（(【\[〔]+$")
_CREDIT = re.compile(r"(?<=[。；;])\s*[（(][^（()）。]{2,40}(?:供稿|供图)[^（()）。]{0,20}[）)]$")
# Slots a finding has once: their return begins a new finding. Others return under another word of the same slot.
SINGLE = frozenset({Slot.NUMBER, Slot.PROBLEM, Slot.GOAL, Slot.DEADLINE})


@cache
def _glued_number() -> re.Pattern[str]:
    """A number inside a line that may go on with a list. Wide sets are dear to compile: at first use."""
    return re.compile(
        r"第\s?[一二三四五六七八九十百\d]{1,4}\s?项"
        r"|(?<![第十百、])[一二三四五六七八九十]{1,3}、|[（(]\s?[一二三四五六七八九十]{1,3}\s?[）)]"
        r"|(?:(?<=[。；;！？!?”」）)：:\s])|(?<=^))(?:[（(]\s?\d{1,2}\s?[）)]|\d{1,4}\s?[.．、](?!\d))"
        r"|(?<=[\u4e00-\u9fff])\d{1,4}\s?[.．、](?=[\u4e00-\u9fff“（])"
    )


@cache
def _page_mark() -> re.Pattern[str]:
    """A page number in mid-sentence: …，- 3 -…; beside a figure only with blanks around it: 对7- 3 -座设施."""
    return re.compile(
        r"(?<=[\u4e00-\u9fff，、；：”）])\s?[-—–－]\s?\d{1,3}\s?[-—–－]\s?(?=[\u4e00-\u9fff“（])"
        r"|(?<=[\d%％])\s?[-—–－]\s\d{1,3}\s[-—–－]\s?(?=[\u4e00-\u9fff“（])"
        r"|(?<=[\u4e00-\u9fff，、；：”）])\s?[-—–－]\s\d{1,3}\s[-—–－]\s?(?=\d)"
        r"|(?<=[。；！？”）])\s?[-—–－]\s?\d{1,3}\s?[-—–－]\s?$"  # before the next heading of a glued text
    )


@dataclass(slots=True, unsafe_hash=True)  # never changed: `frozen` would make it three times as dear
class Block:
    """A stretch of one line.

    begin, body, end: where it begins (number and label included), where its words begin, where it ends.
    number: the number before its words. numbering: what Word printed before the line. hit: the label that opens it.
    opens: it begins a line. heading, bold, centred: as the line is printed.
    wall: position of the table that stands here instead of text, -1 for text. resumes: it goes on with the
    text before a bracketed label. slot, style, value: those of its label and number. family: looks that people mix
    with that style.
    """

    line: int
    begin: int
    body: int
    end: int
    number: Number | None = None
    numbering: str = ""
    hit: LabelHit | None = None
    opens: bool = True
    heading: int = 0
    bold: bool = False
    centred: bool = False
    wall: int = -1
    resumes: bool = False
    text: str = ""
    slot: Slot | None = field(init=False)
    style: NumberStyle | None = field(init=False)
    family: NumberStyle | None = field(init=False)
    value: int = field(init=False)

    def __post_init__(self) -> None:
        self.slot = self.hit.slot if self.hit else None
        self.style, self.value = (self.number.style, self.number.value) if self.number else (None, 0)
        self.family = family(self.style)

    def pieces(self, source: Source, *, whole: bool = False) -> list[Piece]:
        """The block's words; `whole` keeps its number. A page number in mid-sentence is left out."""
        start = self.begin if whole else self.body
        label = self.hit.label if self.hit else ""
        pieces = [Piece(self.line, start, max(start, self.end), self.numbering if whole else "", label=label)]
        text = source.lines[self.line].text
        if not _STROKE.search(text, start, pieces[0].end):
            return pieces
        for mark in _page_mark().finditer(text, start, pieces[0].end):
            last = pieces.pop()
            pieces.append(replace(last, end=mark.start()))
            pieces.append(Piece(self.line, mark.end(), last.end, continues=True))
        return pieces


def outline(source: Source, items: Sequence[Paragraph | Readout], plain: frozenset[int] = frozenset()) -> list[Block]:
    """The blocks of the running text in reading order, empty and hidden lines left out; a wall for each table.

    plain: lines that hold no labels whatever they say (the title).
    """
    captions = {line for item in items if isinstance(item, Readout) for line in item.captions}
    rows: list[Row | int] = []
    for position, item in enumerate(items):
        if isinstance(item, Readout):
            rows.append(position)
            continue
        line = source.lines[item.line]
        told = line.place.part != "footnote" and not line.hidden and line.index not in captions
        if told and (line.text or line.numbering):
            hits = [] if line.index in plain else find_labels(line.text)
            rows.append(Row(line, hits, number_of(line.numbering or line.text)))
    settle_joined(rows)
    labels = believed([row for row in rows if not isinstance(row, int)])
    blocks: list[Block] = []
    chain: dict[NumberStyle, int] = {}
    for row in rows:
        if isinstance(row, int):
            blocks.append(Block(-1, 0, 0, 0, wall=row))
        else:
            blocks.extend(_cut(row.line, labels[row.line.index], row.number, chain))
    return blocks


def _cut(line: Line, hits: Sequence[LabelHit], first: Number | None, chain: dict[NumberStyle, int]) -> Iterable[Block]:
    """The blocks of one line. first: the number it begins with."""
    bullet = _BULLET.match(line.text)
    before = bullet.end() if bullet else 0
    if bullet and not line.numbering:
        first = number_of(line.text[before:])
    if first is not None and hits and not line.numbering and hits[0].start < before + first.end:
        first = None  # 整改任务：一些… is a label, not task one
    begin_of_words = 0 if line.numbering else before + (first.end if first else 0)
    if not hits:
        if first is not None:
            chain[first.style] = first.value
        return (_block(line, 0, begin_of_words, len(line.text), first, None, first=True),)
    if len(hits) == 1 and hits[0].start <= begin_of_words and not hits[0].inside:
        end = len(line.text)
        return (_block(line, 0, min(hits[0].end, end), end, first, hits[0], first=True),)
    return _cut_at_labels(line, hits, first, begin_of_words, chain)


def _cut_at_labels(
    line: Line, hits: Sequence[LabelHit], first: Number | None, begin_of_words: int, chain: dict[NumberStyle, int]
) -> Iterator[Block]:
    starts: list[tuple[int, int, Number | None, LabelHit | None]] = []
    for hit in hits:
        if hit.start <= begin_of_words or (hit.closing and not starts and _one_phrase(line.text[: hit.start])):
            starts.append((0, hit.end, first, hit))
        else:
            begin, number = _own_number(line.text, hit.start)
            starts.append((begin, hit.end, number, hit))
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, begin_of_words, first, None))
    if _glued(hits):
        if first is not None and hits[0].start > begin_of_words:
            chain[first.style] = first.value
        taken = {place for place, *_ in starts}
        starts = sorted([*starts, *_glued_numbers(line.text, chain, taken)], key=lambda start: start[0])
    for place, (begin, body, number, label) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(line.text)
        if place and begin < starts[place - 1][1]:
            continue
        block = _block(line, begin, min(body, end), end, number, label, first=place == 0)
        yield block
        rest = line.text[block.end : end]
        if label is not None and label.inside and len(rest.strip(_STOPS)) > 1:
            yield replace(
                block,
                begin=block.end,
                body=block.end,
                end=end,
                hit=None,
                opens=False,
                resumes=True,
                text=rest.strip(_STOPS),
            )


def _one_phrase(text: str) -> bool:
    """Whether what stands before a contact belongs to it: 督察进驻期间（5月9日—6月9日），举报电话：…"""
    return len(text) <= _ONE_PHRASE and not any(stop in text for stop in "。；;！")


def _own_number(text: str, start: int) -> tuple[int, Number | None]:
    """Where a label begins with the number right before it (…。三、责任单位：…), and that number."""
    head = max(0, start - 12)
    own = _OWN_NUMBER.search(text[head:start])
    begin = head + own.start() if own else start
    if own is None or begin == 0 or text[begin - 1] not in " 。；;！？：:）)":
        return start, None
    number = number_of(own[0])
    return (begin, number) if number else (start, None)


def _block(
    line: Line, begin: int, body: int, end: int, number: Number | None, hit: LabelHit | None, *, first: bool
) -> Block:
    text = line.text
    credit = _CREDIT.search(text, body, end) if end == len(text) and "供" in text[-24:] else None
    if credit:
        end = credit.start()
    dangling = _DANGLING.search(text[body:end]) if end < len(text) else None
    if dangling:
        end = body + dangling.start()
    if hit is not None and hit.slot in _SHORT:
        end = body + len(text[body:end].rstrip("。 " if hit.stopped else "；;，, "))
    if hit is not None and hit.inside:
        end = _before_closing(text, body, end)
    numbering = line.numbering if first else ""
    return Block(
        line.index,
        begin,
        body,
        end,
        number,
        numbering,
        hit,
        first,
        line.heading,
        line.bold,
        line.centred,
        text=text[body:end].strip(),
    )


def _before_closing(text: str, body: int, end: int) -> int:
    """The end of a bracketed value: before the bracket that closes around it, or the stop before the next."""
    depth = 0
    for place in range(body, end):
        depth += (text[place] in "（(") - (text[place] in "）)")
        if depth < 0:
            end = place
            break
    return body + len(text[body:end].rstrip("。；;，, "))


def _glued(hits: Sequence[LabelHit]) -> bool:
    """Whether one line holds several findings: a label that a finding has once returns in it."""
    if len(hits) < 2:
        return False
    names = [hit.name for hit in hits if not hit.closing]
    return len(set(names)) < len(names)


def _glued_numbers(
    text: str, chain: dict[NumberStyle, int], taken: set[int]
) -> Iterator[tuple[int, int, Number | None, LabelHit | None]]:
    """Numbers inside a glued line that go on with a list or begin one."""
    before: tuple[int, NumberStyle | None] = (0, None)  # where the words behind the last number begin, and its style
    for found in _glued_number().finditer(text):
        place = found.start()
        number = number_of(text[place : place + 30])
        if number is None or place in taken or (place == 0):
            continue
        expected = chain.get(number.style, 0) + 1
        free = text[place - 1] in "。；;！？!?”」）): ：" or (
            number.value == 1 and _TITLE_END.search(text[max(0, place - 6) : place]) is not None
        )
        follows = number.value == expected > 1  # 整改时限：2023年底2.污水…
        under = number.value == 1 and before[1] not in (None, number.style)  # （一）部分领域监管缺位1.扬尘…
        under = under and _GLUED_HEADING.fullmatch(text, before[0], place) is not None
        if number.value not in (expected, 1) or not (free or follows or under or number.style in _CLEAR):
            continue
        chain[number.style], before = number.value, (place + number.end, number.style)
        yield place, place + number.end, number, None


_ONE_PHRASE = 30
_GLUED_HEADING = re.compile("[\u4e00-\u9fff“”]{4,30}")  # words without a stop
_CLEAR = frozenset({NumberStyle.CHINESE_COMMA, NumberStyle.CHINESE_BRACKET, NumberStyle.ITEM})
