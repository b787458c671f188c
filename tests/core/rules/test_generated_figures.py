"""Plans with figures made up at random: a rule speaks exactly where the arithmetic, done here by hand, says so."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.core.rules.drafts import codes_of, points_of

quick = settings(max_examples=40, deadline=None)
counts = st.integers(3, 400)
areas = st.decimals("20", "900", places=2)
money = st.decimals("1", "900", places=2)
slips = st.sampled_from([-2, -1, 1, 2])
NAMES = ["金驹热电厂", "卫永堂砖厂", "宏达建材厂", "新星水泥厂", "东方化肥厂", "长城焦化厂", "红旗造纸厂"]
KINDS = ["水类", "气类", "土类", "声类", "渣类"]


def says(text: str, code: str) -> bool:
    return code in codes_of(text)


@quick
@given(st.lists(counts, min_size=2, max_size=5), st.just(0) | slips)
def test_parts_after_a_whole_make_it_or_are_told(parts: list[int], slip: int) -> None:
    listed = "、".join(f"{kind}{part}个" for kind, part in zip(KINDS, parts, strict=False))
    text = f"问题：全县排查点位{sum(parts) + slip}个，分别为{listed}。"
    assert says(text, "parts_miss_whole") is (slip != 0)
    assert says(text, "parts_make_whole") is (slip == 0)


@quick
@given(st.lists(counts, min_size=2, max_size=4), st.just(0) | slips)
def test_parts_before_their_total_make_it_or_are_told(parts: list[int], slip: int) -> None:
    listed = "、".join(f"{name}锅炉{part}台" for name, part in zip(NAMES, parts, strict=False))
    text = f"问题：{listed}，共{sum(parts) + slip}台。"
    assert says(text, "parts_miss_whole") is (slip != 0)


@quick
@given(areas, areas, st.just(0) | slips)
def test_stages_of_the_years_make_the_area_of_the_problem_or_are_told(one: Decimal, other: Decimal, slip: int) -> None:
    whole = one + other + slip
    assume((whole > max(one, other) and whole != one + other) or slip == 0)
    text = f"问题：{whole}公顷山体未修复。\n措施：2024年12月底修复{one}公顷；2025年12月底修复{other}公顷。"
    assert says(text, "parts_make_whole") is (slip == 0)
    assert says(text, "parts_miss_whole") is (slip != 0)


@quick
@given(money, money, st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("-0.01"), Decimal(9)]))
def test_what_is_owed_is_what_is_due_less_what_is_paid(paid: Decimal, owed: Decimal, slip: Decimal) -> None:
    assume(owed + slip > 0)
    text = f"问题：某煤业应缴基金{paid + owed}万元，实缴{paid}万元，欠缴{owed + slip}万元。"
    assert says(text, "difference_fails") is (slip != 0)
    assert says(text, "difference_holds") is (slip == 0)


@quick
@given(counts, counts, st.just(0) | slips)
def test_done_and_left_are_the_whole_in_any_order(done: int, left: int, slip: int) -> None:
    whole = done + left + slip
    assume(whole > max(done, left))
    for text in (
        f"问题：下达任务{whole}处，已完成{done}处，剩余{left}处。",
        f"问题：共有{whole}处排污口，未整治{left}处，已整治{done}处。",
    ):
        wrong = {"difference_fails", "parts_miss_whole"} & codes_of(text)
        assert bool(wrong) is (slip != 0), text


@quick
@given(st.integers(2, 500), st.integers(1, 500))
def test_a_part_is_no_larger_than_its_set(whole: int, part: int) -> None:
    text = f"问题：核查图斑{whole}个，其中{part}个未治理。"
    assert says(text, "subset_exceeds_set") is (part > whole)


@quick
@given(st.integers(2, 7), st.integers(2, 9))
def test_a_count_is_that_of_the_names_behind_it(n_names: int, count: int) -> None:
    text = f"问题：{count}家企业（{'、'.join(NAMES[:n_names])}）停产。"
    near = count <= n_names + 3 and n_names <= count + 3
    assert says(text, "count_differs_from_names") is (count != n_names and near)


@quick
@given(st.integers(2, 7), st.integers(2, 9))
def test_an_open_list_may_name_fewer_but_not_more(n_names: int, count: int) -> None:
    text = f"问题：{count}家企业（{'、'.join(NAMES[:n_names])}等）停产。"
    near = n_names <= count + 3
    assert says(text, "count_differs_from_names") is (n_names > count and near)


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("公顷", "亩", 15),
        ("万元", "元", 10_000),
        ("公里", "米", 1_000),
        ("亿元", "万元", 10_000),
        ("吨", "公斤", 1_000),
    ],
)
@quick
@given(value=st.decimals("1.01", "90", places=2), slip=st.sampled_from([Decimal(0), Decimal("0.4"), Decimal("-0.4")]))
def test_a_figure_in_two_units_is_one_figure(one: str, other: str, factor: int, value: Decimal, slip: Decimal) -> None:
    converted = (value + slip) * factor
    text = f"问题：涉及{value}{one}（{converted.normalize():f}{other}）。"
    assert says(text, "conversion_disagrees") is (slip != 0)


@quick
@given(st.integers(2, 200), st.integers(1, 199), st.sampled_from([0, 1, 2, 3]), st.just(0) | slips)
def test_a_share_is_part_by_whole_to_the_last_printed_digit(whole: int, part: int, digits: int, slip: int) -> None:
    assume(part < whole)
    step = Decimal(1).scaleb(-digits)
    exact = Decimal(part) / Decimal(whole) * 100
    share = exact.quantize(step) + slip * 3 * step
    assume(0 < share < 100)
    text = f"问题：核查图斑{whole}个，已修复{part}个，修复率为{share}%。"
    assert says(text, "share_disagrees") is (slip != 0)


@quick
@given(st.integers(3, 90), st.integers(3, 90))
def test_a_goal_for_the_things_of_the_problem_counts_as_many(problem: int, goal: int) -> None:
    text = f"问题：{problem}家家具企业仍使用溶剂型涂料。\n目标：{goal}家家具企业完成源头替代。"
    assert says(text, "figure_differs") is (goal != problem)


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@quick
@given(days, days)
def test_a_deadline_is_not_before_the_issue(issued: date, last: date) -> None:
    text = f"印发：{issued}\n今天：2024-01-01\n问题：甲。\n时限：{printed(last)}"
    assert says(text, "deadline_before_issue") is (last < issued)


@quick
@given(days, st.integers(-400, 400))
def test_goal_and_measure_are_not_after_the_deadline(last: date, shift: int) -> None:
    day = last + timedelta(days=shift)
    text = f"问题：甲。\n目标：{printed(day)}前恢复运行。\n措施：{printed(day)}前完成修复。\n时限：{printed(last)}"
    late = {"goal_after_deadline", "measure_after_deadline"}
    assert late & codes_of(text) == (late if shift > 0 else set())


@quick
@given(st.lists(days, min_size=2, max_size=4, unique=True), days)
def test_a_deadline_is_past_the_day_after_it(deadlines: list[date], today: date) -> None:
    text = f"今天：{today}\n" + "\n".join(f"问题：第{i}。\n时限：{printed(day)}" for i, day in enumerate(deadlines))
    past = [i for i, day in enumerate(deadlines) if day < today]
    told = [point for point in points_of(text) if point.code in ("deadline_past", "all_deadlines_past")]
    assert [point.findings for point in told] == ([tuple(past)] if past else [])
    if past:
        assert told[0].code == ("all_deadlines_past" if len(past) == len(deadlines) else "deadline_past")


@quick
@given(st.integers(2015, 2035), st.integers(1, 14), st.integers(1, 33))
def test_a_day_is_one_of_the_calendar(year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
        there = True
    except ValueError:
        there = False
    assert says(f"问题：甲。\n措施：{year}年{month}月{day}日前完成。", "date_impossible") is not there


@quick
@given(st.lists(st.integers(1, 30), min_size=2, max_size=8))
def test_numbers_that_repeat_are_told_with_everyone_who_has_them(numbers: list[int]) -> None:
    numbers = [number + 1 for number in numbers]  # at 1 a list may begin anew
    text = "\n".join(f"问题：第{i}个问题。\n序号：{number}" for i, number in enumerate(numbers))
    told = {point.findings for point in points_of(text) if point.code == "number_repeated"}
    assert told == {
        tuple(i for i, one in enumerate(numbers) if one == number) for number in numbers if numbers.count(number) > 1
    }


@quick
@given(st.sets(st.integers(1, 60), min_size=2, max_size=10))
def test_gaps_of_the_feedback_are_told_once(numbers: set[int]) -> None:
    text = "\n".join(f"问题：第{i}个问题。\n反馈：{number}" for i, number in enumerate(sorted(numbers)))
    told = [point for point in points_of(text) if point.code == "feedback_number_gaps"]
    assert len(told) == (max(numbers) - min(numbers) + 1 != len(numbers))
