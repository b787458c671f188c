"""The end of a review: the document becomes an edition of its plan, or is given up. And an edition comes back."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record
from zhenggai.core.errors import Refused
from zhenggai.core.review import Review
from zhenggai.core.units.rosters import roster_for
from zhenggai.findings import building, confirming, foreseeing, restoring
from zhenggai.findings.actions.opened import latest_edition, opened, require_reason
from zhenggai.findings.building import NewEdition
from zhenggai.findings.models import (
    EditionNotice,
    Finding,
    FindingVersion,
    Inspection,
    NamedUnit,
    Plan,
    PlanEdition,
    Recognition,
    RecognitionState,
)
from zhenggai.findings.permissions import require_editor
from zhenggai.findings.revising import compare


@act("edition.confirmed")
def confirm(
    recognition: Recognition, *, by: Actor, at: datetime, version: int, errors_seen: bool = False
) -> PlanEdition:
    """The reviewed document becomes an edition of its plan, with its findings. errors_seen: that the person was shown
    the errors that stay in it and wants it all the same."""
    row, review = opened(recognition, version, by)
    plan = Plan.objects.select_for_update().get(pk=row.revises_id) if row.revises_id else None
    comparison = compare(row) if plan else None
    latest = latest_edition(plan) if plan else None
    for code, sentence in confirming.objections(row, review, comparison, latest):
        raise Refused(code, sentence)
    n_errors = len(foreseeing.errors_to_come(row, review, comparison, latest, timezone.localdate(at)))
    if n_errors and not errors_seen:
        raise Refused("errors_not_seen", confirming.errors_not_seen(n_errors))
    plan = plan or _new_plan(row, review, at)
    edition = building.edition_of(row, review, plan, latest)
    new, born = confirming.build(edition, review, comparison)
    edition.confirmed_at, edition.confirmed_by = at, by.user
    edition.content_digest = new.digest()
    edition.save()
    Finding.objects.bulk_create(born)
    _save_rows(new)
    row.state, row.version = RecognitionState.CONFIRMED, row.version + 1
    row.save(update_fields=["state", "version"])
    held = [plan.inspection] if plan.inspection else []
    touched = [row, plan, *held, *born, *new.rows]
    changes = {
        "edition_no": [latest.edition_no if latest else None, edition.edition_no],
        "findings": [None, len(new.versions)],
    } | ({"errors_seen": [None, n_errors]} if n_errors else {})
    record("edition.confirmed", edition, by=by, at=at, changes=changes, touched=touched)
    return edition


@act("edition.restored")
def restore(edition: PlanEdition, *, reason: str, by: Actor, at: datetime, seen: int) -> PlanEdition:
    """Makes an earlier edition the current one again, as a new edition of the same paper; says why. Nothing is taken
    away: what it replaces stays an edition of the plan. seen: the number of the current edition as it was shown."""
    require_editor(by)
    plan = Plan.objects.select_for_update().get(pk=edition.plan_id)
    latest = PlanEdition.objects.select_related("confirmed_by").filter(plan=plan).latest("edition_no")
    for code, sentence in restoring.objections(edition, latest, seen):
        raise Refused(code, sentence)
    require_reason(reason, "恢复以前的版本时请写明理由。")
    again = building.edition_restoring(edition, latest)
    again.reason, again.confirmed_at, again.confirmed_by = reason.strip(), at, by.user
    again.save()
    new = restoring.build(again)
    _save_rows(new)
    changes = {
        "edition_no": [latest.edition_no, again.edition_no],
        "restores": [None, edition.edition_no],
        "findings": [None, len(new.versions)],
    }
    record("edition.restored", again, by=by, at=at, changes=changes, reason=reason, touched=new.rows)
    return again


@act("recognition.discarded")
def discard(recognition: Recognition, *, reason: str, by: Actor, at: datetime, version: int) -> Recognition:
    """Gives up a recognition; document and review stay on record, and the file may be uploaded again."""
    row, _review = opened(recognition, version, by)
    require_reason(reason, "放弃识别结果时请写明理由。")
    row.state, row.version = RecognitionState.DISCARDED, row.version + 1
    row.save(update_fields=["state", "version"])
    changes = {"state": [RecognitionState.WAITING.value, RecognitionState.DISCARDED.value]}
    record("recognition.discarded", row, by=by, at=at, changes=changes, reason=reason)
    return row


def _save_rows(new: NewEdition) -> None:
    FindingVersion.objects.bulk_create(new.versions)
    NamedUnit.objects.bulk_create(new.units)
    EditionNotice.objects.bulk_create(new.notices)


def _new_plan(row: Recognition, review: Review, at: datetime) -> Plan:
    about = review.draft.about
    held = about.inspection
    inspection = (
        Inspection.objects.create(
            team=held.team or "",
            start_on=building.day(held.start),
            end_on=building.day(held.end),
            feedback_on=building.day(held.feedback_date),
        )
        if held
        else None
    )
    roster = roster_for(about.region) if about.region else None
    return Plan.objects.create(
        title=row.title,
        region=about.region or "",
        region_code=roster.region if roster else "",
        inspection=inspection,
        created_at=at,
    )
