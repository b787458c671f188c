"""Where a corrected text stands in the paper, so that its passage is marked anew and not the one it had before.

The lines of the old passage are looked through first, a long text also in the paragraphs around it (a problem that the
reader had cut short). A text that stands nowhere there was typed by a person: it stays linked to its old passage.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from zhenggai.core.source import Line, Span

AROUND = 3  # paragraphs on each side
LONG = 12  # characters from which on a text is told from others by itself


def relinked(lines: Sequence[Line], text: str, near: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of every printed line of the text, in the lines of `near` or around them; () if one is not there."""
    home = sorted({span.line for span in near if 0 <= span.line < len(lines)})
    if not home:
        return ()
    around = range(max(0, home[0] - AROUND), min(len(lines), home[-1] + AROUND + 1))
    spans: list[Span] = []
    for part in text.split("\n"):
        found = _found(lines, part, home) or (_found(lines, part, around) if len(part) >= LONG else ())
        if not found:
            return ()
        spans += found
    return tuple(spans)


def _found(lines: Sequence[Line], part: str, where: Sequence[int]) -> tuple[Span, ...]:
    """The part in the lines one after the other: a paragraph that a page cut in two is one text."""
    texts = [lines[i].text for i in where]
    at = "".join(texts).find(part) if part else -1
    return tuple(_cut(texts, where, at, at + len(part))) if at >= 0 else ()


def _cut(texts: Sequence[str], where: Sequence[int], start: int, end: int) -> Iterator[Span]:
    begins = [0, *accumulate(map(len, texts))]
    for i in range(bisect_right(begins, start) - 1, len(texts)):
        if begins[i] >= end:
            return
        if begins[i] < begins[i + 1]:
            yield Span(where[i], max(start, begins[i]) - begins[i], min(end, begins[i + 1]) - begins[i])
