"""Every live row against what was last recorded of it: a row that changed, came or went without an entry is found.

No lock is held, people go on working: what does not fit is looked at once more with the entries that came meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model, QuerySet

from zhenggai.audit.models import Entry
from zhenggai.audit.queries import RECENT
from zhenggai.audit.states import REMOVED
from zhenggai.audit.verifying.columns import states_that_fit
from zhenggai.audit.verifying.reports import Fault, Report

CHUNK = 1_000  # rows read at a time
Key = tuple[str, str]  # model label, primary key


def audited_models() -> list[type[Model]]:
    """Every table of ours, unless its model says why not (`not_audited`)."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("zhenggai.") and not hasattr(model, "not_audited")
    ]


@dataclass
class _Recorded:
    """What entries say of rows. last: state and id of the entry that said it. head, walked: up to which id entries
    were read, and which of the latest; on PostgreSQL one with a lower id may be committed later."""

    last: dict[Key, tuple[str, int]] = field(default_factory=dict)
    head: int = 0
    walked: set[int] = field(default_factory=set)

    def read(self) -> None:
        for entry_id, states in _entries(0):
            for label, key, state in states:
                self.last[label, key] = state, entry_id
            self.head = entry_id
            self.walked.add(entry_id)
            if len(self.walked) > 2 * RECENT:
                self.walked = {one for one in self.walked if one > entry_id - RECENT}

    def since(self, keys: set[Key]) -> dict[Key, list[str]]:
        """What entries that were not there yet say of these rows, in their order."""
        later: dict[Key, list[str]] = {}
        for entry_id, states in _entries(max(0, self.head - RECENT)):
            for label, key, state in states if entry_id not in self.walked else ():
                if (label, key) in keys:
                    later.setdefault((label, key), []).append(state)
        return later


def verify_rows(report: Report) -> None:
    """Adds to the report which rows do not fit."""
    recorded, models = _Recorded(), {model._meta.label_lower: model for model in audited_models()}
    recorded.read()
    live: set[Key] = set()
    odd: set[Key] = set()
    for label, model in models.items():
        for row in _rows(model):
            key = (label, str(row.pk))
            live.add(key)
            if not _fits(row, recorded.last.get(key, (REMOVED, 0))[0]):
                odd.add(key)
    report.n_rows = len(live)
    odd |= {key for key, (state, _) in recorded.last.items() if state != REMOVED and key[0] in models} - live
    again = {key: QuerySet(models[key[0]]).filter(pk=key[1]).first() for key in odd}
    later = recorded.since(odd) if odd else {}
    for key in sorted(odd):
        state, entry_id = recorded.last.get(key, (REMOVED, 0))
        now, known = again[key], [state, *later.get(key, [])]
        if not (known[-1] == REMOVED if now is None else any(_fits(now, one) for one in known)):
            report.faults.append(_fault(models[key[0]], key, now, state, entry_id))


def _fits(row: Model, state: str) -> bool:
    return state != REMOVED and state in states_that_fit(row)


def _fault(model: type[Model], key: Key, row: Model | None, state: str, entry_id: int) -> Fault:
    called = f"{model._meta.verbose_name}（{key[0]} {key[1]}）"
    sequence = Entry.objects.filter(id=entry_id).values_list("seal__sequence", flat=True).first()
    if row is None:
        return Fault("row_gone", f"{called}不见了，没有留痕说明它被删除。", sequence)
    if state == REMOVED:
        told = "按留痕已经删除，却还在" if entry_id else "没有任何留痕，不是经本系统写入的"
        return Fault("row_without_entry", f"{called}{told}。", sequence)
    return Fault("row_changed", f"{called}与最后一次留痕（编号 {entry_id}）时不同，被直接改动过。", sequence)


def _rows(model: type[Model]) -> Iterator[Model]:
    last = None
    while True:
        rows: QuerySet[Model] = QuerySet(model).order_by("pk")  # no manager may hide a row
        chunk = list((rows if last is None else rows.filter(pk__gt=last))[:CHUNK])
        if not chunk:
            return
        yield from chunk
        last = chunk[-1].pk


def _entries(after: int) -> Iterator[tuple[int, list[tuple[str, str, str]]]]:
    """(id, states) of every entry with a higher id."""
    while True:
        entries = Entry.objects.filter(id__gt=after).order_by("id").values_list("id", "states_json")
        chunk = list(entries[:CHUNK])
        if not chunk:
            return
        for entry_id, states in chunk:
            yield entry_id, _states(states)
        after = chunk[-1][0]


def _states(text: str) -> list[tuple[str, str, str]]:
    """What an entry says of rows; nothing if its text was bent, which the trail itself tells."""
    try:
        return [(str(label), str(key), str(state)) for label, key, state in json.loads(text)]
    except (ValueError, TypeError):
        return []
