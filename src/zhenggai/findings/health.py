"""The health report of a draft, kept while the draft stays the same: a page that is opened again asks nothing anew."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from zhenggai.core.plan import PlanDraft
from zhenggai.core.rules import Point, check

MOST_KEPT = 16  # drafts, each with its points: those that people are at work on


@lru_cache(maxsize=MOST_KEPT)
def points_of(draft: PlanDraft, day: date) -> tuple[Point, ...]:
    """Every point on the draft as of that day. The draft itself is the key, so nothing outlives a correction."""
    return tuple(check(draft, today=day))
