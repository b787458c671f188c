"""Between the database's columns and the core's values: a recognition's review, and an edition as plain entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from zhenggai.core import draft_store
from zhenggai.core.draft_store import decode, encode
from zhenggai.core.editions import Entry
from zhenggai.core.plan import FindingDraft, PlanDraft
from zhenggai.core.review import Answer, Review, begin, value_of
from zhenggai.core.source import Source
from zhenggai.findings.models import FindingVersion, NamedUnit, Recognition


def columns_of(draft: PlanDraft) -> dict[str, Any]:
    """The JSON columns of a new recognition: the source once, the draft as it was read, the review that begins."""
    review = review_column(begin(draft))
    return {"source": encode(draft.source), "as_read": review["draft"], "review": review}


def review_column(review: Review) -> dict[str, Any]:
    """The review without the document's text, which has a column of its own."""
    return {
        "draft": draft_store.draft_to_json(replace(review.draft, source=_without_text(review.draft.source))),
        "keys": list(review.keys),
        "answers": [encode(given) if given else None for given in review.answers],
        "next_key": review.next_key,
        "seen": {identity: encode(given) for identity, given in review.seen},
    }


def review_of(recognition: Recognition) -> Review:
    """The review as the core knows it, source included."""
    column = recognition.review
    draft = draft_store.draft_from_json(column["draft"])
    return Review(
        replace(draft, source=source_of(recognition)),
        tuple(column["keys"]),
        tuple(decode(Answer, given) if given else None for given in column["answers"]),
        column["next_key"],
        seen_in(recognition),
    )


def seen_in(recognition: Recognition) -> tuple[tuple[str, Answer], ...]:
    """What was said to points of the health report, also of reviews from before that could be said."""
    return tuple(
        (identity, decode(Answer, given)) for identity, given in sorted(recognition.review.get("seen", {}).items())
    )


def as_read_of(recognition: Recognition) -> PlanDraft:
    """The draft as the reader handed it over, before any correction; without the document's text."""
    return draft_store.draft_from_json(recognition.as_read)


def source_of(recognition: Recognition) -> Source:
    """The document's lines and layout."""
    return decode(Source, recognition.source)


def entry_of_draft(key: str, finding: FindingDraft) -> Entry:
    """A finding under review as plain text, for comparing."""
    values = {name: value_of(finding, name) for name in Entry.__dataclass_fields__ if name not in {"key", "problem"}}
    return Entry(key=key, problem=finding.problem.text, **values)  # type: ignore[arg-type]  # each value has its field's type


def entries_of_review(review: Review) -> list[Entry]:
    """Every finding of the review, in order."""
    return [entry_of_draft(key, one) for key, one in zip(review.keys, review.draft.findings, strict=True)]


def draft_entries(recognition: Recognition) -> dict[str, Entry]:
    """Every finding of a recognition as plain text by its key, without asking for the document's text."""
    column = recognition.review
    draft = draft_store.draft_from_json(column["draft"])
    return {key: entry_of_draft(key, one) for key, one in zip(column["keys"], draft.findings, strict=True)}


class Assigned(Protocol):
    """A unit with its role, as a row of the database or as a plain one."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


def entry_of_version(version: FindingVersion, units: Iterable[NamedUnit] | Iterable[Assigned]) -> Entry:
    """What an edition says of a finding as plain text. The key is the finding's id."""
    return Entry(
        key=str(version.finding_id),
        problem=version.problem,
        number=version.number or None,
        feedback_number=version.feedback_number or None,
        headings=tuple(version.headings),
        goal=version.goal or None,
        measures=tuple(measure["text"] for measure in version.measures),
        units=tuple((unit.name, unit.role) for unit in units),
        person=version.person or None,
        deadline=version.deadline_text or None,
        status=version.status or None,
        progress=version.progress or None,
    )


@dataclass(frozen=True, slots=True)
class EditionText:
    """An edition in memory: its versions by finding id, in order, with their units."""

    versions: Mapping[str, FindingVersion]
    units: Mapping[int, tuple[NamedUnit, ...]]

    def read_in(self) -> dict[str, tuple[int, str]]:
        """By finding, the recognition its words were read in and its key there."""
        return {finding: (one.words_from.recognition_id, one.draft_key) for finding, one in self.versions.items()}

    def entries(self) -> list[Entry]:
        return [entry_of_version(one, self.units.get(one.pk, ())) for one in self.versions.values()]


def edition_text(edition_id: int) -> EditionText:
    """The whole text of an edition in two queries."""
    rows = (
        FindingVersion.objects.filter(edition_id=edition_id)
        .select_related("words_from", "finding")
        .order_by("position")
    )
    versions = {str(one.finding_id): one for one in rows}
    units: dict[int, list[NamedUnit]] = {}
    for unit in NamedUnit.objects.filter(version__edition_id=edition_id).order_by("version_id", "position"):
        units.setdefault(unit.version_id, []).append(unit)
    return EditionText(versions, {pk: tuple(named) for pk, named in units.items()})


def _without_text(source: Source) -> Source:
    return replace(source, lines=(), layout=(), remarks=())
