"""Rows are as high as their wrapped texts: an office suite that works nothing out still shows every line."""

from __future__ import annotations

import io

import openpyxl

from tests.writers.reports import finding, plan
from zhenggai.writers.ledger_xlsx import workbook
from zhenggai.writers.row_heights import HIGHEST, LINE, WIDEST, height_of, lines_of, width_for


def test_a_wide_character_takes_the_room_of_two_digits() -> None:
    assert lines_of("1234567890", 14) == 1
    assert lines_of("水体发黑水体发黑水体", 14) == 2


def test_every_line_break_opens_a_line() -> None:
    assert lines_of("甲\n\n乙", 20) == 3
    assert lines_of("", 20) == 1


def test_the_longest_cell_gives_the_height_of_its_row_up_to_the_limit() -> None:
    assert height_of(["甲", "甲\n乙\n丙"], [10, 10]) == 3 * LINE
    assert height_of(["长" * 9_000], [10]) == HIGHEST
    assert height_of([], []) == LINE


def test_a_column_widens_only_for_a_text_that_no_row_could_show() -> None:
    assert width_for(["管网破损。"], 36) == 36
    assert 36 < width_for(["长" * 600], 36) < WIDEST
    assert width_for(["长" * 90_000], 36) == WIDEST


def test_the_rows_of_a_ledger_are_stored_with_their_heights() -> None:
    held = plan(finding(), finding(number="2", problem="北河沿岸养殖粪污直排。" * 12))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([held]))).active
    assert sheet.row_dimensions[3].height == LINE
    assert sheet.row_dimensions[4].height > 6 * LINE
