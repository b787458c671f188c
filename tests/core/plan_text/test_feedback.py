"""Papers in which inspectors hand problems back: every problem with its facts, and not what they ask for."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import headings, problems, read

PROVINCE_TO_CITY = """
自治区第二生态环境保护督察组向青泉市反馈督察情况
2024年3月5日至28日，自治区第二生态环境保护督察组对青泉市开展督察。5月10日，督察组召开反馈会。
督察认为，青泉市做了大量工作，取得积极成效。但仍存在以下突出问题：
一、责任落实有差距
1.部门推诿扯皮。市工信局与市商务局互相推托，6家再生资源企业无人监管。
2.考核流于形式。近三年全部评为优秀。
二、治污能力不足
3.污泥去向不明。2023年产生污泥3.1万吨，其中4600吨没有转移联单。
针对以上问题，督察组提出三点意见：
（一）提高认识。
（二）狠抓整改。
青泉市委书记表示，诚恳接受，照单全收。
"""

PARTY_INSPECTORS = """
县委第五巡察组关于巡察柳湾乡党委的反馈意见
根据县委安排，2023年9月4日至10月20日，县委第五巡察组对柳湾乡党委进行了常规巡察。现反馈如下。
一、总体评价
巡察认为，乡党委能够履行职责。
二、巡察发现的主要问题
（一）学用脱节。乡党委全年集中学习4次，其中3次为传达文件。
（二）项目管理粗放。2022年实施的5个产业项目中2个建成后闲置。
（三）村务公开走过场，14个村中9个村公示栏内容停留在上年。
三、意见建议
（一）强化理论武装。
（二）规范项目管理。
四、整改要求
两个月内报送整改情况。
"""

FOOD_SAFETY = """
关于对河阳区食品安全工作督查情况的反馈意见
河阳区人民政府：
2024年6月11日至14日，市食品安全第三督查组对你区进行了督查，现将发现的问题反馈如下：
（一）学校食堂管理有漏洞。抽查的12所学校中5所未执行陪餐制度。
（二）小作坊登记底数不清。台账登记87家，实地走访发现仍有23家无证经营。
请你区高度重视，举一反三，于7月15日前将整改情况报市食安办。
市食品安全委员会办公室
2024年6月20日
"""

FARMLAND = """
国家自然资源督察成都局关于平渡市耕地保护情况的督察意见
2024年2月26日至3月8日，国家自然资源督察成都局对平渡市开展了耕地保护督察。督察发现，存在以下主要问题。
1.违法占地查处不力。2023年立案的31宗案件中，12宗没有执行到位。
拆除面积不足应拆面积的三成。
2.补充耕地弄虚作假。4个项目实际种植苗木，仍报备为水田。
督察要求，平渡市要切实整改。
"""

WORK_SAFETY = """
省安委会第二督导组向临浦县反馈安全生产督导情况
为推动责任落实，2024年11月4日至8日，省安委会第二督导组赴临浦县开展督导。11月12日，督导组反馈了督导意见。
督导组肯定了临浦县的做法，同时指出存在的主要问题：
1.部分企业主体责任悬空。宏兴铸造公司全年未组织应急演练，员工三级教育记录系后补。
2.执法检查宽松软。县应急管理局全年立案9起，其中6起为100元以下罚款。
3.老旧小区消防设施损坏严重。抽查的18个小区中11个消火栓无水。
督导组建议，临浦县要举一反三。
"""

SEVERAL_BODIES = """
市委巡察办公布第三轮巡察反馈情况
一、市文化馆党支部
市委第一巡察组反馈，存在以下问题：
（一）理论学习浮于表面。
（二）资产管理混乱。
二、市图书馆党支部
市委第二巡察组反馈，存在以下问题：
（一）读者服务意识淡薄。
（二）采购程序不规范。
"""

NEWS = """
州委第三巡察组向州文旅局党组反馈巡察情况
7月2日，州委第三巡察组向州文旅局党组反馈巡察情况。反馈会上，巡察组组长通报了巡察发现的问题，提出了整改意见。
巡察组指出，州文旅局党组存在理论学习不够深入、项目监管不够严格等问题，并提出以下意见建议：
（一）强化理论武装，着力解决学用脱节问题。
（二）强化项目监管，坚决纠正审批不严问题。
（三）落实整改责任。
州文旅局党组书记作表态发言。
"""

MEETING = """
我市召开督察整改专题会议
5月9日上午，市长主持召开督察整改专题会议，听取进展情况汇报。
会议指出，我市整改仍存在以下不足：
（一）个别单位思想上松懈；
（二）部分项目进度滞后。
会议要求：
（一）责任单位：要逐项过筛。
（二）整改措施：要务实管用。
（三）整改时限：要倒排工期。
"""

VISIT = """
市委第二巡察组巡察市科协党组工作动员会召开
6月18日，市委第二巡察组巡察市科协党组工作动员会召开。会前，巡察组组长主持召开见面沟通会。
巡察组将重点了解以下问题：
（一）贯彻落实党的理论和路线方针政策情况；
（二）全面从严治党情况；
（三）选人用人问题。
巡察组在市科协工作期间设专门值班电话：0000-1234567。
"""

RECEPTION = """
县委巡察组进驻公告
根据县委统一部署，县委第二巡察组自2024年9月2日至10月31日对县教育局党组开展常规巡察。
主要受理反映以下问题的来信来电来访：
（一）违反政治纪律的问题；
（二）违反中央八项规定精神的问题；
（三）群众身边不正之风和腐败问题。
联系电话：0000-7654321
"""


def test_the_facts_behind_a_lead_sentence_belong_to_the_problem() -> None:
    assert problems(PROVINCE_TO_CITY) == [
        ("1", "部门推诿扯皮。市工信局与市商务局互相推托，6家再生资源企业无人监管。"),
        ("2", "考核流于形式。近三年全部评为优秀。"),
        ("3", "污泥去向不明。2023年产生污泥3.1万吨，其中4600吨没有转移联单。"),
    ]


def test_numbers_that_count_on_below_new_headings_keep_their_heading() -> None:
    found = read(PROVINCE_TO_CITY).findings
    assert [headings(finding) for finding in found] == [["责任落实有差距"], ["责任落实有差距"], ["治污能力不足"]]


def test_a_numbered_part_announces_problems_and_ends_with_the_next_part() -> None:
    assert [problem[:6] for _, problem in problems(PARTY_INSPECTORS)] == [
        "学用脱节。乡",
        "项目管理粗放",
        "村务公开走过",
    ]


def test_what_the_readers_are_asked_to_do_is_no_problem() -> None:
    assert problems(FOOD_SAFETY)[-1] == ("2", "小作坊登记底数不清。台账登记87家，实地走访发现仍有23家无证经营。")
    assert problems(WORK_SAFETY)[-1] == ("3", "老旧小区消防设施损坏严重。抽查的18个小区中11个消火栓无水。")


def test_a_paragraph_below_a_problem_goes_on_with_it() -> None:
    assert problems(FARMLAND)[0][1].endswith("12宗没有执行到位。拆除面积不足应拆面积的三成。")


def test_problems_of_several_bodies_stand_below_the_name_of_each() -> None:
    found = read(SEVERAL_BODIES).findings
    assert [headings(finding) for finding in found] == [["市文化馆党支部"]] * 2 + [["市图书馆党支部"]] * 2


IN_PARTS = """
市委第四巡察组关于巡察市林业局党组的反馈意见
现将巡察发现的问题反馈如下：
一、取得的成效
市林业局党组做了一些工作。
二、发现的主要问题
（一）责任层层递减。护林员培训三年未开展。
（二）采伐许可审核不严，2起超限额发证。
三、整改建议
（一）压实责任。
"""

TWO_SCHOOLS = """
县教育督查组关于两所学校的督查反馈意见
一、第一中学
（一）存在的主要问题
1.食堂索票不全。
2.消防通道堆物。
（二）建议
1.建立台账。
二、第二中学
（一）存在的主要问题
1.校车带病运行。
"""


def test_what_was_done_well_is_no_problem() -> None:
    assert [problem[:6] for _, problem in problems(IN_PARTS)] == ["责任层层递减", "采伐许可审核"]


def test_several_parts_may_tell_problems() -> None:
    found = read(TWO_SCHOOLS).findings
    assert [(*headings(finding), finding.problem.text) for finding in found] == [
        ("第一中学", "食堂索票不全。"),
        ("第一中学", "消防通道堆物。"),
        ("第二中学", "校车带病运行。"),
    ]


@pytest.mark.parametrize(
    ("text", "region", "team"),
    [
        (PROVINCE_TO_CITY, "青泉市", "自治区第二生态环境保护督察组"),
        (PARTY_INSPECTORS, "柳湾乡", "县委第五巡察组"),
        (FOOD_SAFETY, "河阳区", "市食品安全第三督查组"),
        (FARMLAND, "平渡市", "国家自然资源督察成都局"),
        (WORK_SAFETY, "临浦县", "省安委会第二督导组"),
    ],
)
def test_a_feedback_says_who_inspected_whom(text: str, region: str, team: str) -> None:
    about = read(text).about
    assert about.kind == "feedback"
    assert about.region == region
    assert about.inspection is not None
    assert about.inspection.team == team


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (FOOD_SAFETY, "2024-06-20"),
        (PARTY_INSPECTORS + "中共某县委第五巡察组\n2023年11月8日\n", "2023-11-08"),
        (PARTY_INSPECTORS.replace("现反馈如下", "2023年10月31日，现反馈如下") + "2023年11月8日\n", "2023-10-31"),
        (PARTY_INSPECTORS, None),
        (PROVINCE_TO_CITY, "2024-05-10"),
        (PROVINCE_TO_CITY.replace("5月10日，", "") + "2024年6月3日\n", None),  # news of a feedback bears its own day
    ],
)
def test_a_paper_that_feeds_back_itself_does_so_on_the_day_it_bears(text: str, day: str | None) -> None:
    inspection = read(text).about.inspection
    assert inspection is not None
    assert inspection.feedback_date == day


@pytest.mark.parametrize("text", [NEWS, MEETING, VISIT, RECEPTION])
def test_news_that_speaks_of_problems_lists_none(text: str) -> None:
    assert problems(text) == []
