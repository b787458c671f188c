"""Tables where one figure, one row or one character more decides: what only counts, shares numbers, hands out tasks."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import draw, findings, measures, raw_findings
from zhenggai.core.plan_text.grids.counting import is_figure

HEAD = "| 序号 | 反馈问题 | 责任单位 | 整改完成情况 | 完成率 |\n"


@pytest.mark.parametrize("cell", ["12", "73.3%", "5件", "1,200", "3/4", "-2", "(6)"])
def test_a_cell_of_nothing_but_figures_counts(cell: str) -> None:
    assert is_figure(cell)


@pytest.mark.parametrize("cell", ["", "县水利局", "已完成12", "2024年6月底", "约5件"])
def test_a_cell_that_says_anything_else_does_not(cell: str) -> None:
    assert not is_figure(cell)


def test_two_rows_of_kinds_and_figures_are_a_count_and_two_sentences_are_none() -> None:
    rows = "| {n} | {said} | 县水务局 | 8 | 66% |\n"
    counted = HEAD + "".join(rows.format(n=n, said="水类") for n in (1, 2))
    told = HEAD + "".join(rows.format(n=n, said="渠" * 24) for n in (1, 2))
    assert [len(raw_findings(draw(table))) for table in (counted, told)] == [0, 2]


PROBLEMS = """
| 序号 | 反馈问题 |
| 1 | 东渠秸秆堆放，雨季被冲入渠中。 |
| 2 | 城南泵站停用，污水直排入河。 |
"""


def test_a_list_of_tasks_with_the_same_numbers_joins_the_list_of_problems() -> None:
    found = findings(
        PROBLEMS
        + "任务清单\n| 序号 | 整改措施 | 责任单位 |\n| 1 | 清运秸秆。 | 县水利局 |\n| 2 | 修泵站。 | 县住建局 |"
    )
    assert len(found) == 2
    assert [one.problem.text for one in found] == ["东渠秸秆堆放，雨季被冲入渠中。", "城南泵站停用，污水直排入河。"]


@pytest.mark.parametrize(
    ("lead", "others", "due"),
    [
        ("县住建局", "县水利局", "2025年6月底前完成"),
        ("县住建局", None, "2025年6月底前完成"),
        ("县水利局", "石桥镇人民政府", "2024年12月31日前完成"),
    ],
)
def test_a_sentence_behind_the_measures_hands_the_task_out(lead: str, others: str | None, due: str) -> None:
    helps = f"，{others}配合" if others else ""
    said = f"建池。此项工作由{lead}牵头{helps}，{due}。"
    (one,) = findings(f"| 序号 | 反馈问题 | 整改措施 |\n| 1 | 泵站停用，污水直排。 | {said} |")
    assert measures(one) == ["建池。"]
    assert one.lead_units == (lead,)
    assert [unit.name.text for unit in one.units if unit.role == "supporting"] == ([others] if others else [])
    assert one.deadline_text is not None
    assert one.deadline_text.text == due


def test_where_a_column_names_the_units_the_measure_stays_whole() -> None:
    said = "建池。此项工作由县住建局牵头，县水利局配合，2025年6月底前完成。"
    (one,) = findings(f"| 序号 | 反馈问题 | 整改措施 | 责任单位 |\n| 1 | 泵站停用，污水直排。 | {said} | 县财政局 |")
    assert "".join(measures(one)) == said
    assert [unit.name.text for unit in one.units] == ["县财政局"]


def test_a_sentence_without_a_date_hands_nothing_out() -> None:
    (one,) = findings(
        "| 序号 | 反馈问题 | 整改措施 |\n| 1 | 泵站停用，污水直排。 | 建池。此项工作由县住建局牵头，抓好落实。 |"
    )
    assert (one.units, one.deadline) == ((), None)
