"""Which values of a finding are not what its paper says because a person corrected them, or kept what was there before
when the rest of the finding followed the paper; and who that was. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhenggai.accounts.models import User
from zhenggai.core.editions import Kind, field_changes
from zhenggai.findings.drafts import EditionText, draft_entries
from zhenggai.findings.models import Correction, CorrectionKind, Decision, FindingVersion, Recognition
from zhenggai.findings.revising import Comparison

Drafted = tuple[int, str]  # recognition, key of the finding in it
FIELD_KINDS = (CorrectionKind.CORRECTED, CorrectionKind.UNDONE)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field as a person left it. read: what the paper says, as the reader took it. kept: by a decision on a
    difference and not by a correction."""

    read: Any
    now: Any
    who: User | None
    at: datetime
    kept: bool = False


def corrected_fields(recognitions: Iterable[int]) -> dict[Drafted, dict[str, Corrected]]:
    """By finding and field, every value that differs from what was read because a person said so. One query."""
    rows = Correction.objects.filter(recognition_id__in=set(recognitions), kind__in=FIELD_KINDS, field__gt="")
    found: dict[Drafted, dict[str, Corrected]] = {}
    for row in rows.select_related("corrected_by").order_by("id"):
        fields = found.setdefault((row.recognition_id, row.finding_key), {})
        read = fields[row.field].read if row.field in fields else row.before
        fields[row.field] = Corrected(read, row.after, row.corrected_by, row.corrected_at)
    return {key: {name: one for name, one in fields.items() if one.read != one.now} for key, fields in found.items()}


def kept_fields(text: EditionText) -> dict[str, dict[str, Corrected]]:
    """By finding and field, what a person kept against the paper that the rest of the finding follows."""
    read_in = text.read_in()
    rows = Decision.objects.filter(recognition_id__in={of for of, _key in read_in.values()}, kind=Kind.CHANGED)
    last = {(row.recognition_id, row.draft_key): row for row in rows.select_related("decided_by").order_by("id")}
    by_field = {drafted: row for drafted, row in last.items() if row.fields}
    read = Recognition.objects.filter(pk__in={of for of, _key in by_field}).defer("source", "as_read")
    papers = {row.pk: draft_entries(row) for row in read}
    found: dict[str, dict[str, Corrected]] = {}
    for entry in text.entries():
        of, key = read_in[entry.key]
        if (row := by_field.get((of, key))) and key in papers[of]:
            told = {one.name: one for one in field_changes(papers[of][key], entry)}
            found[entry.key] = {
                name: Corrected(one.before, one.after, row.decided_by, row.decided_at, kept=True)
                for name, one in told.items()
            }
    return found


@dataclass(frozen=True, slots=True)
class OnBothSides:
    """Corrections behind a difference: by the old finding's id, and by the new one's key."""

    old: Mapping[str, Mapping[str, Corrected]]
    new: Mapping[str, Mapping[str, Corrected]]


def behind(compared: Comparison, recognition_id: int) -> OnBothSides:
    """What persons had corrected or kept in either side of a difference. Four queries, one more where fields were kept
    one by one."""
    read_in = compared.old.read_in() | _read_last(line.returns.key for line in compared.lines if line.returns)
    found = corrected_fields([recognition_id, *(of for of, _key in read_in.values())])
    kept = kept_fields(compared.old)
    both = {finding: found.get(drafted, {}) | kept.get(finding, {}) for finding, drafted in read_in.items()}
    old = {finding: fields for finding, fields in both.items() if fields}
    return OnBothSides(old, {key: fields for (of, key), fields in found.items() if of == recognition_id})


def _read_last(findings: Iterable[str]) -> dict[str, Drafted]:
    """By finding, the recognition that its last words were read in and its key there."""
    rows = FindingVersion.objects.filter(finding_id__in=list(map(int, findings))).order_by("edition__edition_no")
    told = rows.values_list("finding_id", "words_from__recognition_id", "draft_key")
    return {str(finding): (recognition, key) for finding, recognition, key in told}
