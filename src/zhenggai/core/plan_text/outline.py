"""The running text cut into blocks: one for each paragraph, label and glued number, with what announces it.

A block begins where a line begins, where a label stands inside a line, or where a number continues a list that was
glued into one paragraph. Which blocks are headings, items or content is decided by `prose`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.numbering import Number, NumberStyle
from zhenggai.core.plan_text.labels import LabelHit, compact, find_labels, known
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
_PAGE_OF = re.compile(r"[^。；]{2,40}?[\s.．…·—-]+\d{1,3}")
_MANY = 4  # so many labels in one run are a form, whatever parts of a plan stand among them
_BULLET = re.compile(r"[●•■◆▪◇□○★·▲►➢➤✦※]\s?")
_SHORT = frozenset({Slot.DEADLINE, Slot.PERSON})
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


@dataclass(frozen=True, slots=True)
class _Step:
    """A numbered line: whether it begins with a label, how often that label comes where the line is nothing else, and
    whether it is a part of a plan's body."""

    index: int
    value: int
    label: bool
    times: int
    part: bool


@cache
def _plan_parts() -> frozenset[str]:
    words = [*pack("tails")["sections"], *pack("tails")["plan_parts"]]
    return frozenset(word for word in words if known(word) is None)


def outline(source: Source, items: Sequence[Paragraph | Readout], plain: frozenset[int] = frozenset()) -> list[Block]:
    """The blocks of the running text in reading order, empty and hidden lines left out; a wall for each table.

    plain: lines that hold no labels whatever they say (the title).
    """
    captions = {line for item in items if isinstance(item, Readout) for line in item.captions}
    rows: list[tuple[Line, list[LabelHit]] | int] = []
    for position, item in enumerate(items):
        if isinstance(item, Readout):
            rows.append(position)
            continue
        line = source.lines[item.line]
        if (line.text or line.numbering) and not line.hidden and line.index not in captions:
            rows.append((line, [] if line.index in plain else find_labels(line.text)))
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
    stopped = Counter(compact(hit.label) for hit in every if hit.stopped)
    alone = _no_labels(rows)
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
            if hit.stopped and stopped[name] < 2:
                continue
            if hit.weak and not hit.colon and weak[name] < 2:
                continue
            if hit.weak and not (hit.start <= _REACH and (slots - {hit.slot} or weak[name] >= 2)):
                continue
            kept.append(hit)
        believed[line.index] = kept
    return believed


def _no_labels(rows: Sequence[tuple[Line, list[LabelHit]]]) -> set[int]:
    """Lines that hold no label though they read like one; a table of contents says the words of the headings again."""
    alone = _lone_headings(rows) | _contents(rows) | _sections(rows)
    texts = {line.text for line, _ in rows if line.index in alone}
    return {line.index for line, _ in rows if line.text in texts}


def _contents(rows: Sequence[tuple[Line, list[LabelHit]]]) -> set[int]:
    """The lines of a table of contents: three or more in a row that end in a page number."""
    found: set[int] = set()
    run: list[int] = []
    for line, _ in [*rows, (Line(-1, ""), [])]:
        if _PAGE_OF.fullmatch(line.text):
            run.append(line.index)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return found


def _lone_headings(rows: Sequence[tuple[Line, list[LabelHit]]]) -> set[int]:
    """Numbered headings that read like a label among others that do not: 一、指导思想 二、整改要求 三、保障措施."""
    words = Counter(compact(hit.label) for _, hits in rows for hit in hits)
    runs: dict[NumberStyle, list[list[_Step]]] = {}
    for line, hits in rows:
        number = number_of(line.numbering or line.text)
        if number is None or (hits and hits[0].start > max(number.end, 1)):
            continue
        step = _step(line, number, hits, words)
        of_style = runs.setdefault(number.style, [])
        if of_style and number.value == of_style[-1][-1].value + 1:
            of_style[-1].append(step)
        else:
            of_style.append([step])
    alone: set[int] = set()
    for run in (run for of_style in runs.values() for run in of_style):
        alone.update(_alone_in(run))
    return alone


def _step(line: Line, number: Number, hits: Sequence[LabelHit], words: Counter[str]) -> _Step:
    first = hits[0] if hits else None
    bare = first is not None and not first.colon and first.end >= len(line.text)
    label = first is not None and first.slot not in (Slot.NEXT_STEPS, Slot.REMARK) and not first.closing
    text = line.text if line.numbering else line.text[number.end :]
    times = words[compact(first.label)] if first is not None and bare else 0
    return _Step(line.index, number.value, label, times, compact(text.split("。")[0]) in _plan_parts())


def _alone_in(run: Sequence[_Step]) -> Iterator[int]:
    """The label-like headings of one run of numbers that are none: no neighbour is a label, or the run is the body of a
    plan (总体要求, 基本原则, 保障措施) with few labels."""
    body = any(step.part for step in run) and sum(step.label for step in run) < _MANY
    for place, step in enumerate(run):
        beside = [*run[max(place - 1, 0) : place], *run[place + 1 : place + 2]]
        if (body and 0 < step.times <= 2) or (step.times == 1 and not any(other.label for other in beside)):
            yield step.index


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
    bullet = _BULLET.match(line.text)
    before = bullet.end() if bullet else 0
    first = number_of(line.numbering or line.text[before:])
    if first is not None and hits and not line.numbering and hits[0].start < before + first.end:
        first = None  # 整改任务：一些… is a label, not task one
    begin_of_words = 0 if line.numbering else before + (first.end if first else 0)
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
        if first is not None and hits[0].start > begin_of_words:
            chain[first.style] = first.value
        taken = {place for place, *_ in starts}
        starts = sorted([*starts, *_glued_numbers(line.text, chain, taken)], key=lambda start: start[0])
    if first is not None and not hits:
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
