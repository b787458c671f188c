"""One finding told in several tables that share their numbers."""

from __future__ import annotations

from tests.core.plan_text.drawn import draw
from zhenggai.core.plan import FindingDraft
from zhenggai.core.plan_text.draft import read_plan

THREE = """
某县督察反馈问题整改“三个清单”
一、问题清单
| 序号 | 问题描述 |
| 1 | 违法占用耕地图斑17个。 |
| 2 | 灌溉设施缺失。 |
二、任务清单
| 问题序号 | 整改目标 | 整改措施 |
| 1 | 恢复耕地213亩 | 拆除复垦 |
| 2 | 具备灌溉条件 | 补建提灌站4座 |
三、责任清单
| 问题序号 | 牵头单位 | 责任单位 | 完成时限 |
| {} | 县自然资源局 | 各乡镇 | 2024年8月底 |
| {} | 县农业农村局 | 县水利局 | 2024年12月底 |
"""


def findings(first: int, second: int) -> tuple[FindingDraft, ...]:
    return read_plan(draw(THREE.format(first, second))).findings


def test_three_lists_are_one_list_of_findings() -> None:
    one, two = findings(1, 2)
    assert (one.number, one.problem.text) == ("1", "违法占用耕地图斑17个。")
    assert one.goal is not None
    assert one.goal.text == "恢复耕地213亩"
    assert two.lead_units == ("县农业农村局",)
    assert two.deadline is not None
    assert two.deadline.dates == ("2024-12-31",)


def test_rows_of_other_numbers_are_left_alone() -> None:
    one, two = findings(8, 9)
    assert (one.lead_units, two.lead_units) == ((), ())
