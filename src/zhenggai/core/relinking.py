"""Where a corrected text stands in the paper, so that its passage is marked anew and not the one it had before.

The lines of the old passage are looked through first, a long text also in the paragraphs around it (a problem that the
reader had cut short). A text may run on over lines that follow each other in one cell or in the running text, never
from one cell into the next. A text that stands nowhere there was typed by a person: it stays linked to its old passage.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from zhenggai.core.source import Line, Span

AROUND = 3  # paragraphs on each side
LONG = 12  # characters from which on a text is told from others by itself
SHORTEST = 2  # a single sign stands anywhere


def relinked(lines: Sequence[Line], text: str, near: Iterable[Span], *, own: bool = True) -> tuple[Span, ...]:
    """Spans of every printed line of the text, in the lines of `near` or around them; () if one is not there.
    own: `near` is the field that is corrected; elsewhere a short text may stand for something else."""
    home = sorted({span.line for span in near if 0 <= span.line < len(lines)})
    if not home:
        return ()
    around = range(max(0, home[0] - AROUND), min(len(lines), home[-1] + AROUND + 1))
    spans: list[Span] = []
    for part in text.split("\n"):
        long = len(part) >= LONG
        found = _found(lines, part, home) if long or (own and len(part) >= SHORTEST) else ()
        if not found and long:
            found = _found(lines, part, around)
        if not found:
            return ()
        spans += found
    return tuple(spans)


def _found(lines: Sequence[Line], part: str, where: Sequence[int]) -> tuple[Span, ...]:
    """The part in one line, else in lines that run on: a paragraph that a page cut in two is one text."""
    for i in where:
        if (at := lines[i].text.find(part)) >= 0:
            return (Span(i, at, at + len(part)),)
    for run in _runs(lines, where):
        texts = [lines[i].text for i in run]
        if (at := "".join(texts).find(part)) >= 0:
            return tuple(_cut(texts, run, at, at + len(part)))
    return ()


def _runs(lines: Sequence[Line], where: Sequence[int]) -> list[list[int]]:
    """The lines in groups that follow each other in the same cell or in the running text."""
    runs: list[list[int]] = []
    for i in where:
        if runs and runs[-1][-1] == i - 1 and _box(lines[i - 1]) == _box(lines[i]):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _box(line: Line) -> tuple[object, ...]:
    place = line.place
    return place.part, place.file, place.sheet, place.table, place.row, place.column


def _cut(texts: Sequence[str], where: Sequence[int], start: int, end: int) -> Iterator[Span]:
    begins = [0, *accumulate(map(len, texts))]
    for i in range(bisect_right(begins, start) - 1, len(texts)):
        if begins[i] >= end:
            return
        if begins[i] < begins[i + 1]:
            yield Span(where[i], max(start, begins[i]) - begins[i], min(end, begins[i + 1]) - begins[i])
