"""Labels at the end of a measure in a cell: …清淤。（责任单位：县水利局；完成时限：2025年9月底）"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from zhenggai.core.plan_text.words.labels import LabelHit, find_labels
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, RawFinding, Slot
from zhenggai.core.source import Source

_CLOSING = {*UNIT_SLOTS, Slot.PERSON, Slot.DEADLINE}
_LONGEST_VALUE = 80
_SIGN = re.compile(r"[：:]")
_CLOSED_TOO_SOON = re.compile(r"[^（(）)]*(?:[（(][^（()）]*[)）][^（(）)]*)*[)）]")
_STOPS = "。；;，, （(【["
_ENDS = "。；;，, )）】]"


def take_closing_labels(finding: RawFinding, source: Source) -> None:
    """Move units, person and deadline that close a measure into their fields, where the finding has none of its own."""
    missing = _CLOSING - finding.fields.keys()
    pieces = finding.fields.get(Slot.MEASURES, [])
    if not pieces or not missing or (finding.fields.keys() & set(UNIT_SLOTS) and missing & set(UNIT_SLOTS) == missing):
        return
    if finding.fields.keys() & set(UNIT_SLOTS):
        missing -= set(UNIT_SLOTS)
    for position, piece in enumerate(pieces):
        text = piece.text(source)
        hits = _hits(text, missing)
        if hits:
            pieces[position] = replace(piece, end=piece.start + _end_before(text, hits[0].start))
            _hand_over(finding, piece, text, hits)


def _hits(text: str, missing: set[Slot]) -> list[LabelHit]:
    """The labels that fill the end of a text, each with a short value; [] where the last words are something else."""
    if not _SIGN.search(text):
        return []
    hits = [hit for hit in find_labels(text) if hit.colon and not hit.weak and not hit.closing]
    kept: list[LabelHit] = []
    end = len(text)
    for hit in reversed(hits):
        value = text[hit.end : end].strip(_ENDS)
        opens = hit.start > 0 and text[hit.start - 1] in _STOPS
        if hit.slot not in missing or not opens or not value or len(value) > _LONGEST_VALUE or "。" in value:
            break
        if _CLOSED_TOO_SOON.match(value):  # 清淤（责任单位：县水利局）后建池。
            break
        kept.insert(0, hit)
        end = hit.start
    return kept


def _end_before(text: str, start: int) -> int:
    """Where the measure ends: before the bracket that opens the labels."""
    while start and text[start - 1] in " （([【":
        start -= 1
    return start


def _hand_over(finding: RawFinding, piece: Piece, text: str, hits: Sequence[LabelHit]) -> None:
    ends = [hit.start for hit in hits[1:]] + [len(text)]
    for hit, end in zip(hits, ends, strict=True):
        value = text[hit.end : end]
        stop = hit.end + len(value.rstrip(_ENDS + "（(["))
        if value.count("（") + value.count("(") > text[hit.end : stop].count("）") + text[hit.end : stop].count(")"):
            stop += 1  # 各县（市、区） keeps its bracket
        finding.add(hit.slot, [Piece(piece.line, piece.start + hit.end, piece.start + stop, label=hit.label)])
