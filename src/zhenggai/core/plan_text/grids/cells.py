"""What a cell gives to a finding: its paragraphs under the field of the column, or under labels inside the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from zhenggai.core.numbering import leading_number
from zhenggai.core.plan_text.grids.boxes import Box, grid_of
from zhenggai.core.plan_text.grids.columns import head_slot, is_head
from zhenggai.core.plan_text.words.labels import LabelHit, find_labels
from zhenggai.core.plan_text.words.layout_words import any_word
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, Slot
from zhenggai.core.source import Source, Table
from zhenggai.core.units.names import ends_as_unit, role_of

_NAMES = {*UNIT_SLOTS, Slot.PERSON}
_TEXTS = {Slot.PROBLEM, Slot.GOAL, Slot.MEASURES, Slot.PROGRESS, Slot.STATUS, Slot.NEXT_STEPS, Slot.REMARK}
_FIELDS = _NAMES | _TEXTS | {Slot.DEADLINE}
_SIGN = re.compile(r"[：:∶﹕】〗\]］]|——|－－")  # no label inside a cell goes without one


def cell_fields(
    source: Source, box: Box, slot: Slot, *, second: Slot | None = None, opens: bool = False
) -> Iterator[tuple[Slot, Piece]]:
    """The pieces of a cell, each with its slot.

    slot: what the head or label says the cell holds. second: the other field of a head of two (责任单位及责任人).
    opens: the cell begins an entry of its own among the pieces already there.
    """
    current = slot
    for piece in box.pieces:
        for found, part in _parts(source, piece, current, slot, second):
            current = found
            if found is Slot.GOAL and second is Slot.MEASURES and leading_number(part.numbering + part.text(source)):
                found = current = Slot.MEASURES
            if {slot, second} & _NAMES and second is Slot.PERSON and found is slot:
                yield from units_and_person(source, part, slot)
            else:
                yield found, replace(part, opens=True) if opens and found is slot else part
            opens = opens and found is not slot
    for table in box.tables:
        for piece in _steps(source, table):
            yield slot, piece


def _parts(source: Source, piece: Piece, current: Slot, own: Slot, second: Slot | None) -> Iterator[tuple[Slot, Piece]]:
    """A paragraph cut at the labels inside it."""
    text = piece.text(source)
    hits = [hit for hit in find_labels(text) if _counts(hit, own, second)] if _SIGN.search(text) else []
    begin = 0
    for hit in hits:
        yield from _slice(piece, begin, hit.start, current)
        current, begin = hit.slot, hit.end
    if begin == 0:
        yield current, piece
    else:
        yield from _slice(piece, begin, len(text), current, hits[-1].label)


def _counts(hit: LabelHit, own: Slot, second: Slot | None) -> bool:
    """Whether a label inside a cell moves the text to another field: anywhere among names, at the start among texts."""
    if not hit.colon or hit.closing or hit.slot not in _FIELDS:
        return False
    if (second is not None and hit.slot in (own, second)) or (hit.slot is own and hit.start == 0):
        return True
    if own in _NAMES:
        return hit.slot in _NAMES or (hit.slot is Slot.DEADLINE and not hit.weak)
    return own in _TEXTS and hit.start == 0 and not hit.weak and not hit.glued


def _slice(piece: Piece, begin: int, end: int, slot: Slot, label: str = "") -> Iterator[tuple[Slot, Piece]]:
    if end > begin:
        start = piece.start + begin
        continues, numbering = piece.continues and not begin, "" if begin else piece.numbering
        yield (
            slot,
            replace(piece, start=start, end=piece.start + end, numbering=numbering, continues=continues, label=label),
        )


def units_and_person(source: Source, piece: Piece, slot: Slot) -> Iterator[tuple[Slot, Piece]]:
    """县林业局 张某某, or 县林业局（张某某）, or on lines of their own; each of several persons keeps its unit."""
    text = piece.text(source)
    parts: list[tuple[Slot, Piece]] = []
    begin = 0
    for part in re.split(r"([ ，,、；;]|[（(][^（()）]*[)）])", text):
        core = part.strip("（()） ")
        person = bool(core) and _person().fullmatch(core) is not None and not ends_as_unit(core)
        if (
            role_of(core) and parts and parts[-1][0] is slot and parts[-1][1].end == piece.start + begin
        ):  # 县林业局（牵头）
            parts[-1] = (slot, replace(parts[-1][1], end=piece.start + begin + len(part)))
        elif core and core not in "，,、；;":
            start = piece.start + begin + (part.index(core) if person else 0)
            end = start + len(core if person else part)
            parts.append((Slot.PERSON if person else slot, replace(piece, start=start, end=end)))
        begin += len(part)
    persons = [position for position, (found, _) in enumerate(parts) if found is Slot.PERSON]
    if len(persons) > 1 and persons[-1] - persons[0] >= len(persons):
        parts = [(slot, part) for slot, part in parts if slot is not Slot.PERSON]
        parts.append((Slot.PERSON, piece))
    elif len(persons) > 1:
        first, last = parts[persons[0]][1], parts[persons[-1]][1]
        parts = [pair for pair in parts if pair[0] is not Slot.PERSON] + [(Slot.PERSON, replace(first, end=last.end))]
    yield from parts


def _steps(source: Source, table: Table) -> Iterator[Piece]:
    """A table inside a value cell: one entry for each row, its head row and its number column left out."""
    grid = grid_of(source, table)
    for row in range(grid.rows):
        boxes = [box for box in grid.filled(row) if box.row == row]
        if row == 0 and _is_step_head(boxes):
            continue
        kept = [box for box in boxes if not _counted().fullmatch(box.bare)]
        pieces = [piece for box in kept for piece in box.pieces]
        for position, piece in enumerate(pieces):
            yield replace(piece, opens=position == 0, numbering="" if position else piece.numbering)


def _is_step_head(boxes: Sequence[Box]) -> bool:
    return len(boxes) > 1 and all(
        is_head(box) and (head_slot(box.text) or _step_head().fullmatch(box.bare)) for box in boxes
    )


@cache
def _counted() -> re.Pattern[str]:
    """The number of a step alone in its cell."""
    counters = any_word("cells", "step_counters")
    return re.compile(
        rf"[（(]?[0-9一二三四五六七八九十①-⑳]{{1,3}}[)）]?[.、．]?|第?[一二三四五六七八九十0-9]{{1,3}}{counters}"
    )


@cache
def _step_head() -> re.Pattern[str]:
    return re.compile(f"{any_word('cells', 'steps')}|{any_word('cells', 'step_details')}.*")


@cache
def _person() -> re.Pattern[str]:
    """A post, a post and a name, or what may be a name alone."""
    post, han = any_word("cells", "posts"), r"[\u4e00-\u9fff]"
    masked = rf"{han}{{1,2}}(?:某{{1,2}}|[Xx×＊*]{{1,2}})"
    return re.compile(
        rf"[（(]?{han}{{0,8}}{post}[)）]?|{han}{{0,8}}{post}(?:{masked}|{han}{{2,3}})|{masked}|{han}{{2,3}}"
    )
