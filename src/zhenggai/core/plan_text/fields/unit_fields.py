"""Units of a finding with their roles, from the labels above them and the marks beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhenggai.core.plan import AssignedUnit, Role
from zhenggai.core.plan_text.words.blanks import is_blank
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, RawFinding, Slot, paragraphs, strand
from zhenggai.core.source import Source
from zhenggai.core.units.names import ends_as_unit, goes_on_from_a_name, split_units

ROLES: dict[Slot, Role] = {
    Slot.LEAD_UNITS: "lead",
    Slot.UNITS: "responsible",
    Slot.SECTOR_UNITS: "responsible",
    Slot.SUPPORTING_UNITS: "supporting",
    Slot.SUPERVISING_UNITS: "supervising",
    Slot.ACCEPTING_UNITS: "accepting",
}
_SEPARATOR = re.compile(r"[、，,；;：: ]")
_RANK: dict[Role, int] = {"lead": 0, "responsible": 1, "supporting": 2, "supervising": 3, "accepting": 4}


def assigned_units(raw: RawFinding, source: Source) -> tuple[AssignedUnit, ...]:
    """Every unit as printed, once, in printed order. A mark such as （牵头） beside a name outweighs its label;
    a unit printed twice keeps the stronger role (lead before responsible before supporting)."""
    found: dict[tuple[str, bool], AssignedUnit] = {}
    named = [slot for slot in UNIT_SLOTS if slot in raw.fields]
    labelled = [(slot, group) for slot in named for group in paragraphs(_sewn(source, raw.pieces(slot)))]
    for slot, group in sorted(labelled, key=lambda pair: (pair[1][0].line, pair[1][0].start)):
        laid = strand(source, group)
        if is_blank(laid.text):
            continue
        for mention in split_units(laid.text):
            unit = AssignedUnit(laid.cut(mention.start, mention.end), mention.role or ROLES[slot])
            key = (unit.name.text, unit.role == "accepting")
            if key not in found or _RANK[unit.role] < _RANK[found[key].role]:
                found[key] = unit
    return tuple(found.values())


def _sewn(source: Source, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A name that a narrow cell broke over two lines goes on: 州生态环境 | 局, 各县 | （市）政府."""
    before = ""
    for piece in pieces:
        text = piece.text(source).strip()
        last = _SEPARATOR.split(before)[-1] if before else ""
        first = _SEPARATOR.split(text, maxsplit=1)[0] if last else ""
        broken = bool(last and first) and ends_as_unit(last + first)
        broken = broken and (not ends_as_unit(last) or goes_on_from_a_name(first))
        yield replace(piece, continues=True) if broken and not (piece.numbering or piece.apart) else piece
        before = text
