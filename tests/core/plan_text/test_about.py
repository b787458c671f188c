"""What a document says of itself: title, kind, region, inspection, dates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.plan_text.drawn import draw
from tests.core.plan_text.written import read
from zhenggai.core.plan import Inspection
from zhenggai.core.plan_text.about.kinds import kind_of_title
from zhenggai.core.plan_text.about.titles import find_title, region_of
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.source import Place, Source


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("晋城市城区贯彻落实省生态环境保护督察反馈意见整改方案", "晋城市城区"),
        ("关于涟水县中央生态环境保护督察反馈问题整改完成情况的公示", "涟水县"),
        ("第十八师昆岗市贯彻落实第二轮中央督察反馈问题整改任务清单", "第十八师昆岗市"),
        ("松嫩市省安全生产考核巡查反馈问题整改任务清单", "松嫩市"),
        ("中共白蜡坪镇委员会关于县委第三巡察组反馈意见的整改方案", "白蜡坪镇"),
        ("省第五生态环境保护督察组向临漠州反馈督察意见", "临漠州"),
        ("云和县关于县委第一巡察组反馈意见整改进展情况的通报", "云和县"),
        ("秦州区督察反馈问题整改方案", "秦州区"),
        ("辽口经济技术开发区中央生态环境保护督察反馈问题整改实施方案", "辽口经济技术开发区"),
        ("贵州省落实督察反馈意见措施清单", "贵州省"),
        ("湖南公开督察整改情况", "湖南"),
        ("三明市沙县区落实督察反馈意见整改方案", "三明市沙县区"),
        ("新乡市督察反馈问题整改方案", "新乡市"),
        ("景德镇市督察反馈问题整改方案", "景德镇市"),
        ("乌鲁木齐市新市区督察整改方案", "乌鲁木齐市新市区"),
        ("新市区督察反馈问题整改方案", "新市区"),
        ("荆州市沙市区岑河镇督察整改方案", "荆州市沙市区岑河镇"),
        ("云泽市区扬尘问题督察整改方案", "云泽市"),
        ("临漠州省督察反馈意见整改方案", "临漠州"),
        ("临县区域环境整治方案", "临县"),
        ("云岭镇市场监管问题整改方案", "云岭镇"),
        ("河口乡市级督察反馈问题整改方案", "河口乡"),
        ("惠州市落实省督察反馈意见整改方案", "惠州市"),
        ("关于云泽市第十一项省督察反馈问题完成情况的公示", "云泽市"),
        ("国家自然资源督察西安局关于渭南市耕地保护的督察意见", "渭南市"),
        ("中卫市沙坡头区自治区生态环境保护督察反馈问题整改销号公示", "中卫市沙坡头区"),
        ("湖南省第三生态环境保护督察组关于怀化市督察“回头看”情况的反馈意见", "怀化市"),
        ("泰州医药高新区（高港区）督察反馈问题整改进展情况", "泰州医药高新区（高港区）"),
        ("新疆维吾尔自治区阿克苏地区督察整改方案", "新疆维吾尔自治区阿克苏地区"),
        ("广西左江糖业集团有限公司自治区督察交办问题整改方案", "广西"),
        ("各县（市、区）整改进度情况统计表", None),
        ("关于征求《临潭湖区督察反馈意见整改方案（征求意见稿）》意见的函", "临潭湖区"),
        ("石泉县办理省督察群众信访举报转办情况一览表", "石泉县"),
        ("关于规范报送宜丰县督察反馈问题整改月调度材料的通知", "宜丰县"),
        ("关于成立长乐桥镇督察整改工作专班的通知", "长乐桥镇"),
        ("召开全旗生态环境保护督察整改推进会的通知", None),
        ("关于报送督察整改材料的函", None),
    ],
)
def test_the_region_is_the_place_a_title_names(title: str, region: str | None) -> None:
    assert region_of(title) == region


def test_the_body_above_a_title_that_names_no_place_gives_the_region() -> None:
    text = "中共云州市云溪区水利局党组\n关于区委第六巡察组反馈意见整改进展情况的通报\n一、总体要求"
    assert read(text).about.region == "云州市云溪区"
    assert read("整改工作专班\n关于区委第六巡察组反馈意见整改进展情况的通报\n一、总体要求").about.region is None


def test_the_number_of_an_issue_is_no_part_of_the_title() -> None:
    about = read("云州市督察整改工作月报\n（2023年第8期）\n各县整改进度情况统计表\n统计截止时间：8月31日").about
    assert about.title
    assert about.title.text == "云州市督察整改工作月报"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某县督察反馈问题整改方案", "plan"),
        ("某县整改措施清单", "plan"),
        ("某县督察反馈意见整改措施清单公示", "plan"),
        ("某区整改任务清单的公示", "plan"),
        ("某县整改任务公示", "closure_notice"),
        ("某县问题清单整改完成情况公示", "closure_notice"),
        ("某县督察整改任务销号公示", "closure_notice"),
        ("某县反馈意见整改进展情况", "progress"),
        ("某市督察整改方案第二十七项任务整改完成情况公示", "closure_notice"),
        ("某市整改方案中第12项问题销号公示", "closure_notice"),
        ("某市督察反馈意见整改方案第3项任务进展情况", "progress"),
        ("某市督察反馈意见整改方案落实情况的报告", "progress"),
        ("关于《某市督察整改方案》执行情况的报告", "progress"),
        ("某市督察整改方案公示", "plan"),
        ("某市第5项整改任务实施方案", "plan"),
        ("某县督察反馈第十九项整改任务验收意见", "closure_notice"),
        ("某县督察整改任务验收报告", "closure_notice"),
        ("某督察组向某市反馈督察意见", "feedback"),
        ("市安委会督导组向某县反馈消防安全督导情况", "feedback"),
        ("某县推进向企业反馈问题整改会议", None),
        ("晚会节目单", None),
    ],
)
def test_a_title_tells_the_kind(title: str, kind: str | None) -> None:
    assert kind_of_title(title) == kind


def test_a_title_over_two_lines_is_one() -> None:
    about = read("某市人民政府文件\n\n某政发〔2022〕7号\n\n某市贯彻落实省督察\n报告整改方案\n\n一、总体要求").about
    assert about.title
    assert about.title.text == "某市贯彻落实省督察报告整改方案"


def test_the_plan_inside_a_notice_gives_the_title() -> None:
    about = read("关于印发《某市督察整改方案》的通知\n各单位：\n现印发给你们。\n某市督察整改方案\n一、总体要求").about
    assert about.title
    assert about.title.text == "某市督察整改方案"


def test_a_draft_says_so_near_its_title() -> None:
    assert read("某县督察整改方案\n（征求意见稿）\n一、要求").about.status == "draft"
    assert read("某县督察整改方案\n一、要求").about.status is None


@pytest.mark.parametrize(
    "mark", ["某政办发〔2024〕5号", "现将方案印发给你们，请认真落实。", "2024年3月20日", "公示期：3月1日至3月7日。"]
)
def test_a_paper_counts_as_issued_only_where_it_bears_a_mark_of_issue(mark: str) -> None:
    assert read(f"某县督察整改方案\n{mark}\n一、要求").about.status == "issued"


def test_team_period_and_feedback_date_come_from_the_opening() -> None:
    about = read(
        "某县督察反馈意见整改方案\n2023年10月17日至11月16日，省第三生态环境保护督察组对我市开展了督察。2024年3月5日，向我市反馈了督察意见。"
    ).about
    assert about.inspection == Inspection("省第三生态环境保护督察组", "2023-10-17", "2023-11-16", "2024-03-05")
    about = read(
        "某县反馈意见整改方案\n2024年5月8日至5月22日，自治区草原专项督察组进行了督察，6月14日反馈督察意见。"
    ).about
    assert about.inspection
    assert about.inspection.feedback_date == "2024-06-14"


@pytest.mark.parametrize(
    ("sentence", "team"),
    [
        ("2024年4月9日至12日，市安全生产第六督导帮扶组对开发区进行了督导。", "市安全生产第六督导帮扶组"),
        ("国家自然资源督察某某局对我县开展了实地督察。", "国家自然资源督察某某局"),
        ("审计署驻兰州特派员办事处对本市进行了审计。", "审计署驻兰州特派员办事处"),
        ("为切实抓好省第一生态环境保护督察组反馈问题整改，制定方案。", "省第一生态环境保护督察组"),
        ("2024年5月6日日照市第三生态环境保护督察组进驻我区督察。", "日照市第三生态环境保护督察组"),
        ("永顺县已完成湖南省第六生态环境保护督察组反馈的问题整改。", "湖南省第六生态环境保护督察组"),
        ("茫崖市省安委会第六考核巡查组反馈问题9项。", "省安委会第六考核巡查组"),
        ("2024年省第二生态环境保护督察组进驻我市。", "省第二生态环境保护督察组"),
        ("省第五生态环境保护督察“回头看”组对我市开展了督察。", "省第五生态环境保护督察“回头看”组"),
        ("河南省医疗保障局第九飞行检查组对我院进行了检查。", "河南省医疗保障局第九飞行检查组"),
        ("根据呼和浩特市第二生态环境保护督察组反馈意见，制定方案。", "呼和浩特市第二生态环境保护督察组"),
    ],
)
def test_teams_have_names_of_many_moulds(sentence: str, team: str) -> None:
    inspection = read(f"某县督察反馈意见整改方案\n{sentence}").about.inspection
    assert inspection
    assert inspection.team == team


def test_a_supervision_has_a_period_like_an_inspection() -> None:
    about = read(
        "某区整改方案\n2024年4月9日至12日，市消防安全第二督导帮扶组对我区进行了督导，4月15日反馈隐患4项。"
    ).about
    assert about.inspection == Inspection("市消防安全第二督导帮扶组", "2024-04-09", "2024-04-12", "2024-04-15")


def test_the_head_of_a_ledger_may_tell_the_inspection() -> None:
    head = "检查单位：河南省医疗保障局第九飞行检查组 检查时间：2024年11月11日至15日 反馈时间：2025年1月9日"
    about = read(f"某县中医院医保基金专项检查反馈问题整改台账\n{head}\n1.甲。\n整改措施：乙。").about
    assert about.inspection == Inspection("河南省医疗保障局第九飞行检查组", "2024-11-11", "2024-11-15", "2025-01-09")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "横州市食品安全考核反馈问题整改方案 为做好整改工作，制定本方案。一、责任落实方面（一）甲。",
            "横州市食品安全考核反馈问题整改方案",
        ),
        (
            "中共某市第二医院委员会\n关于市委巡察整改进展情况的通报\n一、总体情况",
            "中共某市第二医院委员会关于市委巡察整改进展情况的通报",
        ),
        ("某市城市管理局\n关于督察整改进展情况的通报\n一、总体情况", "关于督察整改进展情况的通报"),
    ],
)
def test_a_title_may_run_into_the_text_or_begin_with_the_party_body(lines: str, title: str) -> None:
    about = read(lines).about
    assert about.title
    assert about.title.text == title


def test_the_period_of_a_stay_may_stand_at_the_end() -> None:
    text = "某县办理督察组交办信访情况\n中央第一生态环境保护督察组进驻我省开展督察。\n"
    text += "督察进驻期间（2024年5月9日—6月9日），举报电话：12345"
    assert read(text).about.inspection == Inspection("中央第一生态环境保护督察组", "2024-05-09", "2024-06-09", None)


def test_a_day_above_a_title_is_no_part_of_it() -> None:
    about = read("现印发给你们。\n2025年8月12日\n某盟督察整改验收销号办法\n第一条 为规范验收，制定本办法。").about
    assert about.title
    assert about.title.text == "某盟督察整改验收销号办法"


@pytest.mark.parametrize(
    "text",
    [
        "关于征求《某区督察反馈意见整改方案（征求意见稿）》意见的函\n现征求你们意见。\n一、请提出修改意见。",
        "某县安全生产巡查反馈问题整改台账（样表）\n填表说明：\n1.反馈问题：按照原文填写。\n2.整改目标：应当具体。",
    ],
)
def test_letters_and_empty_forms_are_another_kind(text: str) -> None:
    about = read(text).about
    assert about.kind == "other"


def test_rules_with_an_empty_form_are_no_closure_notice() -> None:
    text = "某区督察反馈问题整改验收销号工作细则\n某督改办〔2023〕4号\n第一条 为规范验收，制定本细则。\n"
    text += "反馈问题：\n整改目标：\n整改完成情况："
    about = read(text).about
    assert (about.kind, about.status) == ("other", "issued")


def test_another_paper_may_be_a_draft() -> None:
    text = "某县督察整改方案\n会议审议了《功能区划方案》（讨论稿）。\n一、要求\n2024年3月20日"
    assert read(text).about.status == "issued"


def test_no_team_no_inspection() -> None:
    assert read("某县整改方案\n为抓好整改，制定本方案。").about.inspection is None


def test_the_date_of_issue_anchors_dates_without_a_year() -> None:
    about = read("某县整改方案\n正文。\n某县整改办\n2024年3月20日").about
    assert (about.issued_on, about.year) == ("2024-03-20", 2024)
    assert read("某县整改方案\n正文。").about.year is None


@pytest.mark.parametrize(
    "mark", ["某县委办公室2024年3月5日印发", "现印发给你们，请认真贯彻执行。", "公示时间：2024年3月5日至3月9日"]
)
def test_a_mark_of_issue_makes_a_paper_issued(mark: str) -> None:
    assert read(f"某县整改方案\n一、要求\n{mark}").about.status == "issued"


@pytest.mark.parametrize("words", ["1.完成责任清单修订并印发执行。", "2.2024年3月5日前印发实施办法。"])
def test_what_units_are_to_issue_says_nothing_of_the_paper(words: str) -> None:
    about = read(f"某县整改方案\n一、要求\n{words}").about
    assert (about.status, about.issued_on) == (None, None)


def test_a_deadline_in_a_cell_is_no_date_of_issue() -> None:
    ledger = "| 序号 | 反馈问题 | 整改措施 | 整改时限 |\n| 1 | 污水直排。 | 堵口。 | 2024年6月30日 |"
    source = draw(f"某县整改台账\n{ledger}")
    placed = [replace(line, place=Place(table=1, row=1)) if line.index else line for line in source.lines]
    about = read_plan(replace(source, lines=tuple(placed))).about
    assert (about.status, about.issued_on) == (None, None)


@pytest.mark.parametrize(
    ("head", "dates"),
    [
        ("某县安全隐患整改台账\n填报单位：县安委办 填报时间：2021年9月30日", ("2021-09-30",)),
        ("某县2022年专项整治发现问题整改台账", ("2022-09-30",)),
        ("某县2021年至2022年专项整治发现问题整改台账", ()),
    ],
)
def test_a_date_without_year_takes_that_of_filling_in_or_of_the_title(head: str, dates: tuple[str, ...]) -> None:
    item = "1.隐患甲未消除。\n整改目标：消除。\n整改措施：检修。\n责任单位：县应急局\n整改时限：9月底前"
    (one,) = read(f"{head}\n{item}").findings
    assert one.deadline is not None
    assert one.deadline.dates == dates


def placed(rows: list[tuple[int, str]]) -> Source:
    """A table of one column: row and text of each line."""
    source = draw("\n".join(f"| {text} |" for _, text in rows))
    places = [Place(table=1, row=row, column=1) for row, _ in rows]
    lines = tuple(replace(line, place=place) for line, place in zip(source.lines, places, strict=True))
    return replace(source, lines=lines)


@pytest.mark.parametrize(
    "title", ["某镇2020年农村人居环境整治问题整改情况", "XX镇督察问题整改情况", "2025年督察问题整改情况"]
)
def test_the_first_cell_of_a_card_is_its_title_though_it_ends_like_a_label(title: str) -> None:
    found = find_title(placed([(1, title), (3, "问题描述"), (4, "垃圾堆积。")]))
    assert found is not None
    assert found.text == title


@pytest.mark.parametrize("row", [1, 5])
def test_a_label_in_a_cell_is_no_title(row: int) -> None:
    assert find_title(placed([(row, "督察反馈问题整改情况"), (row + 1, "已完成整改。")])) is None


@pytest.mark.parametrize("name", ["“三个清单”", "“一本账”清单", "『三张清单』（2024年）"])
def test_a_title_may_end_in_quotation_marks(name: str) -> None:
    found = find_title(placed([(1, "附件2"), (2, f"某县安全生产督导反馈问题整改{name}"), (3, "序号"), (3, "问题")]))
    assert found is not None
    assert found.text == f"某县安全生产督导反馈问题整改{name}"


def cells(*texts: str) -> Source:
    """A table of one row."""
    source = placed([(1, text) for text in texts])
    places = [replace(line.place, column=at) for at, line in enumerate(source.lines, 1)]
    lines = tuple(replace(line, place=place) for line, place in zip(source.lines, places, strict=True))
    return replace(source, lines=lines)


@pytest.mark.parametrize("heads", [("问题清单", "措施清单", "责任清单"), ("整改任务", "办理结果", "公开情况")])
def test_a_head_of_a_column_is_no_title(heads: tuple[str, ...]) -> None:
    assert find_title(cells("序号", *heads)) is None


def test_a_title_may_share_its_row_with_who_filled_the_form_in_and_when() -> None:
    found = find_title(cells("某县整改台账", "填报单位：县安委办", "2024年5月"))
    assert found is not None
    assert found.text == "某县整改台账"


def test_a_line_deep_in_a_table_is_no_title_where_a_heading_stands_above() -> None:
    source = placed([(1, "某县满意度测评"), (2, "请打勾。"), (5, "某某单位履职情况")])
    heading, *cells = source.lines
    found = find_title(replace(source, lines=(replace(heading, place=Place(), centred=True), *cells)))
    assert found is not None
    assert found.text == "某县满意度测评"
