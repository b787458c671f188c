"""PDF: paragraphs rebuilt, page furniture out, tables by their rulings and across pages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.documents.good_files import Rule, Words, pdf, rows, tables, texts
from zhenggai.core.errors import UnreadableDocument
from zhenggai.core.source import Source
from zhenggai.documents.opening import open_document

Items = list[Words | Rule]


def opened(*pages: Items) -> Source:
    return open_document(pdf(pages), "方案.pdf")[0]


def lines(*printed: str, top: float = 760, left: float = 72, size: float = 12, pitch: float = 20) -> Items:
    """Lines below one another; a line that begins with blanks is indented by them."""
    return [
        Words(left + size * (len(text) - len(text.lstrip("　"))), top - pitch * index, text.lstrip("　"), size)
        for index, text in enumerate(printed)
    ]


def ruled(
    xs: list[float], ys: list[float], cells: dict[tuple[int, int], str], without: set[str] = frozenset()
) -> Items:
    """A ruled table: cells by row and column, y from the bottom. `without` names walls left out: "v1,0", "h1,0"."""
    items: Items = []
    for row, (upper, lower) in enumerate(pairwise(ys)):
        items += [Rule(x, upper, x, lower) for column, x in enumerate(xs) if f"v{row},{column}" not in without]
    for line, y in enumerate(ys):
        items += [
            Rule(left, y, right, y)
            for column, (left, right) in enumerate(pairwise(xs))
            if f"h{line},{column}" not in without
        ]
    for (row, column), text in cells.items():
        items += [Words(xs[column] + 4, ys[row] - 14 - 14 * n, piece, 10) for n, piece in enumerate(text.split("\n"))]
    return items


def test_lines_filled_to_the_margin_go_on_in_the_next() -> None:
    source = opened(
        lines(
            "　　为认真贯彻落实省生态环境保护督察组整改工作",
            "要求，全面深化督察整改工作，保证整改效果，结合",
            "本县实际，制定本方案。",
            "　　一、整改目标",
            "　　按期完成整改。",
        )
    )
    assert texts(source) == [
        "为认真贯彻落实省生态环境保护督察组整改工作要求，全面深化督察整改工作，保证整改效果，结合本县实际，制定本方案。",
        "一、整改目标",
        "按期完成整改。",
    ]
    assert source.lines[1].place.page == 1


def test_a_paragraph_goes_on_over_the_page_and_furniture_is_taken_out() -> None:
    head, foot = Words(230, 810, "某某县人民政府公报", 9), [Words(290, 40, f"— {n} —", 10) for n in (1, 2, 3)]
    first = [
        head,
        *lines(
            "　　为认真贯彻落实省生态环境保护督察组整改工作", "要求，全面深化督察整改工作，保证整改效果，结合", top=700
        ),
        foot[0],
    ]
    second = [head, *lines("本县实际，制定本方案。", "　　一、整改目标", top=760), foot[1]]
    third = [head, *lines("　　二、整改措施", top=760), foot[2]]
    source = opened(first, second, third)
    assert texts(source)[0].endswith("保证整改效果，结合本县实际，制定本方案。")
    assert texts(source)[1:] == ["一、整改目标", "二、整改措施"]
    assert [remark.code for remark in source.remarks] == ["page_furniture"]


def test_a_centred_title_of_two_lines_is_one() -> None:
    title = [Words(99.5, 780, "关于某某县省级督察反馈第二十三项问题整改完", 18), Words(243.5, 752, "成情况的公示", 18)]
    body = lines("　　按照要求，现将整改完成情况予以公示如下文所述", "情况，接受社会监督。", top=700)
    source = opened([*title, *body])
    assert source.lines[0].text == "关于某某县省级督察反馈第二十三项问题整改完成情况的公示"
    assert source.lines[0].centred


def test_a_ruled_table_with_merged_cells() -> None:
    cells = {
        (0, 0): "类别",
        (0, 1): "整改",
        (1, 0): "水体",
        (1, 1): "甲厂",
        (1, 2): "乙厂",
        (2, 1): "丙厂",
        (2, 2): "丁厂",
    }
    source = opened(ruled([72, 150, 250, 350], [700, 670, 640, 610], cells, {"v0,2", "h2,0"}))
    assert rows(tables(source)[0], source) == [
        ["类别", "整改", "整改"],
        ["水体", "甲厂", "乙厂"],
        ["水体", "丙厂", "丁厂"],
    ]


def test_lines_of_a_cell_are_put_together_and_numbered_items_parted() -> None:
    cells = {
        (0, 0): "序号",
        (0, 1): "整改措施",
        (1, 0): "1",
        (1, 1): "1.责令涉事企业停\n产整改并处罚款。\n2.建立台账。",
    }
    source = opened(ruled([72, 120, 210], [700, 670, 610], cells))
    assert rows(tables(source)[0], source)[1] == ["1", "1.责令涉事企业停产整改并处罚款。\n2.建立台账。"]


def head_and_rows(*numbered: tuple[str, str], top: float) -> Items:
    ys = [top, top - 30, *(top - 30 - 40 * (n + 1) for n in range(len(numbered)))]
    cells = {(0, 0): "序号", (0, 1): "问题"}
    for n, (number, text) in enumerate(numbered, start=1):
        cells |= {(n, 0): number, (n, 1): text} if number else {(n, 1): text}
    return ruled([72, 120, 210], ys, cells)


def test_a_table_cut_by_the_page_arrives_as_one_with_its_head_once() -> None:
    source = opened(
        head_and_rows(("1", "甲厂"), ("2", "乙厂"), top=400), head_and_rows(("3", "丙厂"), ("4", "丁厂"), top=780)
    )
    assert len(tables(source)) == 1
    assert rows(tables(source)[0], source) == [
        ["序号", "问题"],
        ["1", "甲厂"],
        ["2", "乙厂"],
        ["3", "丙厂"],
        ["4", "丁厂"],
    ]
    assert source.lines[-1].place.page == 2


def test_a_row_broken_by_the_page_is_made_whole() -> None:
    first = head_and_rows(("1", "甲厂"), ("2", "某企业违法排放污\n水，群众反映强烈"), top=400)
    second = head_and_rows(("", "且多次被通报。"), ("3", "丙厂"), top=780)
    source = opened(first, second)
    assert rows(tables(source)[0], source)[2:] == [
        ["2", "某企业违法排放污水，群众反映强烈且多次被通报。"],
        ["3", "丙厂"],
    ]


def test_tables_of_different_columns_stay_apart() -> None:
    other = ruled([72, 300], [780, 750, 720], {(0, 0): "甲厂", (1, 0): "乙厂"})
    assert len(tables(opened(head_and_rows(("1", "甲厂"), top=400), other))) == 2


def test_labels_and_values_without_rulings_are_a_table() -> None:
    labels = ["反馈问题", "整改目标", "责任单位", "整改时限"]
    values = ["河道内生活垃圾长期堆放。", "河道垃圾清理完毕。", "县水务局", "2024年底"]
    page = [Words(72, 760 - 20 * n, label) for n, label in enumerate(labels)]
    page += [Words(150, 760 - 20 * n, value) for n, value in enumerate(values)]
    source = opened(page)
    assert rows(tables(source)[0], source) == [list(pair) for pair in zip(labels, values, strict=True)]


def test_a_watermark_that_leans_is_left_out() -> None:
    data = pdf([lines("整改方案如下。")])
    leaning = b"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <%s> Tj ET" % "内部资料".encode("utf-16-be").hex().encode()
    at = data.find(b"BT /F1 12.0")
    end = data.find(b"\nendstream", at)
    stream = data[at:end]
    old, new = b"<< /Length %d >>" % len(stream), b"<< /Length %d >>" % (len(stream) + len(leaning) + 1)
    source = open_document(data.replace(old, new).replace(stream, stream + b"\n" + leaning), "方案.pdf")[0]
    assert texts(source) == ["整改方案如下。"]


def test_a_scan_without_text_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="扫描件"):
        opened([], [])


def test_a_text_layer_of_private_characters_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="乱码"):
        opened(lines("\ue000\ue001\ue002\ue003\ue004" * 6))
