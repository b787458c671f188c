"""Tables that count problems hold none, whatever their heads say."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import draw, raw_findings

THREE_ROWS = """
| 责任单位 | 中央督察反馈问题 | < | < | 省级督察反馈问题 | < | < | 整改完成率 |
| ^ | 问题总数 | 整改情况 | < | 问题总数 | 整改情况 | < | ^ |
| ^ | ^ | 已完成 | 正在整改 | ^ | 已完成 | 正在整改 | ^ |
| 县水务局 | 5 | 5 | 0 | 6 | 4 | 2 | 81.8% |
| 县住建局 | 3 | 3 | 0 | 2 | 2 | 0 | 100% |
"""
DOWNWARDS = """
| 责任单位 | 12 |
| 反馈问题 | 19件 |
| 整改任务 | 38 |
| 完成情况 | 30 |
| 整改措施 | 52 |
"""
KINDS = """
| 序号 | 反馈问题 | 责任单位 | 整改完成情况 | < |
| ^ | ^ | ^ | 已完成数 | 完成率 |
| 1 | 大气类 | 县环境局 | 12 | 80% |
| 2 | 水类 | 县水务局 | 8 | 66% |
"""


@pytest.mark.parametrize("table", [THREE_ROWS, DOWNWARDS, KINDS])
def test_rows_of_figures_are_no_findings(table: str) -> None:
    assert raw_findings(draw(table)) == []


def test_a_list_with_columns_of_amounts_stays_one() -> None:
    found = raw_findings(
        draw("""
| 序号 | 审计发现问题 | 责任单位 | 问题金额 | 已整改金额 | 完成率 |
| 1 | 下属2所学校课后服务费结余未纳入专户。 | 县教育局 | 27.36 | 27.36 | 100% |
| 2 | 项目结余资金未及时清理。 | 县农业农村局 | 412.7 | 386.5 | 93% |
""")
    )
    assert len(found) == 2


def test_short_problems_with_a_deadline_stay_findings() -> None:
    found = raw_findings(
        draw("""
| 序号 | 隐患 | 数量 | 投入资金 | 整改时限 |
| 1 | 通道堵塞 | 2 | 0.5 | 2024.6 |
| 2 | 电线老化 | 14 | 1.2 | 2024.9 |
""")
    )
    assert len(found) == 2


def test_a_row_that_numbers_the_rows_below_it_is_their_heading() -> None:
    found = raw_findings(
        draw("""
| 编号 | 反馈问题 | 整改措施 | 责任单位 |
| 1 | 耕地保护 | < | < |
| 1.1 | 违法占地建房7宗。 | 拆除。 | 县自然资源局 |
| 1.2 | 撂荒耕地312亩。 | 复耕。 | 县农业农村局 |
| 2 | 矿产资源 | < | < |
| 2.1 | 某石场超层开采。 | 查处。 | 县自然资源局 |
""")
    )
    assert [[heading.text for heading in one.headings] for one in found] == [["耕地保护"], ["耕地保护"], ["矿产资源"]]


def test_short_problems_of_different_units_stay_findings_beside_figures() -> None:
    found = raw_findings(
        draw("""
| 序号 | 存在问题 | 责任单位 | 面积（亩） | 完成率 |
| 1 | 污水直排河道 | 县水利局 | 12 | 80% |
| 2 | 违法占用耕地 | 县自然资源局 | 8 | 66% |
| 3 | 垃圾露天堆放 | 县城管局 | 3 | 50% |
""")
    )
    assert len(found) == 3
