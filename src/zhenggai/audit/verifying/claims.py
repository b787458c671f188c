"""The heads that the tree must have had: as the database holds them, as they lie outside, as somebody brought them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from zhenggai.audit.models import Checkpoint
from zhenggai.audit.sealing.keys import is_signed
from zhenggai.audit.sealing.notes import Head, Note, PublicKey, read_note
from zhenggai.audit.tree import Frontier
from zhenggai.audit.verifying.reports import Fault, Report, said

HERE, OUTSIDE, GIVEN = "数据库里的检查点", "库外留存的检查点", "交来的检查点"


@dataclass(frozen=True, slots=True)
class Claim:
    """A head that somebody holds, and where it was held."""

    head: Head
    held: str


def gather(
    report: Report, keys: Sequence[PublicKey], kept: Sequence[Note], given: Sequence[Note]
) -> list[Claim]:  # fmt: skip
    """Every claim that was signed with one of the keys. A checkpoint here or outside that was not is a fault."""
    trusted = list(keys)
    claims = [*_here(report, trusted), *_outside(report, trusted, kept), *_given(report, trusted, given)]
    if not trusted and (claims or given):
        report.doubts.append(Fault("key_missing", "找不到封存的公钥，检查点的签名无法核对；请从密钥备份恢复。"))
    here = sorted(claim.head.size for claim in claims if claim.held == HERE)
    outside = {claim.head.size for claim in claims if claim.held == OUTSIDE}
    # The last one may still be on its way, if any ever arrived.
    if missing := [size for size in (here[:-1] if outside else here) if size not in outside]:
        message = (
            f"库外没有留存检查点（前 {missing[0]} 条等 {len(missing)} 个），"
            "数据库连同密钥被改动的话看不出来；请用另处留存的检查点核对（--checkpoint）。"
        )
        report.doubts.append(Fault("custody_incomplete", message))
    return claims


def _here(report: Report, keys: list[PublicKey]) -> Iterator[Claim]:
    for row in Checkpoint.objects.order_by("size"):
        report.n_checkpoints += 1
        note = _note_of(row)
        if note is None or (keys and not is_signed(note, keys)):
            report.faults.append(Fault("note_forged", f"{row}的内容或签名不对，不是本系统签发的。", row.size))
        else:
            yield Claim(note.head, HERE)


def _outside(report: Report, keys: list[PublicKey], kept: Sequence[Note]) -> Iterator[Claim]:
    for note in kept:
        if keys and not is_signed(note, keys):
            message = f"{OUTSIDE}（{said(note.head)}）签名不对，不是本系统签发的。"
            report.faults.append(Fault("note_forged", message, note.head.size))
        else:
            yield Claim(note.head, OUTSIDE)


def _given(report: Report, keys: list[PublicKey], given: Sequence[Note]) -> Iterator[Claim]:
    for note in given:
        if keys and is_signed(note, keys):
            yield Claim(note.head, GIVEN)
        else:
            message = f"{GIVEN}（{said(note.head)}）不是本系统的密钥签发的，不能用来核对。"
            report.doubts.append(Fault("note_foreign", message))


def _note_of(row: Checkpoint) -> Note | None:
    """The note of a checkpoint, if its columns say the same."""
    try:
        note = read_note(row.note)
        frontier = Frontier(row.size, [bytes.fromhex(peak) for peak in json.loads(row.peaks_json)])
        same = datetime.fromisoformat(note.head.at) == row.at
    except (ValueError, TypeError):  # NoNote is a ValueError
        return None
    same = same and (note.head.size, note.head.root.hex()) == (row.size, row.root)
    return note if same and frontier.root() == note.head.root and note.signatures[0][1].hex() == row.key_id else None
