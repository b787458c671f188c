"""A workbook of units and people is read row by row in the guarded child; numbers to call never come out of it."""

from __future__ import annotations

import json

import pytest

from tests.documents.unit_sheets import contacts, workbook
from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents import guard
from zhenggai.documents.unit_books import READ_BOOK, read_book


def test_a_contact_list_is_read_with_its_merged_cells_and_row_numbers() -> None:
    rows = read_book("通讯录.xlsx", contacts())["rows"]
    assert [(row["table"], row["row"], *row["cells"].values()) for row in rows] == [
        ("contacts", 3, "区水务局", "张三", "局长"),
        ("contacts", 4, "区水务局", "李四", "副局长"),
        ("contacts", 7, "北石店镇", "王五", "党委书记"),
        ("contacts", 8, "北石店镇", "赵六", "镇长"),
    ]


def test_the_guarded_child_answers_no_phone_number_and_says_what_it_left_out() -> None:
    read = guard.call(READ_BOOK, contacts(), name="通讯录.xlsx")
    assert "138" not in json.dumps(read, ensure_ascii=False)
    assert read["remarks"] == [
        "工作表“通讯录”的“联系电话”列没有导入：属于个人信息，这一版不收。",
        "工作表“通讯录”的“车牌”列没有认出，没有导入。",
    ]


def test_a_workbook_of_several_tables_keeps_them_apart() -> None:
    read = read_book(
        "单位.xlsx",
        workbook(
            {
                "单位": [
                    ["单位名称", "类别", "曾用名", "设立日期"],
                    ["区水务局", "部门", "区水利局（至2018-12-31）", "2001年3月"],
                ],
                "人员": [["姓名", "单位", "岗位"], ["张三", "区水务局", "局长"]],
                "说明": [["填写说明"], ["每行一个单位"]],
            }
        ),
    )
    units, people = read["rows"]
    assert (units["table"], people["table"]) == ("units", "people")
    assert units["days"] == {"valid_from": "2001-03-01"}
    assert units["names"]["former"] == [{"text": "区水利局", "valid_from": None, "valid_to": "2018-12-31"}]
    assert read["remarks"] == ["工作表“说明”没有可识别的表头，没有导入。"]


def test_what_a_cell_cannot_mean_is_a_fault_of_its_row() -> None:
    (row,) = read_book(
        "人员.xlsx", workbook({"人员": [["姓名", "单位", "岗位", "任职日期"], ["张三", "区水务局", "局长", "去年"]]})
    )["rows"]
    assert row["faults"] == ["任职日期“去年”不是日期，请写成 2024-03-20 的样子。"]


def test_a_table_in_a_text_document_is_read_too() -> None:
    rows = (("单位", "姓名", "职务"), ("区水务局", "张三", "局长"))
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    page = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    (row,) = read_book("通讯录.html", page.encode())["rows"]
    assert row["cells"] == {"unit": "区水务局", "person": "张三", "title": "局长"}


def test_a_file_without_such_a_table_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableDocument, match="没有找到单位、岗位、人员的表头") as refused:
        read_book("账.xlsx", workbook({"账": [["日期", "金额"], ["2024-01-01", "5"]]}))
    assert refused.value.code == "no_heads"
