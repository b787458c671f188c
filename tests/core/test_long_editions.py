"""Long lists against their revisions: who is who stays the same, without weighing everybody against everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core import editions
from zhenggai.core.editions import Entry, Kind, difference
from zhenggai.core.likeness import BEST, Signer, nearest

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


def reworded(entries: Sequence[Entry], old: str, new: str) -> list[Entry]:
    return [replace(one, key=f"n{one.key}", problem=one.problem.replace(old, new)) for one in entries]


@pytest.mark.parametrize("most", [400_000, 1_000])
def test_who_is_reworded_and_moved_is_found_in_a_long_list_too(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(editions, "MOST_WEIGHED", most)
    assert partners(reworded(OLD[::-1], "点位", "地块")) == {f"n{one.key}": one.key for one in OLD}


@pytest.mark.parametrize("most", [400_000, 1_000])
def test_who_is_far_away_and_has_another_number_is_found_in_a_long_list_too(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(editions, "MOST_WEIGHED", most)
    far = replace(OLD[0], key="far", number="99", goal="全部清运。")
    assert partners([*reworded(OLD[1:], "。", "，已查实。"), far])["far"] == "1"


def test_a_feedback_number_that_few_carry_finds_who_is_told_in_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "MOST_WEIGHED", 1_000)
    old = [replace(one, number=None, feedback_number=one.number) for one in OLD]
    new = [replace(one, key=f"n{one.key}", problem="扬尘管控不力") for one in reversed(old)]
    found = {item.new.key: item.old.key for item in difference(old, new) if item.new and item.old}
    assert found == {f"n{one.key}": one.key for one in old}


def weighed(monkeypatch: pytest.MonkeyPatch, old: Sequence[Entry], new: Sequence[Entry]) -> int:
    """How many pairs are weighed."""
    pairs: list[object] = []
    weight = editions._number_weight
    monkeypatch.setattr(editions, "_number_weight", lambda *pair: pairs.append(pair) or weight(*pair))
    difference(old, new)
    return len(pairs)


def of_one_number(n: int, problem: str, goal: str) -> list[Entry]:
    return [Entry(f"{goal}{i}", problem.format(i), "1", "1", goal=goal) for i in range(n)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("甲村污水直排。", "甲村污水直排。"),
        ("甲村第{}号污水直排。", "甲村第{}号污水乱排。"),
        ("第{}号点位", "黑臭水体{}处"),
        ("污水", "扬尘"),
    ],
    ids=["all say the same", "all say nearly the same", "little in common", "nothing in common"],
)
@pytest.mark.parametrize("n", [100, 200])
def test_a_number_that_all_carry_brings_nobody_together_in_a_long_list(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str, n: int
) -> None:
    monkeypatch.setattr(editions, "MOST_WEIGHED", 0)
    pairs = weighed(monkeypatch, of_one_number(n, before, "甲"), of_one_number(n, after, "乙"))
    assert pairs <= editions.MOST_ROUNDS * 2 * BEST * n


def test_the_rest_of_a_long_list_is_weighed_in_full_once_it_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "MOST_WEIGHED", 1_000)
    old = [*OLD, *of_one_number(20, "污水", "甲")]
    new = [*reworded(OLD[::-1], "点位", "地块"), *of_one_number(20, "扬尘", "乙")]
    assert not [item for item in difference(old, new) if item.kind in (Kind.ADDED, Kind.REMOVED)]


@pytest.mark.parametrize(
    ("texts", "place", "found"),
    [
        (["甲乙丙", "甲乙", "丁戊"], 0, {0, 1}),
        (["丁戊", "己庚"], 0, set()),
        (["甲乙"] * 100, 50, {*range(43, 59)}),
        (["甲乙"] * 100, 0, {*range(16)}),
        (["甲乙"] * 100, 99, {*range(84, 100)}),
        (["甲乙"] * 50 + ["甲乙丙丁"] * 16 + ["甲乙"] * 50, 0, {*range(50, 66)}),
        (["甲乙"] * 50 + ["甲乙丙丁"] * 15 + ["甲乙"] * 50, 20, {20, *range(50, 65)}),
    ],
)
def test_the_nearest_share_most_and_among_equals_stand_nearest(texts: list[str], place: int, found: set[int]) -> None:
    signer = Signer()
    asking = [signer.signs("壬癸")] * place + [signer.signs("甲乙丙丁")]
    assert {n for i, n in nearest(asking, [signer.signs(text) for text in texts]) if i == place} == found


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=12), max_size=40), st.text("甲乙丙丁", max_size=12))
def test_nobody_left_out_shares_more_than_one_who_is_given(texts: list[str], text: str) -> None:
    signer = Signer()
    one, others = signer.signs(text), [signer.signs(other) for other in texts]
    given_ = {n for _i, n in nearest([one], others)}
    shared = [len(one & other) for other in others]
    worst = min((shared[n] for n in given_), default=0)
    assert all(shared[n] > 0 for n in given_)
    assert all(n in given_ or shared[n] <= worst for n in range(len(others)))
    assert len(given_) == min(BEST, sum(map(bool, shared)))
