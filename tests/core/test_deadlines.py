"""Deadlines mean what docs/rules/deadlines.md says, in any width and with any blanks."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.rule_tables import rows
from zhenggai.core.deadlines import Deadline, find_milestones, read_deadline
from zhenggai.core.ends import find_ends

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def as_row(deadline: Deadline) -> tuple[str, str, str]:
    kinds = [name for name in ("immediate", "long_term") if getattr(deadline, name)]
    return ", ".join(deadline.dates), ", ".join(kinds), ", ".join(deadline.doubts)


@pytest.mark.parametrize("row", rows("deadlines.md", "printed"), ids=lambda row: row[0])
def test_a_wording_means_what_the_rules_say(row: list[str]) -> None:
    assert as_row(read_deadline(row[0])) == tuple(row[1:])


@pytest.mark.parametrize("row", rows("deadlines.md", "printed, issued 2024-04-10"), ids=lambda row: row[0])
def test_an_issue_date_anchors_what_is_left_open(row: list[str]) -> None:
    assert as_row(read_deadline(row[0], issued_on="2024-04-10")) == tuple(row[1:])


def test_the_wording_is_kept() -> None:
    assert read_deadline("２０２４ 年12月底").text == "２０２４ 年12月底"


def test_a_given_year_fills_the_year_left_out_and_says_so() -> None:
    deadline = read_deadline("12月底前", year=2024)
    assert (deadline.dates, deadline.doubts) == (("2024-12-31",), ("year_from_context",))


def test_a_year_in_the_text_wins_over_the_context() -> None:
    assert read_deadline("2025年底前", issued_on="2024-04-10", year=2024).dates == ("2025-12-31",)


def test_nothing_is_read_into_an_empty_field() -> None:
    assert read_deadline("") == Deadline("")


def test_a_measure_in_two_stages_has_two_milestones_with_their_figures() -> None:
    text = "按年度制定实施方案，2024年12月底治理完成21.6公顷；2025年12月底治理完成5.57公顷。"
    first, second = find_milestones(text)
    assert (first.date, second.date) == ("2024-12-31", "2025-12-31")
    assert (first.result, second.result) == ("治理完成21.6公顷", "治理完成5.57公顷")
    assert [figure.value for stage in (first, second) for figure in stage.quantities] == [
        Decimal("21.6"),
        Decimal("5.57"),
    ]
    assert text[first.start : first.end] == first.text == "2024年12月底"


def test_a_date_in_brackets_belongs_to_the_clause_before_it() -> None:
    (stage,) = find_milestones("完成管网改造30公里（2024年12月底前）；建立台账。")
    assert (stage.result, stage.quantities[0].value) == ("完成管网改造30公里", Decimal(30))


@pytest.mark.parametrize(
    "text",
    [
        "2023年10月督察组反馈意见",
        "截至2023年底欠缴",
        "每年6月底前",
        "按照《2024年底前行动计划》",
        "近年内",
        "2021年核查有46个",
    ],
)
def test_what_is_no_end_makes_no_milestone(text: str) -> None:
    assert find_milestones(text) == []


@pytest.mark.parametrize("row", rows("deadlines.md", "measure"), ids=lambda row: row[0])
def test_a_measure_has_the_milestones_that_the_rules_say(row: list[str]) -> None:
    told = [f"{stage.date} {stage.result}".rstrip() for stage in find_milestones(row[0])]
    assert told == [one for one in row[1].split("; ") if one]


@pytest.mark.parametrize("sign", [" ", "，", ",", "、", ":", "：", "（", "("])
def test_a_sign_between_a_date_and_its_result_belongs_to_neither(sign: str) -> None:
    (stage,) = find_milestones(f"2024年12月底前{sign}完成治理")
    assert (stage.text, stage.result) == ("2024年12月底前", "完成治理")


@pytest.mark.parametrize("sign", [" ", "，", ",", "、", ":", "：", "和", "及", "并", "（", "("])
def test_a_sign_before_the_next_date_belongs_to_no_result(sign: str) -> None:
    first, second = find_milestones(f"2024年6月底前完成3处{sign}2024年12月底前完成5处")
    assert (first.result, second.result) == ("完成3处", "完成5处")
    assert [figure.text for figure in (*first.quantities, *second.quantities)] == ["3处", "5处"]


@pytest.mark.parametrize("sign", ["。", "；", ";", "，", ",", "\n"])
def test_a_result_before_its_date_begins_behind_the_last_stop(sign: str) -> None:
    (stage,) = find_milestones(f"建立台账{sign}完成3处（2024年12月底前）。")
    assert stage.result == "完成3处"
    assert [figure.text for figure in stage.quantities] == ["3处"]


@pytest.mark.parametrize("word", ["于", "在", "到", "至", "：", " "])
def test_a_word_that_leads_to_a_date_is_no_part_of_its_result(word: str) -> None:
    (stage,) = find_milestones(f"改造完成3处{word}2024年12月底前。")
    assert stage.result == "改造完成3处"


def test_a_figure_outside_of_a_result_is_none_of_the_milestone() -> None:
    (stage,) = find_milestones("全县8处，2024年12月底前完成3处。其余5处另行安排。")
    assert [figure.text for figure in stage.quantities] == ["3处"]


def test_an_end_without_year_in_a_measure_is_found_with_its_doubt() -> None:
    (end,) = find_ends("细化关停退出方案，确保12月底前完成。", in_prose=True)
    assert (end.text, end.date, end.doubts) == ("12月底前", None, ("year_missing",))


def test_a_promise_of_the_plan_s_body_is_found_with_its_doubt() -> None:
    (end,) = find_ends("抓好问题整改，半年内集中解决一批突出问题。", in_prose=True)
    assert end.doubts == ("relative_unanchored",)


@given(
    year=st.integers(2015, 2035),
    month=st.integers(1, 12),
    blank=st.sampled_from(["", " ", "\u3000", "\u00a0"]),
    wide=st.booleans(),
    tail=st.sampled_from(["", "底", "末", "底前", "末前", "份", "底之前", "底以前"]),
    clause=st.sampled_from(["", "完成", "前完成整改"]),
)
def test_a_month_means_its_last_day_in_any_width(
    year: int, month: int, blank: str, wide: bool, tail: str, clause: str
) -> None:
    printed = blank.join([str(year), "年", str(month), "月", tail]) + clause
    deadline = read_deadline(printed.translate(FULL_WIDTH) if wide else printed)
    assert deadline.dates == (f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}",)
    assert deadline.doubts == ()


@given(st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31)), st.sampled_from("年.-/"))
def test_a_full_date_is_that_day_however_it_is_printed(day: date, sign: str) -> None:
    year, month, number = str(day).split("-")
    printed = f"{year}年{int(month)}月{int(number)}日前" if sign == "年" else f"{year}{sign}{int(month)}{sign}{number}"
    assert read_deadline(printed).dates == (str(day),)


@given(st.text(alphabet="2024年至12月底前日,，、。；立行改长期坚持每半内季度X（）()上下旬 一二三十", max_size=40))
def test_no_text_breaks_the_reader_and_every_stage_is_verbatim(text: str) -> None:
    deadline = read_deadline(text, issued_on="2024-04-10")
    assert all(text[stage.start : stage.end] == stage.text for stage in deadline.milestones)
    assert list(deadline.dates) == list(dict.fromkeys(stage.date for stage in deadline.milestones))
    assert deadline == read_deadline(text, issued_on="2024-04-10")


@pytest.mark.parametrize(
    "text",
    [
        "（2024年12月底）完成21公顷 （2025年12月底）完成5公顷",
        "（2024年12月底前）完成治理21公顷；（2025年12月底前）完成治理5公顷",
        "完成治理21公顷（2024年12月底）；完成治理5公顷（2025年12月底）",
    ],
)
def test_dates_in_brackets_keep_their_own_figures_on_either_side(text: str) -> None:
    told = [(one.date, [str(figure.value) for figure in one.quantities]) for one in find_milestones(text)]
    assert told == [("2024-12-31", ["21"]), ("2025-12-31", ["5"])]
