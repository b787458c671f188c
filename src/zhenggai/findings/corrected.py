"""Which values of a finding a person had corrected before it was confirmed, and by whom. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhenggai.accounts.models import User
from zhenggai.findings.models import Correction, CorrectionKind, FindingVersion
from zhenggai.findings.revising import Comparison

Drafted = tuple[int, str]  # recognition, key of the finding in it
FIELD_KINDS = (CorrectionKind.CORRECTED, CorrectionKind.UNDONE)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field as a person left it. read: what the paper says, as the reader took it."""

    read: Any
    now: Any
    who: User | None
    at: datetime


def corrected_fields(recognitions: Iterable[int]) -> dict[Drafted, dict[str, Corrected]]:
    """By finding and field, every value that differs from what was read because a person said so. One query."""
    rows = Correction.objects.filter(recognition_id__in=set(recognitions), kind__in=FIELD_KINDS, field__gt="")
    found: dict[Drafted, dict[str, Corrected]] = {}
    for row in rows.select_related("corrected_by").order_by("id"):
        fields = found.setdefault((row.recognition_id, row.finding_key), {})
        read = fields[row.field].read if row.field in fields else row.before
        fields[row.field] = Corrected(read, row.after, row.corrected_by, row.corrected_at)
    return {key: {name: one for name, one in fields.items() if one.read != one.now} for key, fields in found.items()}


@dataclass(frozen=True, slots=True)
class OnBothSides:
    """Corrections behind a difference: by the old finding's id, and by the new one's key."""

    old: Mapping[str, Mapping[str, Corrected]]
    new: Mapping[str, Mapping[str, Corrected]]


def behind(compared: Comparison, recognition_id: int) -> OnBothSides:
    """What persons had corrected in either side of a difference. Three queries."""
    read_in = compared.old.read_in() | _read_last(line.returns.key for line in compared.lines if line.returns)
    found = corrected_fields([recognition_id, *(of for of, _key in read_in.values())])
    old = {finding: found[drafted] for finding, drafted in read_in.items() if drafted in found}
    return OnBothSides(old, {key: fields for (of, key), fields in found.items() if of == recognition_id})


def _read_last(findings: Iterable[str]) -> dict[str, Drafted]:
    """By finding, the recognition that its last words were read in and its key there."""
    rows = FindingVersion.objects.filter(finding_id__in=list(map(int, findings))).order_by("edition__edition_no")
    told = rows.values_list("finding_id", "words_from__recognition_id", "draft_key")
    return {str(finding): (recognition, key) for finding, recognition, key in told}
