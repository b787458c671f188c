"""Problem, goal and measures count the same things and must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import takewhile

from zhenggai.core.quantities import Bound, Quantity
from zhenggai.core.quantity_words import uoms
from zhenggai.core.rules.arithmetic import before, in_chinese
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, says
from zhenggai.core.rules.points import Point, plain, point

PARTS = {"problem": "问题", "goal": "目标", "measure": "措施"}


def points(plan: Plan) -> Iterator[Point]:
    """Reports a goal or measure that counts the problem's things differently (46个图斑, then 64个): one of the two is
    a slip, and inspectors will hold the unit to the larger. So does a goal that weighs or pays another amount of the
    same (2.3万吨渗滤液, then 2.5万吨); that may be meant, so a person should look."""
    for entry in plan.entries:
        yield from _differs(entry)
        yield from _goal_differs(entry)


def _differs(entry: Entry) -> Iterator[Point]:
    """The goal speaks of 21个图斑 where the problem has 46 and 20 of them; or a measure of more than the goal."""
    asked = [(entry.problem, figure) for figure in entry.problem.figures if _countable(figure)]
    aimed = [(entry.goal, figure) for figure in entry.goal.figures if _countable(figure)] if entry.goal else []
    for text in entry.answers:
        home = asked if text.part == "goal" else asked + aimed
        for figure in text.figures:
            rivals = [(text_, one) for text_, one in home if _countable(figure) and _one_thing(one, figure)]
            if not rivals or _explained(figure, [one for _, one in home]):
                continue
            most = max(one.value for _, one in rivals)
            more = most < figure.value <= 2 * most and not _wider(entry, text, figure)
            if _restates(text, figure, staged=more) and (more or text.part == "goal"):
                yield _point(entry, text, figure, rivals)
                return


def _goal_differs(entry: Entry) -> Iterator[Point]:
    """The goal speaks of 2.5万吨 where the problem has 2.3万吨 of the same, and the two are near each other."""
    if entry.goal is None:
        return
    known = [figure for figure in entry.problem.figures if _amounts(figure)]
    for figure in entry.goal.figures:
        rivals = [(entry.problem, one) for one in known if _amounts(figure) and _same_stuff(one, figure)]
        if not rivals or _explained(figure, known):
            continue
        if _restates(entry.goal, figure, staged=all(one.value < figure.value for _, one in rivals)):
            yield _point(entry, entry.goal, figure, rivals, "figure_differs_between_problem_and_goal")
            return


def _amounts(figure: Quantity) -> bool:
    uom = uoms().get(figure.uom)
    exact = figure.bound == Bound.EXACT and figure.high is None
    return uom is not None and uom.dimension in ("mass", "volume", "money", "person") and exact


def _same_stuff(one: Quantity, other: Quantity) -> bool:
    """填埋场积存渗滤液 and 处置渗滤液: the same uom, near in value, three characters of the noun (or all of it)."""
    if one.uom != other.uom or not other.value or not Decimal("0.7") < one.value / other.value < Decimal("1.4"):
        return False
    short, long = sorted((one.counts, other.counts), key=len)
    parts = (short[place : place + 3] for place in range(len(short) - 2))
    return (len(short) == 2 and short in long) or any(part in long for part in parts)


def _countable(figure: Quantity) -> bool:
    uom = uoms().get(figure.uom)
    return (
        uom is not None and uom.dimension in ("count", "household", "area", "length") and figure.bound == Bound.EXACT
        and figure.high is None and (figure.value > 2 or not in_chinese(figure))
    )  # fmt: skip


def _one_thing(one: Quantity, other: Quantity) -> bool:
    """Counted with the same word, and the same noun named on both sides: 背街小巷雨污混流, 背街小巷雨污分流改造."""
    if one.uom != other.uom or one.printed_uom != other.printed_uom:
        return False
    if uoms()[one.uom].dimension in ("area", "length"):
        return other.value != 0 and Decimal("0.7") < one.value / other.value < Decimal("1.4")
    short, long = sorted((one.counts, other.counts), key=len)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False)))
    return len(short) > 1 and (long.endswith(short) or (shared > 1 and shared * 2 >= len(short)))


def _restates(text: Text, figure: Quantity, *, staged: bool = False) -> bool:
    """False for figures of something new or, unless `staged` ones are asked for, of one stage."""
    clause = before(text, figure)
    return not says(clause, "agreement", "new") and (staged or not _stage().search(clause))


def _wider(entry: Entry, text: Text, figure: Quantity) -> bool:
    """对全市412台渣土车: a measure may go beyond what a sample or one place showed."""
    return says(before(text, figure), "agreement", "wider") or says(entry.problem.text, "taken_up", "sampled")


@cache
def _stage() -> re.Pattern[str]:
    return re.compile(rf"\d[年月]|{any_word('agreement', 'stages')}")


def _explained(figure: Quantity, known: list[Quantity]) -> bool:
    """Equal to one of them, to a sum or to a difference of them."""
    values = [one.value for one in known if one.uom == figure.uom]
    wanted, twos = figure.value, set[Decimal]()
    for place, value in enumerate(values):
        earlier = values[:place]
        if value == wanted or wanted - value in twos or any(abs(value - one) == wanted for one in earlier):
            return True
        twos.update(value + one for one in earlier)
    return wanted in twos


def _point(
    entry: Entry, text: Text, figure: Quantity, rivals: list[tuple[Text, Quantity]], code: str = "figure_differs"
) -> Point:
    home, nearest = min(rivals, key=lambda pair: abs(pair[1].value - figure.value))
    there, here = PARTS[home.part], PARTS[text.part]
    noun = min(figure.counts, nearest.counts, key=len)
    said = f"{noun + '，' if noun else ''}{there}写的是{nearest.text}，{here}写的是{figure.text}"
    message = f"{entry.name}：{said}，前后不一致。"
    passages = [home.around(nearest.start, nearest.end), text.around(figure.start, figure.end)]
    arithmetic = f"{plain(nearest.value)} ≠ {plain(figure.value)}"
    return point(code, message, findings=[entry.position], passages=passages, arithmetic=arithmetic)
