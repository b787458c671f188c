"""Cells and heads of the workbook of units: what is laid is taken back, whatever it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.rule_tables import rows
from zhenggai.core.units import book_form

DAYS = st.none() | st.dates(date(1950, 1, 1), date(2090, 1, 1)).map(str)
NAMES = st.text(alphabet="区水务局第一（东）2 至", min_size=1, max_size=8).map(str.strip).filter(bool)


@pytest.mark.parametrize(("cell", "names"), rows("people.md", "cell"))
def test_names_in_a_cell_come_apart(cell: str, names: str) -> None:
    taken = [text + (f" … {last}" if last and not first else "") for text, first, last in book_form.take_names(cell)]
    dated = [f"{text} {first} … {last}" for text, first, last in book_form.take_names(cell) if first]
    assert (dated or taken) == [piece.strip() for piece in names.split("|")]


@given(st.lists(st.tuples(NAMES, DAYS, DAYS), max_size=4))
def test_names_that_are_laid_are_taken_back(names: list[tuple[str, str | None, str | None]]) -> None:
    assert book_form.take_names(book_form.lay_names(names)) == names


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-03-20", "2024-03-20"),
        ("2024/3/20", "2024-03-20"),
        ("2024年3月20日", "2024-03-20"),
        ("2024.3.20", "2024-03-20"),
        ("2024年3月", "2024-03-01"),
        ("2024年", None),
        ("三月", None),
        ("2024-13-01", None),
        ("2024-03-20起", None),
    ],
)
def test_a_day_is_read_in_any_usual_form(cell: str, day: str | None) -> None:
    assert book_form.take_day(cell) == day


def test_flags_are_laid_and_taken() -> None:
    assert [book_form.take_flag(book_form.lay_flag(flag)) for flag in (True, False)] == ["yes", "no"]
    assert book_form.take_flag("也许") is None


@pytest.mark.parametrize("table", book_form.TABLES)
def test_our_own_heads_begin_their_table(table: str) -> None:
    row = book_form.columns_in(book_form.heads(table).values())
    assert book_form.table_of(row, book_form.form()["sheets"][table]) == table
    assert list(book_form.fields_of(table, row).values()) == list(book_form.heads(table))


@pytest.mark.parametrize(
    ("heads", "table"),
    [
        (["序号", "单位", "姓名", "职务", "联系电话"], "people"),
        (["责任单位", "责任人", "职务（岗位）"], "people"),
        (["单位名称", "类别"], "units"),
        (["集合称谓", "成员单位"], "groups"),
        (["单位", "职务", "岗位性质"], "posts"),
        (["序号", "电话"], None),
    ],
)
def test_other_heads_begin_the_table_they_fit(heads: list[str], table: str | None) -> None:
    assert book_form.table_of(book_form.columns_in(heads), "Sheet1") == table


@pytest.mark.parametrize(
    ("head", "dropped"), [("联系 电话", True), ("手机号码", True), ("传真", True), ("职务", False)]
)
def test_columns_of_numbers_to_call_are_known(head: str, dropped: bool) -> None:
    assert book_form.is_dropped(head) is dropped


@pytest.mark.parametrize(
    ("text", "closes"), [("填表人：张三", True), ("备注: 某", True), ("区水务局", False), ("备注", False)]
)
def test_a_line_below_the_table_is_no_row(text: str, closes: bool) -> None:
    assert book_form.is_closing(text) is closes
