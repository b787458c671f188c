"""Two lists that answer each other: 存在问题 1. 2. 3. and further down 整改措施 1. 2. 3. are three findings.

Read so only where every list counts to the same number and most rows speak of what the problem of their number speaks
of; otherwise the numbers are a list inside one finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zhenggai.core.numbering import Number, NumberStyle, family
from zhenggai.core.plan_text.fields.measures_split import split_measures
from zhenggai.core.plan_text.prose.cycles import is_task_word
from zhenggai.core.plan_text.words.labels import find_labels
from zhenggai.core.plan_text.words.lexicon import compact
from zhenggai.core.plan_text.words.numbered import number_of
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot, strand
from zhenggai.core.source import Source

_ANSWERS = (Slot.GOAL, Slot.MEASURES, Slot.PROGRESS)
_ANSWERED = 2 / 3  # of the rows speak of what their problem speaks of
_PARTED = "问题和措施分列两处，按相同的编号对应，请核对。"


def part_lists(finding: RawFinding, source: Source) -> list[RawFinding]:
    """The findings of two or more lists that answer each other; the finding itself where there are none."""
    problems = _rows(finding.fields.get(Slot.PROBLEM, ()), source)
    if len(problems) < 2 or not _is_list_of_problems(problems[0][1][0], source):
        return [finding]
    lists: dict[Slot, list[list[Piece]]] = {}
    for slot in _ANSWERS:
        rows = _rows(finding.fields.get(slot, ()), source)
        if [value for value, _ in rows] == [value for value, _ in problems]:
            lists[slot] = [pieces for _, pieces in rows]
    if not any(_answers(problems, rows, source) for rows in lists.values()):
        return [finding]
    return [_one(finding, value, pieces, row, lists) for row, (value, pieces) in enumerate(problems)]


def _one(
    finding: RawFinding, value: int, problem: Sequence[Piece], row: int, lists: Mapping[Slot, Sequence[Sequence[Piece]]]
) -> RawFinding:
    """The finding of one row; what is told of all (责任单位, 整改时限) belongs to each."""
    one = RawFinding(str(value), headings=[*finding.headings], doubts=[*finding.doubts])
    one.doubts.append(("lists_parted", _PARTED, problem[0]))
    for slot, pieces in finding.fields.items():
        one.add(slot, problem if slot is Slot.PROBLEM else lists[slot][row] if slot in lists else pieces)
    return one


def _rows(pieces: Sequence[Piece], source: Source) -> list[tuple[int, list[Piece]]]:
    """The rows of a field that is one list from 1 on, without their numbers; [] where it is none."""
    if len({piece.line for piece in pieces}) == 1:
        return _rows_of_a_line(pieces, source)
    rows: list[tuple[int, list[Piece]]] = []
    style: NumberStyle | None = None
    for piece in pieces:
        number, piece = _numbered(piece, source)
        if number is not None and style is None:
            style = family(number.style)
        if number is not None and family(number.style) is style:
            if number.value != len(rows) + 1:
                return []
            rows.append((number.value, [piece]))
        elif rows:
            rows[-1][1].append(piece)
        else:
            return []
    return rows


def _rows_of_a_line(pieces: Sequence[Piece], source: Source) -> list[tuple[int, list[Piece]]]:
    """存在问题：1.污水直排；2.垃圾乱倒。"""
    number, _ = _numbered(pieces[0], source)
    if number is None or number.value != 1:
        return []
    parts = split_measures(source, pieces)
    return [(n, [Piece(span.line, span.start, span.end) for span in part.spans]) for n, part in enumerate(parts, 1)]


def _numbered(piece: Piece, source: Source) -> tuple[Number | None, Piece]:
    """The number a piece begins with, or that its line begins with right before it, and the piece without it."""
    line = source.lines[piece.line]
    if piece.numbering:
        return number_of(piece.numbering), replace(piece, numbering="")
    number = number_of(piece.text(source))
    if number is not None:
        return number, replace(piece, start=piece.start + number.end)
    before = number_of(line.numbering or line.text)
    starts = 0 if line.numbering or before is None else before.end
    return (before, piece) if before is not None and piece.start == starts else (None, piece)


def _is_list_of_problems(first: Piece, source: Source) -> bool:
    """Whether the label above the first row announces problems, and no one task (整改任务)."""
    label = next(
        (hit.label for line in (first.line, first.line - 1) for hit in find_labels(source.lines[line].text)), ""
    )
    return bool(label) and not is_task_word(compact(label))


def _answers(problems: Sequence[tuple[int, Sequence[Piece]]], rows: Sequence[Sequence[Piece]], source: Source) -> bool:
    """Whether most rows share a word of two characters with the problem of their number."""
    shared = 0
    for (_, problem), row in zip(problems, rows, strict=True):
        asked, told = strand(source, problem).text, strand(source, row).text
        shared += any(asked[at : at + 2] in told for at in range(len(asked) - 1) if asked[at : at + 2].isalpha())
    return shared >= _ANSWERED * len(problems)
