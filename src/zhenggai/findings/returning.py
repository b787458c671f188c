"""Findings that an earlier edition of the plan had and the present one has not: who of them a new paper brings back.

The rule with examples is docs/rules/revisions.md. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zhenggai.core.editions import Entry, Item, Kind
from zhenggai.core.typography import fold
from zhenggai.findings.differences import kept_difference
from zhenggai.findings.drafts import EditionText, entry_of_version
from zhenggai.findings.models import FindingVersion, NamedUnit


def left_out(plan_id: int | None, present: EditionText) -> list[Entry]:
    """The findings of a plan that its present edition has not, in the words they had last. Two queries."""
    rows = FindingVersion.objects.filter(edition__plan=plan_id).exclude(finding__in=list(present.versions))
    last = {one.finding_id: one for one in rows.order_by("edition__edition_no")}
    versions = sorted(last.values(), key=lambda one: one.position)
    units: dict[int, list[NamedUnit]] = {}
    for unit in NamedUnit.objects.filter(version__in=versions).order_by("version_id", "position"):
        units.setdefault(unit.version_id, []).append(unit)
    return [entry_of_version(one, units.get(one.pk, ())) for one in versions]


def word_for_word(present: Sequence[Entry], gone: Sequence[Entry], new: Sequence[Entry]) -> dict[str, None]:
    """New findings that say the problem of one left out, and of none that is there: as pairs, nobody in the edition."""
    here, before = {fold(one.problem) for one in present}, {fold(one.problem) for one in gone}
    return {one.key: None for one in new if (problem := fold(one.problem)) in before and problem not in here}


def coming_back(items: Iterable[Item], gone: Sequence[Entry], pairs: Mapping[str, str | None]) -> dict[str, Entry]:
    """New key -> the finding left out before that it is, of all that seem new and that no person called new."""
    fresh = [one.new for one in items if one.kind is Kind.ADDED and one.new and one.new.key not in pairs]
    matched = kept_difference(tuple(gone), tuple(fresh)) if gone and fresh else ()
    return {one.new.key: one.old for one in matched if one.old and one.new}
