"""Headings that are two labels: 三、责任单位及整改时限. Labels below such a heading part its fields, else its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zhenggai.core.plan_text.grids.cells import units_and_person
from zhenggai.core.plan_text.grids.handing_out import due
from zhenggai.core.plan_text.prose.believing import Row
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, Slot
from zhenggai.core.source import Source

_CLAUSE = re.compile(
    r"[（(](?P<dated>[^（()）]*\d\s*[年月日][^（()）]*)[）)]"  # 县水利局（2025年6月底前）
    r"|(?P<words>(?:(?![（(][^（()）]*\d\s*[年月日])[^，,；;。])+)"
)
_LAST_CLAUSE = re.compile(
    r"(?<!^)[，,；;。（(](?P<due>[^，,；;。（()）]*\d\s*[年月日][^，,；;。（()）]{0,8})[）)]?[。；;]?$"
)


def settle_joined(rows: list[Row | int]) -> None:
    """Leave no field to a heading of two labels where a label of one of its fields stands right below it."""
    for place, (row, after) in enumerate(pairwise([*rows, -1])):
        if isinstance(row, int) or not row.hits or not row.hits[0].joined:
            continue
        first, *others = row.hits
        below = after.hits[0].slot if not isinstance(after, int) and after.hits else None
        if _kin(below) in map(_kin, first.joined):
            rows[place] = row._replace(hits=[replace(first, slot=Slot.IGNORED, joined=()), *others])


def _kin(slot: Slot | None) -> Slot | None:
    return Slot.UNITS if slot in UNIT_SLOTS else slot


def part_joined(source: Source, pieces: Sequence[Piece], joined: Sequence[Slot]) -> Iterator[tuple[Slot, Piece]]:
    """The words below a heading that names units, person and deadline, each clause in its field:
    县水利局 张某某，2025年6月底前。 Of a goal with its deadline, the last clause that tells a
    date parts: 稳定达标，2025年6月底前。"""
    names = next((slot for slot in joined if slot in UNIT_SLOTS), Slot.PERSON)
    for piece in pieces:
        text = piece.text(source)
        if joined[0] is Slot.GOAL:
            last = _LAST_CLAUSE.search(text)
            yield Slot.GOAL, replace(piece, end=piece.start + last.start()) if last else piece
            if last:
                yield Slot.DEADLINE, _cut(piece, last.span("due"))
            continue
        for clause in _CLAUSE.finditer(text):
            part = _cut(piece, clause.span(clause.lastgroup or 0))
            if Slot.DEADLINE in joined and due().search(part.text(source)):
                yield Slot.DEADLINE, part
            elif names is not Slot.PERSON and Slot.PERSON in joined:
                yield from units_and_person(source, part, names)
            else:
                yield names, part


def _cut(piece: Piece, span: tuple[int, int]) -> Piece:
    numbering = "" if span[0] else piece.numbering
    return replace(piece, start=piece.start + span[0], end=piece.start + span[1], numbering=numbering)
