"""Word documents: what the printed page shows, which is not always what the XML says first."""

from __future__ import annotations

import pytest

from tests.documents.good_files import abstract, docx, num, p, part, r, restart, rows, tables, tbl, tc, texts, tr
from zhenggai.core.errors import UnreadableDocument
from zhenggai.core.source import Paragraph, Source
from zhenggai.documents.formats.docx_numbers import chinese, in_style
from zhenggai.documents.opening import open_document

LADDER = abstract(
    1, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")
)


def opened(body: str, **parts: object) -> Source:
    return open_document(docx(body, **parts), "方案.docx")[0]


def test_paragraphs_come_with_their_place_and_setting() -> None:
    title = p("整改方案", props='<w:jc w:val="center"/>', run="<w:b/>")
    source = opened(title + p() + p("正文", run='<w:b w:val="0"/>'))
    assert [(line.text, line.centred, line.bold, line.place.paragraph) for line in source.lines] == [
        ("整改方案", True, True, 1),
        ("正文", False, False, 2),
    ]


def test_automatic_numbers_are_printed_level_by_level() -> None:
    body = p("甲", num=(1, 0)) + p("乙", num=(1, 1)) + p("丙", num=(1, 2)) + p("丁", num=(1, 2)) + p("戊", num=(1, 1))
    body += p("己", num=(1, 2)) + p("庚", num=(1, 0))
    source = opened(body, numbering=LADDER + num(1, 1))
    assert texts(source) == ["一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "1.己", "二、庚"]
    assert source.lines[2].text == "丙"
    assert source.lines[2].numbering == "1."


def test_a_list_that_overrides_its_start_begins_anew_and_shares_its_counter_otherwise() -> None:
    lists = LADDER + num(1, 1) + num(2, 1, restart(0)) + num(3, 1)
    body = p("甲", num=(1, 0)) + p("乙", num=(1, 0)) + p("丙", num=(2, 0)) + p("丁", num=(2, 0)) + p("戊", num=(3, 0))
    assert texts(opened(body, numbering=lists)) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_refuse() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="base"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Item"><w:name w:val="item"/>'
        '<w:basedOn w:val="Base"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = p("甲", style="Item") + p("乙", style="Item", num=(0, 0)) + p("丙", style="Item")
    source = opened(body, numbering=LADDER + num(1, 1), styles=styles)
    assert texts(source) == ["一、甲", "乙", "二、丙"]
    assert [(line.heading, line.bold) for line in source.lines] == [(2, True)] * 3


def test_a_level_tied_to_a_style_is_the_level_of_that_style() -> None:
    lists = LADDER.replace('<w:lvl w:ilvl="2">', '<w:lvl w:ilvl="2"><w:pStyle w:val="Third"/>') + num(1, 1)
    styles = (
        '<w:style w:type="paragraph" w:styleId="Third"><w:name w:val="heading 3"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    source = opened(p("甲", style="Third"), numbering=lists, styles=styles)
    assert texts(source) == ["1.甲"]
    assert source.lines[0].heading == 3


def test_a_number_may_quote_the_levels_above_it() -> None:
    lists = abstract(1, ("decimal", "%1"), ("decimal", "%1.%2"), ("chineseCounting", "%1.%2.%3")) + num(1, 1)
    body = p("甲", num=(1, 0)) + p("乙", num=(1, 1)) + p("丙", num=(1, 1)) + p("丁", num=(1, 2))
    assert texts(opened(body, numbering=lists)) == ["1甲", "1.1乙", "1.2丙", "1.2.一丁"]


def test_an_empty_numbered_cell_is_a_number() -> None:
    body = tbl(tr("序号", "问题"), tr(tc(p(num=(1, 2))), "甲"), tr(tc(p(num=(1, 2))), "乙"))
    source = opened(body, numbering=LADDER + num(1, 1))
    assert rows(tables(source)[0], source) == [["序号", "问题"], ["1.", "甲"], ["2.", "乙"]]


@pytest.mark.parametrize(
    ("value", "style", "printed"),
    [
        (23, "chineseCounting", "二十三"),
        (10, "chineseCountingThousand", "十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (21, "ideographDigital", "二一"),
        (7, "decimalEnclosedCircle", "⑦"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (28, "upperLetter", "BB"),
        (3, "lowerLetter", "c"),
        (14, "upperRoman", "XIV"),
        (4, "lowerRoman", "iv"),
        (5, "decimalZero", "05"),
        (12, "decimalFullWidth", "１２"),
        (2, "ideographTraditional", "乙"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "001, 002, 003, ...", "003"),
        (3, "none", ""),
        (3, "unheardOf", "3"),
    ],
)
def test_a_number_in_every_style(value: int, style: str, printed: str) -> None:
    assert in_style(value, style) == printed


def test_numbers_beyond_reason_stay_arabic() -> None:
    assert chinese(0) == "0"
    assert chinese(123_456) == "123456"


def test_insertions_count_and_deletions_do_not() -> None:
    ins, gone = '<w:ins w:id="1" w:author="a">', '<w:del w:id="2" w:author="a">'
    deleted = f"{gone}<w:r><w:delText>2023年</w:delText></w:r></w:del>"
    body = f"<w:p>{r('期限：')}{deleted}{ins}{r('2024年')}</w:ins></w:p>"
    body += f"<w:p><w:pPr><w:rPr>{gone[:-1]}/></w:rPr></w:pPr>{r('前半，')}</w:p>" + p("后半。")
    body += tbl(tr("留下"), tr("删去", props=gone[:-1] + "/>"))
    source = opened(body)
    assert texts(source) == ["期限：2024年", "前半，后半。", "留下"]
    assert source.remarks[0].code == "tracked_changes"


def test_wrappers_are_transparent() -> None:
    inner = (
        f"<w:hyperlink>{r('甲')}</w:hyperlink><w:smartTag>{r('乙')}</w:smartTag><w:fldSimple>{r('丙')}</w:fldSimple>"
    )
    control = f'<w:sdt><w:sdtPr><w:alias w:val="不读"/></w:sdtPr><w:sdtContent>{p("丁")}</w:sdtContent></w:sdt>'
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>' + r("戊")
    row = tr("己", f"<w:sdt><w:sdtContent>{tc('庚')}</w:sdtContent></w:sdt>")
    source = opened(f"<w:p>{inner}</w:p>{control}<w:p>{field}</w:p>{tbl(row)}")
    assert texts(source) == ["甲乙丙", "丁", "戊", "己", "庚"]


def test_tabs_and_line_breaks_and_hyphens() -> None:
    body = (
        "<w:p><w:r><w:t>责任</w:t><w:tab/><w:t>单位</w:t><w:br/>"
        "<w:t>PM2</w:t><w:noBreakHyphen/><w:t>5</w:t></w:r></w:p>"
    )
    assert texts(opened(body)) == ["责任 单位", "PM2-5"]


def test_hidden_text_is_not_printed() -> None:
    shown = r("亮", '<w:vanish w:val="0"/>')
    assert texts(opened(f"<w:p>{r('明')}{r('暗', '<w:vanish/>')}{shown}</w:p>")) == ["明亮"]


def test_a_text_box_comes_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框中')}</w:txbxContent>"
    alternate = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    source = opened(f"<w:p>{r('前')}<w:r>{alternate}</w:r>{r('后')}</w:p>" + p("下一段"))
    assert [(line.text, line.place.part) for line in source.lines] == [
        ("前后", "body"),
        ("框中", "textbox"),
        ("下一段", "body"),
    ]


def test_headers_footers_and_footnotes_are_kept_apart() -> None:
    note = (
        f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote><w:footnote w:id="2">{p("脚注")}</w:footnote>'
    )
    parts = {
        "word/header1.xml": part("hdr", p("页眉")),
        "word/footer1.xml": part("ftr", p("— 1 —")),
        "word/footnotes.xml": part("footnotes", note),
    }
    source = opened(p("正文"), parts=parts)
    assert {line.text: line.place.part for line in source.lines} == {
        "页眉": "header",
        "正文": "body",
        "脚注": "footnote",
        "— 1 —": "footer",
    }
    shown = [source.lines[item.line].text for item in source.layout if isinstance(item, Paragraph)]
    assert shown == ["正文", "脚注"]


def test_merged_cells_cover_rows_and_columns() -> None:
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr("类别", tc("问题", '<w:gridSpan w:val="2"/>'), props="<w:tblHeader/>"),
        tr(tc("水", begin), "甲", "乙"),
        tr(tc(p(), on), tc("丙", '<w:gridSpan w:val="2"/>')),
        tr("气", "丁", "戊"),
    )
    source = opened(body)
    assert rows(tables(source)[0], source) == [
        ["类别", "问题", "问题"],
        ["水", "甲", "乙"],
        ["水", "丙", "丙"],
        ["气", "丁", "戊"],
    ]
    assert [cell.header for cell in tables(source)[0].cells] == [True] * 2 + [False] * 7


def test_a_row_may_begin_further_right() -> None:
    source = opened(tbl(tr("一", "二"), tr("乙", props='<w:gridBefore w:val="1"/>')))
    assert [(cell.row, cell.column) for cell in tables(source)[0].cells] == [(0, 0), (0, 1), (1, 1)]


def test_a_nested_table_hangs_in_its_cell() -> None:
    source = opened(tbl(tr("整改措施", f"<w:tc>{p('如下')}{tbl(tr('1', '甲'))}{p()}</w:tc>")))
    outer = tables(source)[0]
    assert rows(outer, source) == [["整改措施", "如下"]]
    inner = outer.cells[1].tables[0]
    assert rows(inner, source) == [["1", "甲"]]
    assert len(tables(source)) == 1


def test_places_name_table_row_and_column() -> None:
    source = opened(tbl(tr("甲", "乙")) + p("正文") + tbl(tr("丙")))
    assert [line.place.words() for line in source.lines] == ["表1第1行第1列", "表1第1行第2列", "第1段", "表2第1行第1列"]


def test_pages_are_counted_where_word_noted_them() -> None:
    body = p("甲") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p>" + p("丙")
    assert [line.place.page for line in opened(body).lines] == [1, 1, 2]


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="没有文字"):
        opened(p())
