"""Closure notices as offices put them on the net: the head of the page above them, a receipt code, a conclusion."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import measures, only, problems, read

ALONE = """
某县关于中央生态环境保护督察反馈问题整改完成情况的公示
{}
根据要求，现将我县1项整改任务完成情况公示如下。
整改任务
某镇污水处理厂停运，污水直排。
责任单位
县住建局，某镇党委、政府
整改目标
恢复运行。
整改措施及成效
（一）更换设备2台。
（二）落实运维经费80万元。
整改结论
经县级自查、市级核查，该项整改任务已达到整改目标。
公示时间
2024年5月6日至5月12日
"""


@pytest.mark.parametrize(
    "head",
    [
        "来源：某县人民政府　　发布时间：2024-05-06 16:02　　浏览次数：",
        "信息来源：某县环境局 责任编辑：张某",
        "来源：县政府网",
        "",
    ],
)
def test_the_head_of_the_page_takes_no_part_in_the_finding(head: str) -> None:
    one = only(ALONE.format(head))
    assert one.problem.text == "某镇污水处理厂停运，污水直排。"
    assert one.acting_units == ("县住建局", "某镇党委、政府")
    assert measures(one) == ["更换设备2台。", "落实运维经费80万元。"]
    assert one.progress is not None
    assert one.progress.text == "经县级自查、市级核查，该项整改任务已达到整改目标。"


def test_a_label_that_every_finding_has_is_no_head_of_a_page() -> None:
    text = """
某县安全生产问题整改清单
问题来源：省督导组
问题描述：通道堵塞。
整改措施：清理。
问题来源：市督导组
问题描述：电线老化。
整改措施：更换。
"""
    assert [problem for _, problem in problems(text)] == ["通道堵塞。", "电线老化。"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("某县关于督察群众举报件X2HA202104220037号整改完成情况的公示", "X2HA202104220037"),
        ("某县转办件（第X3HN202105110027号）整改情况公示", "X3HN202105110027"),
        ("某县群众举报件\n（受理编号：D2SD202308310031整改完成情况的公示", "D2SD202308310031"),
        ("某县信访件D3SC-2021-0902整改情况公示", "D3SC-2021-0902"),
        ("某县群众举报件整改情况公示", None),
        ("某县举报件A级风险点整改情况公示", None),
    ],
)
def test_a_receipt_code_in_the_title_is_the_number(title: str, code: str | None) -> None:
    one = only(f"{title}\n一、反馈问题\n某厂异味扰民。\n二、整改目标\n达标。\n三、整改措施\n停产整治。")
    assert one.number == code


def test_a_list_of_more_than_999_findings_keeps_its_numbers() -> None:
    rows = [f"{n}.第{n}处管网破损。\n整改目标：修复。\n整改措施：修管。" for n in range(1, 1102)]
    found = read("\n".join(["某县整改措施清单", *rows])).findings
    assert [finding.number for finding in found] == [str(n) for n in range(1, 1102)]
