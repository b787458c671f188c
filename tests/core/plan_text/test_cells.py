"""What one cell gives to a finding: under the head of its column, or under the labels that stand in it."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import findings, headings, measures
from zhenggai.core.plan import FindingDraft

PAIRED = "| 序号 | 问题 | 整改目标及措施 | 责任单位及责任人 | 整改时限 |"
PLAIN = "| 序号 | 问题 | 整改措施 | 责任单位 | 整改时限 |"


def row_of(head: str, answer: str, unit: str) -> FindingDraft:
    """The one finding of a table of one row."""
    (found,) = findings(f"{head}\n| 1 | 污水厂溢流。 | {answer} | {unit} | 2024年6月底 |")
    return found


def people_of(found: FindingDraft) -> tuple[list[tuple[str, str]], str | None]:
    return [(unit.name.text, unit.role) for unit in found.units], found.person.text if found.person else None


FOREST, WATER = ("县林业局", "responsible"), ("县水利局", "responsible")


@pytest.mark.parametrize(
    ("cell", "units", "person"),
    [
        ("县林业局 张某某", [FOREST], "张某某"),
        ("县林业局（张某某）", [FOREST], "张某某"),
        ("县林业局⏎张某某", [FOREST], "张某某"),
        ("责任单位：县林业局⏎责任人：张某某", [FOREST], "张某某"),
        ("责任单位：县林业局 责任人：张某某", [FOREST], "张某某"),
        ("县林业局、县水利局 张某某、李某某", [FOREST, WATER], "张某某、李某某"),
        ("县林业局，张某某，县水利局，李某某", [FOREST, WATER], "县林业局，张某某，县水利局，李某某"),
        ("县林业局、县水利局", [FOREST, WATER], None),
    ],
)
def test_a_column_of_units_and_persons_gives_each_its_own(
    cell: str, units: list[tuple[str, str]], person: str | None
) -> None:
    assert people_of(row_of(PAIRED, "完成治理。", cell)) == (units, person)


@pytest.mark.parametrize(
    ("cell", "goal", "steps"),
    [
        ("整改目标：完成治理。⏎整改措施：修闸门。", "完成治理。", ["修闸门。"]),
        ("目标：完成治理。整改措施：修闸门。", "完成治理。", ["修闸门。"]),
        ("完成治理。⏎1.修闸门。⏎2.清管道。", "完成治理。", ["修闸门。", "清管道。"]),
        ("1.修闸门。⏎2.清管道。", None, ["修闸门。", "清管道。"]),
        ("完成治理。", "完成治理。", []),
    ],
)
def test_a_column_of_goal_and_measures_is_parted_by_labels_or_numbers(
    cell: str, goal: str | None, steps: list[str]
) -> None:
    found = row_of(PAIRED, cell, "县林业局")
    assert (found.goal.text if found.goal else None, measures(found)) == (goal, steps)


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("牵头单位：县水利局；配合单位：县财政局", [("县水利局", "lead"), ("县财政局", "supporting")]),
        ("县水利局；验收单位：市生态环境局", [WATER, ("市生态环境局", "accepting")]),
        ("县水利局（牵头）、县财政局", [("县水利局", "lead"), ("县财政局", "responsible")]),
        ("县水利局", [WATER]),
    ],
)
def test_labels_in_a_column_of_units_give_the_roles(cell: str, units: list[tuple[str, str]]) -> None:
    assert people_of(row_of(PLAIN, "修闸门。", cell)) == (units, None)


def test_a_label_that_opens_a_text_moves_it_and_one_inside_a_sentence_does_not() -> None:
    moved = row_of(PLAIN, "进展情况：已修闸门。", "县水利局")
    assert (measures(moved), moved.progress.text if moved.progress else None) == ([], "已修闸门。")
    kept = row_of(PLAIN, "修闸门。整改时限：2024年底。", "县水利局")
    assert measures(kept) == ["修闸门。整改时限：2024年底。"]
    assert kept.deadline_text is not None
    assert kept.deadline_text.text == "2024年6月底"


def test_a_label_that_no_plan_has_stays_in_its_sentence() -> None:
    assert measures(row_of(PLAIN, "存在困难：资金不足。", "县水利局")) == ["存在困难：资金不足。"]


NUMBERED = """
    | 一、水污染 | < | < | < | < |
    | （一）污水厂 | < | < | < | < |
    | 1 | 甲。 | 乙。 | 县水利局 | 长期坚持 |
    | （二）管网 | < | < | < | < |
    | 2 | 丙。 | 丁。 | 县水利局 | 长期坚持 |
    | 二、大气污染 | < | < | < | < |
    | 3 | 戊。 | 己。 | 县水利局 | 长期坚持 |
"""
APART = """
    | 一 | 水污染防治方面 | < | < | < |
    | （一） | 污水厂方面 | < | < | < |
    | 1 | 甲。 | 乙。 | 县水利局 | 长期坚持 |
    | 二 | 大气污染方面 | < | < | < |
    | 2 | 丙。 | 丁。 | 县水利局 | 长期坚持 |
"""
BARE = """
    | 水污染 | < | < | < | < |
    | 1 | 甲。 | 乙。 | 县水利局 | 长期坚持 |
    | 大气污染 | < | < | < | < |
    | 2 | 丙。 | 丁。 | 县水利局 | 长期坚持 |
"""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (NUMBERED, [["水污染", "污水厂"], ["水污染", "管网"], ["大气污染"]]),
        (APART, [["水污染防治方面", "污水厂方面"], ["大气污染方面"]]),
        (BARE, [["水污染"], ["大气污染"]]),
    ],
    ids=["numbers in the heading", "numbers in a cell of their own", "no numbers"],
)
def test_headings_between_rows_stand_above_each_other_by_their_numbers(rows: str, told: list[list[str]]) -> None:
    assert [headings(found) for found in findings(PLAIN + rows)] == told


def test_a_category_cell_of_two_numbered_lines_is_two_headings_and_a_broken_line_one() -> None:
    one, two = findings(
        """
        | 序号 | 类别 | 问题 | 整改措施 | 责任单位 | 整改时限 |
        | 1 | 一、水污染⏎（一）污水厂 | 甲。 | 乙。 | 县水利局 | 长期坚持 |
        | 2 | 水污染防治⏎设施管网 | 丙。 | 丁。 | 县水利局 | 长期坚持 |
        """
    )
    assert (headings(one), headings(two)) == (["水污染", "污水厂"], ["水污染防治设施管网"])
