"""A workbook of ours, read again, is the same ledger to the last sign; what a person changed in it is read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writers.reports import finding, plan
from zhenggai.core.contract import as_ledger
from zhenggai.core.deadlines import read_deadline
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Inspection, PlanDraft
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.references import Reference
from zhenggai.core.source import Passage, Source
from zhenggai.core.typography import tidy
from zhenggai.documents.opening import open_document
from zhenggai.writers.ledger_xlsx import CELL_LIMIT, workbook

RULES = Path(__file__).parents[2] / "docs" / "rules" / "workbook.md"
ROLES = ("lead", "responsible", "supporting", "supervising", "accepting")
ODD = [
    "=1+1", "+86 10", "-1", "@SUM(A1)", '=HYPERLINK("x","y")', "'单引号", "_x000D_", "_x0041_", "#N/A", "TRUE",
    "1E5", "00123", "2024-01-01", "45473", "12%", "无", "—", "/", "……", "、、", "（1）甲。", "（1）甲。\n（2）乙。",
    "（2）乙。\n（1）甲。", "↳（1）甲", "甲\n↳乙", "1.甲；2.乙。", "①甲②乙", "合计", "注：以原文为准", "XXXX",
    "见附件", "序号", "存在问题", "已完成整改。修闸门。", "https://example.org/a?b=1", "１２３ＡＢＣ",
    "  前后有空格  ", "　全角开头", "县水利局、县住建局", "北石店镇党委、政府", "某局（牵头）",
    "某局（牵头）（配合）", "长" * CELL_LIMIT,
]  # fmt: skip


def typed(text: str) -> str:
    """A text as the ledger holds it: blanks in normal form, line breaks kept."""
    return "\n".join(line for line in map(tidy, text.split("\n")) if line)


def passage(text: str | None) -> Passage | None:
    return Passage(text) if text else None


TEXT = (st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)).map(typed)
SHORT = TEXT.filter(lambda text: 0 < len(text) < 1000)
MAYBE = st.none() | TEXT.map(lambda text: text or None)
WORDS = st.sampled_from(["12月底前", "2024年6月底", "半年内", "长期坚持", "立行立改", "适时", "无"])


@st.composite
def findings(draw: st.DrawFn, about: About) -> FindingDraft:
    due = draw(st.none() | WORDS | SHORT)
    units = draw(st.lists(st.tuples(SHORT, st.sampled_from(ROLES)), max_size=4, unique_by=lambda unit: unit[0]))
    return FindingDraft(
        problem=Passage(draw(TEXT.filter(bool))),
        number=draw(st.none() | st.sampled_from(["1", "2", "1", "X-7"]) | SHORT),
        feedback_number=draw(st.none() | SHORT),
        headings=tuple(map(Passage, draw(st.lists(SHORT, max_size=3)))),
        goal=passage(draw(MAYBE)),
        measures=tuple(map(Passage, draw(st.lists(SHORT, max_size=4)))),
        units=tuple(AssignedUnit(Passage(name), role) for name, role in units),
        person=passage(draw(MAYBE)),
        deadline_text=passage(due),
        deadline=read_deadline(due, issued_on=about.issued_on, year=about.year) if due else None,
        status=passage(draw(MAYBE)),
        progress=passage(draw(MAYBE)),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> PlanDraft:
    about = About(
        title=passage(draw(st.none() | SHORT)),
        kind=draw(st.sampled_from(["plan", "progress", "other"])),
        status=draw(st.sampled_from([None, "draft", "issued"])),
        region=draw(st.none() | SHORT),
        inspection=draw(st.none() | st.builds(Inspection, SHORT, st.none(), st.just("2023-11-16"))),
        references=tuple(Reference(title, None, 0, 0) for title in draw(st.lists(SHORT, max_size=2))),
        issued_on=draw(st.sampled_from([None, "2024-03-20"])),
        year=draw(st.sampled_from([None, 2024])),
    )
    return PlanDraft(
        Source("方案.docx", "0" * 64, "text/plain"), about, tuple(draw(st.lists(findings(about), max_size=4)))
    )


def read_again(data: bytes) -> dict[str, Any]:
    return as_ledger(read_plan(open_document(data, "台账.xlsx")[0]))


@settings(max_examples=150, deadline=None)
@given(ledgers())
def test_any_ledger_comes_back_equal(draft: PlanDraft) -> None:
    before = as_ledger(draft)
    after = read_again(workbook([before]))
    assert after["findings"] == before["findings"]
    assert after["document"] == before["document"]


@pytest.mark.parametrize("name", ["problem", "goal", "person", "status", "progress", "number", "feedback_number"])
def test_every_odd_text_comes_back_in_every_field(name: str) -> None:
    held = [full(**{name: typed(text)}) for text in ODD]
    assert read_again(workbook([plan(*held)]))["findings"] == held


@pytest.mark.parametrize("odd", [typed(text) for text in ODD if len(text) < 1000])
def test_every_odd_text_comes_back_as_a_measure_and_as_a_unit(odd: str) -> None:
    alone = full(measures=[{"text": odd}], units=[odd])
    several = full(measures=[{"text": "甲。"}, {"text": odd}, {"text": odd}], lead_units=[odd], units=[odd, "县住建局"])
    assert read_again(workbook([plan(alone, several)]))["findings"] == [alone, several]


def full(**fields: Any) -> dict[str, Any]:
    return finding(supporting_units=[], supervising_units=[], accepting_units=[]) | fields


def test_a_finding_without_a_heading_does_not_take_the_one_above_it() -> None:
    held = [full(number="1", headings=["水", "管网"]), full(number="2"), full(number="3", headings=["气"])]
    assert read_again(workbook([plan(*held)]))["findings"] == held


def test_headings_deeper_than_any_paper_come_back() -> None:
    held = [full(headings=[f"第{level}层" for level in range(12)])]
    assert read_again(workbook([plan(*held)]))["findings"] == held


def test_two_plans_in_one_workbook_keep_every_finding_and_no_name_of_a_sheet() -> None:
    books = [plan(full(number="1"), full(number="2"), file=name) for name in ("甲县方案.docx", "乙县方案.docx")]
    assert read_again(workbook(books))["findings"] == [one for book in books for one in book["findings"]]


def examples() -> list[tuple[str, list[str]]]:
    rows = [line.split("|")[1:-1] for line in RULES.read_text().split("## ")[2].splitlines() if line.startswith("| ")]
    told = [[cell.strip().strip("「」") for cell in row] for row in rows[1:]]
    return [(cell.replace("⏎", "\n"), items.replace("⏎", "\n").split("；")) for items, cell in told]


@pytest.mark.parametrize(("cell", "measures"), examples())
def test_a_cell_stands_as_the_rules_show_it_and_is_read_so(cell: str, measures: list[str]) -> None:
    held = full(measures=[{"text": text} for text in measures])
    data = workbook([plan(held)])
    assert cell in [one.value for one in openpyxl.load_workbook(io.BytesIO(data)).active[3]]
    assert read_again(data)["findings"] == [held]


# What a person does to the file in Excel

THREE = [
    full(number=str(n), problem=f"问题{n}。", goal=f"目标{n}。", measures=[{"text": "甲。"}, {"text": "乙。"}])
    for n in (1, 2, 3)
]


def edited(change: Callable[[Any], object], *held: dict[str, Any]) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(workbook([plan(*held or THREE)])))
    change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return read_again(buffer.getvalue())


def cell(sheet: Any, head: str, row: int) -> Any:
    return next(one for one in sheet[row] if sheet.cell(2, one.column).value == head)


def put(sheet: Any, head: str, row: int, value: object) -> None:
    cell(sheet, head, row).value = value


def numbers(read: dict[str, Any]) -> list[str]:
    return [one["number"] for one in read["findings"]]


@pytest.mark.parametrize(
    ("head", "value", "key", "read"),
    [
        ("整改目标", "改过的目标。", "goal", "改过的目标。"),
        ("整改目标", None, "goal", None),
        ("序号", 18, "number", "18"),
        (
            "整改措施",
            "（1）甲。\n（2）乙。\n（3）丙。",
            "measures",
            [{"text": "甲。"}, {"text": "乙。"}, {"text": "丙。"}],
        ),
        ("整改措施", "（1）甲。\n(3)丙。", "measures", [{"text": "甲。"}, {"text": "丙。"}]),
        ("整改措施", "1.甲。\n2.乙。", "measures", [{"text": "甲。"}, {"text": "乙。"}]),
        ("责任单位", "县水利局、县住建局", "units", ["县水利局", "县住建局"]),
        ("责任单位", "县水利局（牵头）\n县住建局", "lead_units", ["县水利局"]),
    ],
)
def test_a_changed_cell_is_read_as_it_now_stands(head: str, value: object, key: str, read: object) -> None:
    after = edited(lambda sheet: put(sheet, head, 3, value))
    assert after["findings"] == [THREE[0] | after["findings"][0] | {key: read}, *THREE[1:]]


def test_a_row_added_removed_or_moved_is_read_so() -> None:
    def change(sheet: Any) -> None:
        sheet.delete_rows(4)
        sheet.insert_rows(3)
        put(sheet, "序号", 3, 9)
        put(sheet, "存在问题", 3, "新问题。")

    after = edited(change)
    assert numbers(after) == ["9", "1", "3"]
    assert after["findings"][0] == full(number="9", problem="新问题。")
    assert after["findings"][1:] == [THREE[0], THREE[2]]


def test_columns_may_be_moved_removed_and_hidden() -> None:
    def change(sheet: Any) -> None:
        sheet.unmerge_cells(str(next(iter(sheet.merged_cells.ranges))))
        sheet.move_range("B2:B5", cols=15)
        sheet.delete_cols(cell(sheet, "整改目标", 2).column)
        sheet.column_dimensions["C"].hidden = True

    after = edited(change)
    assert after["findings"] == [one | {"goal": None} for one in THREE]
    assert "hidden_columns" in [notice["code"] for notice in after["notices"]]


def test_a_hidden_row_is_read_and_told() -> None:
    after = edited(lambda sheet: sheet.row_dimensions.__getitem__(4).__setattr__("hidden", True))
    assert numbers(after) == ["1", "2", "3"]
    assert [notice["finding"] for notice in after["notices"] if notice["code"] == "hidden_row"] == ["2"]


def test_a_column_that_nobody_knows_and_a_row_without_a_problem_are_told() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(2, 10).value = "备忘"
        put(sheet, "存在问题", 4, None)

    after = edited(change)
    assert numbers(after) == ["1", "3"]
    assert [notice["code"] for notice in after["notices"]] == ["unknown_column", "row_left_out"]


def test_a_sheet_without_our_heads_is_told_beside_the_ledger() -> None:
    after = edited(lambda sheet: sheet.parent.create_sheet("说明").append(["填表说明", "请于月底前报送"]))
    assert numbers(after) == ["1", "2", "3"]
    assert [notice["code"] for notice in after["notices"]] == ["sheet_left_out"]


def test_a_changed_title_is_believed_and_dates_keep_their_year() -> None:
    held = plan(full(deadline={"text": "12月底前", "dates": ["2024-12-31"], "immediate": False, "long_term": False}))
    held["document"] |= {"issued_on": "2024-03-20", "year": 2024}
    book = openpyxl.load_workbook(io.BytesIO(workbook([held])))
    book.active["A1"] = "乙县整改方案"
    buffer = io.BytesIO()
    book.save(buffer)
    after = read_again(buffer.getvalue())
    assert (after["document"]["title"], after["document"]["region"]) == ("乙县整改方案", "乙县")
    assert after["findings"] == held["findings"]


def test_a_text_that_was_cut_for_its_cell_is_told() -> None:
    after = read_again(workbook([plan(full(progress="长" * (CELL_LIMIT + 1)))]))
    assert [notice["code"] for notice in after["notices"]] == ["cell_was_cut"]


@pytest.mark.parametrize("told", ["{", "[]", '{"方案": 3}', '{"方案": {"kind": [], "year": "x", "inspection": []}}'])
def test_a_file_that_says_nonsense_of_itself_is_read_all_the_same(told: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([plan(*THREE)])))
    for one in list(book.custom_doc_props.names):
        if one.startswith("zhenggai.about"):
            del book.custom_doc_props[one]
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="zhenggai.about.0000", value=told))
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_again(buffer.getvalue())["findings"] == THREE


def test_a_workbook_that_does_not_say_that_it_is_ours_is_read_as_any_other() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([plan(full(goal="无"))])))
    del book.custom_doc_props["zhenggai.ledger"]
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_again(buffer.getvalue())["findings"][0]["goal"] is None
