"""What every entry of a plan must have: goal, measures, unit, person, deadline. What lacks one field is one point."""

from __future__ import annotations

from collections.abc import Iterator

from zhenggai.core.rules.facts import NAMED, Entry, Plan, first_named
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
    for. Each field is one point however many lack it, so that filling in one never makes more. Only plans are asked."""
    if not plan.asks:
        return
    for code, field in FIELDS:
        lacking = [entry for entry in plan.entries if not _has(entry, code)]
        if not lacking:
            continue
        if len(lacking) == len(plan.entries) > 1:
            message, shown = f"清单的{len(lacking)}个问题都没有写{field}。", []
        else:
            message, shown = f"{first_named(lacking)}：没有写{field}。", lacking[:NAMED]
        passages = [entry.problem.passage for entry in shown]
        yield point(code, message, findings=[entry.position for entry in lacking], passages=passages)


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
