"""The paper an edition was read from, with the passages its findings were taken from. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zhenggai.accounts.models import User
from zhenggai.core.draft_store import decode
from zhenggai.core.marking import Mark
from zhenggai.core.source import Source, Span
from zhenggai.findings.drafts import edition_text, source_of
from zhenggai.findings.models import Finding, FindingVersion, NamedUnit, Plan, PlanEdition


@dataclass(frozen=True, slots=True)
class Paper:
    """edition: the one the paper was read for. marks: their targets are findings' ids. n_elsewhere: how many findings
    kept the words of an earlier paper and so are not marked in this one."""

    edition: PlanEdition
    source: Source
    marks: tuple[Mark, ...]
    n_elsewhere: int = 0


def edition_paper(user: User | None, edition_id: int) -> Paper | None:
    """The paper of an edition with the passages of all its findings. Three queries; None if there is none to see."""
    if (edition := _edition(user, edition_id)) is None:
        return None
    text = edition_text(edition.pk)
    here = [one for one in text.versions.values() if one.words_from.recognition_id == edition.recognition_id]
    marks = tuple(mark for one in here for mark in marks_of(one, text.units.get(one.pk, ())))
    return Paper(edition, source_of(edition.recognition), marks, len(text.versions) - len(here))


def finding_paper(user: User | None, finding_id: int) -> Paper | None:
    """The paper that holds a finding's present words, with its passages. Three queries."""
    rows = FindingVersion.objects.filter(finding__in=Finding.objects.visible_to(user), finding_id=finding_id)
    if (version := rows.order_by("-edition__edition_no").first()) is None:
        return None
    if (edition := _edition(user, version.words_from_id)) is None:
        return None
    units = NamedUnit.objects.filter(version=version).order_by("position")
    return Paper(edition, source_of(edition.recognition), tuple(marks_of(version, units)))


def marks_of(version: FindingVersion, units: Iterable[NamedUnit]) -> Iterator[Mark]:
    """Every span of a finding, with the finding's id as target."""
    target = str(version.finding_id)
    for kind, spans in _passages(version, units):
        for span in spans:
            yield Mark(decode(Span, span), target, kind)


def _passages(version: FindingVersion, units: Iterable[NamedUnit]) -> Iterator[tuple[str, Any]]:
    """(field, stored spans)"""
    for kind, spans in version.passages.items():
        if kind == "headings":
            yield from (("headings", one) for one in spans)
        else:
            yield kind, spans
    yield from (("measures", measure["spans"]) for measure in version.measures)
    yield from (("units", unit.spans) for unit in units)


def _edition(user: User | None, pk: int) -> PlanEdition | None:
    rows = PlanEdition.objects.filter(plan__in=Plan.objects.visible_to(user), pk=pk)
    rows = rows.select_related("plan", "recognition__document").defer("recognition__as_read", "recognition__review")
    return rows.first()
