"""Workbooks: merges, hidden parts, dates as displayed, and sheets that claim to be larger than they are."""

from __future__ import annotations

import pytest

from tests.documents.good_files import XLSX_PARTS, rows, tables, texts, worksheet, xlsx, xlsx_parts
from zhenggai.core.source import Source
from zhenggai.documents.formats.number_formats import displayed
from zhenggai.documents.opening import open_document


def opened(data: bytes) -> Source:
    return open_document(data, "台账.xlsx")[0]


def sheet(rows_xml: str, **arguments: object) -> Source:
    return opened(xlsx_parts({"xl/worksheets/sheet1.xml": worksheet(rows_xml, **arguments)}))


def test_merged_cells_cover_what_they_cover() -> None:
    source = opened(
        xlsx(
            [["整改台账", "", ""], ["类别", "序号", "问题"], ["水", "1", "甲"], ["", "2", "乙"]],
            merges=["A1:C1", "A3:A4"],
        )
    )
    assert rows(tables(source)[0], source) == [
        ["整改台账"] * 3,
        ["类别", "序号", "问题"],
        ["水", "1", "甲"],
        ["水", "2", "乙"],
    ]
    assert tables(source)[0].sheet == "台账"
    assert source.lines[-1].place.words() == "工作表“台账”C4"


def test_text_under_a_merged_cell_is_not_seen() -> None:
    source = opened(xlsx([["甲", "被盖住"], ["乙", "丙"]], merges=["A1:B1"]))
    assert texts(source) == ["甲", "乙", "丙"]


def test_hidden_rows_columns_and_sheets_are_marked_and_said() -> None:
    cells = "<row r='1'><c r='A1' t='str'><v>明</v></c><c r='B1' t='str'><v>暗列</v></c></row>"
    cells += "<row r='2' hidden='1'><c r='A2' t='str'><v>暗行</v></c></row>"
    source = sheet(cells, columns="<cols><col min='2' max='2' hidden='1'/></cols>")
    assert {line.text: line.hidden for line in source.lines} == {"明": False, "暗列": True, "暗行": True}
    assert [remark.code for remark in source.remarks] == ["hidden_rows", "hidden_columns"]


def test_sheets_come_in_order_and_a_hidden_sheet_is_marked() -> None:
    workbook = XLSX_PARTS["xl/workbook.xml"].replace(
        b"</sheets>", b'<sheet name="\xe5\xad\x97\xe5\x85\xb8" sheetId="2" state="hidden" r:id="r2"/></sheets>'
    )
    rels = XLSX_PARTS["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        b'Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    )
    one = "<row r='1'><c r='A1' t='str'><v>{}</v></c></row>"
    parts = {
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": rels,
        "xl/worksheets/sheet2.xml": worksheet(one.format("乙")),
        "xl/worksheets/sheet1.xml": worksheet(one.format("甲")),
    }
    source = opened(xlsx_parts(parts))
    assert [(table.sheet, source.text(table.cells[0])) for table in tables(source)] == [("台账", "甲"), ("字典", "乙")]
    assert [line.hidden for line in source.lines] == [False, True]
    assert source.remarks[0].code == "hidden_sheet"


def test_dates_and_numbers_come_as_displayed() -> None:
    cells = "".join(
        f"<c r='{column}1' s='{style}'><v>{value}</v></c>"
        for column, style, value in (
            ("A", 0, "45473"),
            ("B", 1, "45473"),
            ("C", 2, "45473"),
            ("D", 3, "45473"),
            ("E", 4, "0.85"),
            ("F", 5, "45473"),
        )
    )
    assert texts(sheet(f"<row r='1'>{cells}</row>")) == [
        "45473",
        "2024/6/30",
        "2024年6月30日",
        "2024年6月底",
        "85%",
        "2024年6月",
    ]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("27.170000000000002", "General", "27.17"),
        ("1", "General", "1"),
        ("100", "General", "100"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("0.147", "0.0", "0.1"),
        ("0.15", "0.0", "0.2"),
        ("7", "000", "007"),
        ("-3", "0;(0)", "(3)"),
        ("3", '0"家"', "3家"),
        ("0.5", "0.00%", "50.00%"),
        ("1.5", "0.##", "1.5"),
        ("2", "0.##", "2"),
        ("12", "@", "12"),
        ("1e-3", "General", "0.001"),
        ("45473", "yyyy-mm-dd", "2024-06-30"),
        ("45473", "yyyy\\.m\\.d", "2024.6.30"),
        ("45473", "[$-804]yyyy年m月d日;@", "2024年6月30日"),
        ("45473", "m月d日", "6月30日"),
        ("45473", "[DBNum1]yyyy年m月", "二〇二四年六月"),
        ("45473.5", "yyyy/m/d h:mm", "2024/6/30 12:00"),
        ("0.5", "h:mm AM/PM", "12:00 PM"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("60", "yyyy/m/d", "1900/2/28"),
        ("99999999", "yyyy/m/d", "99999999"),
        ("-1", "yyyy/m/d", "-1"),
        ("文字", "0.00", "文字"),
        ("1", ";;;", ""),
    ],
)
def test_a_number_under_its_format(value: str, code: str, shown: str) -> None:
    assert displayed(value, code) == shown


def test_dates_of_the_1904_system() -> None:
    assert displayed("44011", "yyyy/m/d", from_1904=True) == "2024/6/30"


def test_line_breaks_in_a_cell_make_lines() -> None:
    source = opened(xlsx([["措施", "1.甲&#10;2.乙_x000D_&#10;3.丙"]]))
    assert texts(source) == ["措施", "1.甲", "2.乙", "3.丙"]
    assert len(tables(source)[0].cells[1].lines) == 3


def test_shared_strings_formulas_booleans_and_errors() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>责任</t></r><r><t>单位</t></r>'
        "<rPh sb='0' eb='1'><t>注音</t></rPh></si></sst>"
    )
    rels = XLSX_PARTS["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="r9" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        b'Target="sharedStrings.xml"/></Relationships>',
    )
    cells = (
        "<c r='A1' t='s'><v>0</v></c><c r='B1' t='str'><f>A1</f><v>结果</v></c><c r='C1'><f>1+1</f><v>2</v></c>"
        "<c r='D1' t='b'><v>1</v></c><c r='E1' t='e'><v>#REF!</v></c><c r='F1' t='s'><v>99</v></c>"
    )
    parts = {
        "xl/_rels/workbook.xml.rels": rels,
        "xl/sharedStrings.xml": strings.encode(),
        "xl/worksheets/sheet1.xml": worksheet(f"<row r='1'>{cells}</row>"),
    }
    assert texts(opened(xlsx_parts(parts))) == ["责任单位", "结果", "2", "TRUE", "#REF!"]


def test_a_cell_at_the_far_corner_does_not_make_a_huge_grid() -> None:
    cells = (
        "<row r='1'><c r='A1' t='str'><v>甲</v></c></row><row r='1048576'><c r='XFD1048576' t='str'><v>乙</v></c></row>"
    )
    source = sheet(cells, merges=["A1:XFD1048576"])
    assert (tables(source)[0].rows, tables(source)[0].columns) == (1, 1)
    source = sheet(cells)
    assert (tables(source)[0].rows, tables(source)[0].columns) == (2, 2)
    assert source.lines[1].place.words() == "工作表“台账”XFD1048576"


def test_cells_without_references_are_counted() -> None:
    assert [
        line.place.words()[-2:] for line in sheet("<row><c t='str'><v>甲</v></c><c t='str'><v>乙</v></c></row>").lines
    ] == ["A1", "B1"]
