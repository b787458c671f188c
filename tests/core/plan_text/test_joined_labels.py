"""Headings that are two labels: 三、责任单位及整改时限."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import measures, only, read
from zhenggai.core.plan import FindingDraft
from zhenggai.core.plan_text.words.labels import find_labels
from zhenggai.core.plan_text.words.lexicon import joined
from zhenggai.core.plan_text.words.raw import Slot

NOTICE = """
某县督察反馈第十九项整改任务验收意见
一、反馈问题
某河断面水质偏差。
二、整改目标
达到Ⅲ类。
{}
四、整改措施
（一）清淤3公里。
（二）截污2处。
"""
LIST = """
某县督察反馈问题整改措施清单
1.某镇污水直排。
{}
整改措施：封堵。
2.某村垃圾乱倒。
{}
整改措施：清运。
"""


def who_and_when(one: FindingDraft) -> tuple[list[tuple[str, str]], str | None, str | None]:
    units = [(unit.name.text, unit.role) for unit in one.units]
    return units, one.person and one.person.text, one.deadline_text and one.deadline_text.text


@pytest.mark.parametrize(
    ("part", "units", "person", "deadline"),
    [
        (
            "三、责任单位及整改时限\n牵头单位：县水利局\n配合单位：县住建局\n整改时限：2022年10月底前",
            [("县水利局", "lead"), ("县住建局", "supporting")],
            None,
            "2022年10月底前",
        ),
        (
            "三、责任单位和完成时限\n责任单位\n县水利局\n完成时限\n2022年10月底前",
            [("县水利局", "responsible")],
            None,
            "2022年10月底前",
        ),
        (
            "三、责任单位与整改时限\n县水利局、某镇人民政府，2022年10月底前完成。",
            [("县水利局", "responsible"), ("某镇人民政府", "responsible")],
            None,
            "2022年10月底前完成",
        ),
        (
            "三、责任单位及整改时限\n县水利局\n县住建局\n2022年10月底前",
            [("县水利局", "responsible"), ("县住建局", "responsible")],
            None,
            "2022年10月底前",
        ),
        (
            "三、责任单位与完成时限：县水利局（牵头）、县住建局（2022年10月底前）",
            [("县水利局", "lead"), ("县住建局", "responsible")],
            None,
            "2022年10月底前",
        ),
        (
            "三、责任单位、责任人及整改时限\n县水利局 张某某，立行立改。",
            [("县水利局", "responsible")],
            "张某某",
            "立行立改",
        ),
    ],
)
def test_a_heading_of_two_labels_parts_into_its_fields(
    part: str, units: list[tuple[str, str]], person: str | None, deadline: str | None
) -> None:
    one = only(NOTICE.format(part))
    assert one.number == "19"
    assert one.goal is not None
    assert one.goal.text == "达到Ⅲ类。"
    assert measures(one) == ["清淤3公里。", "截污2处。"]
    assert who_and_when(one) == (units, person, deadline)


def test_word_s_own_numbers_before_such_headings_make_no_difference() -> None:
    text = NOTICE.format("责任单位及整改时限\n县水利局，2022年10月底前。")
    text = text.replace("一、", "").replace("二、", "").replace("四、", "").strip("\n")
    heads = ["反馈问题", "整改目标", "责任单位及整改时限", "整改措施"]
    numbers = dict(
        zip((text.splitlines().index(head) for head in heads), ("一、", "二、", "三、", "四、"), strict=True)
    )
    (one,) = read(text, numbering=numbers).findings
    assert who_and_when(one) == ([("县水利局", "responsible")], None, "2022年10月底前")


def test_the_labels_of_a_list_may_be_joined_in_every_finding() -> None:
    one, two = read(
        LIST.format(
            "责任单位及整改时限：县水利局、县住建局，2024年6月底前", "责任单位及整改时限：某镇人民政府；立行立改"
        )
    ).findings
    assert who_and_when(one) == ([("县水利局", "responsible"), ("县住建局", "responsible")], None, "2024年6月底前")
    assert who_and_when(two) == ([("某镇人民政府", "responsible")], None, "立行立改")
    assert measures(two) == ["清运。"]


def test_a_goal_told_with_its_deadline_gives_the_last_clause_to_the_deadline() -> None:
    one, two = read(
        LIST.format("整改目标及时限：恢复运行，稳定达标，2024年6月底前完成。", "整改目标及时限：到2024年全部清零。")
    ).findings
    assert one.goal is not None
    assert one.goal.text == "恢复运行，稳定达标"
    assert who_and_when(one)[2] == "2024年6月底前完成"
    assert two.goal is not None
    assert (two.goal.text, two.deadline_text) == ("到2024年全部清零。", None)


def test_goal_and_measures_under_one_heading_part_at_the_first_number() -> None:
    text = """
某县督察反馈问题整改完成情况公示
一、反馈问题
某镇污水直排。
二、整改目标及整改措施
恢复运行。
（一）更换设备。
（二）落实经费。
三、整改完成情况
已完成。
"""
    one = only(text)
    assert one.goal is not None
    assert one.goal.text == "恢复运行。"
    assert measures(one) == ["更换设备。", "落实经费。"]


def test_a_heading_of_two_labels_over_whole_findings_is_a_heading() -> None:
    found = read(
        "某县整改方案\n一、总体要求\n抓好落实。\n二、整改措施及时限\n（一）某镇污水直排。\n整改措施：封堵。\n"
        "整改时限：2024年6月底\n（二）某村垃圾乱倒。\n整改措施：清运。\n整改时限：2024年7月底"
    ).findings
    assert [(one.number, one.problem.text) for one in found] == [("1", "某镇污水直排。"), ("2", "某村垃圾乱倒。")]


def test_joined_headings_of_a_plan_s_body_hold_no_findings() -> None:
    body = "某县整改方案\n一、总体要求\n抓好落实。\n二、整改目标和工作措施\n（一）加强领导。\n（二）压实责任。\n"
    body += "三、责任单位和完成时限\n各单位按职责抓好落实。\n四、保障措施\n加强督导。"
    assert read(body).findings == ()


@pytest.mark.parametrize(
    "line",
    [
        "逐项明确整改目标、责任单位和整改时限：",
        "明确责任单位及整改时限",
        "三、责任单位及整改时限名单",
        "三、存在问题及责任单位",
        "责任单位及县水利局",
    ],
)
def test_words_that_only_sound_like_two_labels_are_none(line: str) -> None:
    assert not any(hit.joined for hit in find_labels(line))


def test_each_part_must_be_a_label_of_a_field_of_its_own() -> None:
    assert joined("责任单位及整改时限") == (Slot.UNITS, Slot.DEADLINE)
    assert joined("整改时限和整改目标") == (Slot.GOAL, Slot.DEADLINE)
    assert joined("整改时限和完成时限") == ()
    assert joined("责任单位") == ()
