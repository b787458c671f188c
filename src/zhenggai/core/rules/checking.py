"""The check: every subject's rules over one draft, in the order a person should read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from zhenggai.core.plan import PlanDraft
from zhenggai.core.rules import (
    acceptance,
    agreement,
    completeness,
    conversions,
    counts,
    dates,
    differences,
    figures,
    goals,
    numbering,
    plan_body,
    references,
    shares,
    stages,
    sums,
    units,
)
from zhenggai.core.rules.facts import Plan, facts
from zhenggai.core.rules.points import Point
from zhenggai.core.rules.registry import RULES
from zhenggai.core.units.rosters import Roster

SUBJECTS: tuple[Callable[[Plan], Iterator[Point]], ...] = (
    sums.points,
    differences.points,
    shares.points,
    stages.points,
    counts.points,
    conversions.points,
    agreement.points,
    figures.points,
    goals.points,
    dates.points,
    units.points,
    acceptance.points,
    completeness.points,
    numbering.points,
    plan_body.points,
    references.points,
)
_SEVERITY = {"error": 0, "warning": 1, "info": 2}
_ORDER = {rule.id: place for place, rule in enumerate(RULES)}


def check(draft: PlanDraft, *, today: date, roster: Roster | None = None) -> list[Point]:
    """Every point on a draft: errors first, then warnings, then information; within each by finding, then by rule.

    roster: the units of the region; without it the catalog's for the region in the title. A document without
    findings yields none.
    """
    if not draft.findings:
        return []
    plan = facts(draft, today, roster)
    found = dict.fromkeys(point for subject in SUBJECTS for point in subject(plan))
    return sorted(found, key=lambda one: (_SEVERITY[one.severity], one.findings[:1] or (-1,), _ORDER[one.code]))
