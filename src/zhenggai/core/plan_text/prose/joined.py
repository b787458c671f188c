"""Headings that are two labels: 三、责任单位及整改时限. Labels below such a heading part its fields, else its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from zhenggai.core.deadlines import find_milestones
from zhenggai.core.plan_text.grids.cells import units_and_person
from zhenggai.core.plan_text.prose.believing import Row
from zhenggai.core.plan_text.prose.joined_clauses import Clause, clauses, is_plain_deadline, is_units
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, Slot
from zhenggai.core.source import Source
from zhenggai.core.units.names import role_of

_LAST = re.compile(r"(?:^|[，,；;。])(?P<due>[^，,；;。（()）]+)[。；;]?$")
_IN_BRACKETS = re.compile(r"[（(](?P<due>[^（()）]+)[)）][。；;]?$")
_BESIDE_NAMES, _BESIDE_DATES = "，,；; ", "，,；;。 "
_ASIDE = re.compile(r"[（(]([^（()）]*)[)）](?![\u4e00-\u9fff])")  # but 区发改（能源）局
_PERSON = 12  # characters of a post and a name


class Parted(NamedTuple):
    """Words below a heading of two labels, each stretch with its field, and those that are of none for sure."""

    pieces: tuple[tuple[Slot, Piece], ...]
    unclear: tuple[Piece, ...]


def settle_joined(rows: list[Row | int]) -> None:
    """Leave no field to a heading of two labels where a label of one of its fields stands right below it."""
    for place, (row, after) in enumerate(pairwise([*rows, -1])):
        if isinstance(row, int) or not row.hits or not row.hits[0].joined:
            continue
        first, *others = row.hits
        below = after.hits[0].slot if not isinstance(after, int) and after.hits else None
        if kin(below) in map(kin, first.joined):
            rows[place] = row._replace(hits=[replace(first, slot=Slot.IGNORED, joined=()), *others])


def kin(slot: Slot | None) -> Slot | None:
    """The field a slot belongs to: all that name units are one."""
    return Slot.UNITS if slot in UNIT_SLOTS else slot


def part_names(source: Source, pieces: Sequence[Piece], joined: Sequence[Slot]) -> Parted:
    """The words below a heading that names units, person and deadline: 县水利局 张某某，2025年6月底前。
    Neighbours of one field stay one stretch; what reads as nothing of these stays with the names."""
    names = next((slot for slot in joined if slot in UNIT_SLOTS), Slot.PERSON)
    if len(pieces) > 1:  # a page broke it
        return Parted(tuple((names, piece) for piece in pieces), tuple(pieces))
    found: list[tuple[Slot, Piece]] = []
    unclear: list[Piece] = []
    for clause in _stretches(pieces[0].text(source), Slot.DEADLINE in joined):
        part = _cut(pieces[0], clause.start, clause.end)
        parts = [(Slot.DEADLINE, part)] if clause.dated else [*_named(source, part, names, Slot.PERSON in joined)]
        if not clause.dated and not all(_is_clear(slot, one.text(source)) for slot, one in parts):
            unclear.append(part)
        found += parts
    return Parted(tuple(found), tuple(unclear))


def part_goal(source: Source, pieces: Sequence[Piece]) -> tuple[Piece, Piece] | None:
    """The last paragraph of a goal told with its deadline, and the deadline: the clauses at its end that say nothing
    but when. None where there are none, or where the goal tells other dates: which is the deadline is not sure."""
    if not pieces:
        return None
    piece = pieces[-1]
    text = piece.text(source)
    found = _IN_BRACKETS.search(text)
    start, end = found.span("due") if found and is_plain_deadline(found["due"]) else _last_clauses(text)
    if start == end:
        return None
    head = text[:start].rstrip("，,；;（( ")
    before = [one.text(source) for one in pieces[:-1]]
    if any(find_milestones(words) for words in [*before, head]):
        return None
    return replace(piece, end=piece.start + len(head)), _cut(piece, start, end)


def _last_clauses(text: str) -> tuple[int, int]:
    """The clauses at the end of a text that say nothing but when."""
    start = end = limit = len(text)
    while (found := _LAST.search(text, 0, limit)) and is_plain_deadline(found["due"]):
        end = found.end("due") if start == len(text) else end
        start, limit = found.start("due"), found.start()
    return (start, end) if start < len(text) else (0, 0)


def _stretches(text: str, dates: bool) -> Iterator[Clause]:
    """The clauses of a text, neighbours of one field in one."""
    last: Clause | None = None
    for clause in clauses(text, dates=dates):
        if last and last.dated is clause.dated:
            between = text[last.end : clause.start]
            if not between.strip(_BESIDE_DATES if clause.dated else _BESIDE_NAMES):
                last = Clause(last.start, clause.end, clause.dated)
                continue
        if last:
            yield last
        last = clause
    if last:
        yield last


def _named(source: Source, part: Piece, names: Slot, persons: bool) -> Iterator[tuple[Slot, Piece]]:
    text = part.text(source)
    if names is Slot.PERSON or not persons or (is_units(text) and not _tells_aside(text)):
        yield names, part
        return
    for slot, piece in units_and_person(source, part, names):
        yield slot, replace(piece, apart=True)


def _tells_aside(text: str) -> bool:
    """Whether brackets hold more than a part of a name or a role: 县林业局（张某某）."""
    return any(not role_of(aside) for aside in _ASIDE.findall(text))


def _is_clear(slot: Slot, text: str) -> bool:
    return is_units(text) if slot in UNIT_SLOTS else len(text) <= _PERSON or any(map(is_units, text.split(" ")))


def _cut(piece: Piece, start: int, end: int) -> Piece:
    numbering = "" if start else piece.numbering
    return replace(piece, start=piece.start + start, end=piece.start + end, numbering=numbering, apart=True)
