"""Plain text: any encoding that Chinese offices write, lines that a page width broke, tables drawn with bars."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.good_files import rows, tables, texts
from zhenggai.core.errors import UnreadableDocument
from zhenggai.core.source import Source
from zhenggai.core.typography import tidy
from zhenggai.documents.opening import open_document

PLAN = "晋安县整改方案\n一、指导思想\n　　坚持问题导向，按期完成整改。\n责任单位：县水务局\n"


def opened(text: str | bytes, name: str = "方案.txt") -> Source:
    return open_document(text.encode() if isinstance(text, str) else text, name)[0]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_the_encoding_is_judged_by_the_bytes(codec: str) -> None:
    assert texts(opened(PLAN.encode(codec))) == [
        "晋安县整改方案",
        "一、指导思想",
        "坚持问题导向，按期完成整改。",
        "责任单位：县水务局",
    ]


def test_traditional_characters_in_big5_are_read() -> None:
    plan = "關於生態環境保護督察整改情況的報告，責任單位與整改時限如下，各鄉鎮應當認真落實整改措施，"
    plan += "按期完成任務，並及時報送進展情況。"
    assert texts(opened(plan.encode("big5"))) == [plan]


def test_a_short_text_in_gb18030_is_read_too() -> None:
    assert texts(opened("整改".encode("gb18030"))) == ["整改"]


def test_a_few_broken_bytes_are_shown_and_said() -> None:
    source = opened((PLAN * 60).encode() + b"\xff\xfe" + "结束".encode())
    assert source.remarks[0].code == "undecoded"
    assert any("\ufffd" in line for line in texts(source))


@pytest.mark.parametrize("name", ["方案.docx", "方案.pdf", "方案.xlsx", "方案"])
def test_a_name_that_lies_changes_nothing(name: str) -> None:
    source = opened(PLAN, name)
    assert source.media_type == "text/plain"
    assert source.file == name
    assert len(source.lines) == 4


def test_blanks_and_invisible_characters_are_tidied() -> None:
    assert texts(opened("\ufeff　责 任 人：\u200b张某\xa0\xa0某\t。\r\n")) == ["责 任 人：张某 某 。"]


WRAPPED = """　　中央督察组反馈意见中涉及我师的问题共
20项，其中共性问题8项，个性问题12项。为
确保件件有着落，制定本清单。清单中各项任
务由牵头单位负总责，未按期完成的由师市督
察办按照《整改约谈办法（试行）》（师市党
办发〔2021〕44号）启动约谈，并通报全师。
　　整改目标：牢固树立以水定地的理念。
　　牵头单位：师市水利局
　　整改措施：1.将生态文明思想纳入领导干
部培训必修课，全年培训不少于16学时。2.把
水资源、土地资源利用情况列为领导干部自然

— 1 —

第八师整改任务清单

资源资产离任审计重点，作为考核的重要内容
之一，定期通报。
　　整改时限：2022年12月底

— 2 —

第八师整改任务清单

　　责任单位：师市农业农村局
"""


def test_lines_that_a_page_width_broke_are_put_together_across_the_page() -> None:
    lines = texts(opened(WRAPPED))
    assert lines[0].startswith("中央督察组反馈意见中涉及我师的问题共20项")
    assert lines[0].endswith("启动约谈，并通报全师。")
    assert lines[1:3] == ["整改目标：牢固树立以水定地的理念。", "牵头单位：师市水利局"]
    assert "领导干部自然资源资产离任审计重点，作为考核的重要内容之一，定期通报。" in lines[3]
    assert lines[4:] == ["整改时限：2022年12月底", "责任单位：师市农业农村局"]


FEW_CUTS = """1.东渠两岸堆放秸秆。
整改目标：污水全部接入管网
。
责任单位：县林业局、县财政
局
整改措施：更换水泵3台。（
1）约谈企业4家。
整改时限：2024年12月
底前完成
2.城南泵站停用。
责任单位：石桥镇、柳湾街道
办事处
"""


def test_a_margin_that_broke_few_lines_is_seen_by_what_would_not_have_fitted() -> None:
    assert texts(opened(FEW_CUTS)) == [
        "1.东渠两岸堆放秸秆。",
        "整改目标：污水全部接入管网。",
        "责任单位：县林业局、县财政局",
        "整改措施：更换水泵3台。（1）约谈企业4家。",
        "整改时限：2024年12月底前完成",
        "2.城南泵站停用。",
        "责任单位：石桥镇、柳湾街道办事处",
    ]


def test_a_stop_alone_on_its_line_ends_the_line_before_in_any_text() -> None:
    assert texts(opened("一、水环境治理有短板，截污管网没有建成\n。\n责任单位：县水利局\n")) == [
        "一、水环境治理有短板，截污管网没有建成。",
        "责任单位：县水利局",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["1.东渠两岸堆放秸秆。", "责任单位：", "县水利局", "县生态环境局", "石桥镇人民政府", "整改时限：2024年12月底"],
        ["1.东渠两岸堆放秸秆，雨季被冲入渠中。", "责任单位：县水利局、县财政局", "水环境方面", "2.泵站停用。"],
        ["一、水环境", "1.东渠两岸堆放秸秆", "责任人：周某", "二、固废", "2.中转站渗滤液外溢", "责任人：吴某"],
    ],
)
def test_short_lines_that_nothing_broke_stay_apart(lines: list[str]) -> None:
    assert texts(opened("\n".join(lines))) == lines


def test_page_numbers_and_running_heads_are_taken_out_and_said() -> None:
    source = opened(WRAPPED)
    assert not any("— 1 —" in line or "整改任务清单" in line for line in texts(source))
    assert [remark.code for remark in source.remarks] == ["page_furniture"]


def test_a_text_with_one_paragraph_to_a_line_stays_as_it_is() -> None:
    plan = "\n".join(f"{n}.第{n}项问题的整改措施由责任单位按期完成并报送进展情况，确保整改到位" for n in range(1, 30))
    assert len(texts(opened(plan))) == 29


def test_a_bare_number_on_a_line_is_kept_since_it_may_be_a_cell() -> None:
    assert texts(opened("序号\n1\n问题\n")) == ["序号", "1", "问题"]


def test_rows_of_bars_are_a_table() -> None:
    source = opened("清单\n|序号|问题|责任单位|\n|1|河道有垃圾|县水务局|\n|2|裸土未覆盖|县住建局|\n说明")
    assert rows(tables(source)[0], source)[1:] == [["1", "河道有垃圾", "县水务局"], ["2", "裸土未覆盖", "县住建局"]]
    assert texts(source)[0] == "清单"
    assert texts(source)[-1] == "说明"


def test_a_drawn_table_is_read_row_by_row() -> None:
    drawn = "┌──┬────┐\n│序号│问题　　│\n├──┼────┤\n│1 　│河道有垃│\n│　　│圾　　　│\n└──┴────┘"
    source = opened(drawn)
    assert rows(tables(source)[0], source) == [["序号", "问题"], ["1", "河道有垃圾"]]


def test_rows_between_tab_stops_are_a_table() -> None:
    source = opened("序号\t问题\t单位\n1\t垃圾\t水务局\n")
    assert rows(tables(source)[0], source) == [["序号", "问题", "单位"], ["1", "垃圾", "水务局"]]


def test_rows_between_tab_stops_may_lose_their_empty_cells_or_hold_a_category() -> None:
    lines = ["填报单位：县环委办\t\t时间：5月", "序号\t问题\t单位\t备注", "一、水环境", "1\t垃圾\t水务局"]
    source = opened("\n".join(["台账", *lines, "2\t污水\t住建局\t急", "说明"]))
    found = rows(tables(source)[0], source)
    assert len(found) == 5
    assert found[2][0] == "一、水环境"
    assert found[3][:3] == ["1", "垃圾", "水务局"]
    assert (texts(source)[0], texts(source)[-1]) == ("台账", "说明")


def test_a_cell_in_quotation_marks_may_take_several_lines() -> None:
    source = opened('序号\t问题\t措施\n1\t垃圾\t"1.清理\n2.巡查"\n2\t污水\t截污\n')
    assert rows(tables(source)[0], source)[1:] == [["1", "垃圾", "1.清理\n2.巡查"], ["2", "污水", "截污"]]


def test_one_cell_to_a_line_is_no_table() -> None:
    assert tables(opened("序号|\n问题|\n1|\n垃圾|\n")) == []


def test_a_text_of_blanks_only_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="空"):
        opened("\n \n\t\n")


@given(st.lists(st.text(alphabet="整改方案责任单位，。 　\t123（一）", max_size=30), min_size=1, max_size=20))
def test_every_line_is_in_normal_form_and_none_is_lost(lines: list[str]) -> None:
    text = "整改\n" + "\n".join(lines)
    source = opened(text)
    for line in source.lines:
        assert line.text == tidy(line.text) != ""
        assert source.lines[line.index] is line
    whole = "".join("".join(texts(source)).split())
    assert whole == "".join(text.split())


@given(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.text(alphabet="整改方案责任单位目标措施，。（）12345", min_size=60),
)
def test_any_encoding_gives_the_same_lines(codec: str, text: str) -> None:
    assert texts(opened(text.encode(codec))) == texts(opened(codecs.BOM_UTF8 + text.encode()))
