"""The same figure in two units of measurement: 27.17公顷（407.55亩）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from zhenggai.core.quantities import Bound, Quantity
from zhenggai.core.quantity_words import uoms
from zhenggai.core.rules.arithmetic import uom_words
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word
from zhenggai.core.rules.points import Point, plain, point


def points(plan: Plan) -> Iterator[Point]:
    """Reports one figure in two units of measurement that do not convert (27.17公顷, 470.55亩), beside each other or
    between problem and answer: a digit was turned around somewhere."""
    for text in plan.texts:
        for one, other in zip(text.figures, text.figures[1:], strict=False):
            # The words of a bound (约) belong to the figure, so the link ends before them.
            if (
                convertible(one, other)
                and _link().fullmatch(text.text[one.end : other.start])
                and not _agree(one, other)
            ):
                yield _point(plan, text, one, text, other)
    for entry in plan.entries:
        yield from _across(plan, entry)


def _across(plan: Plan, entry: Entry) -> Iterator[Point]:
    """The problem in one unit, the goal or a measure in another, and nearly but not quite the same."""
    for text in entry.answers:
        for other in text.figures:
            pairs = [one for one in entry.problem.figures if convertible(one, other) and _exact(one, other)]
            if not pairs or any(_agree(one, other) for one in pairs):
                continue
            for one in pairs:
                if Decimal("0.9") < other.value / _converted(one, other) < Decimal("1.1"):
                    yield _point(plan, entry.problem, one, text, other)


def convertible(one: Quantity, other: Quantity) -> bool:
    """True for two figures of one dimension in different units."""
    a, b = uoms().get(one.uom), uoms().get(other.uom)
    if a is None or b is None or one.uom == other.uom or not one.value or one.high or other.high:
        return False
    return a.dimension == b.dimension and a.dimension in ("area", "money", "length", "mass", "volume")


def _exact(one: Quantity, other: Quantity) -> bool:
    return one.bound == other.bound == Bound.EXACT


def _converted(one: Quantity, other: Quantity) -> Decimal:
    return one.value * uoms()[one.uom].factor / uoms()[other.uom].factor


def _agree(one: Quantity, other: Quantity) -> bool:
    """Equal within half a unit of the last digit printed on either side; within 2 % where a bound (约) is printed."""
    wanted = _converted(one, other)
    back = _converted(other, one)
    if not _exact(one, other):
        return abs(wanted - other.value) <= abs(wanted) * Decimal("0.02")
    return abs(wanted - other.value) <= _half_digit(other) or abs(back - one.value) <= _half_digit(one)


def _half_digit(figure: Quantity) -> Decimal:
    printed = re.search(r"\d+(?:\.(\d+))?", figure.text)
    digits = len(printed[1] or "") if printed else 0
    return Decimal(10) ** -digits / 2


def _point(plan: Plan, text: Text, one: Quantity, home: Text, other: Quantity) -> Point:
    wanted = _converted(one, other)
    factor = uoms()[one.uom].factor / uoms()[other.uom].factor
    sum_ = f"{plain(one.value)} × {plain(factor)}" if factor >= 1 else f"{plain(one.value)} ÷ {plain(1 / factor)}"
    made = f"{plain(round(wanted, 4))}{uom_words(other)}"
    message = f"{plan.where(text)}：{one.text}换算为{made}，与所写的{other.text}不符。"
    passages = [text.around(one.start, other.end if home is text else one.end)]
    passages += [] if home is text else [home.around(other.start, other.end)]
    arithmetic = f"{sum_} = {plain(round(wanted, 4))} ≠ {plain(other.value)}"
    return point("conversion_disagrees", message, findings=text.findings, passages=passages, arithmetic=arithmetic)


@cache
def _link() -> re.Pattern[str]:
    """（合, ，折合约: between a figure and the same in another unit."""
    same, about = any_word("conversions", "same_as"), any_word("conversions", "about")
    return re.compile(rf"\s*(?:[（(]\s*(?:{same})?|[，,]?\s*(?:{same}))\s*(?:{about})?\s*")
