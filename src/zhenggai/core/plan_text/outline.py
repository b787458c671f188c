"""The running text cut into blocks: one for each paragraph, label and glued number, with what announces it.

A block begins where a line begins, where a label stands inside a line, or where a number continues a list that was
glued into one paragraph. Which blocks are headings, items or content is decided by `prose`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zhenggai.core.numbering import Number, NumberStyle
from zhenggai.core.plan_text.labels import LabelHit, compact, find_labels
from zhenggai.core.plan_text.numbered import number_of
from zhenggai.core.plan_text.raw import Piece, Slot
from zhenggai.core.plan_text.tables import Readout
from zhenggai.core.source import Line, Paragraph, Source

_REACH = 26  # characters looked at for a number
_OWN_NUMBER = re.compile(
    r"(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．])\s*$"
)
_GLUED_NUMBER = re.compile(
    r"第\s?[一二三四五六七八九十百\d]{1,4}\s?项"
    r"|(?<![第十百、])[一二三四五六七八九十]{1,3}、|[（(]\s?[一二三四五六七八九十]{1,3}\s?[）)]"
    r"|(?:(?<=[。；;！？!?”」）)：:\s])|(?<=^))(?:[（(]\s?\d{1,2}\s?[）)]|\d{1,2}\s?[.．、](?!\d))"
    r"|(?<=[表览单况案])1\s?[.．、](?!\d)"
)
_PAGE_MARK = re.compile(r"(?<=[\u4e00-\u9fff，、；：”）])\s?[-—–－]\s?\d{1,3}\s?[-—–－]\s?(?=[\u4e00-\u9fff“（])")
_STOPS = "。；;，, ）)"
_TITLE_END = re.compile("(?:清单|一览|一览表|情况|方案|台账|任务表|明细表)$")
_DANGLING = re.compile(r"[\s（(【\[〔]+$")
# Slots a finding has once: their return begins a new finding. Others return under another word of the same slot.
SINGLE = frozenset({Slot.NUMBER, Slot.PROBLEM, Slot.GOAL, Slot.DEADLINE})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one line.

    begin, body, end: where it begins (number and label included), where its words begin, where it ends.
    number: the number before its words. numbering: what Word printed before the line. hit: the label that opens it.
    opens: it begins a line. heading, bold, centred: as the line is printed.
    wall: position of the table that stands here instead of text, -1 for text. resumes: it goes on with the
    text before a bracketed label.
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

    @property
    def slot(self) -> Slot | None:
        return self.hit.slot if self.hit else None

    @property
    def style(self) -> NumberStyle | None:
        return self.number.style if self.number else None

    @property
    def value(self) -> int:
        return self.number.value if self.number else 0

    def pieces(self, source: Source, *, whole: bool = False) -> list[Piece]:
        """The block's words; `whole` keeps its number. A page number in mid-sentence is left out."""
        start = self.begin if whole else self.body
        label = self.hit.label if self.hit else ""
        pieces = [Piece(self.line, start, max(start, self.end), self.numbering if whole else "", label=label)]
        for mark in _PAGE_MARK.finditer(source.lines[self.line].text, start, pieces[0].end):
            last = pieces.pop()
            pieces.append(replace(last, end=mark.start()))
            pieces.append(Piece(self.line, mark.end(), last.end, continues=True))
        return pieces


def outline(source: Source, items: Sequence[Paragraph | Readout]) -> list[Block]:
    """The blocks of the running text in reading order, empty and hidden lines left out; a wall for each table."""
    captions = {line for item in items if isinstance(item, Readout) for line in item.captions}
    rows: list[tuple[Line, list[LabelHit]] | int] = []
    for position, item in enumerate(items):
        if isinstance(item, Readout):
            rows.append(position)
            continue
        line = source.lines[item.line]
        if (line.text or line.numbering) and not line.hidden and line.index not in captions:
            rows.append((line, find_labels(line.text)))
    hits = _believed([row for row in rows if not isinstance(row, int)])
    blocks: list[Block] = []
    chain: dict[NumberStyle, int] = {}
    for row in rows:
        if isinstance(row, int):
            blocks.append(Block(-1, 0, 0, 0, wall=row))
        else:
            blocks.extend(_cut(row[0], hits[row[0].index], chain))
    return blocks


def _believed(rows: Sequence[tuple[Line, list[LabelHit]]]) -> dict[int, list[LabelHit]]:
    """The hits that the whole document bears out: weak words need company, glued ones a twin or a line of labels."""
    every = [hit for _, hits in rows for hit in hits]
    sure = Counter(compact(hit.label) for hit in every if not hit.glued and not hit.weak)
    slots = {hit.slot for hit in every if not hit.weak and not hit.glued and not hit.closing}
    weak = Counter(compact(hit.label) for hit in every if hit.weak)
    alone = _lone_headings(rows)
    believed: dict[int, list[LabelHit]] = {}
    for line, hits in rows:
        here = len({compact(hit.label) for hit in hits if not hit.weak})
        if line.index in alone:
            believed[line.index] = []
            continue
        kept = []
        for hit in hits:
            name = compact(hit.label)
            if hit.glued and not (sure[name] or here >= 3 or (here >= 2 and not any(h.closing for h in hits))):
                continue
            if hit.weak and not (hit.start <= _REACH and (slots - {hit.slot} or weak[name] >= 2)):
                continue
            kept.append(hit)
        believed[line.index] = kept
    return believed


def _lone_headings(rows: Sequence[tuple[Line, list[LabelHit]]]) -> set[int]:
    """Numbered headings that read like a label among others that do not: 一、指导思想 二、整改要求 三、保障措施."""
    words = Counter(compact(hit.label) for _, hits in rows for hit in hits)
    follow = {Slot.NEXT_STEPS, Slot.REMARK}
    steps: dict[NumberStyle, list[tuple[int, int, bool, bool]]] = {}
    for line, hits in rows:
        number = number_of(line.numbering or line.text)
        if number is None or (hits and hits[0].start > max(number.end, 1)):
            continue
        bare = bool(hits) and not hits[0].colon and hits[0].end >= len(line.text)
        once = bool(hits) and words[compact(hits[0].label)] == 1
        believable = bool(hits) and hits[0].slot not in follow and not hits[0].closing
        steps.setdefault(number.style, []).append((line.index, number.value, believable, bare and once))
    alone: set[int] = set()
    for row in steps.values():
        for place, (index, value, _, lone) in enumerate(row):
            beside = [row[p] for p in (place - 1, place + 1) if 0 <= p < len(row) and abs(row[p][1] - value) == 1]
            if lone and not any(other[2] for other in beside):
                alone.add(index)
    alone |= _sections(rows)
    texts = {line.text for line, _ in rows if line.index in alone}
    return {line.index for line, _ in rows if line.text in texts}  # the table of contents says the same words


def _sections(rows: Sequence[tuple[Line, list[LabelHit]]]) -> set[int]:
    """Numbered headings that read like a label but hold whole findings: a label returns below them before the next."""
    found: set[int] = set()
    opened: tuple[int, NumberStyle] | None = None
    seen: Counter[str] = Counter()
    for line, hits in rows:
        number = number_of(line.numbering or line.text)
        bare = bool(hits) and not hits[0].colon and hits[0].end >= len(line.text)
        if number is not None and (bare or (opened and number.style is opened[1] and not hits)):
            opened, seen = (line.index, number.style) if bare else None, Counter()
            continue
        seen.update(compact(hit.label) for hit in hits if hit.colon)
        if opened and max(seen.values(), default=0) > 1:
            found.add(opened[0])
    return found


def _cut(line: Line, hits: Sequence[LabelHit], chain: dict[NumberStyle, int]) -> Iterator[Block]:
    """The blocks of one line."""
    first = number_of(line.numbering or line.text)
    if first is not None and hits and not line.numbering and hits[0].start < first.end:
        first = None  # 整改任务：一些… is a label, not task one
    begin_of_words = 0 if line.numbering or first is None else first.end
    starts: list[tuple[int, int, Number | None, LabelHit | None]] = []
    for hit in hits:
        if hit.start <= begin_of_words:
            starts.append((0, hit.end, first, hit))
        else:
            own = _OWN_NUMBER.search(line.text[: hit.start])
            number = (
                number_of(own[0]) if own and own.start() and line.text[own.start() - 1] in " 。；;！？：:）)" else None
            )
            starts.append((own.start() if own and number else hit.start, hit.end, number, hit))
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, begin_of_words, first, None))
    if _glued(hits):
        taken = {place for place, *_ in starts}
        starts = sorted([*starts, *_glued_numbers(line.text, chain, taken)], key=lambda start: start[0])
    elif first is not None and not hits:
        chain[first.style] = first.value
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


def _block(
    line: Line, begin: int, body: int, end: int, number: Number | None, hit: LabelHit | None, *, first: bool
) -> Block:
    text = line.text
    dangling = _DANGLING.search(text[body:end]) if end < len(text) else None
    if dangling:
        end = body + dangling.start()
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
    names = Counter(compact(hit.label) for hit in hits if not hit.closing)
    return any(count > 1 for count in names.values())


def _glued_numbers(
    text: str, chain: dict[NumberStyle, int], taken: set[int]
) -> Iterator[tuple[int, int, Number | None, LabelHit | None]]:
    """Numbers inside a glued line that go on with a list or begin one."""
    for found in _GLUED_NUMBER.finditer(text):
        place = found.start()
        number = number_of(text[place : place + 30])
        if number is None or place in taken or (place == 0):
            continue
        expected = chain.get(number.style, 0) + 1
        free = text[place - 1] in "。；;！？!?”」）): ：" or (
            number.value == 1 and _TITLE_END.search(text, 0, place) is not None
        )
        if number.value not in (expected, 1) or not (free or number.style in _CLEAR):
            continue
        chain[number.style] = number.value
        yield place, place + number.end, number, None


_CLEAR = frozenset({NumberStyle.CHINESE_COMMA, NumberStyle.CHINESE_BRACKET, NumberStyle.ITEM})
