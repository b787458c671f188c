"""The ledger as a workbook: it loads back unchanged, and nothing in it can act as a formula."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.writers.reports import finding, ledger_of, plan, plan_of
from zhenggai.core.contract import as_contract, as_ledger
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.documents.opening import open_document
from zhenggai.writers.ledger_xlsx import workbook

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "plans").glob("*/source.*"))
CATALOG = sorted((Path(__file__).parents[2] / "src" / "zhenggai" / "catalog" / "plans").glob("*/plan.txt"))


def _reopened(*plans: dict) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(plans)))


@pytest.mark.parametrize("path", [*CATALOG, *SAMPLES], ids=lambda path: path.parent.name)
def test_every_sample_plan_loads_back_field_by_field(path: Path) -> None:
    for source in open_document(path.read_bytes(), path.name):
        before = as_contract(read_plan(source))
        if before["findings"]:
            assert plan_of(workbook([before]), "台账.xlsx")["findings"] == before["findings"]


@pytest.mark.parametrize("path", [*CATALOG, *SAMPLES], ids=lambda path: path.parent.name)
def test_every_sample_plan_loads_back_with_the_roles_of_its_units(path: Path) -> None:
    for source in open_document(path.read_bytes(), path.name):
        before = as_ledger(read_plan(source))
        if before["findings"]:
            assert ledger_of(workbook([before]), "台账.xlsx")["findings"] == before["findings"]


def test_units_of_all_five_roles_stand_in_columns_of_their_own() -> None:
    held = finding(
        lead_units=["县水利局"], units=["县水利局", "县住建局", "城关镇人民政府", "县公安局", "县政府督查室"],
        supporting_units=["城关镇人民政府", "县公安局"], supervising_units=["县政府督查室"],
        accepting_units=["市生态环境局"],
    )  # fmt: skip
    plain = finding(number="2", units=["县住建局"], supporting_units=[], supervising_units=[], accepting_units=[])
    sheet = _reopened(plan(held, plain)).active
    row = {head.value: cell.value for head, cell in zip(sheet[2], sheet[3], strict=True)}
    assert (row["牵头单位"], row["责任单位"]) == ("县水利局", "县住建局")
    assert (row["配合单位"], row["督导单位"], row["验收单位"]) == (
        "城关镇人民政府\n县公安局", "县政府督查室", "市生态环境局"
    )  # fmt: skip
    assert ledger_of(workbook([plan(held, plain)]), "台账.xlsx")["findings"] == [held, plain]


def test_units_whose_roles_are_mixed_in_print_keep_their_order_by_marks() -> None:
    held = finding(
        lead_units=["县水利局"], units=["县公安局", "县水利局", "县住建局"],
        supporting_units=["县公安局"], supervising_units=[], accepting_units=[],
    )  # fmt: skip
    assert ledger_of(workbook([plan(held)]), "台账.xlsx")["findings"] == [held]


def test_the_sheet_is_headed_frozen_filtered_and_set_up_for_printing() -> None:
    sheet = _reopened(plan(finding(feedback_number="7", headings=["水", "管网"]))).active
    assert sheet["A1"].value == "某县整改方案"
    assert [cell.value for cell in sheet[2]] == [
        "序号", "反馈问题编号", "问题类别（一级）", "问题类别（二级）", "存在问题", "整改目标", "整改措施", "牵头单位",
        "责任单位", "责任人", "整改时限", "整改状态", "整改进展",
    ]  # fmt: skip
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:M3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["E3"].alignment.wrap_text


def test_columns_that_no_finding_fills_are_left_out() -> None:
    heads = [cell.value for cell in _reopened(plan(finding())).active[2]]
    assert "反馈问题编号" not in heads
    assert not [head for head in heads if head.startswith("问题类别")]


@pytest.mark.parametrize("text", ["=1+1", "+86 10", "-1", "@SUM(A1)", '=HYPERLINK("x")', "{=1}"])
def test_texts_that_look_like_formulas_stay_texts(text: str) -> None:
    sheet = _reopened(plan(finding(problem=text, goal=text))).active
    cells = [cell for cell in sheet[3] if cell.value == text]
    assert len(cells) == 2
    assert {cell.data_type for cell in cells} == {"s"}


def test_measures_stand_numbered_and_units_one_to_a_line() -> None:
    held = finding(measures=[{"text": "甲。"}, {"text": "乙。"}], units=["县住建局", "北石店镇党委、政府"])
    row = [cell.value for cell in _reopened(plan(held)).active[3]]
    assert "（1）甲。\n（2）乙。" in row
    assert "县住建局\n北石店镇党委、政府" in row


def test_an_elliptic_name_stays_with_the_name_that_completes_it() -> None:
    held = finding(units=["西上庄", "钟家庄街道办事处", "区水务局"])
    assert "西上庄、钟家庄街道办事处\n区水务局" in [cell.value for cell in _reopened(plan(held)).active[3]]


def test_a_lead_that_is_not_printed_first_is_marked_in_its_place() -> None:
    held = finding(lead_units=["县水利局"], units=["县住建局", "县水利局"])
    assert "县住建局\n县水利局（牵头）" in [cell.value for cell in _reopened(plan(held)).active[3]]
    assert plan_of(workbook([plan(held)]), "台账.xlsx")["findings"][0]["lead_units"] == ["县水利局"]


def test_whoever_oversees_is_marked_where_the_printed_order_mixes_the_roles() -> None:
    held = finding(
        units=["县水利局", "县住建局", "县公安局"], supporting_units=["县公安局"],
        supervising_units=["县水利局"], accepting_units=["市生态环境局"],
    )  # fmt: skip
    row = [cell.value for cell in _reopened(plan(held)).active[3]]
    assert "县水利局（督导）\n县住建局\n县公安局（配合）" in row
    assert ledger_of(workbook([plan(held)]), "台账.xlsx")["findings"] == [held]


def test_the_columns_are_as_wide_as_their_words_need() -> None:
    sheet = _reopened(plan(finding(headings=["水"], feedback_number="7"))).active
    widths = {head.value: round(sheet.column_dimensions[head.column_letter].width) for head in sheet[2]}
    assert widths == {
        "序号": 8, "反馈问题编号": 10, "问题类别": 17, "存在问题": 37, "整改目标": 27, "整改措施": 45,
        "牵头单位": 15, "责任单位": 19, "责任人": 13, "整改时限": 15, "整改状态": 13, "整改进展": 31,
    }  # fmt: skip


def test_several_plans_get_sheets_with_names_that_excel_takes() -> None:
    long = "关于省生态环境保护督察反馈意见整改措施清单的全部附件汇总表第一册.docx"
    names = ["a/b:[清单]*?.docx", "同名.xlsx", "同名.pdf", long, "'.txt"]
    book = _reopened(*(plan(finding(), file=name) for name in names))
    assert len({name.lower() for name in book.sheetnames}) == 5
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    assert book.sheetnames[1:3] == ["同名", "同名（2）"]


def test_a_text_beyond_the_limit_of_a_cell_says_that_it_was_cut() -> None:
    row = [cell.value for cell in _reopened(plan(finding(progress="长" * 40_000))).active[3]]
    assert row[-1].endswith("以原文为准）")


def test_a_plan_without_findings_is_a_sheet_with_heads_only() -> None:
    sheet = _reopened(plan(title=None)).active
    assert sheet["A1"].value == "整改台账"
    assert sheet["A2"].value == "序号"
