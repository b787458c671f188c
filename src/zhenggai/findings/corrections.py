"""How a correction is told: the values before and after, as the record keeps them. Reads only."""

from __future__ import annotations

from typing import Any

from zhenggai.core.review import ABOUT, ABOUT_FIELDS, FIELDS, Review, about_value, value_of
from zhenggai.findings.models import CorrectionKind


def field_value(review: Review, key: str, name: str) -> Any:
    """A field of a finding or of the document itself; None for a field that there is not."""
    if key == ABOUT:
        return about_value(review.draft.about, name) if name in ABOUT_FIELDS else None
    return value_of(review.finding(key), name) if name in FIELDS else None


def summary(review: Review, key: str) -> dict[str, Any]:
    """A whole finding."""
    finding = review.finding(key)
    return {"key": key} | {name: value_of(finding, name) for name in FIELDS}


def note(kind: CorrectionKind, key: str, before: Any, after: Any, field: str = "") -> dict[str, Any]:
    """The columns of a correction."""
    return {"kind": kind, "finding_key": key, "field": field, "before": before, "after": after}
