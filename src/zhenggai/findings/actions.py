"""Acts on plans: receive, correct, compare, decide, confirm. The only place that saves here.

Six beats each: may this person, lock, is the move legal, is the case made, write with its entry, (announce).
Every act on a recognition takes the `version` it was opened on and is refused if somebody was faster.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record
from zhenggai.core import review as reviewing
from zhenggai.core.draft_store import encode
from zhenggai.core.editions import content_digest
from zhenggai.core.errors import Refused
from zhenggai.core.plan import PlanDraft
from zhenggai.core.review import ABOUT, Answer, Review
from zhenggai.core.rosters import roster_for
from zhenggai.core.source import Span
from zhenggai.documents import actions as documents
from zhenggai.documents.models import Document
from zhenggai.findings import building, confirming, drafts, duplicates
from zhenggai.findings.corrections import field_value, note, summary
from zhenggai.findings.models import (
    Correction,
    CorrectionKind,
    Decision,
    DecisionChoice,
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
from zhenggai.findings.permissions import require_editor, require_reader
from zhenggai.findings.revising import compare, decision_on, line_at, settled


@act("document.received")
def receive_document(
    name: str, data: bytes, read: Sequence[PlanDraft], *, by: Actor, at: datetime
) -> list[Recognition]:
    """Keeps an uploaded file and what the reader made of it: one recognition for each document in it that is new.

    Refused (`duplicate`) if every document in it was loaded before.
    """
    require_editor(by)
    reasons = duplicates.reasons_to_refuse(read)
    if not read or all(reasons):
        raise Refused("duplicate", next(filter(None, reasons), f"文件“{name}”里没有可以识别的内容。"))
    paper = documents.keep(name, data, read[0].source.media_type, by=by, at=at)
    try:
        new = [_recognition(paper, draft, by, at) for draft, reason in zip(read, reasons, strict=True) if not reason]
    except IntegrityError:
        raise Refused("duplicate", f"文件“{name}”刚刚已由别人上传，不必重复上传。") from None
    left = [reason for reason in reasons if reason]
    changes = {"name": [None, paper.name], "recognitions": [None, [one.pk for one in new]], "left_out": [None, left]}
    touched = [paper.file, *new]
    record("document.received", paper, by=by, at=at, changes=changes, touched=touched, files=[paper.file.sha256])
    return new


@act("field.corrected")
def correct_field(
    recognition: Recognition,
    key: str,
    name: str,
    value: Any,
    *,
    by: Actor,
    at: datetime,
    version: int,
    spans: Sequence[Span] = (),
) -> Recognition:
    """One field as a person says it is. `key`: a finding's key, or "about" for the document itself (`core.review`)."""
    row, review = _opened(recognition, version, by)
    if key == ABOUT:
        changed = reviewing.correct_about(review, name, value)
    else:
        changed = reviewing.correct(review, key, name, value, spans)
    values = field_value(review, key, name), field_value(changed, key, name)
    told = note(CorrectionKind.CORRECTED, key, *values, field=name)
    return _revised("field.corrected", row, changed, told, by=by, at=at)


@act("findings.merged")
def merge_findings(
    recognition: Recognition, keys: Sequence[str], *, by: Actor, at: datetime, version: int
) -> Recognition:
    """Several findings as one; it keeps the key of the first."""
    row, review = _opened(recognition, version, by)
    changed = reviewing.merge(review, keys)
    kept = next(key for key in review.keys if key in keys)
    told = note(CorrectionKind.MERGED, kept, [summary(review, key) for key in keys], summary(changed, kept))
    return _revised("findings.merged", row, changed, told, by=by, at=at)


@act("finding.split")
def split_finding(
    recognition: Recognition,
    key: str,
    *,
    problem_at: int | None,
    measures: Sequence[int],
    by: Actor,
    at: datetime,
    version: int,
) -> Recognition:
    """One finding as two (`core.review.split`); the second one follows it."""
    row, review = _opened(recognition, version, by)
    changed = reviewing.split(review, key, problem_at=problem_at, measures=measures)
    second = changed.keys[changed.position(key) + 1]
    after = [summary(changed, key), summary(changed, second)]
    told = note(CorrectionKind.SPLIT, key, summary(review, key), after)
    return _revised("finding.split", row, changed, told, by=by, at=at)


@act("finding.added")
def add_finding(
    recognition: Recognition,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    version: int,
    after: str | None = None,
    spans: Sequence[Span] = (),
) -> Recognition:
    """A finding the reader missed, after another one or at the end. `spans`: where its problem stands in the source."""
    row, review = _opened(recognition, version, by)
    changed = reviewing.add(review, dict(values), after=after, spans=spans)
    key = next(key for key in changed.keys if key not in review.keys)
    told = note(CorrectionKind.ADDED, key, None, summary(changed, key))
    return _revised("finding.added", row, changed, told, by=by, at=at)


@act("finding.dropped")
def drop_finding(
    recognition: Recognition, key: str, *, reason: str, by: Actor, at: datetime, version: int
) -> Recognition:
    """Takes out what is no finding; says why."""
    row, review = _opened(recognition, version, by)
    _require_reason(reason, "删除一个问题时请写明理由。")
    told = note(CorrectionKind.DROPPED, key, summary(review, key), None)
    return _revised("finding.dropped", row, reviewing.drop(review, key), told, by=by, at=at, reason=reason)


@act("notice.answered")
def answer_notice(
    recognition: Recognition, notice: int, answer: Answer, *, by: Actor, at: datetime, version: int
) -> Recognition:
    """Dismisses or answers the reader's notice at this position."""
    row, review = _opened(recognition, version, by)
    changed = reviewing.answer(review, notice, answer)
    place = review.draft.notices[notice].finding
    told = note(
        CorrectionKind.ANSWERED,
        review.keys[place] if place is not None else "",
        review.draft.notices[notice].message,
        [answer.choice, answer.text],
    )
    return _revised("notice.answered", row, changed, told, by=by, at=at)


@act("revision.linked")
def link_revision(recognition: Recognition, plan: Plan | None, *, by: Actor, at: datetime, version: int) -> Recognition:
    """Says that the document is a new edition of a plan (compared with its latest edition), or of none."""
    row, _review = _opened(recognition, version, by)
    before = row.revises_id
    row.revises = plan
    row.base_edition = _latest(plan) if plan else None
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
    reason: str = "",
) -> Recognition:
    """What becomes of one line of the difference. `digest`: the line as shown. `finding`: for "same", which one."""
    row, _review = _opened(recognition, version, by)
    line = line_at(compare(row).lines, item_key, digest, choice)
    return _decided(row, settled(row, line, choice, finding, reason, by, at), reason, by, at)


@act("change.decided")
def decide_all(
    recognition: Recognition,
    choices: Sequence[tuple[str, DecisionChoice, str]],
    *,
    by: Actor,
    at: datetime,
    version: int,
) -> Recognition:
    """Several lines at once: (item key, choice, digest as shown). What was decided so already is passed over."""
    row, _review = _opened(recognition, version, by)
    shown = compare(row).lines
    lines = [(line_at(shown, key, digest, choice), choice) for key, choice, digest in choices]
    fresh = [(line, choice) for line, choice in lines if not (line.decision and line.decision.choice == choice)]
    decisions = [one for line, choice in fresh for one in settled(row, line, choice, None, "", by, at)]
    return _decided(row, decisions, "", by, at)


@act("change.decided")
def decide_rest(
    recognition: Recognition, choices: Sequence[DecisionChoice], *, by: Actor, at: datetime, version: int
) -> Recognition:
    """Settles every line that is still open with the first of `choices` that it allows, e.g. [adopt, remove]."""
    row, _review = _opened(recognition, version, by)
    direct = [choice for choice in choices if choice not in {DecisionChoice.NEW, DecisionChoice.SAME}]
    decisions = [
        decision_on(row, line, choice, "", by, at)
        for line in compare(row).lines
        if line.is_open and (choice := next((one for one in direct if one in line.choices), None))
    ]
    return _decided(row, decisions, "", by, at)


@act("edition.confirmed")
def confirm(recognition: Recognition, *, by: Actor, at: datetime, version: int) -> PlanEdition:
    """The reviewed document becomes an edition of its plan, with its findings."""
    row, review = _opened(recognition, version, by)
    plan = Plan.objects.select_for_update().get(pk=row.revises_id) if row.revises_id else None
    comparison = compare(row) if plan else None
    latest = _latest(plan) if plan else None
    for code, sentence in confirming.objections(row, review, comparison, latest):
        raise Refused(code, sentence)
    plan = plan or _new_plan(row, review, at)
    edition = PlanEdition.objects.create(
        plan=plan,
        edition_no=latest.edition_no + 1 if latest else 1,
        stage=building.stage_of(review.draft.about),
        title=row.title,
        issued_on=building.day(review.draft.about.issued_on),
        references=[encode(one) for one in review.draft.about.references],
        content_digest=row.content_digest,
        recognition=row,
        confirmed_at=at,
        confirmed_by=by.user,
    )
    new, born = confirming.build(edition, review, comparison)
    Finding.objects.bulk_create(born)
    FindingVersion.objects.bulk_create(new.versions)
    NamedUnit.objects.bulk_create(new.units)
    EditionNotice.objects.bulk_create(new.notices)
    row.state, row.version = RecognitionState.CONFIRMED, row.version + 1
    row.save(update_fields=["state", "version"])
    held = [plan.inspection] if plan.inspection else []
    touched = [row, plan, *held, *born, *new.versions, *new.units, *new.notices]
    changes = {
        "edition_no": [latest.edition_no if latest else None, edition.edition_no],
        "findings": [None, len(new.versions)],
    }
    record("edition.confirmed", edition, by=by, at=at, changes=changes, touched=touched)
    return edition


@act("recognition.discarded")
def discard(recognition: Recognition, *, reason: str, by: Actor, at: datetime, version: int) -> Recognition:
    """Gives up a recognition; document and review stay on record, and the file may be uploaded again."""
    row, _review = _opened(recognition, version, by)
    _require_reason(reason, "放弃识别结果时请写明理由。")
    row.state, row.version = RecognitionState.DISCARDED, row.version + 1
    row.save(update_fields=["state", "version"])
    changes = {"state": [RecognitionState.WAITING.value, RecognitionState.DISCARDED.value]}
    record("recognition.discarded", row, by=by, at=at, changes=changes, reason=reason)
    return row


@act("ledger.exported")
def note_export(edition: PlanEdition, form: str, n_findings: int, *, by: Actor, at: datetime) -> None:
    """Leaves the entry of an export: which form, how many findings."""
    require_reader(by)
    record("ledger.exported", edition, by=by, at=at, changes={"form": [None, form], "findings": [None, n_findings]})


def _recognition(paper: Document, draft: PlanDraft, by: Actor, at: datetime) -> Recognition:
    return Recognition.objects.create(
        document=paper,
        member=draft.source.file,
        sha256=draft.source.sha256,
        title=(draft.about.title.text if draft.about.title else "") or paper.name,
        content_digest=duplicates.digest_of(draft),
        read_at=at,
        read_by=by.user,
        **drafts.columns_of(draft),
    )


def _opened(recognition: Recognition, version: int, by: Actor) -> tuple[Recognition, Review]:
    """The recognition, locked, if this person may work on it, it still waits, and nobody changed it since."""
    require_editor(by)
    row = Recognition.objects.select_for_update().get(pk=recognition.pk)
    if row.state != RecognitionState.WAITING:
        raise Refused("not_waiting", f"{row}{row.get_state_display()}，不能再修改。")
    if row.version != version:
        raise Refused("changed_meanwhile", "您打开页面之后，别人已经修改了这份识别结果。请刷新页面，核对后再提交。")
    return row, drafts.review_of(row)


def _revised(
    verb: str,
    row: Recognition,
    changed: Review,
    told: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Recognition:
    """Saves a changed review with its correction and its entry."""
    row.review = drafts.review_column(changed)
    row.content_digest = content_digest(drafts.entries_of_review(changed))
    title = changed.draft.about.title
    row.title = title.text if title else row.title
    row.version += 1
    row.save(update_fields=["review", "content_digest", "title", "version"])
    correction = Correction.objects.create(
        recognition=row, reason=reason, corrected_at=at, corrected_by=by.user, **told
    )
    changes = {f"{told['finding_key']}.{told['field'] or told['kind']}": [told["before"], told["after"]]}
    record(verb, row, by=by, at=at, changes=changes, reason=reason, touched=[correction])
    return row


def _decided(row: Recognition, decisions: Sequence[Decision], reason: str, by: Actor, at: datetime) -> Recognition:
    for decision in decisions:
        decision.save()
    row.version += 1
    row.save(update_fields=["pairs", "version"])
    changes = {decision.item_key: [None, str(decision.choice)] for decision in decisions}
    record("change.decided", row, by=by, at=at, changes=changes, reason=reason, touched=decisions)
    return row


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


def _latest(plan: Plan) -> PlanEdition | None:
    return PlanEdition.objects.filter(plan=plan).order_by("-edition_no").first()


def _require_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refused("reason_missing", sentence)
