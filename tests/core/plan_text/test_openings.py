"""Problems that exist only in a sentence of the notice, the other fields in a form or list attached to it."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import draw
from tests.core.plan_text.written import measures, only, problems, read
from zhenggai.core.plan import FindingDraft
from zhenggai.core.plan_text.draft import read_plan

SENTENCE = "现将督察反馈意见涉及我区的{}“某镇污水站“建而未用”，污水直排。”的问题整改完成情况（详见附表）予以公示。"
FORM = """
某区关于督察反馈问题整改完成情况的公示
{}
附表
{}| 牵头单位 | 区水务局 | 配合单位 | 某镇人民政府 |
| 整改目标 | 恢复运行。 | < | < |
| 整改措施 | 1.更换设备。⏎2.落实经费。 | < | < |
| 整改完成情况 | 设备已更换。 | < | < |
"""


def drawn(text: str) -> tuple[FindingDraft, ...]:
    return read_plan(draw(text)).findings


@pytest.mark.parametrize(
    ("named", "row"),
    [("第23项", ""), ("第二十三项", "| 序号 | 23 | < | < |\n"), ("", "| 任务编号 | 23 | < | < |\n")],
)
def test_the_sentence_of_a_notice_gives_the_form_its_problem(named: str, row: str) -> None:
    (one,) = drawn(FORM.format(SENTENCE.format(named), row))
    assert (one.number, one.problem.text) == ("23", "某镇污水站“建而未用”，污水直排。")
    assert measures(one) == ["更换设备。", "落实经费。"]
    assert one.acting_units == ("区水务局", "某镇人民政府")


def test_a_form_that_only_tells_what_was_done_is_joined_too() -> None:
    (one,) = drawn("""
某区督察反馈问题整改完成情况公示
我区承担的反馈问题第5项“某河断面水质不达标，总磷超标0.4倍”已完成整改，具体情况见下表。
| 责任单位 | 区水务局 |
| 整改时限 | 2023年12月底 |
| 完成情况 | 断面达到Ⅲ类。 |
""")
    assert (one.number, one.problem.text) == ("5", "某河断面水质不达标，总磷超标0.4倍")
    assert one.deadline is not None
    assert one.deadline.text == "2023年12月底"


def test_several_problems_of_one_sentence_go_to_their_forms_in_order() -> None:
    found = drawn("""
某区督察反馈问题整改完成情况公示
我区第5项“某河断面水质不达标，总磷超标0.4倍”、第8项“某镇垃圾堆存约300吨无人清运”的问题已完成整改。
附表1
| 责任单位 | 区水务局 |
| 整改目标 | 达标。 |
| 完成情况 | 断面达到Ⅲ类。 |
附表2
| 责任单位 | 某镇人民政府 |
| 整改目标 | 清运。 |
| 完成情况 | 已清运。 |
""")
    assert [(one.number, one.problem.text[:4]) for one in found] == [("5", "某河断面"), ("8", "某镇垃圾")]
    assert [one.acting_units for one in found] == [("区水务局",), ("某镇人民政府",)]


def test_a_form_whose_problem_nobody_tells_stays_out() -> None:
    assert drawn(FORM.format("现将整改完成情况（详见附表）予以公示。", "")) == ()


def test_labels_in_running_text_are_joined_with_the_sentence_above_them() -> None:
    one = only("""
某区关于督察反馈问题整改完成情况的公示
现将我区第23项“某镇污水处理站建而未用，污水直排入河”的问题整改完成情况予以公示，公示时间为2024年5月20日至5月31日。
牵头单位：区水务局
整改目标：恢复运行。
整改措施：1.更换设备。2.落实经费。
整改时限：2023年12月底
完成情况：设备已更换。
某区整改办
2024年5月20日
""")
    assert (one.number, one.problem.text) == ("23", "某镇污水处理站建而未用，污水直排入河")
    assert measures(one) == ["更换设备。", "落实经费。"]


def test_a_plan_for_one_problem_quotes_it_in_its_opening() -> None:
    one = only("""
某区第7项反馈问题整改方案
针对督察反馈意见第7项“某河断面水质不达标，总磷超标0.4倍”的问题，制定本方案。
一、整改目标
断面达到Ⅲ类。
二、整改措施
（一）截污。
（二）清淤。
""")
    assert (one.number, one.problem.text) == ("7", "某河断面水质不达标，总磷超标0.4倍")


@pytest.mark.parametrize("row", ["第六项任务", "第六项问题"])
def test_a_line_that_only_names_a_task_gives_its_number(row: str) -> None:
    second = row.replace("六", "九")
    fields = "一、整改任务\n{}\n二、整改目标\n达标。\n三、完成情况\n已接管。\n"
    text = f"某县督察反馈问题整改销号公示\n{row}\n{fields}{second}\n{fields}"
    assert problems(text.format("污水直排。", "垃圾乱倒。")) == [("6", "污水直排。"), ("9", "垃圾乱倒。")]
    without = f"某县督察反馈问题整改销号公示\n{row}\n{{}}\n整改目标：达标。\n{second}\n{{}}\n整改目标：清运。"
    assert problems(without.format("污水直排。", "垃圾乱倒。")) == [("6", "污水直排。"), ("9", "垃圾乱倒。")]


def test_a_task_with_a_colon_is_the_label_of_its_problem() -> None:
    text = "某县整改销号公示\n第六项任务：\n污水直排。\n整改目标：达标。\n第九项任务：\n垃圾乱倒。\n整改目标：清运。"
    assert [problem.problem.text for problem in read(text).findings] == ["污水直排。", "垃圾乱倒。"]
