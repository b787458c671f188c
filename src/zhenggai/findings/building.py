"""The rows of a new edition, built in memory from a review or from the edition before; `actions` saves them.

What the words resolve to (dates, figures) is computed here once and kept with the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from zhenggai.core.deadlines import find_milestones
from zhenggai.core.draft_store import decode, encode
from zhenggai.core.editions import content_digest
from zhenggai.core.errors import Refused
from zhenggai.core.plan import About, AssignedUnit, FindingDraft
from zhenggai.core.quantities import find_quantities
from zhenggai.core.review import Review
from zhenggai.core.source import Passage, Span
from zhenggai.core.typography import fold
from zhenggai.core.units.names import UnitMention, full_names, is_group
from zhenggai.findings.drafts import entry_of_version
from zhenggai.findings.models import (
    EditionNotice,
    Finding,
    FindingVersion,
    NamedUnit,
    Plan,
    PlanEdition,
    Recognition,
    Stage,
)
from zhenggai.findings.publishing import finding_draft

SEARCH_GAP = "\n"
PARTS = {"deadline": ("deadline_text", "deadline")}  # of a draft, where a field is not one of that name
STAGES = {"draft": Stage.CONSULTATION, "issued": Stage.ISSUED, None: Stage.UNKNOWN}


@dataclass(slots=True)
class NewEdition:
    """Rows that belong together, not yet saved.

    earlier: findings that keep words of an earlier edition: its row, the row here and which of its fields (None: all).
    left: by draft key, where the words lie that a person did not take from the new paper.
    """

    versions: list[FindingVersion] = field(default_factory=list)
    units: list[NamedUnit] = field(default_factory=list)
    notices: list[EditionNotice] = field(default_factory=list)
    earlier: list[tuple[FindingVersion, FindingVersion, tuple[str, ...] | None]] = field(default_factory=list)
    left: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def rows(self) -> list[FindingVersion | NamedUnit | EditionNotice]:
        return [*self.versions, *self.units, *self.notices]

    def digest(self) -> str:
        """What the edition says, as one hash: not what its paper says where something was kept or left out."""
        named: dict[int, list[NamedUnit]] = {}
        for unit in self.units:
            named.setdefault(id(unit.version), []).append(unit)
        return content_digest(entry_of_version(one, named.get(id(one), ())) for one in self.versions)


def day(iso: str | None) -> date | None:
    """A calendar day, None where the text gives none. Refused (`not_a_day`) for a day that no calendar has."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        raise Refused("not_a_day", f"日历上没有“{iso}”这一天，请先更正这个日期，再确认入库。") from None


def stage_of(about: About) -> Stage:
    return STAGES[about.status]


def edition_of(row: Recognition, review: Review, plan: Plan, latest: PlanEdition | None) -> PlanEdition:
    """The next edition of a plan, from a reviewed document; its digest is that of the rows once they are built."""
    about = review.draft.about
    return PlanEdition(
        plan=plan,
        edition_no=latest.edition_no + 1 if latest else 1,
        stage=stage_of(about),
        title=row.title,
        issued_on=day(about.issued_on),
        references=[encode(one) for one in about.references],
        recognition=row,
    )


def edition_restoring(earlier: PlanEdition, latest: PlanEdition) -> PlanEdition:
    """The next edition of a plan, from an earlier one: the same paper under a new number."""
    return PlanEdition(
        plan=earlier.plan,
        edition_no=latest.edition_no + 1,
        stage=earlier.stage,
        title=earlier.title,
        issued_on=earlier.issued_on,
        references=earlier.references,
        content_digest=earlier.content_digest,
        recognition=earlier.recognition,
        restores=earlier,
    )


def add_drafted(
    new: NewEdition, finding: Finding, edition: PlanEdition, key: str, drafted: FindingDraft, about: About
) -> None:
    """A finding as the reviewed document has it."""
    deadline = drafted.deadline
    days = sorted(filter(None, map(day, deadline.dates if deadline else ())))
    version = FindingVersion(
        finding=finding,
        edition=edition,
        words_from=edition,
        position=len(new.versions) + 1,
        draft_key=key,
        number=drafted.number or "",
        feedback_number=drafted.feedback_number or "",
        top_heading=drafted.headings[0].text if drafted.headings else "",
        headings=[heading.text for heading in drafted.headings],
        heading_lines="".join(f"\n{heading.text}\n" for heading in drafted.headings),
        problem=drafted.problem.text,
        goal=_words(drafted.goal),
        measures=[_measure(measure, about) for measure in drafted.measures],
        person=_words(drafted.person),
        deadline_text=_words(drafted.deadline_text),
        deadline=encode(deadline) if deadline else None,
        first_due_on=days[0] if days else None,
        due_on=days[-1] if days else None,
        immediate=deadline.immediate if deadline else False,
        ongoing=deadline.long_term if deadline else False,
        status=_words(drafted.status),
        progress=_words(drafted.progress),
        passages=_passages(drafted),
        quantities={"problem": _figures(drafted.problem), "goal": _figures(drafted.goal)},
    )
    version.search_text = search_text(version, [unit.name.text for unit in drafted.units])
    new.versions.append(version)
    new.units += _units(version, drafted.units)


def add_mixed(
    new: NewEdition,
    edition: PlanEdition,
    key: str,
    drafted: FindingDraft,
    about: About,
    old: FindingVersion,
    units: Iterable[NamedUnit],
    kept: Iterable[str],
) -> None:
    """A finding as the reviewed document has it but for the fields that a person kept as they were. Those keep what
    they resolve to, and have no passage: this paper says otherwise."""
    before = finding_draft(old, units, marked=False)
    parts = [part for name in kept for part in PARTS.get(name, (name,))]
    taken = replace(drafted, **{part: getattr(before, part) for part in parts})
    add_drafted(new, old.finding, edition, key, taken, about)
    new.earlier.append((old, new.versions[-1], tuple(kept)))
    new.left[key] = tuple(span for name in kept for span in _spans(drafted, name))
    if "measures" in parts:
        new.versions[-1].measures = [measure | {"spans": []} for measure in old.measures]


def add_carried(new: NewEdition, edition: PlanEdition, old: FindingVersion, units: Iterable[NamedUnit]) -> None:
    """A finding with the words of an earlier edition, because a person decided to keep or to restore them."""
    new_of_its_own = {"id", "edition", "position"}
    same = {f.name: getattr(old, f.name) for f in FindingVersion._meta.concrete_fields if f.name not in new_of_its_own}
    version = FindingVersion(edition=edition, position=len(new.versions) + 1, **same)
    new.versions.append(version)
    new.earlier.append((old, version, None))
    new.units += [
        NamedUnit(
            version=version,
            position=unit.position,
            name=unit.name,
            full_name=unit.full_name,
            role=unit.role,
            is_group=unit.is_group,
            spans=unit.spans,
        )
        for unit in units
    ]


def add_notices(new: NewEdition, edition: PlanEdition, review: Review) -> None:
    """The reader's notices with the answers a person gave them, but for those on words that were not taken; and what
    was noticed of the words that stay. Those are told without their place: it lies in another paper."""
    versions = {version.draft_key: version for version in new.versions if version.words_from is edition}
    for notice, given in zip(review.draft.notices, review.answers, strict=True):
        key = review.keys[notice.finding] if notice.finding is not None else ""
        if key and (key not in versions or _within(notice.passage, new.left.get(key, ()))):
            continue
        new.notices.append(
            EditionNotice(
                edition=edition,
                version=versions.get(key),
                code=notice.code,
                severity=notice.severity,
                message=notice.message,
                passage=encode(notice.passage) if notice.passage else None,
                choice=given.choice if given else "",
                answer=given.text if given else "",
            )
        )
    rows = {old.pk: (old, version, kept) for old, version, kept in new.earlier}
    for told in EditionNotice.objects.filter(version__in=rows).order_by("id"):
        old, version, kept = rows[told.version_id or 0]
        passage = decode(Passage, told.passage) if told.passage else None
        before = finding_draft(old, old.units.all(), marked=True) if kept else None
        if before is None or _within(passage, [span for name in kept or () for span in _spans(before, name)]):
            new.notices.append(copied(told, edition, version, passage=None))


def copied(
    notice: EditionNotice, edition: PlanEdition, version: FindingVersion | None, *, passage: Any
) -> EditionNotice:
    """A notice of an earlier edition with its answer, in a new one. passage: its place in the paper of the new one."""
    return EditionNotice(
        edition=edition,
        version=version,
        code=notice.code,
        severity=notice.severity,
        message=notice.message,
        passage=passage,
        choice=notice.choice,
        answer=notice.answer,
    )


def _spans(drafted: FindingDraft, name: str) -> list[Span]:
    """Where the words of one field of a finding lie."""
    held = getattr(drafted, PARTS.get(name, (name,))[0])
    passages = held if isinstance(held, tuple) else [held]
    texts = [one.name if isinstance(one, AssignedUnit) else one for one in passages if one is not None]
    return [span for one in texts if isinstance(one, Passage) for span in one.spans]


def _within(passage: Passage | None, places: Iterable[Span]) -> bool:
    """Whether a passage lies wholly in these places."""
    within = list(places)
    return (
        passage is not None
        and bool(passage.spans)
        and all(
            any(one.line == span.line and one.start <= span.start and span.end <= one.end for one in within)
            for span in passage.spans
        )
    )


def search_text(version: FindingVersion, units: Iterable[str]) -> str:
    """Everything a person may search for, folded like the words they type."""
    texts = [
        version.number, version.feedback_number, *version.headings, version.problem, version.goal,
        *(measure["text"] for measure in version.measures), *units, version.person, version.deadline_text,
        version.status, version.progress,
    ]  # fmt: skip
    return SEARCH_GAP.join(fold(text) for text in texts if text)


def _units(version: FindingVersion, units: tuple[AssignedUnit, ...]) -> list[NamedUnit]:
    mentions = [UnitMention(unit.name.text, 0, len(unit.name.text)) for unit in units]
    return [
        NamedUnit(
            version=version,
            position=position,
            name=unit.name.text,
            full_name=full_name,
            role=unit.role,
            is_group=is_group(unit.name.text),
            spans=encode(unit.name.spans),
        )
        for position, (unit, full_name) in enumerate(zip(units, full_names(mentions), strict=True), start=1)
    ]


def _measure(measure: Passage, about: About) -> dict[str, Any]:
    return {
        "text": measure.text,
        "spans": encode(measure.spans),
        "milestones": encode(find_milestones(measure.text, issued_on=about.issued_on, year=about.year)),
        "quantities": _figures(measure),
    }


def _figures(passage: Passage | None) -> list[dict[str, Any]]:
    return [encode(one) for one in find_quantities(passage.text)] if passage else []


def _words(passage: Passage | None) -> str:
    return passage.text if passage else ""


def _passages(drafted: FindingDraft) -> dict[str, Any]:
    """Field -> spans in the source; for headings one list each."""
    fields = {
        "problem": drafted.problem,
        "goal": drafted.goal,
        "person": drafted.person,
        "deadline": drafted.deadline_text,
        "status": drafted.status,
        "progress": drafted.progress,
    }
    spans: dict[str, Any] = {name: encode(held.spans) for name, held in fields.items() if held}
    return spans | {"headings": [encode(heading.spans) for heading in drafted.headings]}
