"""What changed between two editions: every finding is accounted for exactly once, and nothing is invented."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core.editions import Entry, Kind, content_digest, difference, similarity

SMOKE = Entry(
    key="1",
    number="1",
    feedback_number="3",
    problem="东关、西关两个街道秸秆焚烧火点多发，2023年共发现46处。",
    goal="火点下降三成。",
    measures=("落实网格巡查。",),
    units=(("各镇（街道）", "responsible"),),
    deadline="2024年12月底",
)
DUST = Entry("2", "城北片区8家工地扬尘防治措施不到位，裸土未覆盖。", "2", "7", deadline="立行立改")
MINES = Entry("3", "历史遗留矿山尚有27.17公顷未完成修复治理。", "3", "11", deadline="2025年12月底")
SEWAGE = Entry("4", "县城污水处理厂进水浓度偏低，雨污分流改造缓慢。", "4", "20", deadline="2024年6月底")
PLAN = [SMOKE, DUST, MINES, SEWAGE]


def renamed(entries: list[Entry]) -> list[Entry]:
    return [replace(entry, key=f"f{i}") for i, entry in enumerate(entries, start=1)]


def kinds(old: list[Entry], new: list[Entry], **named: object) -> list[str]:
    return [item.kind.value for item in difference(old, renamed(new), **named)]  # type: ignore[arg-type]


def test_the_same_plan_again_shows_nothing_to_decide() -> None:
    items = difference(PLAN, renamed(PLAN))
    assert [item.kind for item in items] == [Kind.SAME] * 4
    assert not any(item.wants_decision for item in items)


def test_a_moved_deadline_is_one_change_of_one_field() -> None:
    new = [SMOKE, DUST, replace(MINES, deadline="2026年6月底"), SEWAGE]
    (changed,) = [item for item in difference(PLAN, renamed(new)) if item.wants_decision]
    (change,) = changed.changes
    assert (change.name, change.before, change.after) == ("deadline", "2025年12月底", "2026年6月底")


def test_other_widths_and_blanks_are_no_change() -> None:
    assert kinds([DUST], [replace(DUST, problem="城北片区８家 工地扬尘防治措施不到位,裸土未覆盖。")]) == ["same"]


def test_a_finding_taken_out_of_the_middle_renumbers_the_rest() -> None:
    new = [SMOKE, replace(MINES, number="2"), replace(SEWAGE, number="3")]
    assert kinds(PLAN, new) == ["same", "removed", "renumbered", "renumbered"]


def test_without_the_inspections_numbers_the_text_decides_not_the_place() -> None:
    plain = [replace(entry, feedback_number=None) for entry in PLAN]
    new = [replace(plain[2], number="1"), replace(plain[0], number="2"), plain[3]]
    assert kinds(plain, new) == ["renumbered", "renumbered", "removed", "same"]


def test_a_rewritten_problem_under_the_same_feedback_number_is_a_change() -> None:
    new = [SMOKE, replace(DUST, problem="部分建筑工地未落实六个百分之百要求。"), MINES, SEWAGE]
    assert kinds(PLAN, new) == ["same", "changed", "same", "same"]


def test_a_slightly_reworded_problem_without_numbers_is_the_same_finding() -> None:
    old = replace(MINES, number=None, feedback_number=None)
    new = replace(old, problem="历史遗留矿山尚有27.17公顷没有完成修复治理工作。")
    assert kinds([old], [new]) == ["changed"]


def test_another_problem_in_the_same_place_is_another_finding() -> None:
    old = replace(MINES, feedback_number=None)
    new = replace(SEWAGE, number=MINES.number, feedback_number=None)
    assert kinds([old], [new]) == ["removed", "added"]


def test_an_added_finding_stands_where_the_new_plan_has_it() -> None:
    fresh = Entry("x", "餐饮油烟扰民投诉较多，净化设施清洗不及时。", "2", "9")
    assert kinds(PLAN, [SMOKE, fresh, *PLAN[1:]]) == ["same", "added", "same", "same", "same"]


def test_twins_stay_with_their_own_number() -> None:
    first, second = replace(DUST, number="1"), replace(DUST, key="9", number="2", feedback_number="8")
    items = difference([first, second], renamed([second, first]))
    assert [(item.old.key, item.kind) for item in items if item.old] == [("9", Kind.SAME), ("2", Kind.SAME)]


def test_a_person_may_say_that_it_is_a_new_finding() -> None:
    assert kinds(PLAN, PLAN, pairs={"f2": None}) == ["same", "removed", "added", "same", "same"]


def test_a_person_may_say_who_it_is() -> None:
    fresh = replace(SEWAGE, problem="管网老化。", number=None, feedback_number=None)
    assert kinds([DUST, SEWAGE], [DUST, fresh]) == ["same", "removed", "added"]
    assert kinds([DUST, SEWAGE], [DUST, fresh], pairs={"f2": "4"}) == ["same", "changed"]


def test_a_decision_no_longer_fits_once_the_finding_changed() -> None:
    (item,) = difference([MINES], renamed([replace(MINES, goal="完成治理。")]))
    (again,) = difference([MINES], renamed([replace(MINES, goal="完成全部治理。")]))
    assert item.key == again.key
    assert item.digest != again.digest


def test_the_digest_sees_words_and_order_but_not_widths() -> None:
    wide = replace(DUST, problem=DUST.problem.replace("，", ","))
    assert content_digest(PLAN) == content_digest(renamed(PLAN)) == content_digest([SMOKE, wide, MINES, SEWAGE])
    assert content_digest(PLAN) != content_digest([DUST, SMOKE, MINES, SEWAGE])
    assert content_digest(PLAN) != content_digest([*PLAN[:3], replace(SEWAGE, person="王某")])


words = st.text("东关西街道秸秆焚烧火点多发扬尘工地矿山修复污水厂管网，。0123456789", max_size=30)
numbers = st.none() | st.sampled_from([str(n) for n in range(1, 7)])
entries = st.lists(st.builds(Entry, st.just(""), words, numbers, numbers, goal=st.none() | words), max_size=7).map(
    lambda found: [replace(entry, key=str(i)) for i, entry in enumerate(found)]
)


@given(entries, entries)
def test_every_finding_appears_exactly_once(old, new) -> None:
    new = renamed(new)
    items = difference(old, new)
    assert sorted(item.old.key for item in items if item.old) == sorted(entry.key for entry in old)
    assert [item.new.key for item in items if item.new] == [entry.key for entry in new]
    assert len({item.key for item in items}) == len(items)


@given(entries)
def test_a_plan_does_not_differ_from_itself(plan) -> None:
    items = difference(plan, renamed(plan))
    assert {item.kind for item in items} <= {Kind.SAME}


@given(entries, st.randoms(use_true_random=False))
def test_an_order_alone_changes_no_words(plan, random) -> None:
    shuffled = random.sample(plan, len(plan))
    items = difference(plan, renamed(shuffled))
    assert {item.kind for item in items} <= {Kind.SAME}


@given(entries, entries)
def test_the_way_back_swaps_added_and_removed(old, new) -> None:
    new = renamed(new)
    there, back = difference(old, new), difference(new, old)
    assert sum(item.kind is Kind.ADDED for item in there) == sum(item.kind is Kind.REMOVED for item in back)
    assert sum(item.kind is Kind.SAME for item in there) == sum(item.kind is Kind.SAME for item in back)


@given(entries, entries, st.data())
def test_what_a_person_paired_is_paired(old, new, data) -> None:
    new = renamed(new)
    if not old or not new:
        return
    one, other = data.draw(st.sampled_from(new)), data.draw(st.sampled_from(old))
    items = difference(old, new, pairs={one.key: other.key})
    assert any(item.new is one and item.old is other for item in items)


@given(words, words)
def test_similarity_is_even_handed_and_bounded(one, other) -> None:
    assert similarity(one, other) == pytest.approx(similarity(other, one))
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1
