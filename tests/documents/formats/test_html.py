"""Web pages: the article without the site around it, tables with their merged cells."""

from __future__ import annotations

from tests.documents.good_files import rows, tables, texts
from zhenggai.core.source import Source
from zhenggai.documents.opening import open_document

NAV = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li>'
    '<li><a href="/b">互动</a></li></ul></div>'
)
FOOT = '<div id="footer">版权所有：某某县人民政府 <a href="/map">网站地图</a> 某ICP备12345号</div>'
PARAGRAPHS = "".join(
    f"<p>　　{text}</p>" for text in ("一、整改目标", "按期完成整改，长效机制基本建立。", "责任单位：县水务局")
)


def page(content: str, head: str = '<meta charset="utf-8">') -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}<title>整改公示_某某县人民政府</title><style>p{{}}</style></head>"
        f"<body>{NAV}"
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; 公示</div><div class="main"><h1>整改公示</h1>'
        '<div class="info">来源：县整改办　发布时间：2024-03-01　【字体：大 中 小】</div>'
        f'<div class="TRS_Editor">{content}</div>'
        f'<div class="share">分享到：微信</div></div>{FOOT}<script>var a="责任单位：脚本";</script></body></html>'
    )


def opened(html: str | bytes, name: str = "公示.html") -> Source:
    return open_document(html.encode() if isinstance(html, str) else html, name)[0]


def test_the_article_is_read_and_the_site_is_not() -> None:
    assert texts(opened(page(PARAGRAPHS))) == [
        "整改公示",
        "一、整改目标",
        "按期完成整改，长效机制基本建立。",
        "责任单位：县水务局",
    ]


def test_the_title_is_the_first_line_and_comes_once() -> None:
    inside = "<p style='text-align:center'><b>整改公示</b></p>" + PARAGRAPHS
    source = opened(page(inside))
    assert texts(source).count("整改公示") == 1
    assert source.lines[0].centred


def test_a_page_in_gb18030_under_any_declared_name_is_read() -> None:
    html = page(PARAGRAPHS, '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    assert "责任单位：县水务局" in texts(opened(html.encode("gb18030")))
    wrong = page(PARAGRAPHS, '<meta charset="utf-8">')
    assert "责任单位：县水务局" in texts(opened(wrong.encode("gb18030")))


def test_a_page_without_known_names_is_read_too() -> None:
    body = (
        f"<html><body><table><tr><td>{NAV}</td></tr><tr><td><div>{PARAGRAPHS * 3}</div></td></tr></table></body></html>"
    )
    assert texts(opened(body))[:3] == ["一、整改目标", "按期完成整改，长效机制基本建立。", "责任单位：县水务局"]


def test_merged_cells_and_heads_are_kept() -> None:
    table = (
        "<table><tr><th rowspan=2>序号</th><th colspan=2>整改</th></tr><tr><th>目标</th><th>时限</th></tr>"
        "<tr><td>1</td><td>甲<br>乙</td><td rowspan=2>年底</td></tr>"
        "<tr><td>2</td><td><p>丙</p><p>丁</p></td></tr></table>"
    )
    source = opened(page(PARAGRAPHS + table))
    assert rows(tables(source)[0], source) == [
        ["序号", "整改", "整改"],
        ["序号", "目标", "时限"],
        ["1", "甲\n乙", "年底"],
        ["2", "丙\n丁", "年底"],
    ]
    assert [cell.header for cell in tables(source)[0].cells][:4] == [True] * 4


def test_a_table_that_only_arranges_the_page_is_no_table() -> None:
    source = opened(page(f"<table><tr><td>{PARAGRAPHS}</td></tr></table>"))
    assert tables(source) == []
    assert "责任单位：县水务局" in texts(source)


def test_line_breaks_of_the_source_do_not_part_chinese_characters() -> None:
    source = opened(page(PARAGRAPHS + "<p>整改\n    措施 GB\n18030</p><p>甲<br>乙</p>"))
    assert texts(source)[-3:] == ["整改措施 GB 18030", "甲", "乙"]


def test_what_is_hidden_is_not_read() -> None:
    source = opened(page(PARAGRAPHS + '<p style="display:none">责任单位：暗处</p><p hidden>暗</p>'))
    assert not any("暗" in line for line in texts(source))


def test_images_in_the_article_are_said() -> None:
    source = opened(page(PARAGRAPHS + '<p><img src="清单.jpg"></p>'))
    assert [remark.code for remark in source.remarks] == ["images"]


def test_a_page_saved_as_a_word_file_is_read_by_its_content() -> None:
    assert opened(page(PARAGRAPHS), "公示.doc").media_type == "text/html"


def test_a_web_archive_is_read() -> None:
    archive = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; '
        f'charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page(PARAGRAPHS)}\r\n--b--\r\n'
    )
    source = opened(archive, "公示.doc")
    assert source.media_type == "multipart/related"
    assert "责任单位：县水务局" in texts(source)


def test_the_caption_of_a_table_is_the_line_above_it() -> None:
    table = "<table><caption>问题1（反馈问题3）</caption><tr><th>问题</th><td>垃圾</td></tr></table>"
    source = opened(page(f"<p>清单</p>{table}"))
    assert "问题1（反馈问题3）" in texts(source)
    assert rows(tables(source)[0], source) == [["问题", "垃圾"]]


def test_a_title_that_the_first_sentence_repeats_still_stands_alone() -> None:
    said = "本网讯 5月6日，青溪县召开督察整改推进会，县长出席。"
    head = "<head><title>青溪县召开督察整改推进会_青溪县人民政府</title></head>"
    body = f'<h1>青溪县召开督察整改推进会</h1><div id="zoom"><p>{said}</p><p>会议听取了汇报。</p></div>'
    assert texts(opened(f"<html>{head}<body>{body}</body></html>"))[:2] == ["青溪县召开督察整改推进会", said]
