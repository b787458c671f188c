"""Lists in tables of their own that tell the same findings under the same numbers."""

from __future__ import annotations

from tests.core.plan_text.drawn import draw, findings, headings, measures
from zhenggai.core.plan_text.grids.tables import Readout, lay_out

PROBLEMS = """
| 序号 | 类别 | 反馈问题 |
| 1 | 水环境 | 污水处理厂长期溢流。 |
| 2 | ^ | 畜禽粪污直排河道。 |
| 3 | 大气 | 砂场扬尘无人治理。 |
"""


def test_a_list_of_duties_under_the_number_of_the_problem_joins() -> None:
    one, two, three = findings(
        PROBLEMS
        + """
        责任清单
        | 序号 | 对应问题序号 | 牵头单位 | 配合单位 | 完成时限 |
        | 1 | 2 | 县农业农村局 | 各乡镇 | 2024年9月底 |
        | 2 | 1 | 县住建局 | 县水利局 | 2024年6月底 |
        | 3 | 3 | 县自然资源局 | — | 长期坚持 |
        """
    )
    assert (one.lead_units, two.lead_units) == (("县住建局",), ("县农业农村局",))
    assert headings(two) == ["水环境"]
    assert three.deadline is not None
    assert three.deadline.long_term


def test_several_rows_of_one_number_are_several_measures() -> None:
    one, two, _ = findings(
        PROBLEMS
        + """
        任务清单
        | 问题序号 | 整改措施 | 责任单位 |
        | 1 | 修管网。 | 县住建局 |
        | ^ | 建泵站。 | 县水利局 |
        | 2 | 清淤。 | 县农业农村局 |
        | 3 | 覆盖裸土。 | 县自然资源局 |
        """
    )
    assert measures(one) == ["修管网。", "建泵站。"]
    assert one.acting_units == ("县住建局", "县水利局")
    assert measures(two) == ["清淤。"]


def test_a_list_that_names_the_problems_again_adds_what_it_alone_says() -> None:
    found = findings(
        """
        | 序号 | 反馈问题 | 整改措施 |
        | 1 | 污水处理厂长期溢流，管网破损。 | 修管网。 |
        | 2 | 畜禽粪污长期直排河道，河水黑臭。 | 清淤。 |
        责任清单
        | 序号 | 反馈问题 | 责任单位 |
        | 1 | 污水处理厂长期溢流，管网破损。 | 县住建局 |
        | 2 | 畜禽粪污长期直排河道，河水黑臭。 | 县农业农村局 |
        """
    )
    assert [(one.number, measures(one), one.acting_units) for one in found] == [
        ("1", ["修管网。"], ("县住建局",)),
        ("2", ["清淤。"], ("县农业农村局",)),
    ]


def test_numbered_problems_alone_are_a_list_of_findings() -> None:
    one, two = findings(
        """
        | 序号 | 反馈问题 |
        | 1 | 污水处理厂溢流，管网破损严重。 |
        | 2 | 畜禽粪污直排河道，河水黑臭。 |
        """
    )
    assert (one.number, two.problem.text) == ("1", "畜禽粪污直排河道，河水黑臭。")


def test_a_schedule_with_the_same_numbers_joins_nothing() -> None:
    found = findings(
        PROBLEMS
        + """
        调度安排
        | 序号 | 调度内容 | 责任单位 | 完成时限 |
        | 1 | 召开动员会 | 督察整改办 | 2024年3月 |
        | 2 | 开展督导 | 督察整改办 | 2024年6月 |
        | 3 | 总结 | 督察整改办 | 2024年12月 |
        """
    )
    assert all(not one.units and one.deadline is None for one in found)


def test_a_table_with_heads_of_its_own_does_not_go_on_with_the_ledger_above() -> None:
    source = draw(
        """
        | 序号 | 反馈问题 | 整改措施 |
        | 1 | 污水厂溢流。 | 修管网。 |
        | 2 | 粪污直排。 | 清淤。 |
        联络员名单
        | 序号 | 姓名 | 电话 |
        | 1 | 张某 | 2201234 |
        | 2 | 李某 | 2201235 |
        """
    )
    assert [len(item.findings) for item in lay_out(source) if isinstance(item, Readout)] == [2, 0]
