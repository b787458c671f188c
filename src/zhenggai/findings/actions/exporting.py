"""What leaves the house leaves an entry first."""

from __future__ import annotations

from datetime import datetime

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record
from zhenggai.findings.models import PlanEdition, Recognition
from zhenggai.findings.permissions import require_editor, require_reader


@act("ledger.exported")
def note_export(edition: PlanEdition, form: str, n_findings: int, *, by: Actor, at: datetime) -> None:
    """Leaves the entry of an export: which form, how many findings."""
    require_reader(by)
    record("ledger.exported", edition, by=by, at=at, changes={"form": [None, form], "findings": [None, n_findings]})


@act("health_report.exported")
def note_health_export(recognition: Recognition, form: str, n_points: int, *, by: Actor, at: datetime) -> None:
    """Leaves the entry of a health report taken out: which form, how many points."""
    require_editor(by)
    changes = {"form": [None, form], "points": [None, n_points]}
    record("health_report.exported", recognition, by=by, at=at, changes=changes)
