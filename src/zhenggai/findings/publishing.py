"""An edition as a draft again, so that every writer of drafts can write editions. Texts only, no passages."""

from __future__ import annotations

from typing import get_args

from zhenggai.core.deadlines import Deadline
from zhenggai.core.draft_store import decode
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Notice, PlanDraft, Role, Severity
from zhenggai.core.source import Passage, Source
from zhenggai.findings.drafts import EditionText
from zhenggai.findings.models import EditionNotice, FindingVersion, NamedUnit, PlanEdition


def draft_of_edition(edition: PlanEdition, text: EditionText, notices: list[EditionNotice]) -> PlanDraft:
    """The edition's words, with the resolved deadlines. `edition.recognition.document.file` should be at hand."""
    read = edition.recognition
    positions = {version.pk: i for i, version in enumerate(text.versions.values())}
    return PlanDraft(
        source=Source(read.member, read.sha256, read.document.file.media_type),
        about=decode(About, read.review["draft"]["about"]),
        findings=tuple(_finding(one, text.units.get(one.pk, ())) for one in text.versions.values()),
        notices=tuple(
            Notice(one.code, _severity(one.severity), one.message, positions.get(one.version_id or 0))
            for one in notices
        ),
    )


def _finding(version: FindingVersion, units: tuple[NamedUnit, ...]) -> FindingDraft:
    return FindingDraft(
        problem=Passage(version.problem),
        number=version.number or None,
        feedback_number=version.feedback_number or None,
        headings=tuple(map(Passage, version.headings)),
        goal=_passage(version.goal),
        measures=tuple(Passage(measure["text"]) for measure in version.measures),
        units=tuple(AssignedUnit(Passage(unit.name), _role(unit.role)) for unit in units),
        person=_passage(version.person),
        deadline_text=_passage(version.deadline_text),
        deadline=decode(Deadline, version.deadline) if version.deadline else None,
        status=_passage(version.status),
        progress=_passage(version.progress),
    )


def _passage(text: str) -> Passage | None:
    return Passage(text) if text else None


def _role(stored: str) -> Role:
    return next(role for role in get_args(Role) if role == stored)


def _severity(stored: str) -> Severity:
    return next(severity for severity in get_args(Severity) if severity == stored)
