"""That the trail was verified or taken out stands in the trail."""

from __future__ import annotations

from datetime import datetime

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record
from zhenggai.audit.sealing.actions import require_console
from zhenggai.audit.verifying.reports import Report


@act("trail.verified")
def note_verified(report: Report, *, by: Actor, at: datetime) -> None:
    """Leaves the entry of a verification: over how many entries, and what came out."""
    require_console(by)
    changes = {"sealed": [None, report.n_sealed], "status": [None, report.word], "first_bad": [None, report.first_bad]}
    record("trail.verified", None, by=by, at=at, changes=changes)


@act("trail.exported")
def note_exported(n_entries: int, *, by: Actor, at: datetime) -> None:
    """Leaves the entry of an export: how many entries left the house."""
    require_console(by)
    record("trail.exported", None, by=by, at=at, changes={"entries": [None, n_entries]})
