"""Whatever a rule says: the sum it prints is true, its passages are in the paper, its findings in the list."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.core.rules.drafts import draft_of, points_of
from tests.core.rules.test_boundaries import LIMITS
from tests.core.rules.test_documented_examples import SECTIONS
from zhenggai.core.plan import PlanDraft
from zhenggai.core.rules import BY_ID, Point, check
from zhenggai.core.rules.registry import RULES
from zhenggai.core.typography import join

DOCUMENTED = [block for _, _, text in SECTIONS for block in re.findall(r"```(?:points|silent)\n(.*?)```", text, re.S)]
BLOCKS = [*DOCUMENTED, *(text for _, *texts in LIMITS for text in texts)]
SIGNS = {"=": Decimal.__eq__, "≠": Decimal.__ne__, "<": Decimal.__lt__, ">": Decimal.__gt__}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def value_of(side: str) -> Decimal:
    """The value of 21.6 + 5.57, 289.9 − 32.36, 10 × 15, 26 ÷ 46, 56.5%."""
    words = side.replace("%", " ÷ 100").split()
    value = Decimal(words[0])
    for sign, number in zip(words[1::2], words[2::2], strict=True):
        other = Decimal(number)
        value = {"+": value + other, "−": value - other, "×": value * other, "÷": value / (other or 1)}[sign]
    return value


def is_true(arithmetic: str) -> bool:
    """Whether every step of 12 + 3 = 15 ≠ 16 holds, quotients to the printed digits."""
    if days := _DAY.findall(arithmetic):
        first, last = days
        return first < last if "<" in arithmetic else first > last
    sides = re.split(r" ([=≠<>]) ", arithmetic)
    for (left, right), sign in zip(pairwise(sides[::2]), sides[1::2], strict=True):
        one, other = value_of(left), value_of(right)
        if sign == "=" and "÷" in left:
            digits = Decimal(1).scaleb(value_of(right).as_tuple().exponent)  # type: ignore[arg-type]
            one = one.quantize(digits)
        if not SIGNS[sign](one, other):
            return False
    return True


def stands_in(point: Point, draft: PlanDraft) -> bool:
    """Whether every passage of a point is what its spans hold."""
    lines = draft.source.lines
    return all(
        join(lines[span.line].text[span.start : span.end] for span in passage.spans).strip() == passage.text.strip()
        for passage in point.passages
    )


@pytest.mark.parametrize(
    "told", ["1 + 2 = 3", "289.9 − 32.36 = 257.54", "3 + 3 + 2 = 8 ≠ 9", "2024-02-01 < 2024-02-02"]
)
def test_a_true_sum_is_known_as_true(told: str) -> None:
    assert is_true(told)


@pytest.mark.parametrize(
    "told", ["1 + 2 = 4", "5 ≠ 5", "3 + 3 + 2 = 8 ≠ 8", "2024-02-03 < 2024-02-02", "10 × 15 = 151"]
)
def test_a_false_sum_is_known_as_false(told: str) -> None:
    assert not is_true(told)


def test_every_sum_that_is_told_is_true() -> None:
    told = {point.arithmetic for block in BLOCKS for point in points_of(block) if point.arithmetic}
    assert len(told) > 30
    assert [one for one in sorted(told) if not is_true(one)] == []


@pytest.mark.parametrize("block", BLOCKS)
def test_a_point_is_one_sentence_on_findings_and_passages_that_are_there(block: str) -> None:
    draft = draft_of(block)
    for point in points_of(block):
        assert point.message.endswith("。")
        assert "None" not in point.message
        assert all(0 <= position < len(draft.findings) for position in point.findings)
        assert stands_in(point, draft), point
        assert point.severity == BY_ID[point.code].severity


def test_points_are_told_once_and_in_the_order_of_a_reader() -> None:
    rank = {"error": 0, "warning": 1, "info": 2}
    order = {rule.id: place for place, rule in enumerate(RULES)}
    for block in (*BLOCKS, "\n".join(DOCUMENTED)):
        points = points_of(block)
        assert len(set(points)) == len(points)
        keys = [(rank[one.severity], one.findings[0] if one.findings else -1, order[one.code]) for one in points]
        assert keys == sorted(keys)


def test_a_check_says_the_same_every_time() -> None:
    text = "\n".join(DOCUMENTED)
    assert points_of(text) == points_of(text)


def test_the_day_of_the_check_moves_nothing_but_deadlines() -> None:
    draft = draft_of("\n".join(DOCUMENTED[:40]))
    early, late = (check(draft, today=date(year, 1, 1)) for year in (2020, 2030))
    assert {one.code for one in {*early} ^ {*late}} <= {"deadline_past", "all_deadlines_past"}
