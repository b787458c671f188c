"""An edition as a draft again, so that every writer of drafts can write editions, and as a review that is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest
from typing import Any, get_args

from zhenggai.core.deadlines import Deadline
from zhenggai.core.draft_store import decode
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Notice, PlanDraft, Role, Severity
from zhenggai.core.review import Answer, Choice, Review, begin
from zhenggai.core.source import Passage, Source, Span
from zhenggai.findings.drafts import EditionText, seen_in, source_of
from zhenggai.findings.models import EditionNotice, FindingVersion, NamedUnit, PlanEdition


def draft_of_edition(edition: PlanEdition, text: EditionText, notices: list[EditionNotice]) -> PlanDraft:
    """The edition's words, with the resolved deadlines, without passages. `edition.plan` and
    `edition.recognition.document.file` should be at hand."""
    read = edition.recognition
    positions = {version.pk: i for i, version in enumerate(text.versions.values())}
    return PlanDraft(
        source=Source(read.member, read.sha256, read.document.file.media_type),
        about=_about(edition),
        findings=tuple(finding_draft(one, text.units.get(one.pk, ()), marked=False) for one in text.versions.values()),
        notices=tuple(
            Notice(one.code, _severity(one.severity), one.message, positions.get(one.version_id or 0))
            for one in notices
        ),
    )


def review_of_edition(edition: PlanEdition, text: EditionText, notices: list[EditionNotice]) -> Review:
    """The edition as its review left it: with the paper, its passages and what was said to every notice and point.

    Findings that kept the words of an earlier paper have no passages in this one.
    """
    draft = draft_of_edition(edition, text, notices)
    findings = tuple(
        finding_draft(one, text.units.get(one.pk, ()), marked=one.words_from.recognition_id == edition.recognition_id)
        for one in text.versions.values()
    )
    told = zip(draft.notices, notices, strict=True)
    passages = tuple(replace(one, passage=decode(Passage, row.passage) if row.passage else None) for one, row in told)
    draft = replace(draft, source=source_of(edition.recognition), findings=findings, notices=passages)
    answers = tuple(Answer(_choice(row.choice), row.answer) if row.choice else None for row in notices)
    return replace(begin(draft), answers=answers, seen=seen_in(edition.recognition))


def _about(edition: PlanEdition) -> About:
    """What the paper says of itself, under the one name that the plan keeps through all editions."""
    about = decode(About, edition.recognition.review["draft"]["about"])
    return about if edition.title == edition.plan.title else replace(about, title=Passage(edition.plan.title, ()))


def finding_draft(version: FindingVersion, units: Iterable[NamedUnit], *, marked: bool) -> FindingDraft:
    """What an edition says of a finding, with what it resolves to. marked: with its passages in the paper."""

    def passage(text: str, spans: Any) -> Passage:
        return Passage(text, tuple(decode(Span, span) for span in spans or ()) if marked else ())

    def field(name: str, text: str) -> Passage | None:
        return passage(text, version.passages.get(name)) if text else None

    headings = zip_longest(version.headings, version.passages.get("headings", ())[: len(version.headings)])
    return FindingDraft(
        problem=passage(version.problem, version.passages.get("problem")),
        number=version.number or None,
        feedback_number=version.feedback_number or None,
        headings=tuple(passage(text, spans) for text, spans in headings),
        goal=field("goal", version.goal),
        measures=tuple(passage(measure["text"], measure["spans"]) for measure in version.measures),
        units=tuple(AssignedUnit(passage(unit.name, unit.spans), _role(unit.role)) for unit in units),
        person=field("person", version.person),
        deadline_text=field("deadline", version.deadline_text),
        deadline=decode(Deadline, version.deadline) if version.deadline else None,
        status=field("status", version.status),
        progress=field("progress", version.progress),
    )


def _choice(stored: str) -> Choice:
    return next(choice for choice in get_args(Choice) if choice == stored)


def _role(stored: str) -> Role:
    return next(role for role in get_args(Role) if role == stored)


def _severity(stored: str) -> Severity:
    return next(severity for severity in get_args(Severity) if severity == stored)
