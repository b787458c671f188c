"""A long list printed as several tables: its category rows hold on where the numbers go on."""

from __future__ import annotations

from tests.core.plan_text.drawn import findings, headings

HEADS = "| 序号 | 反馈问题 | 整改措施 | 责任单位 |"
FIRST = f"""
{HEADS}
| 一、水环境方面 | < | < | < |
| 1 | 污水溢流。 | 修闸门。 | 县住建局 |
| 二、大气方面 | < | < | < |
| （一）扬尘管控不力 | < | < | < |
| {{2}} | 工地扬尘。 | 湿法作业。 | 县住建局 |
"""


def all_headings(drawing: str) -> list[list[str]]:
    return [headings(one) for one in findings(drawing)]


def test_headings_hold_on_below_repeated_heads() -> None:
    rest = f"""
续表1
{HEADS}
| {{3}} | 道路扬尘。 | 机扫。 | 县城管局 |
| （二）餐饮油烟扰民 | < | < | < |
| {{4}} | 夜市油烟。 | 装净化器。 | 县城管局 |
| 三、土壤方面 | < | < | < |
| {{5}} | 农膜残留。 | 回收。 | 县农业农村局 |
"""
    assert all_headings(FIRST + rest) == [
        ["水环境方面"],
        ["大气方面", "扬尘管控不力"],
        ["大气方面", "扬尘管控不力"],
        ["大气方面", "餐饮油烟扰民"],
        ["土壤方面"],
    ]


def test_headings_hold_on_in_a_table_without_heads() -> None:
    rest = "\n（续上表）\n| 3 | 道路扬尘。 | 机扫。 | 县城管局 |"
    assert all_headings(FIRST + rest)[-1] == ["大气方面", "扬尘管控不力"]


def test_headings_end_where_the_numbers_begin_anew() -> None:
    rest = f"\n续表\n{HEADS}\n| 1 | 道路扬尘。 | 机扫。 | 县城管局 |"
    assert all_headings(FIRST + rest)[-1] == []


def test_headings_end_at_a_text_between_the_tables() -> None:
    rest = f"\n以下任务由乡镇落实。\n{HEADS}\n| 3 | 道路扬尘。 | 机扫。 | 县城管局 |"
    assert "扬尘管控不力" not in all_headings(FIRST + rest)[-1]


def test_headings_end_at_a_table_of_other_heads() -> None:
    rest = "\n续表\n| 序号 | 反馈问题 | 整改目标 | 牵头单位 |\n| 3 | 道路扬尘。 | 清零。 | 县城管局 |"
    assert all_headings(FIRST + rest)[-1] == []
