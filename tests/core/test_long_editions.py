"""Long lists against their revisions: who is who stays the same, without weighing everybody against everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhenggai.core import editions
from zhenggai.core.editions import Entry, Kind, difference

OLD = tuple(Entry(str(i), f"第{i}号点位堆放垃圾，没有清运。", str(i), goal="清运。") for i in range(1, 61))


def partners(new: list[Entry]) -> dict[str, str | None]:
    """New key -> old key."""
    return {item.new.key: item.old.key if item.old else None for item in difference(OLD, new) if item.new}


def test_findings_whose_problem_stands_are_paired_without_being_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "_candidates", lambda _old, _new, *rest: pytest.fail("weighed") if all(rest) else [])
    new = [replace(one, key=f"n{one.key}", goal="全部清运。") for one in OLD]
    assert partners(new) == {f"n{one.key}": one.key for one in OLD}


def test_two_that_say_one_problem_are_weighed_as_ever() -> None:
    twins = (Entry("a", "堆放垃圾。", "1"), Entry("b", "堆放垃圾。", "2"))
    new = [Entry("x", "堆放垃圾。", "2", goal="清运。"), Entry("y", "堆放垃圾。", "1", goal="清运。")]
    found = {item.new.key: item.old.key for item in difference(twins, new) if item.new and item.old}
    assert found == {"x": "b", "y": "a"}


@pytest.mark.parametrize("most", [400_000, 1_000])
def test_a_long_list_is_weighed_about_each_place_and_by_its_numbers(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(editions, "MOST_WEIGHED", most)
    moved = [replace(one, key=f"n{one.key}", problem=one.problem.replace("点位", "地块")) for one in reversed(OLD)]
    assert partners(moved) == {f"n{one.key}": one.key for one in OLD}


def test_what_is_far_away_and_has_another_number_is_new_in_a_long_list(monkeypatch: pytest.MonkeyPatch) -> None:
    far = replace(OLD[0], key="far", number="99", goal="全部清运。")
    others = [replace(one, key=f"n{one.key}", goal="全部清运。", problem=f"{one.problem}已查实。") for one in OLD[1:]]
    assert partners([*others, far])["far"] == "1"
    monkeypatch.setattr(editions, "MOST_WEIGHED", 1_000)
    assert [item.kind for item in difference(OLD, [*others, far])].count(Kind.ADDED) == 1
