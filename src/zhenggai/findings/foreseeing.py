"""The edition that a review would become if it were confirmed now, as its review. Reads only; nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhenggai.accounts.models import User
from zhenggai.core.review import Review
from zhenggai.core.rules import Point, identity_of
from zhenggai.findings import building, confirming, health
from zhenggai.findings.building import NewEdition
from zhenggai.findings.drafts import EditionText
from zhenggai.findings.models import NamedUnit, PlanEdition, Recognition
from zhenggai.findings.publishing import review_of_edition
from zhenggai.findings.queries import edition_review
from zhenggai.findings.revising import Comparison


@dataclass(frozen=True, slots=True)
class Ledger:
    """What stands in an edition, there or to come, with who each finding is, in order."""

    review: Review
    who: tuple[str, ...]


def to_come(row: Recognition, review: Review, compared: Comparison, base: PlanEdition) -> Ledger:
    """The edition with the decisions as they are; an open line counts as the new paper has it. Built by what builds it
    when it is confirmed. Raises Refused (`not_a_day`) like that."""
    edition = building.edition_of(row, review, base.plan, base)
    new, _born = confirming.build(edition, review, compared)
    who = tuple(str(one.finding_id or f"new {one.draft_key}") for one in new.versions)
    return Ledger(review_of_edition(edition, _as_if_saved(new), new.notices), who)


def errors_to_come(
    row: Recognition, review: Review, compared: Comparison | None, base: PlanEdition | None, day: date
) -> list[Point]:
    """The open errors of the edition that the review would become; a plan's first edition says what the review says."""
    if compared is not None and base is not None:
        review = to_come(row, review, compared, base).review
    return open_errors(review, day)


def open_errors(review: Review, day: date) -> list[Point]:
    """The errors of the health report as of that day that nobody has said anything to."""
    said = {identity for identity, _given in review.seen}
    points = health.points_of(review.draft, day)
    return [one for one in points if one.severity == "error" and identity_of(one) not in said]


def as_it_is(user: User | None, edition_id: int) -> Ledger | None:
    """A confirmed edition, or None if this person may not see it."""
    if (review := edition_review(user, edition_id)) is None:
        return None
    return Ledger(review, tuple(str(pk) for pk in findings_of(edition_id)))


def findings_of(edition_id: int) -> list[int]:
    """The findings of an edition in their order."""
    rows = PlanEdition.objects.get(pk=edition_id).versions.order_by("position")
    return list(rows.values_list("finding_id", flat=True))


def _as_if_saved(new: NewEdition) -> EditionText:
    """The rows as the database would give them back; ids below zero stand for those they would get."""
    for version in new.versions:
        version.pk = -version.position
    for notice in new.notices:
        notice.version = notice.version  # takes over the id that its version has now
    units: dict[int, list[NamedUnit]] = {}
    for unit in new.units:
        units.setdefault(unit.version.pk, []).append(unit)
    by_version: Mapping[int, tuple[NamedUnit, ...]] = {pk: tuple(named) for pk, named in units.items()}
    return EditionText({str(one.pk): one for one in new.versions}, by_version)
