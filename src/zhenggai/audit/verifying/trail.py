"""The trail against its seal: every leaf, every number and every root again, and all checkpoints that are held."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from zhenggai.audit.leaves import FIELDS, LATER, hash_of
from zhenggai.audit.models import Entry, Seal
from zhenggai.audit.queries import seal_lag, unsealed
from zhenggai.audit.sealing.notes import Note, PublicKey
from zhenggai.audit.tree import Frontier
from zhenggai.audit.verifying.claims import OUTSIDE, Claim, gather
from zhenggai.audit.verifying.reports import Fault, Report, said

CHUNK = 2_000  # seals read at a time; no query stays open while they are hashed
UNSEALED_TOO_LONG = timedelta(minutes=10)


def verify_trail(
    keys: Sequence[PublicKey], kept: Iterable[Note], given: Iterable[Note] = (), *, at: datetime
) -> Report:  # fmt: skip
    """kept: the checkpoints outside the database. given: those that somebody brought. at: now, to tell how long
    unsealed entries wait."""
    report = Report()
    walk = _Walk(report, gather(report, keys, list(kept), list(given)))
    for sequence, leaf, entry in sealed_entries():
        walk.step(sequence, leaf, entry)
    walk.end()
    report.n_unsealed = unsealed().count()
    if seal_lag(at) > UNSEALED_TOO_LONG:
        message = f"{report.n_unsealed} 条留痕超过 10 分钟没有封存，是否被改动无从判断；请检查网页服务是否在运行。"
        report.doubts.append(Fault("unsealed_long", message))
    elif report.n_unsealed:
        report.remarks.append(f"{report.n_unsealed} 条留痕刚刚写入，还没有封存。")
    return report


class _Walk:
    """The tree as it grows again, and the claims it must meet."""

    def __init__(self, report: Report, claims: list[Claim]) -> None:
        self.report, self.frontier, self.whole = report, Frontier(), True
        self.by_size: dict[int, list[Claim]] = {}
        self.unmet: list[tuple[Claim, int, str]] = []
        self.given_up: set[tuple[int, str]] = set()
        for claim in claims:
            self.by_size.setdefault(claim.head.size, []).append(claim)

    def step(self, sequence: int, leaf: str, entry: dict[str, Any] | None) -> None:
        """One seal with its entry."""
        expected = self.report.n_sealed + 1
        if sequence != expected:
            upto = f"至第 {sequence - 1} 条" if sequence > expected + 1 else ""
            self._fault("sequence_gap", f"第 {expected} 条{upto}的封存不见了：留痕被删除或改了次序。", expected)
            self.whole = False
        self.report.n_sealed = sequence
        if entry is None:
            self._fault("entry_missing", f"第 {sequence} 条留痕被删除了。", sequence)
        elif hash_of(entry).hex() != leaf:
            told = f"第 {sequence} 条留痕（编号 {entry['id']}）与封存时不同，被改动或调换过。"
            self._fault("entry_changed", told, sequence)
        elif (entry["verb"], entry["result"]) == ("seal.resumed", "done"):
            self.given_up |= _given_up(entry["changes_json"])
        if self.whole:
            self._grow(sequence, leaf)

    def end(self) -> None:
        """Claims over more entries than there are, and those that a resumption gave up."""
        n_sealed = self.report.n_sealed
        for size in sorted(size for size in self.by_size if size > n_sealed):
            for claim in self.by_size[size]:
                told = f"{claim.held}（{said(claim.head)}）比数据库多：第 {n_sealed + 1} 条起被删除，或数据库是旧备份。"
                self.unmet.append((claim, n_sealed + 1, told))
        excused = [claim for claim, _, _ in self.unmet if self._is_excused(claim)]
        for claim, sequence, told in self.unmet:
            if claim not in excused:
                self._fault("tail_cut" if claim.head.size > n_sealed else "root_differs", told, sequence)
        if excused:
            self.report.remarks.append(
                f"{len(excused)} 个库外检查点在重新开始封存时已经放弃，为什么放弃见“重新开始封存”的留痕。"
            )

    def _grow(self, size: int, leaf: str) -> None:
        try:
            self.frontier.add(bytes.fromhex(leaf))
        except ValueError:  # the leaf was found changed above
            self.whole = False
            return
        for claim in self.by_size.pop(size, ()):
            if claim.head.root == self.frontier.root():
                if not self.report.faults and not self.unmet:
                    self.report.last_good = claim.head
                continue
            begin = self.report.last_good.size + 1 if self.report.last_good else 1
            told = f"第 {begin} 至 {size} 条之间有留痕被改写：算出的结果与{claim.held}（{said(claim.head)}）不同。"
            self.unmet.append((claim, begin, told))

    def _is_excused(self, claim: Claim) -> bool:
        return claim.held == OUTSIDE and (claim.head.size, claim.head.root.hex()) in self.given_up

    def _fault(self, code: str, message: str, sequence: int) -> None:
        self.report.faults.append(Fault(code, message, sequence))


def sealed_entries() -> Iterator[tuple[int, str, dict[str, Any] | None]]:
    """(sequence, leaf hash, the entry's columns or None), in the order of sequence numbers."""
    columns = [*FIELDS, *LATER]
    last = None
    while True:
        seals = Seal.objects.order_by("sequence").values_list("sequence", "entry_id", "leaf_hash")
        chunk = list((seals if last is None else seals.filter(sequence__gt=last))[:CHUNK])
        if not chunk:
            return
        last = chunk[-1][0]
        found = Entry.objects.filter(id__in=[entry_id for _, entry_id, _ in chunk]).order_by().values(*columns)
        entries = {row["id"]: row for row in found}
        for sequence, entry_id, leaf in chunk:
            yield sequence, leaf, entries.get(entry_id)


def _given_up(changes_json: str) -> set[tuple[int, str]]:
    given_up, _none = json.loads(changes_json).get("given_up", [[], None])
    return {(int(size), str(root)) for size, root in given_up}
