"""Goals and measures that promise nothing one could look at, and goals that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhenggai.core.rules.arithmetic import in_chinese
from zhenggai.core.rules.facts import Entry, Plan, Text, first_named, says
from zhenggai.core.rules.likeness import clusters
from zhenggai.core.rules.points import Point, point
from zhenggai.core.typography import fold

SHORTEST_PROBLEM = 8  # characters; 「设施停运。」 may be said of many


def points(plan: Plan) -> Iterator[Point]:
    """Reports goals and measures of effort only, and findings that share a goal or a problem: a goal copied from the
    neighbour seldom fits, and a problem listed twice is answered twice. Only plans are asked."""
    if not plan.asks:
        return
    for entry in plan.entries:
        if entry.goal and not is_verifiable(entry.goal):
            message = f"{entry.name}：整改目标只写了努力的方向，没有可以检验的结果。"
            yield point("goal_not_verifiable", message, findings=[entry.position], passages=[entry.goal.passage])
        yield from _measures(entry)
    yield from _same(plan)


def is_verifiable(goal: Text) -> bool:
    """True where the goal names a figure, a date or a state that can be checked."""
    if any(figure.value > 2 or not in_chinese(figure) for figure in goal.figures) or re.search(
        r"\d{1,2}月|年底", goal.text
    ):
        return True
    if says(goal.text, "goal", "slogans"):
        return False
    return says(goal.text, "goal", "results") or not says(goal.text, "goal", "efforts")


def _measures(entry: Entry) -> Iterator[Point]:
    vague = [text for text in entry.measures if not has_output(text) and not _leads_in(text, entry)]
    if not vague:
        return
    which = "整改措施" if len(entry.measures) == 1 else f"{len(entry.measures)}条措施中有{len(vague)}条"
    message = f"{entry.name}：{which}没有可以检验的产出（方案、台账、工程量、次数、日期等）。"
    yield point("measure_without_output", message, findings=[entry.position], passages=[text.passage for text in vague])


def has_output(measure: Text) -> bool:
    """True where a measure leaves something behind that can be looked at, or does not speak of effort at all."""
    return (
        not says(measure.text, "goal", "efforts")
        or any(figure.value > 2 or not in_chinese(figure) for figure in measure.figures)
        or "《" in measure.text
        or re.search(r"\d月|\d年", measure.text) is not None
        or says(measure.text, "measure", "outputs")
    )


def _leads_in(measure: Text, entry: Entry) -> bool:
    """「强化责任传导，抓好以下工作。」: a sentence that only opens the list."""
    return len(entry.measures) > 1 and (
        measure.text.endswith((":", "：")) or says(measure.text, "measure", "opens_list")
    )


def _same(plan: Plan) -> Iterator[Point]:
    """Findings with one goal, or one problem: one point for all who share it, so that a long list stays readable."""
    goals = [(entry, entry.goal) for entry in plan.entries if entry.goal]
    held = [(entry.position, goal.text, frozenset(one.value for one in goal.figures)) for entry, goal in goals]
    for cluster in clusters(held):
        same = [plan.entries[position] for position in cluster.holders]
        how = "相同" if len(cluster.wordings) == 1 else "相近"
        message = f"{_together(same)}的整改目标{how}，请核对是否各有针对。"
        passages = [entry.goal.passage for entry in same if entry.goal]
        yield point("same_goal", message, findings=cluster.holders, passages=passages)
    problems: dict[str, list[Entry]] = {}
    for entry in plan.entries:
        if len(entry.problem.text) > SHORTEST_PROBLEM:
            problems.setdefault(fold(entry.problem.text), []).append(entry)
    for same in problems.values():
        if len(same) > 1:
            message = f"{_together(same)}的问题表述相同，请核对是否重复。"
            passages = [entry.problem.passage for entry in same]
            yield point("same_problem", message, findings=[entry.position for entry in same], passages=passages)


def _together(entries: Sequence[Entry]) -> str:
    """问题13和问题14; more of them by their number: 问题1、2、3等12个问题."""
    if len(entries) == 2:
        return f"{entries[0].name}和{entries[1].name}"
    return first_named(entries)
