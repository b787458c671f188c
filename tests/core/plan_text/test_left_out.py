"""What is left out of a text, what only looks so, and where glued lists begin."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import read

RULES = """某县督察反馈问题整改验收销号管理{0}
{1}第二章 销号标准
第四条 申请销号的问题应当同时符合以下标准：
（一）整改目标：全面实现整改方案确定的目标；
（二）整改措施：方案所列措施逐条落实到位；
（三）整改时限：在规定时限内完成；
（四）责任单位：已建立长效管理机制。
第五条 立行立改类问题，应当在一个月内完成整改。
"""


@pytest.mark.parametrize("kind", ["办法", "实施细则", "规定（试行）"])
def test_rules_in_clauses_hold_no_findings_under_their_labels(kind: str) -> None:
    clauses = "第一条 为规范验收，制定本办法。\n第二条 本办法适用于下列问题。\n"
    assert read(RULES.format(kind, clauses)).findings == ()


def test_a_page_mark_before_the_next_heading_of_a_glued_text_is_left_out() -> None:
    text = (
        "某县督察反馈问题整改清单一、思想认识方面（一）学习不够。整改目标：达标。责任单位：县委办整改时限：2024年底"
        "整改措施：1.组织学习。2.限期恢复运行。-3-二、污染治理方面（一）管网混接。整改目标：分流。责任单位：县住建局"
        "整改时限：2025年底整改措施：1.改造管网。2.清淤。"
    )
    assert [[measure.text for measure in one.measures] for one in read(text).findings] == [
        ["组织学习。", "限期恢复运行。"],
        ["改造管网。", "清淤。"],
    ]


@pytest.mark.parametrize("head", ["填表说明：", "（填报要求）", "填写说明"])
def test_notes_on_how_to_fill_in_a_form_are_no_finding(head: str) -> None:
    notes = [
        "1.反馈问题：按照反馈意见原文填写，一个问题填一行。",
        "2.整改目标：应当具体、可衡量。",
        "3.整改措施：分条填写。",
        "4.责任单位：填写全称。",
        "5.整改时限：填写具体年月，如“2024年12月底前”。",
    ]
    assert read("\n".join(["某县反馈问题整改台账", head, *notes])).findings == ()
    assert len(read("\n".join(["某县反馈问题整改台账", *notes])).findings) == 1


def test_parts_of_a_report_by_subject_are_headings() -> None:
    text = """某县关于审计查出问题整改情况的公告
一、财政管理审计查出问题整改情况
（一）部分预算资金下达不及时。
已完成整改。县财政局已全部下达。
（二）存量资金未及时清理。
已完成整改。已收回存量资金。
二、民生资金审计查出问题整改情况
（一）机耕道损毁，后期管护不到位。
部分完成整改。已修复机耕道4.3公里。
"""
    assert [[heading.text for heading in one.headings] for one in read(text).findings] == [
        ["财政管理审计查出问题整改情况"],
        ["财政管理审计查出问题整改情况"],
        ["民生资金审计查出问题整改情况"],
    ]


def test_a_weak_label_before_a_blank_is_one_where_it_comes_again() -> None:
    item = "问题{0}\n具体表现 测绘{0}次重复。\n整改责任单位 县建设局\n完成时限 2024年6月底\n整改举措 明确清单。\n"
    found = read("某县督查反馈问题整改情况公告\n" + item.format("一") + item.format("二")).findings
    assert [one.problem.text for one in found] == ["测绘一次重复。", "测绘二次重复。"]
    assert [one.acting_units for one in found] == [("县建设局",), ("县建设局",)]


def test_an_item_glued_to_the_heading_above_it_begins_there() -> None:
    item = "{0}.{1}。整改目标:达标。责任单位:县住建局整改时限:立即整改整改措施:(1)停工。(2)安装设备。"
    text = "某县督察反馈问题整改措施清单（一）部分领域监管缺位" + item.format(1, "扬尘管控粗放")
    text += item.format(2, "油烟扰民") + "（二）矿山修复欠账较多" + item.format(3, "废渣露天堆存")
    found = read(text).findings
    assert [(one.number, one.problem.text, [heading.text for heading in one.headings]) for one in found] == [
        ("1", "扬尘管控粗放。", ["部分领域监管缺位"]),
        ("2", "油烟扰民。", ["部分领域监管缺位"]),
        ("3", "废渣露天堆存。", ["矿山修复欠账较多"]),
    ]
    assert [[measure.text for measure in one.measures] for one in found] == [["停工。", "安装设备。"]] * 3


def test_a_sentence_like_a_promise_ends_no_finding_that_goes_on() -> None:
    item = "{0}.某河段{0}污水直排。\n整改目标：达标。\n整改进展：\n"
    item += "县政府将督促企业推进整改工作，已建管网3公里。\n整改时限：2024年12月底\n"
    found = read("某县督察反馈问题整改清单\n" + "".join(map(item.format, (1, 2, 3)))).findings
    assert [one.number for one in found] == ["1", "2", "3"]
    assert all(one.progress and one.deadline_text for one in found)
    last = "1.某河段污水直排。\n责任单位：县住建局\n整改措施：新建管网。\n"
    last += "县住建局将继续督促问题整改，每月一次检查。\n安装在线监测。"
    (one,) = read("某县督察反馈问题整改清单\n" + last).findings
    assert len(one.measures) == 3


def test_notes_whose_labels_come_again_are_a_list() -> None:
    item = "{0}.反馈问题：某厂{0}直排。整改目标：达标。整改措施：停产。责任单位：县局\n"
    found = read("某县整改台账\n填表说明：\n" + "".join(map(item.format, (1, 2, 3)))).findings
    assert len(found) == 3


def test_notes_end_where_the_numbers_begin_anew() -> None:
    notes = "填表说明：\n1.反馈问题：按原文填写。\n2.整改目标：应当具体。\n"
    item = "{0}.某厂{0}污水直排。\n整改目标：达标。\n整改措施：停产。\n责任单位：县局\n整改时限：2024年底\n"
    draft = read("某县整改台账\n" + notes + item.format(1) + item.format(2))
    assert [one.problem.text for one in draft.findings] == ["某厂1污水直排。", "某厂2污水直排。"]
    assert "filling_notes" in {notice.code for notice in draft.notices}


def test_whoever_reads_rules_is_told_that_labels_were_left_out() -> None:
    clauses = "第一条 为规范验收，制定本办法。\n第二条 本办法适用于下列问题。\n"
    assert "read_as_rules" in {notice.code for notice in read(RULES.format("办法", clauses)).notices}
