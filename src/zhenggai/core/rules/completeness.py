"""What every entry of a plan must have: goal, measures, unit, person, deadline. A field none has is one point."""

from __future__ import annotations

from collections.abc import Iterator

from zhenggai.core.rules.facts import Entry, Plan, named
from zhenggai.core.rules.points import Point, point

FIELDS = (
    ("goal_missing", "整改目标"),
    ("measures_missing", "整改措施"),
    ("units_missing", "责任单位"),
    ("deadline_missing", "整改时限"),
    ("person_missing", "责任人"),
)


def points(plan: Plan) -> Iterator[Point]:
    """Reports findings without goal, measures, unit, deadline or person: what nobody wrote down nobody can be asked
    for. A field that no finding has is one point. Only plans are asked."""
    if not plan.asks:
        return
    for code, field in FIELDS:
        lacking = [entry for entry in plan.entries if not _has(entry, code)]
        if len(lacking) == len(plan.entries) > 1:
            message = f"清单的{len(lacking)}个问题都没有写{field}。"
            yield point(code, message, findings=[entry.position for entry in lacking])
            continue
        for entry in lacking:
            message = f"{named([entry])}：没有写{field}。"
            yield point(code, message, findings=[entry.position], passages=[entry.problem.passage])


def _has(entry: Entry, code: str) -> bool:
    finding = entry.draft
    return bool(
        {
            "goal_missing": finding.goal,
            "measures_missing": finding.measures,
            "units_missing": [unit for unit in finding.units if unit.role in ("lead", "responsible", "supporting")],
            "deadline_missing": finding.deadline_text,
            "person_missing": finding.person,
        }[code]
    )
