"""Which of the label-like words of a document are labels: what the whole document bears out.

Weak words need company; headings of a plan's body, of parts that hold whole findings and lines of a table of contents
only sound like labels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from zhenggai.catalog import pack
from zhenggai.core.numbering import Number, NumberStyle
from zhenggai.core.plan_text.words.labels import LabelHit
from zhenggai.core.plan_text.words.layout_words import any_word
from zhenggai.core.plan_text.words.lexicon import compact, known
from zhenggai.core.plan_text.words.raw import Slot
from zhenggai.core.source import Line

_PAGE_OF = re.compile(r"[^。；]{2,40}?[\s.．…·—-]+\d{1,3}")
_MANY = 4  # so many labels in one run are a form, whatever parts of a plan stand among them
_FRAME = 8  # characters that close the frame of a problem: ”的问题的
_HEAD = 40  # characters of a heading, blanks included
_REACH = 26  # a weak word stands no further in the line


class Row(NamedTuple):
    """A line of running text, what reads like a label in it, and the number it begins with."""

    line: Line
    hits: list[LabelHit]
    number: Number | None


@dataclass(slots=True)
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


def believed(rows: Sequence[Row]) -> dict[int, list[LabelHit]]:
    """The hits that the whole document bears out: weak words need company, glued ones a twin or a line of labels."""
    every = [hit for row in rows for hit in row.hits]
    sure = Counter(hit.name for hit in every if not hit.glued and not hit.weak)
    slots = {hit.slot for hit in every if not hit.weak and not hit.glued and not hit.closing}
    weak = Counter(hit.name for hit in every if hit.weak)
    stopped = Counter(hit.name for hit in every if hit.stopped)
    framed = Counter(hit.name for line, hits, _ in rows for hit in hits if _is_framed(line.text, hit))
    alone = _no_labels(rows)
    believed: dict[int, list[LabelHit]] = {}
    for line, hits, _ in rows:
        if line.index in alone:
            hits = []
        if not hits or not any(hit.glued or hit.stopped or hit.weak for hit in hits):
            believed[line.index] = hits
            continue
        here = len({hit.name for hit in hits if not hit.weak})
        kept = []
        for hit in hits:
            name = hit.name
            if hit.glued and _behind_frame(line.text, hit, framed[name]):
                kept.append(hit)
                continue
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


def _behind_frame(text: str, hit: LabelHit, times: int) -> bool:
    """Whether a glued label stands right behind the frame of a problem: 关于“…”的问题整改进展情况：; behind one without
    quotation marks only where it comes again so."""
    if not _is_framed(text, hit):
        return False
    return times > 1 or _quoted().search(text, max(0, hit.start - _FRAME), hit.start) is not None


def _is_framed(text: str, hit: LabelHit) -> bool:
    if not (hit.glued and hit.colon) or hit.closing:
        return False
    return _frame_end().search(text, max(0, hit.start - _FRAME), hit.start) is not None


@cache
def _frame_end() -> re.Pattern[str]:
    return re.compile(rf"(?:[”\"」]的?|的){any_word('frames', 'problem')}的?$")


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(rf"[”\"」]的?{any_word('frames', 'problem')}的?$")


def _no_labels(rows: Sequence[Row]) -> set[int]:
    """Lines that hold no label though they read like one; a table of contents says the words of the headings again."""
    alone = _lone_headings(rows) | _contents(rows) | _sections(rows)
    texts = {row.line.text for row in rows if row.line.index in alone}
    return {row.line.index for row in rows if row.line.text in texts} if texts else alone


def _contents(rows: Sequence[Row]) -> set[int]:
    """The lines of a table of contents: three or more in a row that end in a page number."""
    found: set[int] = set()
    run: list[int] = []
    for line, *_ in [*rows, Row(Line(-1, ""), [], None)]:
        if line.text[-1:].isdecimal() and _PAGE_OF.fullmatch(line.text):
            run.append(line.index)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return found


def _lone_headings(rows: Sequence[Row]) -> set[int]:
    """Numbered headings that read like a label among others that do not: 一、指导思想 二、整改要求 三、保障措施."""
    words = Counter(hits[0].name for line, hits, _ in rows if hits and _is_bare(line, hits[0]))
    runs: dict[NumberStyle, list[list[_Step]]] = {}
    for line, hits, number in rows:
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


def _is_bare(line: Line, hit: LabelHit) -> bool:
    """Whether the line is the label and nothing more, as a heading would be: 二、整改目标."""
    return not hit.colon and hit.end >= len(line.text)


def _step(line: Line, number: Number, hits: Sequence[LabelHit], words: Counter[str]) -> _Step:
    first = hits[0] if hits else None
    bare = first is not None and _is_bare(line, first)
    label = first is not None and first.slot not in (Slot.NEXT_STEPS, Slot.REMARK) and not first.closing
    text = line.text if line.numbering else line.text[number.end :]
    times = words[first.name] if first is not None and bare else 0
    head = text.split("。", 1)[0]
    part = len(head) <= _HEAD and compact(head) in _plan_parts()
    return _Step(line.index, number.value, label, times, part)


def _alone_in(run: Sequence[_Step]) -> Iterator[int]:
    """The label-like headings of one run of numbers that are none: no neighbour is a label, or the run is the body of a
    plan (总体要求, 基本原则, 保障措施) with few labels."""
    body = any(step.part for step in run) and sum(step.label for step in run) < _MANY
    for place, step in enumerate(run):
        beside = [*run[max(place - 1, 0) : place], *run[place + 1 : place + 2]]
        if (body and 0 < step.times <= 2) or (step.times == 1 and not any(other.label for other in beside)):
            yield step.index


def _sections(rows: Sequence[Row]) -> set[int]:
    """Numbered headings that read like a label but hold whole findings: a label returns below them before the next."""
    found: set[int] = set()
    opened: tuple[int, NumberStyle] | None = None
    seen: Counter[str] = Counter()
    for line, hits, number in rows:
        bare = bool(hits) and _is_bare(line, hits[0])
        if number is not None and (bare or (opened and number.style is opened[1] and not hits)):
            opened, seen = (line.index, number.style) if bare else None, Counter()
            continue
        if hits:
            seen.update(hit.name for hit in hits if hit.colon)
        if opened and max(seen.values(), default=0) > 1:
            found.add(opened[0])
    return found
