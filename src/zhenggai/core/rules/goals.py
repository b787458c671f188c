"""Goals and measures that promise nothing one could look at, and goals that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from zhenggai.core.rules.arithmetic import in_chinese
from zhenggai.core.rules.facts import Entry, Plan, Text, says
from zhenggai.core.rules.points import Point, point
from zhenggai.core.typography import fold

NEARLY_THE_SAME = 0.8
# Words that any two goals may share.
COMMON = re.compile(r"全面|全部|所有|整改|任务|工作|问题|确保|进一步|[\d.]+|[个家处户座眼条项]|[的了和及与]|[^\w]")


def points(plan: Plan) -> Iterator[Point]:
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
    return len(entry.measures) > 1 and re.search(r"以下|如下|下列|[:：]$", measure.text) is not None


def _same(plan: Plan) -> Iterator[Point]:
    for one, other in combinations(plan.entries, 2):
        if one.goal and other.goal and alike(one.goal, other.goal):
            message = f"{one.name}和{other.name}的整改目标{_how(one.goal, other.goal)}，请核对是否各有针对。"
            passages = [one.goal.passage, other.goal.passage]
            yield point("same_goal", message, findings=[one.position, other.position], passages=passages)
        if fold(one.problem.text) == fold(other.problem.text) and len(one.problem.text) > 8:
            message = f"{one.name}和{other.name}的问题表述相同，请核对是否重复。"
            passages = [one.problem.passage, other.problem.passage]
            yield point("same_problem", message, findings=[one.position, other.position], passages=passages)


def _how(one: Text, other: Text) -> str:
    return "相同" if fold(one.text) == fold(other.text) else "相近"


def alike(one: Text, other: Text) -> bool:
    """True where the shorter goal is nearly all in the longer: shared pairs of characters over those of the shorter."""
    if fold(one.text) == fold(other.text):
        return True
    mine = {figure.value for figure in one.figures}
    theirs = {figure.value for figure in other.figures}
    if mine and theirs and not mine & theirs:
        return False
    a, b = pairs(one.text), pairs(other.text)
    shorter = min(len(a), len(b))
    return shorter >= 5 and len(a & b) / shorter >= NEARLY_THE_SAME


def pairs(text: str) -> set[str]:
    """Neighbouring characters of each run that is no common word."""
    found: set[str] = set()
    for run in COMMON.split(fold(text)):
        found |= {run[i : i + 2] for i in range(len(run) - 1)}
    return found
