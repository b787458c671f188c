"""Dates and periods as printed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core.dates import add_days, add_months, find_dates, find_periods


def test_a_period_takes_its_year_from_its_beginning() -> None:
    (period,) = find_periods("2023年10月17日至11月16日，督察组开展了督察")
    assert (period.first, period.last, period.text) == ("2023-10-17", "2023-11-16", "2023年10月17日至11月16日")


def test_a_period_may_cross_the_year_or_stay_in_the_month() -> None:
    assert [(p.first, p.last) for p in find_periods("2023年12月20日-2024年1月5日；2024年3月1日至15日")] == [
        ("2023-12-20", "2024-01-05"),
        ("2024-03-01", "2024-03-15"),
    ]


def test_a_span_of_months_is_no_period_of_days() -> None:
    assert find_periods("2023年10月至11月") == []


def test_a_date_says_only_what_is_printed() -> None:
    assert [
        found.iso for found in find_dates("2024年3月5日反馈，2024年4月印发，二〇二四年三月，2021年核查，2024-03-05")
    ] == [
        "2024-03-05",
        "2024-04",
        "2024-03",
        "2021",
        "2024-03-05",
    ]


def test_the_last_day_ends_the_month_or_year() -> None:
    assert [found.last_day for found in find_dates("2024年2月，2023年")] == ["2024-02-29", "2023-12-31"]


def test_a_day_the_calendar_does_not_have_is_no_date() -> None:
    assert find_dates("2023年2月30日") == []


def test_months_later_end_where_the_month_ends() -> None:
    assert (add_months("2024-08-31", 6), add_days("2024-02-28", 2)) == ("2025-02-28", "2024-03-01")


CHINESE = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十") + (CHINESE[ones] if ones else "")


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)), st.sampled_from(["plain", "blanks", "wide", "chinese"]))
def test_a_day_is_read_however_it_is_printed(day: date, form: str) -> None:
    printed = f"{day.year}年{day.month}月{day.day}日"
    if form == "blanks":
        printed = f"{day.year} 年 {day.month} 月 {day.day} 日"
    elif form == "wide":
        printed = printed.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    elif form == "chinese":
        year = "".join(CHINESE[int(digit)] for digit in str(day.year))
        printed = f"{year}年{in_chinese(day.month)}月{in_chinese(day.day)}日"
    text = f"（{printed}）"
    (found,) = find_dates(text)
    assert found.iso == day.isoformat()
    assert text[found.start : found.end] == found.text == printed
