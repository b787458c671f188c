"""How many planted contradictions are found, and how many false alarms a clean plan raises."""

from __future__ import annotations

import random

import pytest

from tests.core.rules.drafts import codes_of, points_of
from tests.core.rules.planting import PLANTED, Item, clean_items, text_of

SEEDS = range(6)


def _alarms(text: str) -> list[str]:
    return [f"{point.code}: {point.message}" for point in points_of(text) if point.severity != "info"]


def test_clean_plans_raise_fewer_than_one_alarm_in_ten_findings() -> None:
    plans = [clean_items(random.Random(seed)) for seed in range(20)]
    alarms = [alarm for items in plans for alarm in _alarms(text_of(items))]
    assert len(alarms) < sum(map(len, plans)) / 10, alarms


def _planted(seed: int, mark: str, plant: object) -> list[Item]:
    items = clean_items(random.Random(seed))
    return [plant(item) if mark in item.problem else item for item in items]  # type: ignore[operator]


def test_nine_in_ten_planted_errors_are_found() -> None:
    missed = [
        (seed, mark, sorted(wanted))
        for seed in SEEDS
        for mark, plant, wanted in PLANTED
        if not wanted & codes_of(text_of(_planted(seed, mark, plant)))
    ]
    assert len(missed) <= len(PLANTED) * len(SEEDS) / 10, missed


def test_a_planted_error_raises_no_alarm_on_another_finding() -> None:
    false = []
    for mark, plant, _ in PLANTED:
        items = _planted(1, mark, plant)
        concerned = {place for place, item in enumerate(items) if mark in item.problem}
        false += [
            point.message
            for point in points_of(text_of(items))
            if point.severity != "info" and point.findings and not concerned & set(point.findings)
        ]
    assert len(false) < len(PLANTED) / 2, false


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 11, 12, 13, 14], "number_repeated"),
        ([1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15], "number_skipped"),
        ([1, 2, 3, 5, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14], "number_out_of_order"),
    ],
)
def test_a_wrong_number_is_told(numbers: list[int], code: str) -> None:
    assert code in codes_of(text_of(clean_items(random.Random(3)), numbers=numbers))
