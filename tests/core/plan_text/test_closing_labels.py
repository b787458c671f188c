"""Who and when at the end of a measure, in tables without columns for them."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import findings, measures

LEDGER = """
| 序号 | 反馈问题 | 整改措施 |
| 1 | 污水厂溢流。 | {} |
"""


@pytest.mark.parametrize(
    ("cell", "left", "units", "due"),
    [
        ("1.清淤。⏎2.建池。（责任单位：县水利局；完成时限：2025年9月底）", ["清淤。", "建池。"],
         ("县水利局",), "2025年9月底"),
        ("覆盖裸土。责任单位：县水利局、各县（市）政府。整改时限：立行立改。", ["覆盖裸土。"],
         ("县水利局", "各县（市）政府"), "立行立改"),
        ("建池。此项工作由县住建局牵头，县水利局配合，2025年6月底前完成。", ["建池。"],
         ("县住建局", "县水利局"), "2025年6月底前完成"),
        ("清淤（责任单位：县水利局）后建池。", ["清淤（责任单位：县水利局）后建池。"], (), None),
    ],
)  # fmt: skip
def test_units_and_deadline_at_the_end_move_to_their_fields(
    cell: str, left: list[str], units: tuple[str, ...], due: str | None
) -> None:
    (one,) = findings(LEDGER.format(cell))
    assert measures(one) == left
    assert one.acting_units == units
    assert (one.deadline_text.text if one.deadline_text else None) == due


def test_every_measure_may_name_its_own_unit() -> None:
    (one,) = findings(LEDGER.format("1.清淤。（责任单位：县水利局）⏎2.建池。（责任单位：县住建局）"))
    assert measures(one) == ["清淤。", "建池。"]
    assert one.acting_units == ("县水利局", "县住建局")


def test_a_table_with_a_column_of_units_leaves_the_measure_whole() -> None:
    (one,) = findings(
        """
        | 序号 | 反馈问题 | 整改措施 | 责任单位 | 整改时限 |
        | 1 | 污水厂溢流。 | 清淤。（责任单位：县水利局） | 县住建局 | 立行立改 |
        """
    )
    assert measures(one) == ["清淤。（责任单位：县水利局）"]
    assert one.acting_units == ("县住建局",)
