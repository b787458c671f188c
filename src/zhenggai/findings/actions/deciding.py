"""A revision: which plan it revises, and what becomes of every difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record
from zhenggai.findings.actions.opened import latest_edition, opened
from zhenggai.findings.models import Decision, DecisionChoice, Finding, Plan, Recognition
from zhenggai.findings.revising import Line, Picked, by_field, compare, decision_on, line_at, settled


@act("revision.linked")
def link_revision(recognition: Recognition, plan: Plan | None, *, by: Actor, at: datetime, version: int) -> Recognition:
    """Says that the document is a new edition of a plan (compared with its latest edition), or of none."""
    row, _review = opened(recognition, version, by)
    before = row.revises_id
    row.revises = plan
    row.base_edition = latest_edition(plan) if plan else None
    row.revision_settled, row.pairs, row.version = True, {}, row.version + 1
    row.save(update_fields=["revises", "base_edition", "revision_settled", "pairs", "version"])
    record("revision.linked", row, by=by, at=at, changes={"revises": [before, row.revises_id]})
    return row


@act("change.decided")
def decide(
    recognition: Recognition,
    item_key: str,
    choice: DecisionChoice,
    *,
    digest: str,
    by: Actor,
    at: datetime,
    version: int,
    finding: Finding | None = None,
    fields: Mapping[str, DecisionChoice] = MappingProxyType({}),
    reason: str = "",
) -> Recognition:
    """What becomes of one line of the difference. `digest`: the line as shown. `finding`: for "same", which one.
    `fields`: what becomes of single fields of a changed finding, where that is not what `choice` says."""
    row, _review = opened(recognition, version, by)
    line = line_at(compare(row).by_key(), item_key, digest, choice)
    picked = Picked(item_key, choice, digest, fields)
    return _decided(row, settled(row, line, picked, finding, reason, by, at), reason, by, at)


@act("change.decided")
def decide_all(
    recognition: Recognition,
    choices: Sequence[Picked],
    *,
    by: Actor,
    at: datetime,
    version: int,
) -> Recognition:
    """Several lines at once. What was decided so already is passed over."""
    row, _review = opened(recognition, version, by)
    shown = compare(row).by_key()
    picked = [Picked(*one) for one in choices]
    lines = [(line_at(shown, one.key, one.digest, one.choice), one) for one in picked]
    fresh = [(line, one) for line, one in lines if not _is_decided(line, one)]
    decisions = [decision for line, one in fresh for decision in settled(row, line, one, None, "", by, at)]
    return _decided(row, decisions, "", by, at)


@act("change.decided")
def decide_rest(
    recognition: Recognition, choices: Sequence[DecisionChoice], *, by: Actor, at: datetime, version: int
) -> Recognition:
    """Settles every line that is still open with the first of `choices` that it allows, e.g. [adopt, remove]."""
    row, _review = opened(recognition, version, by)
    direct = [choice for choice in choices if choice not in {DecisionChoice.NEW, DecisionChoice.SAME}]
    decisions = [
        decision_on(row, line, choice, "", by, at)
        for line in compare(row).lines
        if line.is_open and (choice := next((one for one in direct if one in line.choices), None))
    ]
    return _decided(row, decisions, "", by, at)


def _is_decided(line: Line, picked: Picked) -> bool:
    held = line.decision
    return held is not None and (held.choice, held.fields) == by_field(line, picked)


def _told(decision: Decision) -> str | dict[str, str]:
    """A decision as its entry has it: the choice, or with it the fields that go against it."""
    choice = str(decision.choice)
    return {"choice": choice} | decision.fields if decision.fields else choice


def _decided(row: Recognition, decisions: Sequence[Decision], reason: str, by: Actor, at: datetime) -> Recognition:
    Decision.objects.bulk_create(decisions)
    row.version += 1
    row.save(update_fields=["pairs", "version"])
    changes = {decision.item_key: [None, _told(decision)] for decision in decisions}
    record("change.decided", row, by=by, at=at, changes=changes, reason=reason, touched=decisions)
    return row
