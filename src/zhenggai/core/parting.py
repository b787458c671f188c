"""A long review in parts that a page can show: so many findings at a time, and as much of the paper.

Pure: findings and a source in, ranges out; each finding and each line lies in exactly one. The paper is parted where a
part of the findings begins, so that what was read stands beside where it was read. Examples: docs/rules/parts.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zhenggai.core.marking import lines_of_cell, passages_of
from zhenggai.core.plan import FindingDraft
from zhenggai.core.source import Paragraph, Source, Table

FINDINGS = 60  # in one part
LINES = 1_500  # of the paper in one part, cells counted by their lines
CHARACTERS = 120_000  # in one part, of the findings as of the paper


def parts_of_findings(findings: Sequence[FindingDraft]) -> list[range]:
    """The positions of the findings in each part; one empty part where there are none."""
    weights = (1 + sum(len(passage.text) for _kind, _at, passage in passages_of(one)) for one in findings)
    return _packed(weights, FINDINGS) or [range(0)]


def parts_of_lines(source: Source, starts: Iterable[int] = ()) -> list[range]:
    """The lines of each part of the paper. starts: lines at which a part should begin; it begins with the paragraph or
    the row of a table that holds them. A row is parted only if it is larger than a part."""
    n_lines = len(source.lines)
    steps = list(pairwise([*_steps(source), n_lines]))
    firsts = [first for first, _end in steps]
    asked = {bisect_right(firsts, start) - 1 for start in starts} | {0, len(steps)}
    parts: list[range] = []
    for begin, end in pairwise(sorted(asked)):
        weights = (sum(len(line.text) for line in source.lines[slice(*step)]) for step in steps[begin:end])
        sizes = [last - first for first, last in steps[begin:end]]
        packed = _packed(weights, LINES, sizes)
        parts.extend(range(steps[begin + one.start][0], steps[begin + one.stop - 1][1]) for one in packed)
    return parts or [range(0)]


def part_with(parts: Sequence[range], position: int) -> int:
    """Which part holds a position; the nearest where none does."""
    return max(0, bisect_right([one.start for one in parts], position) - 1)


def _packed(weights: Iterable[int], most: int, sizes: Sequence[int] | None = None) -> list[range]:
    """Runs of things of at most `most` pieces and CHARACTERS; one that is larger than that is a run of its own."""
    runs: list[range] = []
    start = n_pieces = n_characters = end = 0
    for i, weight in enumerate(weights):
        size = sizes[i] if sizes else 1
        if i > start and (n_pieces + size > most or n_characters + weight > CHARACTERS):
            runs.append(range(start, i))
            start, n_pieces, n_characters = i, 0, 0
        n_pieces, n_characters, end = n_pieces + size, n_characters + weight, i + 1
    return [*runs, range(start, end)] if end > start else runs


def _steps(source: Source) -> list[int]:
    """Where a part may begin: at every paragraph and every row of an outer table; inside what is larger than a part
    at every line."""
    places = sorted({0, *(line for item in source.layout for line in _firsts(item))} if source.lines else ())
    if not source.layout:
        return list(range(len(source.lines)))
    steps: list[int] = []
    for first, end in pairwise([*places, len(source.lines)]):
        characters = sum(len(line.text) for line in source.lines[first:end])
        large = end - first > LINES or characters > CHARACTERS
        steps.extend(range(first, end) if large else [first])
    return steps


def _firsts(item: Paragraph | Table) -> Iterator[int]:
    if isinstance(item, Paragraph):
        yield item.line
        return
    rows: dict[int, int] = {}
    for cell in item.cells:
        within = [*lines_of_cell(cell), *([rows[cell.row]] if cell.row in rows else [])]
        if within:
            rows[cell.row] = min(within)
    yield from rows.values()
