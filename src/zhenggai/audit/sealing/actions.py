"""Sealing: the only place that adds seals and checkpoints.

One sealer at a time: an advisory lock on PostgreSQL, the IMMEDIATE transaction on SQLite. What is sealed next is what
has no seal yet, lowest id first; never "what comes after the last id", because on PostgreSQL an entry with a lower id
may be committed after one with a higher id. Sealing is no act: a seal that left an entry would never be done.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record
from zhenggai.audit.leaves import FIELDS, LATER, hash_of
from zhenggai.audit.models import Checkpoint, Entry, Seal
from zhenggai.audit.queries import first_unsealed, last_checkpoint, last_sequence, next_unsealed, unsealed
from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing import custody
from zhenggai.audit.sealing.keys import SealKey, has_key, seal_key
from zhenggai.audit.sealing.notes import Head, sign
from zhenggai.audit.tree import Frontier

EVERY = 256  # entries between two checkpoints at most
PERIOD = timedelta(minutes=5)  # time between two checkpoints at most, while there is anything new
LOCK = 0x5A47_5345_414C  # any number that nobody else uses


@dataclass(frozen=True, slots=True)
class Places:
    """Where the key lies and where checkpoints are kept outside the database."""

    keys: Path
    checkpoints: Path


def seal(places: Places, *, at: datetime, closing: bool = False, thorough: bool = True) -> int:
    """Seals every committed entry and signs the checkpoints that are due; how many entries were sealed.

    closing: signs one for the rest too. thorough: looks for unsealed entries everywhere, not only among the latest.
    Raises SealRefused if the key is lost or the history is not the one that was sealed before.
    """
    n_sealed = 0
    if not (thorough or unsealed(thorough=False).exists() or _is_unsigned()):
        return n_sealed
    check_lineage(places)
    keep_outside(places)
    if not (unsealed(thorough=thorough).exists() or _is_unsigned()):
        return n_sealed
    key, begin = _key(places), first_unsealed(thorough=thorough)
    while True:
        batch = _next_batch(key, begin, at=at, closing=closing)
        n_sealed += batch.n_new
        if batch.signed:
            keep_outside(places)
        if not batch.n_new:
            return n_sealed
        begin = batch.last_id + 1


def _is_unsigned() -> bool:
    """Whether some sealed entries stand under no checkpoint yet."""
    last = last_checkpoint()
    return last_sequence() > (last.size if last else 0)


def check_lineage(places: Places) -> None:
    """Raises SealRefused if the last checkpoint kept outside is not one of this database: an old backup, or another
    history. Nothing may be sealed on top of that."""
    kept = custody.last_note(places.checkpoints)
    if kept is None:
        return
    ours = Checkpoint.objects.filter(size=kept.head.size).first()
    if ours is None or ours.root != kept.head.root.hex():
        raise SealRefused(
            "history_changed",
            f"数据库里的留痕与检查点不符：库外检查点已到第 {kept.head.size} 条（{kept.head.at[:19]}Z），"
            "数据库较旧或被改动过。请先运行 zhenggai audit verify 查明；确是恢复备份的，"
            "再运行 zhenggai audit seal --resume 理由。",
        )


def keep_outside(places: Places) -> None:
    """Appends to the custody file every checkpoint that is not there yet, also one whose process was killed."""
    kept = custody.last_note(places.checkpoints)
    missing = Checkpoint.objects.filter(size__gt=kept.head.size) if kept else Checkpoint.objects.all()
    for checkpoint in missing.order_by("size"):
        custody.add(places.checkpoints, checkpoint.note)


def resume(places: Places, *, reason: str, by: Actor, at: datetime) -> None:
    """After a restored backup or a lost key: goes on from what the database holds. Who, why and which checkpoints were
    given up stays on record for ever."""
    note_resumed(places, reason=reason, by=by, at=at)
    key, begin = seal_key(places.keys), 0
    while (batch := _next_batch(key, begin, at=at, closing=True)).n_new:
        begin = batch.last_id + 1
    if (latest := last_checkpoint()) is not None:
        custody.add(places.checkpoints, latest.note)


@act("seal.resumed")
def note_resumed(places: Places, *, reason: str, by: Actor, at: datetime) -> None:
    """Leaves the entry of a new beginning: why, and which checkpoints outside were given up."""
    require_console(by)
    if not reason.strip():
        raise SealRefused("reason_missing", "请写明为什么重新开始封存，例如：恢复了某日的备份。")
    heads = [note.head for note in custody.notes(places.checkpoints)]
    known = set(Checkpoint.objects.values_list("size", "root"))
    given_up = sorted({(head.size, head.root.hex()) for head in heads} - known)
    changes = {"given_up": [[list(one) for one in given_up], None], "sealed": [None, last_sequence()]}
    record("seal.resumed", None, by=by, at=at, changes=changes, reason=reason)


@act("seal.failed")
def note_failure(lag: timedelta, reason: str, *, by: Actor, at: datetime) -> None:
    """The alarm: entries wait for their seal too long, or nothing may be sealed at all."""
    require_console(by)
    record("seal.failed", None, by=by, at=at, changes={"seconds": [None, int(lag.total_seconds())]}, reason=reason)


def require_console(by: Actor) -> None:
    """Until an audit administrator exists, the trail is kept at the server's console only."""
    if not by.console:
        raise SealRefused("console_only", "留痕的封存、核验和导出只能在服务器本机上用命令进行。")


class _Batch(NamedTuple):
    n_new: int
    signed: bool
    last_id: int


@transaction.atomic
def _next_batch(key: SealKey, begin: int, *, at: datetime, closing: bool) -> _Batch:
    """Seals what has no seal from this id on, up to the next checkpoint. What is committed with a lower id meanwhile
    is for the next look."""
    _one_at_a_time()
    last, sequence = last_checkpoint(), last_sequence()
    signed_size = last.size if last else 0
    waiting = next_unsealed(begin, EVERY - (sequence - signed_size) % EVERY)
    rows = list(Entry.objects.filter(id__in=waiting).order_by("id").values(*FIELDS, *LATER))
    Seal.objects.bulk_create(
        Seal(sequence=number, entry_id=row["id"], leaf_hash=hash_of(row).hex())
        for number, row in enumerate(rows, sequence + 1)
    )
    size = sequence + len(rows)
    due = size > signed_size and (
        closing or size - signed_size >= EVERY or last is None or not last.at <= at < last.at + PERIOD
    )
    if due:
        _sign(key, last, size, at)
    return _Batch(len(rows), due, rows[-1]["id"] if rows else begin)


def _sign(key: SealKey, last: Checkpoint | None, size: int, at: datetime) -> None:
    frontier = _continued(last)
    leaves = Seal.objects.filter(sequence__gt=frontier.size, sequence__lte=size).order_by("sequence")
    for sequence, leaf in leaves.values_list("sequence", "leaf_hash").iterator(10_000):
        if sequence != frontier.size + 1:
            raise SealRefused("gap", f"封存序号在第 {frontier.size + 1} 条断开，请运行 zhenggai audit verify 查明。")
        frontier.add(bytes.fromhex(leaf))
    root = frontier.root()
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    Checkpoint.objects.create(
        size=frontier.size,
        root=root.hex(),
        peaks_json=json.dumps([peak.hex() for peak in frontier.peaks]),
        note=sign(Head(key.public.name, frontier.size, root, moment), key.public, key.sign),
        key_id=key.public.key_id.hex(),
        at=at,
    )


def _continued(last: Checkpoint | None) -> Frontier:
    """The tree as the last checkpoint left it."""
    if last is None:
        return Frontier()
    try:
        frontier = Frontier(last.size, [bytes.fromhex(peak) for peak in json.loads(last.peaks_json)])
    except ValueError:
        frontier = Frontier()
    if (frontier.size, frontier.root().hex()) != (last.size, last.root):
        raise SealRefused("history_changed", f"{last}被改动过，请运行 zhenggai audit verify 查明。")
    return frontier


def _key(places: Places) -> SealKey:
    if not has_key(places.keys) and last_checkpoint() is not None:
        raise SealRefused(
            "key_lost",
            f"封存密钥不在 {places.keys}，请从密钥备份恢复；确已遗失的，运行 zhenggai audit seal --resume 理由。",
        )
    return seal_key(places.keys)


def _one_at_a_time() -> None:
    """Waits for another sealer. On SQLite the transaction itself has the write lock from its beginning."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
