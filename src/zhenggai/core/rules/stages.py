"""Work split into stages against its whole: 2024年治理21.6公顷，2025年治理5.57公顷 of 27.17公顷."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from zhenggai.core.quantities import Quantity
from zhenggai.core.quantity_words import uoms
from zhenggai.core.rules.arithmetic import adds_up, alike, amount, before, equal, in_scale, is_part, shown, uom_words
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, says
from zhenggai.core.rules.points import Point, point
from zhenggai.core.source import Passage

MEASURED = {"area", "length", "money", "mass", "volume"}


class _Figure(NamedTuple):
    home: Text
    figure: Quantity
    in_stage: bool


def points(plan: Plan) -> Iterator[Point]:
    """Reports work split into stages, or listed side by side, whose sum is not the whole that problem or goal names;
    and where it is, so that nobody need add it up again. Each sum is told once in a finding."""
    for entry in plan.entries:
        told: set[str] = set()
        known = _known(entry)
        for text in (*entry.answers, *((entry.deadline,) if entry.deadline else ())):
            groups = staged(text)
            for parts in groups or _side_by_side(text):
                one = _compare(entry, known, text, parts, near=Decimal("0.3") if groups else Decimal("0.9"))
                if one and one.arithmetic not in told:
                    told.add(one.arithmetic or "")
                    yield one


def staged(text: Text) -> list[list[Quantity]]:
    """Groups of figures of one kind, each done in a stage of its own."""
    groups: list[dict[str, Quantity]] = []  # by stage, in the order of the text
    for figure in text.figures:
        if not adds_up(figure) or not (stage := stage_of(text, figure)):
            continue
        clause = before(text, figure)
        if says(clause, "sums", "cumulative") and not says(clause, "sums", "not_cumulative"):
            groups = [group for group in groups if not alike(_first(group), figure)]
            continue
        group = next(
            (group for group in groups if alike(_first(group), figure) and _same_thing(text, _first(group), figure)),
            None,
        )
        if group is None:
            groups.append({stage: figure})
        else:
            group.setdefault(stage, figure)
    return [list(group.values()) for group in groups if len(group) > 1]


def _first(group: dict[str, Quantity]) -> Quantity:
    return next(iter(group.values()))


def _side_by_side(text: Text) -> list[list[Quantity]]:
    """Measured figures (areas, lengths, sums of money) of one kind in one measure: 新建9.2公里，修复2.4公里."""
    if text.part != "measure":
        return []
    figures = [figure for figure in text.figures if adds_up(figure) and uoms()[figure.uom].dimension in MEASURED]
    groups = {figure.uom: [one for one in figures if one.uom == figure.uom] for figure in figures}
    return [group for group in groups.values() if len(group) > 1]


def stage_of(text: Text, figure: Quantity) -> str | None:
    """The stage a figure belongs to: what its clause, or a clause that is only a date before it, says."""
    clause = before(text, figure, "，,；;。、：:\n")
    start = figure.start - len(clause)
    lead = before_clause(text.text, start)
    for piece in (clause, lead):
        if found := _stage().search(piece):
            return re.sub(r"\s", "", found[0])
    return None


def before_clause(text: str, start: int) -> str:
    """The clause right before, where it is nothing but a date or stage (2024年12月底前，)."""
    if start == 0 or text[start - 1] not in "，,：:":
        return ""
    left = max(text.rfind(stop, 0, start - 1) for stop in "，,；;。：:\n") + 1
    piece = text[left : start - 1]
    return piece if len(piece) <= 14 else ""


def _same_thing(text: Text, one: Quantity, other: Quantity) -> bool:
    """Counts are stages of one job only where both name the same thing, or one of them names none."""
    if uoms()[one.uom].dimension != "count":
        return True
    return (
        not one.counts
        or not other.counts
        or one.counts[-1] == other.counts[-1]
        or _verb(text, one) == _verb(text, other) != ""
    )


def _verb(text: Text, figure: Quantity) -> str:
    return before(text, figure)[-2:]


def _compare(entry: Entry, known: list[_Figure], text: Text, parts: list[Quantity], near: Decimal) -> Point | None:
    """The point on one group of parts, None where there is no whole that they come near to."""
    wholes = list(_wholes(known, text, parts))
    if not wholes:
        return None
    total = sum((amount(part, parts[0]) for part in parts), Decimal(0))
    if any(amount(parts[-1], parts[0]) == amount(whole, parts[0]) for _, whole in wholes):
        return None  # the last stage is the whole: the stages are cumulative
    for home, whole in wholes:
        if equal(amount_total(parts, whole), whole.value):
            return _holds(entry, text, parts, home, whole)
    left = [(home, whole) for home, whole in wholes if says(before(home, whole), "differences", "remaining")]
    if _differ_by(parts, [whole for _, whole in wholes]):
        if not left:
            return None  # what is left of a whole after what is done
        wholes = left  # but the text itself says what is left, and says something else
    home, whole = min(wholes, key=lambda pair: abs(amount(pair[1], parts[0]) - total))
    share = amount_total(parts, whole) / whole.value if whole.value else Decimal(0)
    close = near <= share <= 1 / near
    return _fails(entry, text, parts, home, whole) if close and _comparable(home, whole, text, parts) else None


def _differ_by(parts: list[Quantity], wholes: list[Quantity]) -> bool:
    """Whether two of the wholes differ by what the parts make together."""
    for scale in {whole.uom: whole for whole in wholes}.values():
        total, values = amount_total(parts, scale), {amount(whole, scale) for whole in wholes}
        if total and any(
            whole.uom == scale.uom and {whole.value - total, whole.value + total} & values for whole in wholes
        ):
            return True
    return False


def amount_total(parts: list[Quantity], whole: Quantity) -> Decimal:
    """The parts added up in the unit of the whole."""
    return sum((amount(part, whole) for part in parts), Decimal(0))


def _known(entry: Entry) -> list[_Figure]:
    """The figures of problem, goal and measures that can be added, each told whether it is done in a stage."""
    found: list[_Figure] = []
    for home in (entry.problem, *entry.answers):
        stages = {part.start for group in staged(home) for part in group}
        found += [_Figure(home, one, one.start in stages) for one in home.figures if adds_up(one)]
    return found


def _wholes(known: list[_Figure], text: Text, parts: list[Quantity]) -> Iterator[tuple[Text, Quantity]]:
    """Figures of the same kind that are no stage themselves, in the problem, the goal and this text."""
    starts = {part.start for part in parts}
    reached: dict[str, set[Decimal]] = {}
    for one in known:
        home, figure = one.home, one.figure
        if figure.start in starts if home is text else one.in_stage:
            continue
        if home is text and figure.start > parts[0].start:
            continue
        if not alike(parts[0], figure):
            continue
        if figure.uom not in reached:
            reached[figure.uom] = {Decimal(0), *(amount(part, figure) for part in parts[:-1])}
        if figure.value in reached[figure.uom]:
            continue
        if is_part(text, parts[0], figure):
            yield home, figure


def _comparable(home: Text, whole: Quantity, text: Text, parts: list[Quantity]) -> bool:
    """Counts from different texts contradict each other only when they name the same thing."""
    if home is text or uoms()[whole.uom].dimension != "count":
        return True
    return all(not part.counts or not whole.counts or part.counts[-1] == whole.counts[-1] for part in parts)


def _holds(entry: Entry, text: Text, parts: list[Quantity], home: Text, whole: Quantity) -> Point:
    added = " + ".join(shown(part, whole) for part in parts)
    message = f"{entry.name}：{'、'.join(part.text for part in parts)}相加等于{whole.text}，核对一致。"
    return point(
        "parts_make_whole", message, findings=[entry.position], passages=_passages(text, parts, home, whole),
        arithmetic=f"{added} = {shown(whole, whole)}",
    )  # fmt: skip


def _fails(entry: Entry, text: Text, parts: list[Quantity], home: Text, whole: Quantity) -> Point:
    total = in_scale(amount_total(parts, whole), whole)
    added = " + ".join(shown(part, whole) for part in parts)
    where = {"problem": "问题", "goal": "目标"}.get(home.part, "措施")
    made = f"{'、'.join(part.text for part in parts)}相加为{total}{uom_words(whole)}"
    message = f"{entry.name}：{made}，与{where}所写的{whole.text}不符。"
    return point(
        "parts_miss_whole", message, findings=[entry.position], passages=_passages(text, parts, home, whole),
        arithmetic=f"{added} = {total} ≠ {shown(whole, whole)}",
    )  # fmt: skip


def _passages(text: Text, parts: list[Quantity], home: Text, whole: Quantity) -> list[Passage]:
    stages = text.around(parts[0].start, parts[-1].end)
    return [stages, home.around(whole.start, whole.end)] if home is not text else [stages]


@cache
def _stage() -> re.Pattern[str]:
    return re.compile(rf"(?:19|20)\d\d\s*年(?:\s*\d{{1,2}}\s*月)?|\d{{1,2}}\s*月|{any_word('sums', 'stages')}")
