"""How much it weighs that two findings say nearly the same, or carry the same number (docs/rules/editions.md)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenggai.core.editions import ENOUGH, Entry, Kind, content_digest, difference, similarity

SIGNS = "".join(chr(0x4E00 + i) for i in range(101))  # a hundred pairs of characters, no pair twice
OTHERS = "".join(chr(0x5E00 + i) for i in range(101))


def alike(share: int) -> str:
    """A text that has `share` of its hundred pairs of characters in common with SIGNS."""
    return SIGNS[: share + 1] + OTHERS[share + 1 :] if share else OTHERS


def is_paired(old: Entry, new: Entry) -> bool:
    return len(difference([old], [replace(new, key="new")])) == 1


def test_the_yardstick_is_exact() -> None:
    assert [similarity(SIGNS, alike(share)) for share in (0, 1, 59, 60, 100)] == [0, 0.01, 0.59, 0.6, 1]


@pytest.mark.parametrize(
    ("old_numbers", "new_numbers", "enough"),
    [
        ((None, None), (None, None), 60),
        (("1", None), ("2", None), 60),
        (("1", None), (None, None), 60),
        (("1", None), ("1", None), 40),
        ((None, "7"), (None, None), 60),
        ((None, None), (None, "7"), 60),
        (("1", "7"), ("1", None), 40),
        ((None, "7"), (None, "7"), 0),
        (("1", "7"), ("2", "7"), 0),
        ((None, "7"), (None, "8"), 90),
        (("1", "7"), ("1", "8"), 70),
    ],
)
def test_it_takes_six_tenths_of_words_and_numbers_together(
    old_numbers: tuple[str | None, str | None], new_numbers: tuple[str | None, str | None], enough: int
) -> None:
    old, new = Entry("old", SIGNS, *old_numbers), Entry("new", alike(enough), *new_numbers)
    assert is_paired(old, new)
    if enough:
        assert not is_paired(old, replace(new, problem=alike(enough - 1)))


def test_among_equals_the_one_that_stays_nearer_to_its_place() -> None:
    old = [Entry("a", OTHERS, goal="甲"), Entry("b", SIGNS, goal="乙")]
    new = [Entry("x", SIGNS, goal="丙"), Entry("y", SIGNS, goal="丁")]
    pairs = {item.new.key: item.old.key for item in difference(old, new) if item.old and item.new}
    assert pairs == {"y": "b"}


def test_the_likelier_pair_comes_before_the_nearer_one() -> None:
    old = [Entry("a", SIGNS, goal="甲")]
    new = [Entry("x", alike(70), goal="甲"), Entry("y", alike(80), goal="甲")]
    assert [item.kind for item in difference(old, new)] == [Kind.ADDED, Kind.CHANGED]


def test_each_finding_is_paired_once() -> None:
    old = [Entry("a", SIGNS, goal="甲"), Entry("b", SIGNS, goal="乙")]
    items = difference(old, [Entry("x", SIGNS, goal="丙")])
    assert sorted(item.kind for item in items) == [Kind.CHANGED, Kind.REMOVED]


def test_removed_findings_stand_behind_the_one_they_followed() -> None:
    texts = ["甲乙丙丁戊", "子丑寅卯辰", "春夏秋冬季", "东南西北中", "金木水火土"]
    old = [Entry(str(i), text) for i, text in enumerate(texts)]
    new = [replace(old[3], key="x"), replace(old[1], key="y")]
    told = [(item.old or item.new).problem for item in difference(old, new)]  # type: ignore[union-attr]
    assert told == [texts[0], texts[3], texts[4], texts[1], texts[2]]


def test_nothing_stays_nothing_however_it_is_written() -> None:
    nothing = Entry("a", SIGNS, goal=None, person=None)
    assert difference([nothing], [replace(nothing, goal="", person=" ")])[0].kind is Kind.SAME


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"number": "9"}, Kind.RENUMBERED),
        ({"feedback_number": "9"}, Kind.RENUMBERED),
        ({"number": "9", "feedback_number": "9"}, Kind.RENUMBERED),
        ({"number": "9", "goal": "别的"}, Kind.CHANGED),
        ({"headings": ("水",)}, Kind.CHANGED),
        ({"measures": ("乙", "甲")}, Kind.CHANGED),
        ({"units": (("县水利局", "lead"),)}, Kind.CHANGED),
        ({"person": "王某"}, Kind.CHANGED),
        ({"deadline": "2025年底"}, Kind.CHANGED),
        ({"status": "已完成"}, Kind.CHANGED),
        ({"progress": "已开工"}, Kind.CHANGED),
    ],
)
def test_a_change_of_any_field_is_told_with_both_values(changes: dict[str, object], kind: Kind) -> None:
    old = Entry("a", SIGNS, "1", "7", measures=("甲", "乙"), units=(("县水利局", "responsible"),))
    new = replace(old, key="b", **changes)  # type: ignore[arg-type]
    (item,) = difference([old], [new])
    assert item.kind is kind
    assert {one.name: (one.before, one.after) for one in item.changes} == {
        name: (getattr(old, name), value) for name, value in changes.items()
    }


def test_items_are_named_by_the_old_finding_or_else_by_the_new_one() -> None:
    items = difference([Entry("7", SIGNS), Entry("8", "甲乙丙丁")], [Entry("f1", SIGNS), Entry("f2", OTHERS)])
    assert sorted(item.key for item in items) == ["new:f2", "old:7", "old:8"]


def test_an_added_and_a_removed_finding_of_the_same_words_have_digests_of_their_own() -> None:
    (added,), (removed,) = difference([], [Entry("a", SIGNS)]), difference([Entry("a", SIGNS)], [])
    assert added.digest != removed.digest


@pytest.mark.parametrize("pairs", [{"x": "a", "y": "a"}, {"y": "a"}, {"x": "nobody", "y": "a"}, {"nobody": "a"}])
def test_decisions_on_what_is_not_there_are_passed_over(pairs: dict[str, str | None]) -> None:
    new = [Entry("x", SIGNS), Entry("y", OTHERS)]
    items = difference([Entry("a", SIGNS)], new, pairs=pairs)
    decided = next((n for n in ("x", "y") if pairs.get(n) == "a"), "x")
    assert {item.new.key for item in items if item.old and item.new} == {decided}


def test_a_finding_that_was_said_to_be_new_frees_the_old_one_for_another() -> None:
    items = difference([Entry("a", SIGNS)], [Entry("x", SIGNS), Entry("y", alike(60))], pairs={"x": None})
    assert {item.new.key: item.kind for item in items if item.new} == {"x": Kind.ADDED, "y": Kind.CHANGED}


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 1.0),
        ("甲", "甲", 1.0),
        ("甲", "乙", 0.0),
        ("", "甲", 0.0),
        ("甲乙", "乙甲", 0.0),
        ("甲甲甲", "甲甲", 2 / 3),
    ],
)
def test_texts_of_a_character_or_none_are_compared_too(one: str, other: str, share: float) -> None:
    assert similarity(one, other) == pytest.approx(share)


_words = st.text("甲乙丙丁", min_size=1, max_size=6)
_numbers = st.sampled_from([None, "1", "2"])
_plans = st.lists(st.tuples(_words, _numbers, _numbers), max_size=5).map(
    lambda rows: [Entry(str(i), text, number, feedback) for i, (text, number, feedback) in enumerate(rows)]
)


def _weight(old: Entry, new: Entry) -> float:
    weight = similarity(old.problem, new.problem)
    if old.number is not None and old.number == new.number:
        weight += 0.2
    if old.feedback_number is not None and new.feedback_number is not None:
        weight += 0.6 if old.feedback_number == new.feedback_number else -0.3
    return weight


def _paired_by_hand(old: list[Entry], new: list[Entry]) -> dict[int, int]:
    """The rule as it is written down, without any quick way."""
    pairs: dict[int, int] = {}
    for o, entry in enumerate(old):
        same = [
            n
            for n, one in enumerate(new)
            if n not in pairs.values() and content_digest([one]) == content_digest([entry])
        ]
        if same:
            pairs[o] = same[0]
    likely = [
        (-round(_weight(one, other), 6), abs(o - n), o, n) for o, one in enumerate(old) for n, other in enumerate(new)
    ]
    for weight, _distance, o, n in sorted(likely):
        if -weight >= ENOUGH and o not in pairs and n not in pairs.values():
            pairs[o] = n
    return pairs


@settings(deadline=None)
@given(_plans, _plans)
def test_the_quick_way_pairs_as_the_rule_says(old: list[Entry], new: list[Entry]) -> None:
    new = [replace(entry, key=f"new{entry.key}") for entry in new]
    pairs = {int(item.old.key): int(item.new.key[3:]) for item in difference(old, new) if item.old and item.new}
    assert pairs == _paired_by_hand(old, new)
