"""Ledgers: which rows are findings, which cells belong to which."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import draw, findings, headings, measures, raw_findings
from zhenggai.core.plan_text.fields.reading import read_fields
from zhenggai.core.plan_text.grids.tables import Readout, lay_out
from zhenggai.core.source import Cell, Line, Paragraph, Source, Table


def test_a_row_is_a_finding_below_title_rows() -> None:
    one, two = findings(
        """
        | 临江县督察反馈问题整改台账 | < | < | < | < |
        | 填报单位：县环委办 | < | < | 2024年5月 | < |
        | 序号 | 反馈问题 | 整改措施 | 责任单位 | 整改时限 |
        | 1 | 污水厂溢流。 | 1.修闸门；2.清管道。 | 县住建局、县水利局 | 2024年6月底 |
        | 2 | 台账缺失。 | 补建台账。 | 县林业局 | 长期坚持 |
        """
    )
    assert (one.number, one.problem.text) == ("1", "污水厂溢流。")
    assert measures(one) == ["修闸门；", "清管道。"]
    assert one.acting_units == ("县住建局", "县水利局")
    assert one.deadline is not None
    assert one.deadline.dates == ("2024-06-30",)
    assert two.deadline is not None
    assert two.deadline.long_term


def test_a_head_of_two_levels_gives_the_roles() -> None:
    (one,) = findings(
        """
        | 序号 | 问题 | 责任分工 | < | < | 时限 |
        | ^ | ^ | 牵头单位 | 配合单位 | 责任人 | ^ |
        | 1 | 甲。 | 县水利局 | 县财政局 | 张某 | 立行立改 |
        """
    )
    assert one.lead_units == ("县水利局",)
    assert one.acting_units == ("县水利局", "县财政局")
    assert one.person is not None
    assert one.person.text == "张某"


def test_a_second_head_row_counts_without_merged_cells() -> None:
    (one,) = findings(
        """
        | 序号 | 存在问题 | 整改措施 | 责任单位 | | 完成时限 |
        | | | | 牵头单位 | 配合单位 | |
        | 1 | 甲。 | 乙。 | 县水利局 | 县财政局 | 2024年底 |
        """
    )
    assert one.number == "1"
    assert one.lead_units == ("县水利局",)


def test_repeated_head_rows_and_column_numbers_are_no_findings() -> None:
    found = findings(
        """
        | 序号 | 反馈问题 | 整改措施 | 责任单位 |
        | 1 | 2 | 3 | 4 |
        | 1 | 甲。 | 乙。 | 县水利局 |
        | 序号 | 反馈问题 | 整改措施 | 责任单位 |
        | 2 | 丙。 | 丁。 | 县财政局 |
        """
    )
    assert [finding.problem.text for finding in found] == ["甲。", "丙。"]


def test_a_category_column_is_a_heading_down_its_merged_cells() -> None:
    one, two, three = findings(
        """
        | 序号 | 类别 | 反馈问题 | 整改措施 |
        | 1 | 一、水环境方面 | 甲。 | 乙。 |
        | 2 | ^ | 丙。 | 丁。 |
        | 3 | 二、大气方面 | 戊。 | 己。 |
        """
    )
    assert headings(one) == headings(two) == ["水环境方面"]
    assert headings(three) == ["大气方面"]


def test_an_empty_category_cell_goes_on_with_the_one_above() -> None:
    _, two = findings("| 类别 | 反馈问题 | 整改措施 |\n| 水环境 | 甲。 | 乙。 |\n| | 丙。 | 丁。 |")
    assert headings(two) == ["水环境"]


@pytest.mark.parametrize("row", ["| 一、水环境方面 | < | < |", "| 一、水环境方面 | | |", "| 一 | 水环境方面 | |"])
def test_a_row_with_nothing_but_a_title_is_a_heading(row: str) -> None:
    (one,) = findings(f"| 序号 | 反馈问题 | 整改措施 |\n{row}\n| 1 | 甲。 | 乙。 |")
    assert headings(one) == ["水环境方面"]


def test_headings_inside_a_table_climb_and_fall() -> None:
    one, two, three = findings(
        """
        | 序号 | 反馈问题 | 整改措施 |
        | 一、责任方面 | < | < |
        | （一）认识不够 | < | < |
        | 1 | 甲。 | 乙。 |
        | （二）压力不足 | < | < |
        | 2 | 丙。 | 丁。 |
        | 二、污染方面 | < | < |
        | 1 | 戊。 | 己。 |
        """
    )
    assert headings(one) == ["责任方面", "认识不够"]
    assert headings(two) == ["责任方面", "压力不足"]
    assert headings(three) == ["污染方面"]
    assert three.number == "1"


def test_measures_on_rows_of_their_own_stay_with_one_finding() -> None:
    one, two = findings(
        """
        | 序号 | 反馈问题 | 整改措施 | 责任单位 | 时限 |
        | 1 | 甲。 | 拆除厂房 | 县水利局 | 2024年6月底 |
        | ^ | ^ | 复垦土地 | 县自然资源局 | 2025年6月底 |
        | 2 | 乙。 | 丙。 | 县财政局 | 2024年底 |
        """
    )
    assert measures(one) == ["拆除厂房", "复垦土地"]
    assert one.acting_units == ("县水利局", "县自然资源局")
    assert one.deadline is not None
    assert one.deadline.dates == ("2024-06-30", "2025-06-30")
    assert two.number == "2"


def test_a_deadline_copied_down_the_rows_counts_once() -> None:
    (one,) = findings(
        """
        | 序号 | 反馈问题 | 整改措施 | 时限 |
        | 1 | 甲。 | 拆除厂房 | 2024年底 |
        | 1 | 甲。 | 复垦土地 | 2024年底 |
        """
    )
    assert measures(one) == ["拆除厂房", "复垦土地"]
    assert one.deadline_text is not None
    assert one.deadline_text.text == "2024年底"


def test_a_row_that_a_page_break_cut_goes_on_with_its_sentence() -> None:
    (one,) = findings(
        """
        | 序号 | 反馈问题 | 整改措施 | 责任单位 |
        | 1 | 污水厂长期 | 1.修闸门；2.清管 | 县住建局 |
        | | 溢流。 | 道。 | |
        """
    )
    assert one.problem.text == "污水厂长期溢流。"
    assert measures(one) == ["修闸门；", "清管道。"]


def test_numbers_that_begin_again_under_a_heading_are_kept() -> None:
    found = findings(
        """
        | 序号 | 反馈问题 | 整改措施 |
        | 一、水 | < | < |
        | 1 | 甲。 | 乙。 |
        | 二、气 | < | < |
        | 1 | 丙。 | 丁。 |
        """
    )
    assert [finding.number for finding in found] == ["1", "1"]


def test_unknown_and_blank_columns_are_left_out_and_said() -> None:
    source = draw("| 序号 | 反馈问题 | | 天气代码 | 整改措施 |\n| 1 | 甲。 | | K7 | 乙。 |")
    (readout,) = [item for item in lay_out(source) if isinstance(item, Readout)]
    assert [code for code, _, _ in readout.doubts] == ["unknown_column"]
    assert "天气代码" in readout.doubts[0][1]
    (raw,) = readout.findings
    assert read_fields(raw, source)[0].measures[0].text == "乙。"


def test_automatic_numbers_in_the_number_column_count() -> None:
    one, two = findings("| 序号 | 反馈问题 | 整改措施 |\n| {1.} | 甲。 | 乙。 |\n| {2.} | 丙。 | 丁。 |")
    assert (one.number, two.number) == ("1", "2")


def test_a_hidden_row_is_kept_with_a_notice() -> None:
    source = draw("| 序号 | 反馈问题 | 整改措施 |\n| 1 | 甲。 | 乙。 |\n|~ 2 | 丙。 | 丁。 |")
    _, two = raw_findings(source)
    _, notices = read_fields(two, source)
    assert [notice.code for notice in notices] == ["hidden_row"]


def test_a_tick_below_a_state_means_that_state() -> None:
    one, two = findings(
        """
        | 序号 | 问题 | 整改措施 | 整改状态 | < | < |
        | ^ | ^ | ^ | 已完成 | 正在整改 | 未启动 |
        | 1 | 甲。 | 乙。 | √ | | |
        | 2 | 丙。 | 丁。 | | √ | |
        """
    )
    assert one.status is not None
    assert two.status is not None
    assert (one.status.text, two.status.text) == ("已完成", "正在整改")


def test_totals_notes_and_signatures_are_no_findings() -> None:
    found = findings(
        """
        | 序号 | 问题 | 整改措施 | 责任单位 |
        | 1 | 甲。 | 乙。 | 县水利局 |
        | 合计 | 1个 | | |
        | 注：1.本表由各单位填写。 | < | < | < |
        | 填表人：张某 | < | 审核人：李某 | < |
        """
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    "drawing",
    [
        "| 序号 | 县区 | 问题总数 | 已完成 | 完成率 |\n| 1 | 东区 | 12 | 8 | 67% |",
        "| 问题类型 | 反馈问题 | 完成情况 |\n| 水 | 12 | 8 |\n| 气 | 9 | 9 |",
        "| 序号 | 姓名 | 单位 | 职务 |\n| 1 | 张某 | 县水利局 | 局长 |",
        "| 时间 | 内容 | 责任单位 | 地点 |\n| 9:00 | 听取汇报 | 县政府办 | 二楼 |",
        "| 序号 | 项目 | 责任单位 | 完成时间 |\n| 1 | 布置会场 | 县政府办 | 5月3日 |",
        "| 索引号 | 0150 | 主题分类 | 环境保护 |\n| 发文机关 | 县政府 | 成文日期 | 2021-07-30 |",
    ],
)
def test_tables_of_counts_names_and_schedules_hold_no_findings(drawing: str) -> None:
    assert findings(drawing) == []


def test_a_table_goes_on_in_the_next_one_without_a_head() -> None:
    found = findings(
        """
        | 序号 | 反馈问题 | 整改措施 |
        | 1 | 甲。 | 乙。 |

        | 2 | 丙。 | 丁。 |
        """
    )
    assert [finding.number for finding in found] == ["1", "2"]


def test_findings_side_by_side_are_read_down_the_columns() -> None:
    one, two = findings(
        """
        | 序号 | 1 | 2 |
        | 反馈问题 | 甲。 | 乙。 |
        | 整改措施 | 丙。 | 丁。 |
        | 责任单位 | 县水利局 | 县财政局 |
        """
    )
    assert (one.problem.text, two.problem.text) == ("甲。", "乙。")
    assert two.acting_units == ("县财政局",)


def test_a_layout_table_comes_back_as_paragraphs() -> None:
    long = "整改目标：" + "提高认识，" * 20
    source = draw(f"| 1.（反馈问题1）：认识不到位。⏎{long}⏎整改措施：开会。 |")
    items = lay_out(source)
    assert all(isinstance(item, Paragraph) for item in items)
    assert len(items) == 3


def test_a_form_inside_a_frame_is_found() -> None:
    inner_source = draw("| 反馈问题 | 甲。 |\n| 整改措施 | 乙。 |\n| 责任单位 | 县水利局 |")
    (inner,) = inner_source.layout
    assert isinstance(inner, Table)
    frame = Table(1, 1, (Cell(0, 0, (), tables=(inner,)),))
    source = Source("frame.docx", "0" * 64, "text/plain", inner_source.lines, (frame,))
    (raw,) = raw_findings(source)
    assert read_fields(raw, source)[0].problem.text == "甲。"


def flattened(*lines: str) -> Source:
    """A document whose lines are as given, bars and all."""
    numbered = tuple(Line(index, text) for index, text in enumerate(lines))
    return Source("flat.txt", "0" * 64, "text/plain", numbered, tuple(Paragraph(line.index) for line in numbered))


def test_cells_flattened_to_one_on_each_line_become_rows_again() -> None:
    source = flattened(
        "关于交办问题的公示", "序 号|", "交办问题|", "涉及部门|", "处理和整改情况|", "备注|",
        "1|", "污水厂长期", "溢流。|", "县住建局|", "已完成整改。共修闸门3座。|", "|",
        "2|", "台账缺失。|", "县林业局|", "正在整改。|", "特此公示",
    )  # fmt: skip
    one, two = [read_fields(raw, source)[0] for raw in raw_findings(source)]
    assert one.problem.text == "污水厂长期溢流。"
    assert one.status is not None
    assert (one.status.text, one.acting_units) == ("已完成整改", ("县住建局",))
    assert two.number == "2"


def test_a_column_copied_down_beside_the_problems_is_their_category() -> None:
    found = findings(
        """
        | 序号 | 反馈问题 | 具体问题 | 整改措施 | 责任单位 |
        | 1 | 党建工作弱化 | 学习流于形式。 | 制定计划。 | 组织部 |
        | 2 | 党建工作弱化 | 党费收缴不规范。 | 专项清理。 | 组织部 |
        | 3 | 作风不实 | 会议过多。 | 精简会议。 | 县委办 |
        """
    )
    assert [headings(one) for one in found] == [["党建工作弱化"], ["党建工作弱化"], ["作风不实"]]
    assert found[1].problem.text == "党费收缴不规范。"


@pytest.mark.parametrize(
    ("cell", "units", "person"),
    [
        ("县林业局（局长王某）", ("县林业局",), "局长王某"),
        ("县林业局 张某某", ("县林业局",), "张某某"),
        ("县住建局 张某某；县水利局 李某某", ("县住建局", "县水利局"), "县住建局 张某某；县水利局 李某某"),
        ("县住建局、县水利局 张某某、李某某", ("县住建局", "县水利局"), "张某某、李某某"),
    ],
)
def test_units_and_persons_in_one_cell_are_parted(cell: str, units: tuple[str, ...], person: str) -> None:
    (one,) = findings(f"| 序号 | 问题 | 整改措施 | 责任单位及责任人 |\n| 1 | 甲。 | 乙。 | {cell} |")
    assert one.acting_units == units
    assert one.person is not None
    assert one.person.text == person


def test_a_receipt_code_outweighs_the_running_number() -> None:
    (one,) = findings(
        """
        | 序号 | 受理编号 | 交办问题基本情况 | 处理和整改情况 | 是否办结 |
        | 1 | D2SC202109020001 | 油烟扰民。 | 安装净化器。 | 已办结 |
        """
    )
    assert one.number == "D2SC202109020001"


def test_difficulties_told_behind_the_progress_are_no_problem() -> None:
    one, two = findings(
        """
        | 编号 | 整改任务 | 整改目标 | 责任单位 | 目前进展 | 存在问题 |
        | 1 | 污水厂溢流。 | 达标。 | 县住建局 | 修管12公里。 | 资金不足。 |
        | 2 | 砂场扬尘。 | 达标。 | 县自然资源局 | 覆盖5亩。 | 无 |
        """
    )
    assert (one.problem.text, two.problem.text) == ("污水厂溢流。", "砂场扬尘。")
