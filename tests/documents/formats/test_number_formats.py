"""Numbers and dates as a sheet shows them: the value at its limits under each kind of format."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from zhenggai.documents.formats.number_formats import code_of, displayed, is_date_code, moment


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0", "0", "0"),
        ("0", "#", ""),
        ("0.5", "#.0", ".5"),
        ("-0.5", "0.0", "-0.5"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("2.4", "0", "2"),
        ("999", "#,##0", "999"),
        ("1000", "#,##0", "1,000"),
        ("1234567", "#,##0,", "1,235"),
        ("1234567", "0,,", "1"),
        ("0.126", "0.0%", "12.6%"),
        ("1.2", "0.0##", "1.2"),
        ("1.2345", "0.0##", "1.235"),
        ("0", '0;-0;"零"', "零"),
        ("-4", '0;-0;"零"', "-4"),
        ("4", '0;-0;"零"', "4"),
        ("-2", '0"家"', "-2家"),
        ("12", '[红色]0"户"', "12户"),
        ("8", "[$¥-804]0.00", "¥8.00"),
        ("3", "_ 0_ ", "3"),
        ("3", '"第"0"期"', "第3期"),
        ("3", "0\\亩", "3亩"),
        ("7", '"0号"0', "0号7"),
        ("1.25", "# ?/?", "1.25"),
    ],
)
def test_a_number_is_shown_under_its_format(value: str, code: str, shown: str) -> None:
    assert displayed(value, code) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("5", "5"),
        ("5.10", "5.1"),
        ("100", "100"),
        ("-0.25", "-0.25"),
        ("123456789012345", "123456789012345"),
        ("123456789012345678", "123456789012346000"),
        ("0.1000000000000000055", "0.1"),
        ("99999999999999999999", "1E+20"),
        ("1e20", "1E+20"),
        ("123456789012345678901", "1.23456789E+20"),
        ("1e19", "10000000000000000000"),
        ("0.000000001", "0.000000001"),
        ("0.0000000001", "1E-10"),
        ("0", "0"),
    ],
)
def test_a_number_without_format_shows_fifteen_figures_at_most(value: str, shown: str) -> None:
    assert displayed(value, "General") == shown


@pytest.mark.parametrize("printed", ["inf", "nan", "-Infinity", "三", "", "2024年6月"])
def test_what_is_no_number_stays_as_it_is(printed: str) -> None:
    assert displayed(printed, "0.00") == printed


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("45473", "yy/m/d", "24/6/30"),
        ("45473", "yyyy/mm/dd", "2024/06/30"),
        ("45473", "mmm-yy", "Jun-24"),
        ("45473", "yyyy年m月d日aaaa", "2024年6月30日星期日"),
        ("45473", "yyyy年m月d日aaa", "2024年6月30日日"),
        ("45473", "[DBNum1]yyyy年m月d日", "二〇二四年六月三〇日"),
        ("45292", "yyyy/m/d", "2024/1/1"),
        ("45473", "aaaa", "星期日"),
        ("45474", "[$-804]aaaa;@", "星期一"),
        ("45351", "yyyy/m/d", "2024/2/29"),
        ("45473.520833", "yyyy/m/d h:mm:ss", "2024/6/30 12:30:00"),
        ("45473.25", 'm"月"d"日" h"时"mm"分"', "6月30日 6时00分"),
        ("0", "h:mm AM/PM", "12:00 AM"),
        ("0.25", "h:mm AM/PM", "6:00 AM"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("0.25", "上午/下午h时", "上午6时"),
        ("0.75", "上午/下午h时", "下午6时"),
        ("0.75", "h:mm", "18:00"),
        ("0.0104166667", "mm:ss", "15:00"),
        ("59", "yyyy/m/d", "1900/2/28"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("2958465", "yyyy/m/d", "9999/12/31"),
        ("2958466", "yyyy/m/d", "2958466"),
        ("-1", "yyyy/m/d", "-1"),
    ],
)
def test_a_date_is_shown_under_its_format(value: str, code: str, shown: str) -> None:
    assert displayed(value, code) == shown


@pytest.mark.parametrize(
    "code", ["yyyy/m/d", "m月d日", "h:mm", "mm:ss", "[$-804]yyyy年m月", "d-mmm", "yyyy年;@", "aaaa"]
)
def test_a_format_of_dates_is_known(code: str) -> None:
    assert is_date_code(code)


@pytest.mark.parametrize("code", ["General", "0", "0.00%", "@", '0"days"', "0.00E+00", "[Red]0", "#,##0\\d", "0;yyyy"])
def test_letters_in_quotes_or_brackets_make_no_date(code: str) -> None:
    assert not is_date_code(code)


@pytest.mark.parametrize(
    ("format_id", "code"),
    [
        (0, "General"),
        (1, "0"),
        (9, "0%"),
        (14, "yyyy/m/d"),
        (31, 'yyyy"年"m"月"d"日"'),
        (57, 'yyyy"年"m"月"'),
        (99, "General"),
    ],
)
def test_a_cell_without_a_format_of_its_workbook_has_the_built_in_one(format_id: int, code: str) -> None:
    assert code_of(format_id, {}) == code
    assert code_of(format_id, {format_id: "0.0"}) == "0.0"
    assert code_of(format_id, {format_id + 1: "0.0"}) == code


def test_workbooks_of_1904_begin_four_years_later() -> None:
    assert displayed("44011", "yyyy/m/d", from_1904=True) == displayed("45473", "yyyy/m/d") == "2024/6/30"
    assert displayed("7", "0", from_1904=True) == "7"


def test_the_day_that_never_was_is_skipped() -> None:
    assert [moment(Decimal(day)).date().isoformat() for day in (1, 59, 61)] == [
        "1900-01-01",
        "1900-02-28",
        "1900-03-01",
    ]


def test_seconds_are_rounded_to_the_nearest() -> None:
    assert moment(Decimal("45473.5")) == datetime(2024, 6, 30, 12)  # noqa: DTZ001  wall-clock time of a sheet
    assert moment(Decimal("45473.9999999")) == datetime(2024, 7, 1)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("format_ids", "value", "shown"),
    [
        ((1,), "1234.5", "1235"),
        ((2,), "1234.5", "1234.50"),
        ((3, 37, 38), "1234.5", "1,235"),
        ((4, 39, 40), "1234.5", "1,234.50"),
        ((9,), "0.853", "85%"),
        ((10,), "0.853", "85.30%"),
        ((14,), "45473", "2024/6/30"),
        ((15,), "45473", "30-Jun-24"),
        ((16,), "45473", "30-Jun"),
        ((17,), "45473", "Jun-24"),
        ((18,), "0.75", "6:00 PM"),
        ((19,), "0.75", "6:00:00 PM"),
        ((20,), "0.75", "18:00"),
        ((21, 46), "0.75", "18:00:00"),
        ((22,), "45473.75", "2024/6/30 18:00"),
        ((27, 36, 50, 52, 57), "45473", "2024年6月"),
        ((28, 29, 51, 53, 54, 58), "45473", "6月30日"),
        ((30,), "45473", "6/30/24"),
        ((31,), "45473", "2024年6月30日"),
        ((32,), "0.75", "18时00分"),
        ((33,), "0.75", "18时00分00秒"),
        ((45, 47), "0.0104166667", "15:00"),
        ((5, 13, 26, 34, 44, 49, 59), "45473", "45473"),
    ],
)
def test_the_formats_that_need_no_code_show_what_a_chinese_sheet_shows(
    format_ids: tuple[int, ...], value: str, shown: str
) -> None:
    assert {displayed(value, code_of(one, {})) for one in format_ids} == {shown}


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("45473", "ddd", "星期日"),
        ("45474", "dddd", "星期一"),
        ("45473", "dd", "30"),
        ("45444", "d", "1"),
        ("45444", "dd", "01"),
        ("45473", "mm", "06"),
        ("45473", "m", "6"),
        ("45473", "y", "24"),
        ("45473", "yyy", "2024"),
    ],
)
def test_the_number_of_letters_tells_how_a_day_is_written(value: str, code: str, shown: str) -> None:
    assert displayed(value, code) == shown
