"""Reports and feedback without labels, and notices that tell everything in a sentence."""

from __future__ import annotations

from tests.core.plan_text.drawn import draw
from tests.core.plan_text.written import headings, only, problems, read
from zhenggai.core.plan_text.draft import read_plan

INSPECTION = """
某局党组关于巡察整改进展情况的通报
2023年3月1日至5月10日，区委第二巡察组进行了巡察，共反馈3个方面9类25个问题。
一、党组履行整改主体责任情况
（一）提高站位抓整改。召开党组会4次。
（二）完善机制抓整改。实行周调度。
二、巡察反馈问题的整改落实情况
（一）在落实上级决策部署方面
1.关于服务能力不强问题的整改
（1）关于“村卫生室布局不合理”的问题。
新建卫生室7个。
（2）关于“签约服务‘签而不约’”的问题。
清理无效签约1.3万人。
三、下一步工作打算
（一）持续压实责任。
联系电话：0000-0000000
"""


def test_the_deepest_rows_worded_as_problems_are_the_findings() -> None:
    found = read(INSPECTION).findings
    assert [(finding.number, finding.problem.text) for finding in found] == [
        ("1", "村卫生室布局不合理"),
        ("2", "签约服务‘签而不约’"),
    ]
    assert headings(found[0]) == ["在落实上级决策部署方面", "关于服务能力不强问题的整改"]
    assert found[1].progress
    assert found[1].progress.text == "清理无效签约1.3万人。"


def test_a_status_sentence_below_the_problem_is_its_status() -> None:
    text = """
某市关于审计查出问题整改情况的报告
一、整改工作总体情况
已整改9个。
二、审计查出问题的整改情况
（一）预算编制不完整。
已整改完毕。一是收回资金。二是修订规程。
（二）资金下达不及时。
部分整改。已下达640万元。
三、下一步工作安排
继续推进。
"""
    found = read(text).findings
    assert [finding.number for finding in found] == ["1", "2"]
    assert [finding.status.text.rstrip("。") for finding in found if finding.status] == ["已整改完毕", "部分整改"]


def test_feedback_lists_problems_and_nothing_else() -> None:
    text = """
省督察组向某州反馈督察意见
督察认为，工作取得成效。
督察指出，主要有以下问题：
（一）生态优先理念不牢
一是把关不严。
二是各算各的账。
（二）污染防治有短板
一是二氧化硫超标。
督察要求，要坚决扛起责任。
"""
    found = read(text)
    assert found.about.kind == "feedback"
    assert [(headings(f), f.problem.text) for f in found.findings] == [
        (["生态优先理念不牢"], "把关不严。"),
        (["生态优先理念不牢"], "各算各的账。"),
        (["污染防治有短板"], "二氧化硫超标。"),
    ]


def test_a_notice_may_name_number_and_problem_in_one_sentence() -> None:
    finding = only(
        """
某区督察整改任务销号公示
经核查，整改方案第12项“部分雨水排口旱天有水，向海河排水”涉及我区的整改任务已达到销号标准，现予公示。
公示期5天。
"""
    )
    assert (finding.number, finding.problem.text) == ("12", "部分雨水排口旱天有水，向海河排水")


def test_a_paper_in_the_traditional_script_is_quoted_as_printed() -> None:
    text = """
某區人民政府關於審計查出問題整改情況的報告
一、整改工作總體情況
審計反映的問題已完成整改9個，規範資金2316萬元。
二、審計查出問題的具體整改情況
（一）預(yù)算編制不完整，8個單位結余未編入預(yù)算。
已整改完畢。一是區財政局收回資金。二是修訂規程。
（二）專項資金下達不及時，涉及4項資金。
已整改完畢。資金已全部下達。
"""
    draft = read(text)
    assert draft.about.title
    assert draft.about.title.text == "某區人民政府關於審計查出問題整改情況的報告"
    assert [finding.problem.text for finding in draft.findings] == [
        "預(yù)算編制不完整，8個單位結余未編入預(yù)算。",
        "專項資金下達不及時，涉及4項資金。",
    ]


NONE = {
    "a plan's body": """
某市督察整改方案
一、总体要求
（一）指导思想。贯彻落实。
（二）工作目标。2024年底前完成17项。
二、重点任务
（一）深入打好碧水保卫战。2024年12月底前完成排污口整治。市生态环境局牵头。
三、保障措施
（一）加强领导。
""",
    "a work plan": """
某县大气攻坚实施方案
一、重点任务
（一）推进清洁取暖。
责任单位：县发改局
完成时限：2024年10月底
（二）治理柴油车。
责任单位：县交通局
完成时限：2024年12月底
""",
    "a regulation": """
某省督察整改工作办法
第一条 为规范整改，制定本办法。
第二条 整改方案应当包括：整改目标、整改措施、责任单位、整改时限。
第三条 责任单位：各市县政府负总责。
""",
    "news": """
县委书记调研督察整改工作
6月3日，县委书记调研整改工作。他指出，要明确整改目标、整改措施、责任单位、整改时限。责任单位要迅速行动。
""",
    "an empty form": """
关于报送整改台账的通知
请按以下格式填报：
反馈问题：
整改目标：
整改措施：
责任单位：
整改时限：
联系人：李某
""",
    "a speech": """
在整改推进会上的讲话
一、存在问题不容忽视
（一）思想认识不到位。
（二）整改进度滞后。
二、下一步工作要求
（一）明确整改目标。
（二）细化整改措施。
""",
    "minutes": """
某县会议纪要
会议听取了整改工作汇报。会议议定：
一、关于提标改造问题。由县住建局牵头。
二、关于修复资金问题。由县财政局落实。
""",
    "a summary": """
某分局2022年工作总结
一、工作开展情况
（一）督察整改持续推进。完成19个。
二、存在的问题
（一）臭氧污染上升。
（二）力量不足。
""",
}


def test_papers_without_a_list_hold_no_findings() -> None:
    assert {name: problems(text) for name, text in NONE.items()} == {name: [] for name in NONE}


AUDIT = """
某县审计局关于2023年度预算执行审计查出问题整改情况的报告
一、整改工作总体情况
县委高度重视，12个问题中已整改10个。
二、具体整改情况
（一）财政管理方面
1.应缴未缴非税收入126.5万元。相关单位已于2024年3月全部上缴国库。
2.结余资金未清理。县民政局已收回38万元；县文旅局正在办理手续。
（二）重大项目方面
3.多计工程价款56.8万元。建设单位已扣回，整改完毕。
4.某道路超期未完工。
5.某学校项目未办理决算。目前完成85%，仍在整改。
三、下一步工作
（一）压实责任。
（二）举一反三。
"""


def test_a_row_may_say_what_was_wrong_and_go_on_to_what_was_done() -> None:
    plan = read(AUDIT)
    assert [(one.number, headings(one), one.problem.text) for one in plan.findings] == [
        ("1", ["财政管理方面"], "应缴未缴非税收入126.5万元。"),
        ("2", ["财政管理方面"], "结余资金未清理。"),
        ("3", ["重大项目方面"], "多计工程价款56.8万元。"),
        ("4", ["重大项目方面"], "某道路超期未完工。"),
        ("5", ["重大项目方面"], "某学校项目未办理决算。"),
    ]
    told = plan.findings[1].progress
    assert told is not None
    assert told.text == "县民政局已收回38万元；县文旅局正在办理手续。"
    assert [notice.code for notice in plan.notices] == ["read_without_labels"]


def test_rows_that_mostly_tell_what_was_done_are_no_findings() -> None:
    text = AUDIT.replace("应缴未缴非税收入126.5万元。", "强化组织领导。").replace("结余资金未清理。", "加强调度推进。")
    assert read(text).findings == ()


TRADITIONAL_TABLE = """
昌寧縣落實省級林草濕地督查反饋問題整改措施清單
| 序號 | 問題類別 | 反饋問題 | 整改措施 | 責任分工 | < | 整改時限 |
| ^ | ^ | ^ | ^ | 牽頭單位 | 配合單位 | ^ |
| 1 | 濕地保護 | 違規開墾耕地43.5畝。 | 1.清退耕地。⏎2.補設界樁。 | 縣林業和草原局 | 縣自然資源局 | 2023年6月底 |
| 2 | ^ | 宣教館閒置3年。 | 修復展陳設備。 | 縣林業和草原局 | 縣教育體育局 | 立行立改，長期堅持 |
"""


def test_a_table_in_the_traditional_script_is_read_by_the_same_heads() -> None:
    first, second = read_plan(draw(TRADITIONAL_TABLE)).findings
    assert (first.number, first.problem.text) == ("1", "違規開墾耕地43.5畝。")
    assert first.acting_units == ("縣林業和草原局", "縣自然資源局")
    assert [heading.text for heading in second.headings] == ["濕地保護"]
    assert second.deadline is not None
    assert (second.deadline.immediate, second.deadline.long_term) == (True, True)


def test_a_row_with_a_status_among_faults_is_one_also_without_a_word_of_fault() -> None:
    text = """
某县2023年度审计查出问题整改情况的报告
1.非税收入未及时缴库。已完成整改。全部缴入国库。
2.存量资金未统筹盘活。正在整改。已收回308.4万元。
3.户厕改造多付工程款9.7万元。已完成整改。多付款项全部追回。
"""
    plan = read(text)
    assert [finding.problem.text for finding in plan.findings][2] == "户厕改造多付工程款9.7万元。"
    assert plan.findings[2].progress is not None
    assert plan.findings[2].progress.text == "多付款项全部追回。"


def test_work_done_without_faults_is_no_list_of_problems() -> None:
    assert read("某县整改情况报告\n1.制定方案。已完成。印发到各镇。\n2.开展培训。已完成。培训86人。").findings == ()
