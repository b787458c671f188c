"""The health report as text, page and DOCX."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import html

from tests.writers.reports import TODAY, point, report, sample_report
from zhenggai.writers.health_docx import document
from zhenggai.writers.health_html import page
from zhenggai.writers.health_rows import HEADS, held, rows, summary_of, title_of
from zhenggai.writers.health_text import report as printed

NASTY = '<script>alert("1")</script>&\x08甲'


def test_a_draft_out_for_comment_is_answered_with_comments() -> None:
    assert title_of(report()) == "《某县整改方案》征求意见反馈"
    issued = report()
    issued["plan"]["document"]["status"] = "issued"
    assert title_of(issued) == "《某县整改方案》方案体检意见"
    assert title_of(report(title=None)) == "《方案.docx》征求意见反馈"


def test_the_summary_counts_by_severity() -> None:
    told = report(point(), point(severity="info"), point(severity="info"))
    assert summary_of(told) == "共1个问题，体检意见3条，其中错误1条、提示2条。"
    assert summary_of(report()) == "共1个问题，没有发现需要说明的情况。"


SEEN = {"answer": {"choice": "dismissed"}}
WRITTEN = {"answer": {"choice": "answered", "text": "已与县财政局核实，数字无误。"}}


def test_what_a_person_has_seen_is_left_out_and_counted() -> None:
    told = report(point(message="甲。") | SEEN, point(message="乙。", severity="info"), point(message="丙。") | SEEN)
    assert [(row.number, row.message) for row in rows(told)] == [(1, "乙。")]
    assert summary_of(told) == "共1个问题，体检意见1条，其中提示1条。另有2条已阅，不再列出。"
    assert summary_of(report(point() | SEEN)) == "共1个问题，体检意见1条均已阅，不再列出。"
    (table,) = _opened(told).tables
    assert [row.cells[4].text.split("\n")[0] for row in table.rows[1:]] == ["乙。"]
    assert "甲。" not in page([told], TODAY)


HOLDS = {"code": "difference_holds", "severity": "info", "message": "问题1：三个数字一致。"}


def test_what_holds_is_no_hint_but_a_line_of_its_own_below() -> None:
    told = report(point(code="goal_missing", message="甲。"), point(**HOLDS))
    assert [row.message for row in rows(told)] == ["甲。"]
    assert summary_of(told) == "共1个问题，体检意见1条，其中错误1条。核对一致的数字1处，列在最后。"
    said = "问题1：三个数字一致。算式：289.9 − 32.36 = 257.54。"
    assert held(told) == [said]
    paper = _opened(told)
    assert len(paper.tables[0].rows) == 2
    assert ["以下1处数字已经核对，前后一致：", f"1．{said}"] == [one.text for one in paper.paragraphs[2:4]]
    assert html.fromstring(page([told], TODAY)).xpath("//ol[@class='held']/li/text()") == [said]
    assert said in printed([told])


def test_without_anything_that_holds_nothing_is_said_of_it() -> None:
    told = report(point(code="goal_missing"))
    assert held(told) == []
    assert "前后一致" not in page([told], TODAY) + printed([told])
    alone = report(point(**HOLDS))
    assert summary_of(alone) == "共1个问题，没有发现需要说明的情况。核对一致的数字1处，列在最后。"
    assert _opened(alone).tables == []


def test_what_a_person_wrote_stands_beside_its_point() -> None:
    told = report(point() | WRITTEN, point() | {"answer": None})
    (table,) = _opened(told).tables
    assert "处理：已与县财政局核实，数字无误。" in table.rows[1].cells[4].text
    assert "处理" not in table.rows[2].cells[4].text
    cells = html.fromstring(page([told], TODAY)).xpath("//tr/td[5]")
    assert [cell.xpath("string(span[@class='answer'])") for cell in cells] == ["处理：已与县财政局核实，数字无误。", ""]


def test_what_a_person_wrote_is_escaped() -> None:
    told = report(point() | {"answer": {"choice": "answered", "text": NASTY}})
    assert "<script" not in page([told], TODAY)
    assert _opened(told).tables


def test_a_point_of_the_whole_plan_and_many_passages_are_told_shortly() -> None:
    many = [{"text": str(n), "place": ""} for n in range(9)]
    (row,) = rows(report(point(findings=[], passages=many)))
    assert row.findings == "全文"
    assert row.quotes == ("“0”", "“1”", "“2”", "“3”", "“4”", "“5”", "另有3处")


def test_the_terminal_shows_message_sum_and_passage() -> None:
    text = printed([report(point())])
    assert "  1. [错误] 问题1：不符。" in text
    assert "算式：289.9 − 32.36 = 257.54" in text
    assert "原文：“欠缴257.54万元”（第3段）" in text


def test_the_page_escapes_everything_and_needs_nothing_from_elsewhere() -> None:
    told = report(
        point(message=NASTY, arithmetic=NASTY, findings=[NASTY], passages=[{"text": NASTY, "place": NASTY}]),
        title=NASTY,
    )
    text = page([told], TODAY)
    assert "<script" not in text
    tree = html.fromstring(text)
    assert tree.xpath("//@src | //@href | //link | //script") == []
    assert [th.text for th in tree.xpath("//th")] == list(HEADS)
    assert "url(" not in text
    assert "@import" not in text


def test_the_page_leaves_the_proposed_wording_to_the_person() -> None:
    tree = html.fromstring(page([sample_report()], TODAY))
    assert {td.text_content() for td in tree.xpath("//td[@class='suggest']")} == {""}


def test_a_row_of_the_page_is_marked_by_how_much_it_weighs() -> None:
    told = report(point(), point(severity="warning"), point(severity="info"))
    rows_ = html.fromstring(page([told], TODAY)).xpath("//tbody/tr")
    assert [(row.get("class"), row.xpath("string(td[@class='s'])")) for row in rows_] == [
        ("error", "错误"), ("warning", "疑点"), ("info", "提示"),
    ]  # fmt: skip


def test_the_page_of_one_report_is_titled_by_its_plan_and_that_of_several_by_what_they_are() -> None:
    one, other = report(point()), report(point(), title="乙县整改方案")
    assert html.fromstring(page([one], TODAY)).findtext(".//title") == "《某县整改方案》征求意见反馈"
    several = html.fromstring(page([one, other], TODAY))
    assert several.findtext(".//title") == "方案体检报告"
    assert [h1.text for h1 in several.xpath("//section/h1")] == [
        "《某县整改方案》征求意见反馈", "《乙县整改方案》征求意见反馈",
    ]  # fmt: skip


def test_the_page_says_of_which_file_and_day_it_is() -> None:
    (head,) = html.fromstring(page([report()], TODAY)).xpath("//p[contains(., '体检日期')]")
    assert head.text == "文件：方案.docx　体检日期：2024年4月1日"
    assert "<table>" not in page([report()], TODAY)


def test_a_title_in_title_marks_is_put_inside_others() -> None:
    assert title_of(report(title="关于印发《整改方案》的通知")) == "《关于印发〈整改方案〉的通知》征求意见反馈"


def _opened(*reports: dict) -> Document:
    return Document(io.BytesIO(document(reports, TODAY)))


def test_the_docx_has_one_row_per_point_under_a_head_that_repeats() -> None:
    told = sample_report()
    (table,) = _opened(told).tables
    assert [cell.text for cell in table.rows[0].cells] == list(HEADS)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert len(table.rows) + len(held(told)) == len(told["points"]) + 1
    assert {row.cells[5].text for row in table.rows[1:]} == {""}
    text = "\n".join(cell.text for row in table.rows for cell in row.cells)
    assert "算式：21.6 + 5.57 = 27.17" in "\n".join(one.text for one in _opened(told).paragraphs)
    assert "半年内集中解决一批突出问题" in text


def test_the_docx_breaks_a_list_of_numbers_between_them_only() -> None:
    listed = [str(n) for n in range(8, 14)]
    told = point(findings=listed, message=f"问题{'、'.join(listed)}没有写明谁牵头。", arithmetic=None)
    (table,) = _opened(report(told)).tables
    cells = table.rows[1].cells
    assert [line.text for line in cells[1].paragraphs] == ["8、9、", "10、11、", "12、13"]
    assert cells[4].text.split("\u200b")[1:] == ["9、", "10、", "11、", "12、", "13没有写明谁牵头。"]


def test_a_row_prints_some_numbers_and_counts_the_rest() -> None:
    (row,) = rows(report(point(findings=[str(n) for n in range(1, 801)])))
    assert row.findings.endswith("、19、20等800个")


def test_only_a_tall_row_of_the_docx_goes_on_overleaf() -> None:
    long = [{"text": "管网破损。" * 30, "place": "第3段"}]
    (table,) = _opened(report(point(), point(passages=long), point())).tables
    assert [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows] == [
        True, True, False, True,
    ]  # fmt: skip


def test_the_signature_of_the_docx_stays_with_the_last_row() -> None:
    (table,) = _opened(report(point(), point())).tables
    kept = [
        {line.paragraph_format.keep_with_next for cell in row.cells for line in cell.paragraphs} for row in table.rows
    ]
    assert kept[-1] == {True}
    assert True not in kept[1]


def test_the_docx_is_set_up_after_the_standard() -> None:
    paper = _opened(report(point()))
    section = paper.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    margins = (section.left_margin, section.top_margin, section.bottom_margin, section.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [37, 28, 26, 35]
    assert paper.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert paper.paragraphs[0].text == "《某县整改方案》\n征求意见反馈"
    assert paper.paragraphs[-1].text == "2024年4月1日"


def _faces(paragraph) -> set[tuple[str | None, float]]:
    return {(run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt) for run in paragraph.runs if run.text.strip()}


def test_the_docx_is_set_in_the_faces_and_sizes_of_the_standard() -> None:
    paper = _opened(report(point()))
    (table,) = paper.tables
    assert _faces(paper.paragraphs[0]) == {("方正小标宋简体", 18)}
    assert _faces(paper.paragraphs[1]) == {("仿宋", 14)}
    assert {face for cell in table.rows[0].cells for face in _faces(cell.paragraphs[0])} == {("黑体", 12)}
    assert _faces(table.rows[1].cells[4].paragraphs[0]) == {("仿宋", 12)}
    assert paper.styles["Normal"].font.name == "Times New Roman"


def test_numbers_stand_in_the_middle_of_their_cells_and_sentences_do_not() -> None:
    (table,) = _opened(report(point())).tables
    assert [cell.paragraphs[0].alignment for cell in table.rows[0].cells] == [WD_ALIGN_PARAGRAPH.CENTER] * 6
    assert [cell.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER for cell in table.rows[1].cells] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_the_table_of_the_docx_fills_the_type_area() -> None:
    paper = _opened(report(point()))
    section, (table,) = paper.sections[0], paper.tables
    width = sum(cell.width for cell in table.rows[1].cells)
    area = section.page_width - section.left_margin - section.right_margin
    assert abs(width - area) < Mm(1)
    assert not table.autofit


def test_whoever_hands_the_docx_back_is_asked_for_a_name_and_a_telephone() -> None:
    paper = _opened(report(point()))
    assert paper.paragraphs[1].text.endswith("“修改建议”一栏由反馈单位填写。")
    assert [line.text for line in paper.paragraphs[-3:]] == [
        "反馈单位：", "联 系 人：　　　　　　　　联系电话：", "2024年4月1日",
    ]  # fmt: skip


def test_the_pages_of_the_docx_are_numbered() -> None:
    (foot,) = _opened(report(point())).sections[0].footer.paragraphs
    assert foot.text == "—  —"
    assert [field.text for field in foot._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert [mark.get(qn("w:fldCharType")) for mark in foot._p.iter(qn("w:fldChar"))] == ["begin", "end"]


def test_the_docx_names_its_plan_and_nobody_as_its_author() -> None:
    properties = _opened(report(point())).core_properties
    assert (properties.title, properties.author) == ("《某县整改方案》征求意见反馈", "")
    assert (properties.created.date(), properties.modified.date()) == (TODAY, TODAY)


def test_the_docx_holds_what_xml_cannot() -> None:
    assert "甲" in _opened(report(point(message=NASTY), title=NASTY)).tables[0].rows[1].cells[4].text


def test_several_reports_go_into_one_paper_and_none_into_an_empty_one() -> None:
    assert len(_opened(report(point()), report(point())).tables) == 2
    assert _opened().tables == []


def test_the_same_report_is_the_same_text_every_time() -> None:
    assert page([sample_report()], TODAY) == page([sample_report()], TODAY)
    assert printed([sample_report()]) == printed([sample_report()])


@pytest.mark.office
def test_the_docx_opens_in_an_office_suite(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: the DOCX was not opened in an office suite")
    (tmp_path / "意见.docx").write_bytes(document([sample_report()], TODAY))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "意见.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "意见.pdf").stat().st_size > 10_000
