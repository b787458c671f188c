"""Questions about plans. Plain rows out; the number of SQL queries does not grow with the number of findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from zhenggai.accounts.models import User
from zhenggai.audit.models import Entry as AuditEntry
from zhenggai.core.contract import as_contract
from zhenggai.core.editions import FieldChange, field_changes
from zhenggai.core.plan import PlanDraft
from zhenggai.core.review import Review
from zhenggai.core.typography import fold
from zhenggai.findings import duplicates
from zhenggai.findings.drafts import as_read_of, edition_text, entry_of_version, review_of
from zhenggai.findings.entered import entered
from zhenggai.findings.ledger_order import SORTS, number_key
from zhenggai.findings.models import (
    Correction,
    Decision,
    EditionNotice,
    Finding,
    FindingVersion,
    NamedUnit,
    Plan,
    PlanEdition,
    Recognition,
    RecognitionState,
)
from zhenggai.findings.publishing import draft_of_edition, review_of_edition

TERMS = ("dated", "immediate", "ongoing")


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What a ledger is narrowed to. Empty fields do not narrow.

    unit: full name, or the name as printed. due_from, due_to: days, both included, met by any stage from the first
    to the last. term: one of TERMS. status, person: as printed. text: words that must all occur. sort: a key of
    `ledger_order.SORTS`.
    """

    heading: str = ""
    unit: str = ""
    due_from: date | None = None
    due_to: date | None = None
    term: str = ""
    status: str = ""
    person: str = ""
    text: str = ""
    sort: str = "position"
    descending: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is left out; sorting leaves nothing out."""
        return replace(self, sort="position", descending=False) != LedgerFilter()

    @property
    def chosen(self) -> bool:
        """Whether anything but searched words leaves something out."""
        return replace(self, text="").narrows


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a finding names it."""

    name: str
    full_name: str
    role: str
    is_group: bool


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One finding in an edition's ledger."""

    finding_id: int
    position: int
    number: str
    feedback_number: str
    headings: tuple[str, ...]
    problem: str
    goal: str
    measures: tuple[str, ...]
    units: tuple[UnitRow, ...]
    person: str
    deadline_text: str
    first_due_on: date | None
    due_on: date | None
    immediate: bool
    ongoing: bool
    status: str
    progress: str
    deadline: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class LedgerChoices:
    """What a ledger can be filtered by, in order of appearance."""

    headings: tuple[str, ...]
    units: tuple[str, ...]
    statuses: tuple[str, ...]
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingStory:
    """One finding with everything that is known of it. versions: oldest first, each with its units."""

    finding: Finding
    versions: tuple[FindingVersion, ...]
    units: Mapping[int, tuple[UnitRow, ...]]
    notices: tuple[EditionNotice, ...]
    corrections: tuple[Correction, ...]
    decisions: tuple[Decision, ...]
    entries: tuple[AuditEntry, ...] = field(default=())

    @property
    def current(self) -> FindingVersion:
        return self.versions[-1]

    def changes(self) -> dict[int, tuple[FieldChange, ...]]:
        """By version, what differs from the version before it."""
        entries = [entry_of_version(one, self.units.get(one.pk, ())) for one in self.versions]
        pairs = zip(self.versions[1:], entries, entries[1:], strict=False)
        return {version.pk: field_changes(old, new) for version, old, new in pairs}


@dataclass(frozen=True, slots=True)
class ReviewData:
    """Everything the review page shows."""

    recognition: Recognition
    review: Review
    as_read: Any  # core.plan.PlanDraft
    corrections: tuple[Correction, ...]
    suggested_plan: Plan | None

    @property
    def last_step(self) -> Correction | None:
        """The correction that would be taken back next."""
        gone = {one.undoes_id for one in self.corrections}
        return next((one for one in reversed(self.corrections) if one.undoes_id is None and one.pk not in gone), None)


def recognitions(user: User | None, *, waiting: bool = True) -> QuerySet[Recognition]:
    """Documents under review, newest first, without their text but with the keys of their findings (`finding_keys`).
    With waiting=False all of them."""
    rows = Recognition.objects.visible_to(user).select_related("document__file", "read_by", "revises")
    rows = rows.annotate(finding_keys=F("review__keys")).defer("source", "as_read", "review")
    return rows.filter(state=RecognitionState.WAITING) if waiting else rows


def waiting_with(user: User | None, hashes: Iterable[str]) -> list[Recognition]:
    """The documents under review whose very bytes these are."""
    return list(recognitions(user).filter(sha256__in=list(hashes)))


def recognition(user: User | None, pk: int) -> Recognition | None:
    """One document under review; None if there is none or this person may not see it."""
    rows = Recognition.objects.visible_to(user)
    return rows.select_related("document__file", "revises", "base_edition").filter(pk=pk).first()


def review_data(user: User | None, pk: int) -> ReviewData | None:
    """The review page in a constant number of queries."""
    row = recognition(user, pk)
    if row is None:
        return None
    corrections = Correction.objects.filter(recognition=row).select_related("corrected_by", "undoes").order_by("id")
    suggested = None if row.revision_settled else duplicates.likely_plan(row)
    return ReviewData(row, review_of(row), as_read_of(row), tuple(corrections), suggested)


def plans(user: User | None) -> QuerySet[Plan]:
    """Plans with `n_editions` and the id, `stage` and `n_findings` of their latest edition, newest first."""
    latest = PlanEdition.objects.filter(plan=OuterRef("pk")).order_by("-edition_no")
    in_latest = FindingVersion.objects.filter(edition=OuterRef("latest_edition_id")).order_by()
    rows = Plan.objects.visible_to(user).select_related("inspection")
    rows = rows.annotate(
        n_editions=Count("editions"),
        latest_edition_id=Subquery(latest.values("pk")[:1]),
        stage=Subquery(latest.values("stage")[:1]),
    )
    counted = in_latest.values("edition").annotate(n=Count("pk")).values("n")
    return rows.annotate(n_findings=Subquery(counted)).order_by("-pk")


def plan(user: User | None, pk: int) -> Plan | None:
    """One plan, or None."""
    return plans(user).filter(pk=pk).first()


def editions(user: User | None, plan_id: int) -> list[PlanEdition]:
    """The editions of a plan, newest first, with the document each was read from and `n_findings`."""
    rows = PlanEdition.objects.filter(plan__in=Plan.objects.visible_to(user), plan_id=plan_id)
    rows = rows.select_related("plan", "recognition__document__file", "confirmed_by", "restores").defer(
        "recognition__source", "recognition__as_read", "recognition__review"
    )
    return list(rows.annotate(n_findings=Count("versions")).order_by("-edition_no"))


def edition(user: User | None, pk: int) -> PlanEdition | None:
    """One edition with its plan and inspection, or None."""
    rows = PlanEdition.objects.filter(plan__in=Plan.objects.visible_to(user), pk=pk)
    return rows.select_related("plan__inspection").first()


def edition_contract(user: User | None, edition_id: int) -> dict[str, Any] | None:
    """An edition in the published form (plan.schema.json), or None. Four queries."""
    draft = edition_draft(user, edition_id)
    return None if draft is None else as_contract(draft)


def edition_draft(user: User | None, edition_id: int) -> PlanDraft | None:
    """An edition as a draft: its texts and what they resolve to, without passages. Four queries."""
    rows = PlanEdition.objects.filter(plan__in=Plan.objects.visible_to(user), pk=edition_id)
    rows = rows.select_related("plan", "recognition__document__file").defer(
        "recognition__source", "recognition__as_read"
    )
    if (found := rows.first()) is None:
        return None
    return draft_of_edition(found, edition_text(found.pk), _notices_of(found))


def edition_review(user: User | None, edition_id: int) -> Review | None:
    """An edition as its review left it, with the paper and every answer, or None. Four queries."""
    rows = PlanEdition.objects.filter(plan__in=Plan.objects.visible_to(user), pk=edition_id)
    rows = rows.select_related("plan", "recognition__document__file").defer("recognition__as_read")
    if (found := rows.first()) is None:
        return None
    return review_of_edition(found, edition_text(found.pk), _notices_of(found))


def _notices_of(edition: PlanEdition) -> list[EditionNotice]:
    return list(EditionNotice.objects.filter(edition=edition).order_by("id"))


def ledger(user: User | None, edition_id: int, wanted: LedgerFilter | None = None) -> list[LedgerRow]:
    """The ledger of an edition. Two queries."""
    wanted = wanted or LedgerFilter()
    versions = _versions(user, edition_id, wanted)
    units = _units_of(versions.order_by())
    rows = [_row(version, units.get(version.pk, ())) for version in versions]
    if wanted.sort in ("number", "feedback_number"):
        rows.sort(key=lambda row: number_key(getattr(row, wanted.sort)), reverse=wanted.descending)
    return rows


def ledger_choices(user: User | None, edition_id: int) -> LedgerChoices:
    """What this edition's ledger can be filtered by. Two queries."""
    versions = _versions(user, edition_id, LedgerFilter())
    told = list(versions.values_list("headings", "status", "person"))
    headings = [heading for headings, _status, _person in told for heading in headings]
    units = NamedUnit.objects.filter(version__in=versions.order_by()).order_by("version__position", "position")
    names = units.values_list("full_name", flat=True)
    statuses, persons = ([row[i] for row in told if row[i]] for i in (1, 2))
    return LedgerChoices(*(tuple(dict.fromkeys(found)) for found in (headings, names, statuses, persons)))


def finding_story(user: User | None, finding_id: int) -> FindingStory | None:
    """One finding through all editions. Seven queries; None if this person may not see it."""
    finding = Finding.objects.visible_to(user).select_related("plan__inspection").filter(pk=finding_id).first()
    if finding is None:
        return None
    # The document's text may be long; a page that shows passages asks for it in `papers`.
    versions = FindingVersion.objects.filter(finding=finding).select_related("edition__restores", "words_from")
    versions = versions.order_by("edition__edition_no")
    rows = tuple(versions)
    made = Q()
    for recognition_id, key in {(one.words_from.recognition_id, one.draft_key) for one in rows}:
        made |= Q(recognition_id=recognition_id, finding_key=key)
    corrections = Correction.objects.filter(made, finding_key__gt="").select_related("corrected_by", "undoes")
    entries = AuditEntry.objects.filter(
        subject_type="findings.planedition", subject_id__in=[str(version.edition_id) for version in rows]
    )
    return FindingStory(
        finding=finding,
        versions=rows,
        units=_units_of(versions.order_by()),
        notices=tuple(EditionNotice.objects.filter(version__finding=finding).order_by("id")),
        corrections=tuple(corrections.order_by("id")),
        decisions=entered(finding),
        entries=tuple(entries.order_by("id")),
    )


def history(user: User | None, subject_type: str, subject_id: int) -> list[AuditEntry]:
    """Everything recorded on a recognition or an edition, oldest first; nothing if this person may not see it."""
    seen = {
        "findings.recognition": Recognition.objects.visible_to(user),
        "findings.planedition": PlanEdition.objects.filter(plan__in=Plan.objects.visible_to(user)),
    }[subject_type]
    if not seen.filter(pk=subject_id).exists():
        return []
    return list(AuditEntry.objects.filter(subject_type=subject_type, subject_id=str(subject_id)).order_by("id"))


def _versions(user: User | None, edition_id: int, wanted: LedgerFilter) -> QuerySet[FindingVersion]:
    rows = FindingVersion.objects.filter(edition_id=edition_id, edition__plan__in=Plan.objects.visible_to(user))
    if wanted.heading:
        rows = rows.filter(heading_lines__contains=f"\n{wanted.heading}\n")
    if wanted.unit:
        named = NamedUnit.objects.filter(Q(full_name=wanted.unit) | Q(name=wanted.unit), version=OuterRef("pk"))
        rows = rows.filter(Exists(named))
    if wanted.due_from:
        rows = rows.filter(due_on__gte=wanted.due_from)
    if wanted.due_to:
        rows = rows.filter(first_due_on__lte=wanted.due_to)
    terms = {"dated": Q(due_on__isnull=False), "immediate": Q(immediate=True), "ongoing": Q(ongoing=True)}
    if wanted.term:
        rows = rows.filter(terms[wanted.term])
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.person:
        rows = rows.filter(person=wanted.person)
    for word in wanted.text.split():
        rows = rows.filter(search_text__contains=fold(word))
    order = F(SORTS.get(wanted.sort, "position"))
    last = order.desc(nulls_last=True) if wanted.descending else order.asc(nulls_last=True)
    return rows.order_by(last, "position")


def _units_of(versions: QuerySet[FindingVersion]) -> dict[int, tuple[UnitRow, ...]]:
    units: dict[int, list[UnitRow]] = {}
    rows = NamedUnit.objects.filter(version__in=versions.values("pk")).order_by("version_id", "position")
    for pk, name, full_name, role, is_group in rows.values_list("version_id", "name", "full_name", "role", "is_group"):
        units.setdefault(pk, []).append(UnitRow(name, full_name, role, is_group))
    return {pk: tuple(named) for pk, named in units.items()}


def _row(version: FindingVersion, units: tuple[UnitRow, ...]) -> LedgerRow:
    return LedgerRow(
        finding_id=version.finding_id,
        position=version.position,
        number=version.number,
        feedback_number=version.feedback_number,
        headings=tuple(version.headings),
        problem=version.problem,
        goal=version.goal,
        measures=tuple(measure["text"] for measure in version.measures),
        units=units,
        person=version.person,
        deadline_text=version.deadline_text,
        first_due_on=version.first_due_on,
        due_on=version.due_on,
        immediate=version.immediate,
        ongoing=version.ongoing,
        status=version.status,
        progress=version.progress,
        deadline=version.deadline,
    )


def has_plans() -> bool:
    """Whether any plan was confirmed yet. For commands at the console."""
    return Plan.objects.exists()
