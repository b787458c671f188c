"""What a document says of itself: title, kind, region, inspection, dates."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import read
from zhenggai.core.plan import Inspection
from zhenggai.core.plan_text.kinds import kind_of_title
from zhenggai.core.plan_text.titles import region_of


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
        ("召开全旗生态环境保护督察整改推进会的通知", None),
        ("关于报送督察整改材料的函", None),
    ],
)
def test_the_region_is_the_place_a_title_names(title: str, region: str | None) -> None:
    assert region_of(title) == region


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某县督察反馈问题整改方案", "plan"),
        ("某县整改措施清单", "plan"),
        ("某县督察整改任务销号公示", "closure_notice"),
        ("某县反馈意见整改进展情况", "progress"),
        ("某督察组向某市反馈督察意见", "feedback"),
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
    assert read("某县督察整改方案\n一、要求").about.status == "issued"


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


def test_no_team_no_inspection() -> None:
    assert read("某县整改方案\n为抓好整改，制定本方案。").about.inspection is None


def test_the_date_of_issue_anchors_dates_without_a_year() -> None:
    about = read("某县整改方案\n正文。\n某县整改办\n2024年3月20日").about
    assert (about.issued_on, about.year) == ("2024-03-20", 2024)
    assert read("某县整改方案\n正文。").about.year is None
