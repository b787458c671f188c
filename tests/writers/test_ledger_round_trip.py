"""A ledger that was taken out and is read again says the same, whatever people have typed into it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writers.reports import finding, ledger_of, plan
from zhenggai.core.typography import fold
from zhenggai.writers.ledger_xlsx import CELL_LIMIT, FULL, cell_of, columns_of, workbook

FULL_FINDING: dict[str, Any] = {
    "problem": "管网破损严重。", "goal": "修复到位。", "measures": [{"text": "修复管网3公里。"}], "units": ["县住建局"],
    "supporting_units": [], "supervising_units": [], "accepting_units": [], "person": "王某",
    "deadline": {"text": "2024年12月底", "dates": ["2024-12-31"], "immediate": False, "long_term": False},
}  # fmt: skip
OTHER = finding(**FULL_FINDING | {"number": "99", "problem": "另一个问题的表述。"})
ODD = [
    "=1+1", "+86 10", "-1", "@SUM(A1)", "{=1}", '=HYPERLINK("x","y")', "'单引号", '"引号"', "_x000D_", "_x0041_",
    "<b>&amp;", "😀", "甲\n乙", "甲\n\n乙", "第一行。\n（1）第二行。", "file:///甲", "TRUE", "1E5",
    "00123", "2024-01-01", "12%", "#N/A", "制表\t符", "全角　空格", "a  b", "注：以原文为准", "、、", "长" * 3_000,
]  # fmt: skip


def held(**fields: Any) -> dict[str, Any]:
    return finding(**FULL_FINDING | fields)


def said(one: Any) -> Any:
    """A value with widths and blanks folded, as editions are compared."""
    if isinstance(one, str):
        return fold(one)
    if isinstance(one, dict):
        return {key: said(value) for key, value in one.items()}
    return [said(value) for value in one] if isinstance(one, list) else one


def read_again(*findings: dict[str, Any]) -> list[dict[str, Any]]:
    return list(ledger_of(workbook([plan(*findings, OTHER)]), "台账.xlsx")["findings"])[:-1]


@pytest.mark.parametrize("name", ["problem", "goal", "progress", "person"])
def test_odd_texts_come_back(name: str) -> None:
    end = "王某" if name == "person" else "管网破损。"  # a name ends without a stop
    findings = [held(number=str(i), **{name: text + end}) for i, text in enumerate(ODD, 1)]
    assert said(read_again(*findings)) == said(findings)


def test_odd_measures_come_back_in_their_number_and_order() -> None:
    lists = [
        ["甲。", "乙。"], ["（1）甲。", "（2）乙。"], ["1.甲。", "2.乙。"], ["甲\n乙。", "丙。"],
        ["一是甲；二是乙。", "丙。"], ["=1甲。", "+2乙。"], ["甲。"], [f"第{i}条措施。" for i in range(100)],
    ]  # fmt: skip
    findings = [held(number=str(i), measures=[{"text": text} for text in texts]) for i, texts in enumerate(lists, 1)]
    assert said(read_again(*findings)) == said(findings)


@pytest.mark.parametrize(
    "units",
    [
        ["县住建局", "北石店镇党委、政府"],
        ["西上庄", "钟家庄街道办事处"],
        ["区发改（能源）局", "区水务局"],
        ["各镇（街道）", "相关单位"],
        [f"{name}镇人民政府" for name in "甲乙丙丁戊己庚辛壬癸"],
    ],
)
def test_units_come_back_one_by_one(units: list[str]) -> None:
    assert read_again(held(units=units))[0]["units"] == units


@pytest.mark.parametrize("headings", [[], ["水"], ["水", "管网"], ["水", "管网", "老旧小区"]])
def test_headings_of_any_depth_come_back(headings: list[str]) -> None:
    assert read_again(held(headings=headings))[0]["headings"] == headings


def test_findings_of_unlike_depth_share_their_columns() -> None:
    findings = [held(number="1", headings=["水", "管网"]), held(number="2", headings=["气"])]
    assert [one["headings"] for one in read_again(*findings)] == [["水", "管网"], ["气"]]


@pytest.mark.parametrize("number", ["1", "12", "X-7", "1.1", None])
def test_numbers_come_back_as_text(number: str | None) -> None:
    assert read_again(held(number=number, feedback_number="7"))[0]["number"] == number


@pytest.mark.parametrize(("length", "cut"), [(CELL_LIMIT - 1, False), (CELL_LIMIT, False), (CELL_LIMIT + 1, True)])
def test_a_cell_holds_32767_characters_and_says_where_it_ends(length: int, cut: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([plan(held(progress="长" * length))])))
    text = book.active[3][-1].value
    assert CELL_LIMIT == 32_767
    assert len(text) == min(length, CELL_LIMIT)
    assert text.endswith(FULL) is cut


def test_a_plan_of_nothing_but_problems_comes_back() -> None:
    bare = finding(supporting_units=[], supervising_units=[], accepting_units=[])
    assert read_again(bare) == [bare]


def test_every_column_has_a_cell_in_every_row() -> None:
    full = held(feedback_number="7", headings=["水", "管网"], accepting_units=["市生态环境局"], status="整改中")
    keys = [key for _, _, key in columns_of([full, OTHER])]
    assert len(set(keys)) == len(keys)
    filled = {key: cell_of(full, key) for key in keys}
    assert filled["heading1"] == "管网"
    assert [key for key, text in filled.items() if not text] == ["lead_units", "progress"]
    assert cell_of(OTHER, "heading0") == cell_of(OTHER, "feedback_number") == ""


def test_no_cell_is_a_formula_a_number_or_a_link() -> None:
    findings = [held(number=text, goal=text, status=text) for text in ODD[:-1]]
    book = openpyxl.load_workbook(io.BytesIO(workbook([plan(*findings, title="=1+1")])))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


_signs = st.text("甲乙整改完成1a=+@-（）()“”'\"<&%#：、，。；\n 　", min_size=1, max_size=20)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(_signs, _signs), min_size=1, max_size=4))
def test_whatever_is_typed_comes_back(texts: list[tuple[str, str]]) -> None:
    findings = [
        held(number=str(i), problem=f"管网{problem}破损。", goal=f"修复{goal}到位。")
        for i, (problem, goal) in enumerate(texts, 1)
    ]
    assert said(read_again(*findings)) == said(findings)
