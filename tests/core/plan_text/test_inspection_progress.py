"""Progress of party inspections, safety lists, and the preambles, rules and summaries that hold no findings."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import headings, measures, problems, read

RESTARTING = """
中共安平县水务局党组关于巡察整改进展情况的通报
2023年4月至6月，县委第一巡察组对县水务局党组开展了巡察。7月12日，巡察组反馈了意见。
一、组织领导情况
召开党组会5次。
二、反馈问题整改情况
（一）落实上级部署方面
1.关于“河长巡河走形式”的问题。一是修订巡河办法。二是通报4名镇级河长。该问题已整改到位。
2.关于“节水指标层层空转”的问题。一是重新分解指标。二是约谈2家单位。正在整改，持续推进。
（二）党的建设方面
1.关于“民主生活会相互批评不红脸”的问题。已完成整改。召开专题民主生活会1次。
三、下一步打算
（一）持续用力。
"""

AIMED_AT = """
某镇党委关于县委巡察反馈意见整改落实情况的报告
一、针对“党建引领不够有力”问题。已完成整改。制定党建清单26条。
二、针对“集体资产底数不清”问题。已完成整改。核查资产417处，补登39处。
三、针对“纪律执行宽松软”问题。基本完成整改。给予党纪处分2人。
"""

LABELLED = """
中共沙溪市应急管理局委员会关于巡察集中整改进展情况的通报
根据市委统一部署，2024年2月20日至4月19日，市委第六巡察组对市应急管理局党委进行了巡察。
一、履行主体责任情况
（一）提高认识。专题学习3次。
二、巡察反馈意见整改落实情况
（一）聚焦政治责任方面存在的问题
1.“三管三必须”落实不到位问题。
整改情况：已印发责任清单，召开联席会议2次。
2.隐患排查‘一查了之’问题。
整改情况：建立闭环台账，复查率100%。
（二）聚焦队伍建设方面存在的问题
3.执法人员持证率偏低问题。
整改情况：新取证14人。
三、下一步工作安排
坚持不懈。
"""

BELOW_THE_ROW = """
中共红石乡委员会关于巡察整改落实情况的通报
2022年10月8日至11月30日，县委第七巡察组对红石乡党委开展巡察，2023年1月6日反馈意见。
一、关于“惠民政策宣传不到位，群众知晓率低”问题的整改情况
一是入户宣讲320户。
二是设置公示栏14块。
该问题已完成整改。
二、关于“值班值守制度执行不严”问题的整改情况
一是修订值班制度。
二是通报2人。
该问题已完成整改，并长期坚持。
三、下一步打算
持续用力，久久为功。
"""

OPEN_QUESTIONS = """
中共西坝镇委员会关于县委第三巡察组反馈意见整改进展情况的通报
一、整改工作开展情况
成立专班，召开会议3次。
二、重点问题整改情况
（一）聚焦“两个维护”方面
问题1：“第一议题”制度执行打折扣。
整改情况：一是建立台账。二是补学6次。
整改状态：已完成
问题2：督查考核避重就轻。
整改情况：一是优化指标12项。
整改状态：长期坚持
三、存在的主要问题
（一）个别问题整改进度较慢。
（二）长效机制仍需完善。
四、下一步打算
（一）持续推进。
"""

FIRE_HAZARDS = """
金川区重大火灾隐患整改方案
2024年1月8日至1月12日，省消防安全第四督查组对金川区进行了督查，1月18日反馈隐患3处。为抓好整改，制定本方案。
一、工作目标
2024年6月底前全部销案。
二、隐患清单
隐患一：时代商厦自动喷水系统瘫痪。
整改措施：更换水泵2台，修复管网。
责任单位：区商务局
整改时限：2024年3月底前
隐患二：城南批发市场占用消防车通道。
整改措施：拆除棚亭31处。
责任单位：区城管局、城南街道办事处
整改时限：2024年2月20日前
三、保障措施
（一）加强领导。
（二）严格问责。
"""

RESERVOIR = """
青龙湖水库安全隐患整改方案
一、基本情况　水库建于1972年。二、整改目标　汛前消除全部隐患。三、整改任务
（一）隐患：溢洪道左侧边墙裂缝3处。整改措施：灌浆封堵。责任单位：水库管理处；整改时限：2024年4月底前。
（二）隐患：启闭机房配电线路老化。整改措施：更换电缆120米；加装漏电保护器。责任单位：水库管理处；整改时限：2024年5月15日前。
（三）隐患：观测设施缺失。整改措施：增设测压管6孔。责任单位：县水利局；整改时限：2024年6月底前。
四、工作要求　（一）加强值守。（二）落实资金。
"""

ROAD_SAFETY = """
新河区道路交通安全突出问题整改方案
按照市道路交通安全第一督导检查组2024年8月19日反馈意见，结合实际制定本方案。
一、目标任务
10月底前全面完成整改。
二、整改措施
（一）国道某段中央护栏开口过多
整改措施：封闭开口7处，增设提示标志12块。
责任单位：区交通运输局、公安交警大队
完成时限：2024年9月底前
（二）农村面包车超员屡禁不止
整改措施：在11个路口设置劝导站。
责任单位：各镇（街道）
完成时限：2024年10月15日前
（三）渣土车夜间超速
整改措施：安装卫星定位装置86台。
责任单位：区城管局
完成时限：2024年10月底前
三、有关要求
（一）压实责任。
（二）按时报送。
"""

GLUED_PREAMBLE = """
铜川县落实省督察反馈意见整改方案
2023年6月，省督察组反馈意见。为抓好整改，制定方案。
一、整改目标　2024年底前全部销号。二、整改措施　实行清单化管理。三、问题清单
1.问题：污水溢流。整改目标：消除溢流。整改措施：新建管网3公里；整改时限：2024年6月底前；责任单位：县住建局。2.问题：扬尘超标。整改目标：达标。整改措施：加密洒水；整改时限：2024年3月底前；责任单位：县城管局。3.问题：垃圾堆积。整改目标：清零。整改措施：清运到位；整改时限：2024年1月底前；责任单位：县城管局。
四、工作要求　加强领导。（县督察整改办供稿）
"""

LABELLED_PREAMBLE = """
铜川县落实省督察反馈意见整改方案
一、工作目标
全面完成整改任务。
完成时限：2024年底前。
二、问题及措施
（一）河道淤积，行洪不畅。
整改目标：恢复行洪断面。
整改措施：清淤4.2公里。
责任单位：县水利局
完成时限：2024年5月底前
（二）排口溯源不清。
整改目标：查清溯源。
整改措施：逐口溯源31个。（县督察整改办供稿）
责任单位：县生态环境局
完成时限：2024年7月底前
三、工作保障
整改措施落实不到位的，责任单位主要负责人要说明情况。
完成时限：长期。
"""

BODY_ONLY = """
某区人民政府关于督察整改工作的实施方案
为抓好整改，制定方案。
一、整改目标：全区问题清零。
二、整改措施：一是挂图作战。二是定期调度。
三、责任单位：各镇（街道）。
四、整改时限：2024年底前。
"""

NEWS = """
白石县召开安全生产督导反馈问题整改部署会
本报讯 7月3日，白石县召开安全生产督导反馈问题整改部署会。县长主持会议。
会议指出，省督导组反馈的问题主要有：一是责任压得不实；二是隐患查得不细；三是执法偏软。
会议强调，要抓好四项工作：
一、迅速传达学习。各单位要在一周内组织学习。
二、逐条认领问题。要建立问题清单、责任清单、任务清单。
三、严格销号管理。整改完成一项、销号一项。
（李某某 供稿）
"""

ACCEPTANCE_RULES = """
某省督察反馈问题整改验收销号办法
第一条 为规范整改验收销号工作，制定本办法。
第二条 整改责任单位：承担整改任务的市县人民政府。
第三条 销号应当具备以下条件：
（一）整改目标：已经实现；
（二）整改措施：全部落实；
（三）整改时限：按期完成。
第四条 发现以下问题的，不予销号：
（一）弄虚作假的；
（二）整改不到位的。
第五条 本办法自印发之日起施行。
"""

CALL = """
关于开展巡察反馈问题整改“回头看”的通知
各乡镇党委：
为巩固整改成果，现就有关事项通知如下。
一、检查内容
（一）问题整改落实情况。重点看是否存在虚假整改问题。
（二）长效机制建设情况。
二、时间安排
2024年8月1日至10日。
三、工作要求
（一）高度重视。对整改不力的严肃问责。
"""

RULES = """
某市生态环境保护督察整改工作规则
第一章 总则
第一条 为规范督察整改工作，制定本规则。
第二章 整改方案
第四条 整改方案应当包括下列内容：
（一）反馈问题；
（二）整改目标；
（三）整改措施；
（四）责任单位；
（五）整改时限。
第五条 有下列情形之一的，由督察办通报批评：
（一）问题整改滞后的；
（二）弄虚作假的。
"""

SUMMARY = """
清江县2024年上半年督察整改工作总结
一、主要做法
（一）高位推动抓整改。县委常委会研究4次。
（二）压实责任促落实。32项任务完成28项。
二、存在问题
（一）部分管网工程进度滞后。
（二）个别乡镇工作不平衡。
三、下一步打算
（一）加快进度。
（二）强化督导。
"""


def test_numbers_may_restart_below_each_heading_of_a_progress_report() -> None:
    found = read(RESTARTING).findings
    assert [(finding.number, *headings(finding)) for finding in found] == [
        ("1", "落实上级部署方面"),
        ("2", "落实上级部署方面"),
        ("1", "党的建设方面"),
    ]


def test_what_follows_a_quoted_problem_in_its_row_is_the_progress() -> None:
    found = read(RESTARTING).findings
    assert found[0].problem.text == "河长巡河走形式"
    assert [finding.progress.text for finding in found if finding.progress] == [
        "一是修订巡河办法。二是通报4名镇级河长。该问题已整改到位。",
        "一是重新分解指标。二是约谈2家单位。",
        "召开专题民主生活会1次。",
    ]
    assert [finding.status.text for finding in found if finding.status] == [
        "已整改到位",
        "正在整改，持续推进",
        "已完成整改",
    ]


def test_a_status_behind_the_problem_parts_it_from_what_was_done() -> None:
    found = read(AIMED_AT).findings
    assert [finding.problem.text for finding in found] == ["党建引领不够有力", "集体资产底数不清", "纪律执行宽松软"]
    assert [finding.status.text for finding in found if finding.status] == ["已完成整改", "已完成整改", "基本完成整改"]


def test_the_one_part_that_holds_all_problems_is_no_category() -> None:
    assert headings(read(LABELLED).findings[2]) == ["聚焦队伍建设方面存在的问题"]


def test_a_status_in_its_own_paragraph_leaves_its_subject() -> None:
    found = read(BELOW_THE_ROW).findings
    assert [finding.status.text for finding in found if finding.status] == ["已完成整改", "已完成整改，并长期坚持"]


def test_problems_that_are_left_are_not_findings_again() -> None:
    assert [number for number, _ in problems(OPEN_QUESTIONS)] == ["1", "2"]


def test_hazards_carry_numbers_like_problems() -> None:
    assert problems(FIRE_HAZARDS) == [("1", "时代商厦自动喷水系统瘫痪。"), ("2", "城南批发市场占用消防车通道。")]


def test_a_preamble_glued_into_one_paragraph_is_neither_heading_nor_finding() -> None:
    found = read(RESERVOIR).findings
    assert [(finding.number, headings(finding)) for finding in found] == [("1", []), ("2", []), ("3", [])]


def test_labels_of_the_body_before_the_list_make_no_finding() -> None:
    glued, labelled = read(GLUED_PREAMBLE).findings, read(LABELLED_PREAMBLE).findings
    assert [(finding.number, finding.goal.text) for finding in glued if finding.goal] == [
        ("1", "消除溢流。"),
        ("2", "达标。"),
        ("3", "清零。"),
    ]
    assert [finding.number for finding in labelled] == ["1", "2"]
    assert len(problems(ROAD_SAFETY)) == 3


def test_who_wrote_the_paper_is_no_part_of_a_measure() -> None:
    assert measures(read(LABELLED_PREAMBLE).findings[1]) == ["逐口溯源31个。"]


@pytest.mark.parametrize("text", [BODY_ONLY, NEWS, ACCEPTANCE_RULES, CALL, RULES, SUMMARY])
def test_bodies_of_plans_rules_news_and_summaries_hold_no_findings(text: str) -> None:
    assert problems(text) == []
