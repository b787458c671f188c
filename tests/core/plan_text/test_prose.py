"""Running text: which rows are findings, which are headings, where a finding and the list end."""

from __future__ import annotations

from tests.core.plan_text.written import headings, measures, only, problems, read

LADDER = """
某县督察反馈问题整改方案
一、总体要求
深入贯彻落实。
二、保障措施
（一）加强领导。成立专班。
（二）强化督导。
附件：整改清单

附件
整改清单
一、水环境保护不力
（一）污水收集不到位
1.城区管网破损，雨污混流。
整改目标：完成修复。
整改措施：
（1）排查管网35公里。
（2）修复管网12公里。
责任单位：县住建局
责任人：县住建局局长
整改时限：2023年12月底前
2.乡镇污水处理厂停运2座。
整改目标：恢复运行。
整改措施：
更换设备，落实运维经费。
责任单位：县生态环境局
责任人：局长
整改时限：2023年6月底前
二、大气污染防治不力
3.（反馈问题9）秸秆焚烧火点46个。
其中城郊31个。
整改目标：全域禁烧。
整改措施：网格化管控。
责任单位：各镇（街道）
责任人：各镇镇长
整改时限：长期坚持

某县整改办
2023年3月1日
"""


def test_a_ladder_of_numbers_gives_items_and_headings() -> None:
    found = read(LADDER).findings
    assert [(finding.number, headings(finding)) for finding in found] == [
        ("1", ["水环境保护不力", "污水收集不到位"]),
        ("2", ["水环境保护不力", "污水收集不到位"]),
        ("3", ["大气污染防治不力"]),
    ]
    assert found[2].feedback_number == "9"
    assert found[2].problem.text == "秸秆焚烧火点46个。其中城郊31个。"


def test_preamble_and_signature_join_no_field() -> None:
    found = read(LADDER).findings
    assert measures(found[0]) == ["排查管网35公里。", "修复管网12公里。"]
    assert found[2].deadline_text
    assert found[2].deadline_text.text == "长期坚持"
    assert "加强领导" not in "".join(finding.problem.text for finding in found)


def test_labels_as_headings_are_one_finding() -> None:
    finding = only(
        """
关于某县督察反馈意见第二十七项问题整改完成情况的公示
按照要求，现将整改目标、整改措施完成情况公示如下：
一、整改任务
填埋场超期服役，未建渗滤液设施。
二、 整改责任单位
某县人民政府
三、整改完成情况
（一）新建填埋场二期，2020年8月竣工。
（二）原填埋场完成封场。
公示期为2020年11月4日至11月17日。
某县生态环境局
2020年11月4日
"""
    )
    assert finding.number == "27"
    assert finding.problem.text == "填埋场超期服役，未建渗滤液设施。"
    assert finding.acting_units == ("某县人民政府",)
    assert finding.progress
    assert finding.progress.text.endswith("原填埋场完成封场。")
    assert finding.headings == ()


def test_labels_alone_on_their_lines_without_colon() -> None:
    found = problems(
        """
某区整改措施清单
序号
1
反馈问题
河道垃圾清理不及时
整改目标
河道整洁
整改措施
建立保洁队伍
完成时限
2023年6月底
序号
2
反馈问题
扬尘管控不力
整改目标
管控到位
整改措施
加强检查
完成时限
长期坚持
"""
    )
    assert found == [("1", "河道垃圾清理不及时"), ("2", "扬尘管控不力")]


def test_items_named_in_words_keep_their_numbers() -> None:
    text = (
        "某县整改清单\n第九项\n整改任务：污水超标。\n整改目标：达标。\n第十项\n整改任务：垃圾乱倒。\n整改目标：清零。"
    )
    assert problems(text) == [("9", "污水超标。"), ("10", "垃圾乱倒。")]
    text = "某县整改清单\n问题一：污水超标。\n整改目标：达标。\n问题二：垃圾乱倒。\n整改目标：清零。"
    assert problems(text) == [("1", "污水超标。"), ("2", "垃圾乱倒。")]
    text = """
某县整改公示
一、第5项任务
整改任务：污水超标。
整改目标：达标。
二、第11项任务
整改任务：乱倒。
整改目标：清零。
"""
    assert problems(text) == [("5", "污水超标。"), ("11", "乱倒。")]


def test_measures_may_come_last_and_be_numbered_like_the_items() -> None:
    found = read(
        """
某县整改清单
1.污水超标排放。
整改目标：达标。
整改时限：2023年底
整改措施：
1.更换膜组件。
2.加强监测。
2.垃圾露天堆放。
整改目标：清零。
整改时限：2024年底
整改措施：
1.清运。
2.封场。
"""
    ).findings
    assert [(finding.number, measures(finding)) for finding in found] == [
        ("1", ["更换膜组件。", "加强监测。"]),
        ("2", ["清运。", "封场。"]),
    ]


def test_a_task_beside_a_problem_is_not_the_problem() -> None:
    finding = only(
        "某县整改清单\n1.反馈问题：污水超标。\n整改任务：确保达标。\n整改措施：更换设备。\n整改时限：2023年底"
    )
    assert finding.problem.text == "污水超标。"
    assert finding.goal
    assert finding.goal.text == "确保达标。"


def test_troubles_told_in_the_progress_are_no_new_findings() -> None:
    text = "某县整改台账\n" + "".join(
        f"{n}.{words}\n整改目标：消除。\n整改进展：已清淤2公里。\n存在问题：资金不足。\n下一步工作：争取资金。\n"
        for n, words in ((1, "污水直排。"), (2, "垃圾乱倒。"))
    )
    assert problems(text) == [("1", "污水直排。"), ("2", "垃圾乱倒。")]
    assert [finding.progress.text for finding in read(text).findings if finding.progress] == ["已清淤2公里。"] * 2


def test_a_section_after_the_list_joins_no_field() -> None:
    found = read(
        """
某县整改方案
一、整改任务
（一）污水直排。
1.整改目标：消除。
2.整改措施：修管。
（二）垃圾乱倒。
1.整改目标：清零。
2.整改措施：清运。
三、需要长期坚持的事项
持续推进。
"""
    ).findings
    assert [measures(finding) for finding in found] == [["修管。"], ["清运。"]]


def test_a_table_of_contents_changes_nothing() -> None:
    text = """
某县整改方案
目录
一、总体要求
二、整改任务
三、保障措施
一、总体要求
贯彻落实。
二、整改任务
（一）水环境方面
1.污水直排。
整改目标：消除。
整改措施：修管。
2.黑臭反弹。
整改目标：消除。
整改措施：清淤。
三、保障措施
加强领导。
"""
    found = read(text).findings
    assert [(finding.number, headings(finding)) for finding in found] == [("1", ["水环境方面"]), ("2", ["水环境方面"])]


def test_word_numbers_that_are_not_in_the_text_count_as_printed() -> None:
    text = """
某县整改清单
水环境方面
污水直排。
整改目标：消除。
整改措施：
修管。
清淤。
垃圾乱倒。
整改目标：清零。
整改措施：清运。
"""
    found = read(text, numbering={1: "一、", 2: "1.", 5: "（1）", 6: "（2）", 7: "2."}).findings
    assert [(finding.number, finding.problem.text, measures(finding)) for finding in found] == [
        ("1", "污水直排。", ["修管。", "清淤。"]),
        ("2", "垃圾乱倒。", ["清运。"]),
    ]
    assert headings(found[1]) == ["水环境方面"]


def test_a_decimal_ladder_keeps_both_parts() -> None:
    text = """
某市整改方案
1 水环境方面
1.1 直排口11个未整治。
整改目标：消除。
整改措施：截污。
1.2 采砂混乱。
整改目标：规范。
整改措施：整治。
"""
    found = read(text).findings
    assert [(finding.number, headings(finding)) for finding in found] == [
        ("1.1", ["水环境方面"]),
        ("1.2", ["水环境方面"]),
    ]


BODY_AND_LIST = """某县督察反馈意见整改方案
一、总体要求
坚持问题导向。
二、整改目标
2024年底前完成2项。
三、保障措施
（一）强化组织领导。
附件
某县督察反馈意见整改措施清单
一、思想认识方面
1．（反馈问题2）部分乡镇研究少。
整改目标：每年研究2次。
整改措施：开展学习。
责任单位：红光乡党委
整改时限：2023年12月底前
二、水污染防治方面
2．（反馈问题8）老城区管网混接。
整改目标：消除溢流。
整改措施：改造9.2公里。
责任单位：县住建局
整改时限：2024年10月底前
"""


def test_a_heading_of_the_body_that_reads_like_a_label_hides_no_category() -> None:
    found = read(BODY_AND_LIST).findings
    assert [[heading.text for heading in one.headings] for one in found] == [["思想认识方面"], ["水污染防治方面"]]


def test_a_feedback_number_may_stand_alone_beside_the_number() -> None:
    item = (
        "{0}.（反馈问题{1}）\n反馈问题\n河口断面{0}超标。\n整改目标\n达标。\n责任单位\n县水利局\n整改期限\n2024年底\n"
    )
    found = read("某县督察反馈问题整改任务清单\n" + item.format(1, 3) + item.format(2, 12)).findings
    assert [(one.number, one.feedback_number, one.problem.text) for one in found] == [
        ("1", "3", "河口断面1超标。"),
        ("2", "12", "河口断面2超标。"),
    ]


def test_a_contact_takes_the_phrase_before_it_out_of_the_last_finding() -> None:
    item = "{0}.受理编号：D3LN00{0}\n举报内容：粉尘落到房顶{0}。\n责任单位：某镇人民政府\n办结情况：已办结\n"
    tail = "督察进驻期间（2024年5月9日—6月9日），举报电话：024-2682，邮政信箱：A07。"
    found = read("某县办理督察组交办信访举报案件情况\n" + item.format(1) + item.format(2) + tail).findings
    assert [one.status.text for one in found if one.status] == ["已办结", "已办结"]


def test_a_framed_row_is_the_problem_where_only_the_state_has_a_label() -> None:
    text = "中共某县水利局党组关于县委巡察组反馈意见整改进展情况的通报\n"
    text += "二、巡察反馈问题整改落实情况\n（一）在全面从严治党方面\n"
    text += "1.关于“廉政风险防控不实”问题的整改\n"
    text += "（1）关于“经费支出审核把关不严”的问题。\n一是清退票据11张。二是出台办法。\n整改状态：已完成。\n"
    text += "（2）关于“2辆公车未按规定停放”的问题。\n一是加装定位装置。二是批评教育。\n整改状态：已完成并长期坚持。\n"
    first, second = read(text).findings
    assert (first.problem.text, second.number) == ("经费支出审核把关不严", "2")
    assert [heading.text for heading in first.headings] == ["在全面从严治党方面", "关于“廉政风险防控不实”问题的整改"]
    assert first.progress is not None
    assert first.progress.text == "一是清退票据11张。二是出台办法。"
    assert second.status is not None
    assert second.status.text == "已完成并长期坚持"
