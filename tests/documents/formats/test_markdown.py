"""Markdown: judged by its marks, not its name."""

from __future__ import annotations

from tests.documents.good_files import rows, tables, texts
from zhenggai.core.source import Source
from zhenggai.documents.opening import open_document


def opened(text: str) -> Source:
    return open_document(text.encode(), "方案.txt")[0]


def test_headings_carry_their_level_and_lists_keep_their_numbers() -> None:
    source = opened(
        "# 整改方案\n\n## 一、目标\n\n- **责任单位：** 县水务局\n1. 清理河道\n   2. 建立台账\n> 引文\n\n---\n"
    )
    assert [(line.heading, line.text) for line in source.lines] == [
        (1, "整改方案"),
        (2, "一、目标"),
        (0, "责任单位： 县水务局"),
        (0, "1. 清理河道"),
        (0, "2. 建立台账"),
        (0, "引文"),
    ]
    assert source.media_type == "text/markdown"


def test_underlined_headings_are_headings() -> None:
    source = opened("整改方案\n====\n\n**目标** 和 **措施**\n\n一、目标\n----\n内容 **甲**")
    assert (source.lines[0].heading, source.lines[0].text) == (1, "整改方案")
    assert (2, "一、目标") in [(line.heading, line.text) for line in source.lines]


def test_a_pipe_table_is_a_table_with_a_head() -> None:
    source = opened("| 序号 | 问题 |\n|:---|---|\n| 1 | 第一行<br>第二行 |\n| 2 | 甲\\|乙 |\n")
    table = tables(source)[0]
    assert rows(table, source) == [["序号", "问题"], ["1", "第一行\n第二行"], ["2", "甲|乙"]]
    assert [cell.header for cell in table.cells] == [True, True, False, False, False, False]


def test_marks_of_emphasis_links_and_code_come_off() -> None:
    source = opened("# 题\n**责任人**：*张某*，见[附件](a.docx)和`表1`，~~删去~~ 2\\*3\n![图](a.png)\n<!-- 注 -->")
    assert texts(source) == ["题", "责任人：张某，见附件和表1， 2*3"]


def test_an_asterisk_or_a_number_sign_in_a_sentence_is_no_mark() -> None:
    source = opened("3#锅炉和4#锅炉未达标，2*10吨锅炉未拆除\n#号楼工地")
    assert source.media_type == "text/plain"
    assert texts(source) == ["3#锅炉和4#锅炉未达标，2*10吨锅炉未拆除", "#号楼工地"]
