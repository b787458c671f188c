"""Sums, counts and conversions: what is added up, and what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rules.drafts import codes_of, points_of

SUMS = {"parts_miss_whole", "parts_make_whole", "difference_fails", "difference_holds"}


@pytest.mark.parametrize(
    "text",
    [
        "共排查120个点位，其中已整改80个，未整改40个",
        "全县120个点位，分别为水类30个、气类50个、土类40个",
        "图斑46个（北石店镇12个、西上庄街道34个）需要治理",
        "甲厂锅炉12台、乙厂锅炉8台，共20台",
        "下达修复任务46万亩，实际完成29万亩，剩余17万亩",
    ],
)
def test_sums_that_hold_are_told(text: str) -> None:
    assert {"parts_make_whole", "difference_holds"} & codes_of(f"问题：{text}。")
    assert not {"parts_miss_whole", "difference_fails"} & codes_of(f"问题：{text}。")


@pytest.mark.parametrize(
    "text",
    [
        "共排查100余个点位，其中已整改80个，未整改40个",
        "整治完成率80%，其中水类60%、气类70%",
        "全县120家企业，每家配备2名专职人员、3台设备",
        "检查企业120家，新增30家、减少20家",
        "核查图斑46个，其中20个未治理，涉及3个镇",
        "全区71座设施，其中26座停运，另有12座超标",
        "投资500万元，建设管网12公里、泵站2座",
        "本批共6件，其中来电3件、来信3件；属实3件、基本属实1件、部分属实1件、不属实1件",
        "2.9座渣场防渗整改完成8座，剩余1座",
    ],
)
def test_what_is_no_sum_is_left_alone(text: str) -> None:
    assert not {"parts_miss_whole", "difference_fails"} & codes_of(f"问题：{text}。")


@settings(deadline=None)
@given(st.integers(2, 400), st.integers(2, 400))
def test_a_whole_and_its_two_parts_hold_or_fail_by_arithmetic(done: int, left: int) -> None:
    right = f"问题：共有{done + left}处排污口，其中已整治{done}处，未整治{left}处。"
    wrong = f"问题：共有{done + left + 1}处排污口，其中已整治{done}处，未整治{left}处。"
    assert {"parts_make_whole", "difference_holds"} & codes_of(right)
    assert {"parts_miss_whole", "difference_fails"} & codes_of(wrong)


@settings(deadline=None)
@given(st.decimals("0.1", "500", places=2), st.decimals("0.1", "500", places=2))
def test_stages_are_added_exactly(first: Decimal, second: Decimal) -> None:
    text = f"问题：{first + second}公顷山体未修复。\n措施：2024年12月底修复{first}公顷；2025年12月底修复{second}公顷。"
    assert "parts_miss_whole" not in codes_of(text)
    off = text.replace(f"修复{second}公顷", f"修复{second + Decimal('0.1')}公顷")
    assert "parts_make_whole" not in codes_of(off)


def test_stages_in_two_units_are_compared_in_that_of_the_whole() -> None:
    text = "问题：30公顷山体未修复。\n措施：2024年12月底修复150亩；2025年12月底修复20公顷。"
    (held,) = [point for point in points_of(text) if point.code == "parts_make_whole"]
    assert held.arithmetic == "10 + 20 = 30"


def test_cumulative_stages_are_no_parts() -> None:
    text = "问题：30公顷山体未修复。\n措施：2024年12月底累计修复10公顷；2025年12月底累计修复30公顷。"
    assert not SUMS & codes_of(text)


def test_ten_thousands_stay_as_printed_in_the_sum() -> None:
    text = "问题：草原46万亩未修复。\n措施：2024年修复26万亩，2025年修复10万亩。"
    (failed,) = [point for point in points_of(text) if point.code == "parts_miss_whole"]
    assert failed.arithmetic == "26 + 10 = 36 ≠ 46"
    assert "36万亩" in failed.message


@pytest.mark.parametrize(
    "text",
    [
        "金驹热电、卫永堂砖厂等2家企业",
        "金驹热电、卫永堂砖厂2家企业",
        "金驹热电、卫永堂砖厂两家企业",
        "金驹热电、卫永堂砖厂等20家企业",
        "20家企业（煤炭、焦化、电力）",
        "8个乡镇污水处理厂（河口、罗家集）",
        "3个镇（东沟镇、西河镇、北山镇）",
        "2个单位（北石店镇党委、政府）",
        "投资建设管网、泵站2座",
        "城区、泽州县5个污水处理厂",
        "3个方面（大气、水、土壤）",
    ],
)
def test_names_that_fit_their_count_are_left_alone(text: str) -> None:
    assert "count_differs_from_names" not in codes_of(f"问题：{text}存在问题。")


@pytest.mark.parametrize(
    "text",
    [
        "3家企业（金驹热电、卫永堂砖厂）",
        "金驹热电、卫永堂砖厂、宏达建材等2家企业",
        "金驹热电、卫永堂砖厂3家企业",
        "涉及4个镇：东沟镇、西河镇、北山镇",
        "2个方面（大气、水、土壤）",
        "2座污水处理厂（城东污水处理厂、城西污水处理厂、开发区污水处理厂）",
    ],
)
def test_names_that_miss_their_count_are_told(text: str) -> None:
    assert "count_differs_from_names" in codes_of(f"问题：{text}。")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("27.17公顷（407.55亩）", False),
        ("27.17公顷（约408亩）", False),
        ("1.2万亩（800公顷）", False),
        ("3.5万元（35000元）", False),
        ("27.17公顷（4075.5亩）", True),
        ("1.2万亩（80公顷）", True),
        ("3.5公里（350米）", True),
    ],
)
def test_conversions_are_recomputed(text: str, wrong: bool) -> None:
    assert ("conversion_disagrees" in codes_of(f"问题：涉及{text}。")) is wrong


@pytest.mark.parametrize("cure", ["全部缴清欠款。", "依法追缴到位。", "2024年9月底前补缴257.54万元。"])
def test_arrears_with_a_cure_are_left_alone(cure: str) -> None:
    text = f"问题：某煤业欠缴基金257.54万元。\n目标：规范使用。\n措施：{cure}"
    assert "arrears_not_recovered" not in codes_of(text)


def test_a_measure_may_reach_beyond_a_sample() -> None:
    text = "问题：抽查23台渣土车，19台未密闭。\n目标：渣土车全程密闭。\n措施：对全市412台渣土车加装传感器。"
    assert not {"figure_differs", "figure_not_taken_up"} & codes_of(text)


def test_a_part_of_a_whole_list_is_no_larger_than_its_last_member() -> None:
    assert "subset_exceeds_set" not in codes_of("问题：4座日光温室、1处车间分类盘活，其中3处已签订合同。")


@pytest.mark.parametrize(("share", "wrong"), [("56.5", False), ("56.52", False), ("57", False), ("65.5", True)])
def test_shares_are_recomputed_to_their_last_digit(share: str, wrong: bool) -> None:
    assert ("share_disagrees" in codes_of(f"问题：核查图斑46个，已修复26个，修复率{share}%。")) is wrong


def test_a_number_that_a_converter_tore_apart_is_not_added_up() -> None:
    text = "问题：问题金额9 874.32万元，已整改9 210.07万元，整改率93.27%。"
    assert not {"share_disagrees", "difference_fails"} & codes_of(text)


def _taken_up(problem: str, goal: str) -> bool:
    text = f"问题：{problem}\n目标：{goal}\n措施：制定方案并实施。"
    return "figure_not_taken_up" not in codes_of(text)


@pytest.mark.parametrize(
    ("problem", "goal"),
    [
        ("312眼机井中88眼没有通电。", "机井通电率100%。"),
        ("国三柴油货车淘汰任务完成率仅58%。", "全面完成国三柴油货车淘汰任务。"),
        ("2021年度应付86户41.7万元没有兑现。", "补偿资金足额兑现。"),
        ("长江干流1公里范围内仍有农药分装企业。", "企业完成搬迁。"),
        ("边境公路K38+200至K41+600段没有护栏。", "增设波形护栏。"),
        ("日产约18吨餐厨垃圾流向养殖户。", "餐厨垃圾集中收运处置。"),
        ("全年上报问题仅11个，其中9个为水面漂浮垃圾。", "提升巡河质效。"),
    ],
)
def test_figures_of_the_background_and_goals_for_all_of_them_are_left_alone(problem: str, goal: str) -> None:
    assert _taken_up(problem, goal)


@pytest.mark.parametrize(
    ("problem", "goal"),
    [
        ("88眼机井没有通电。", "机井正常使用。"),
        ("城区地下水资源量减少58.56%。", "推动地下水超采治理。"),
        ("裸露作业面积约1.1公顷。", "填埋场规范运行。"),
        ("88眼机井没有通电。", "机井通电率80%。"),
    ],
)
def test_figures_that_nobody_takes_up_are_told(problem: str, goal: str) -> None:
    assert not _taken_up(problem, goal)


def test_stages_miss_what_the_problem_says_is_left_even_where_they_make_the_difference() -> None:
    text = "问题：全区废弃矿山14处，已修复6处，剩余9处未修复。\n措施：2024年修复3处，2025年修复3处，2026年修复2处。"
    failed = {point.code: point.arithmetic for point in points_of(text) if point.severity == "error"}
    assert failed["parts_miss_whole"] == "3 + 3 + 2 = 8 ≠ 9"
    assert failed["difference_fails"] == "14 − 6 = 8 ≠ 9"
    assert "parts_miss_whole" not in codes_of(text.replace("，剩余9处未修复", ""))
    assert "parts_miss_whole" not in codes_of(text.replace("2026年修复2处", "2026年修复3处"))


@pytest.mark.parametrize(
    ("problem", "goal"),
    [
        ("填埋场积存渗滤液2.3万吨", "全部处理积存渗滤液2.5万吨"),
        ("积存渗滤液2.3万吨", "处理积存渗滤液2.1万吨"),
        ("堆存煤矸石180万立方米", "煤矸石170万立方米完成处置"),
    ],
)
def test_a_goal_of_another_amount_of_the_same_is_a_doubt(problem: str, goal: str) -> None:
    (doubt,) = [
        point
        for point in points_of(f"问题：{problem}。\n目标：{goal}。")
        if point.code == "figure_differs_between_problem_and_goal"
    ]
    assert doubt.severity == "warning"
    assert len(doubt.passages) == 2


@pytest.mark.parametrize(
    ("problem", "goal"),
    [
        ("积存渗滤液2.3万吨", "全部处理积存渗滤液2.3万吨"),
        ("积存渗滤液约2.3万吨", "全部处理积存渗滤液2.5万吨"),
        ("积存渗滤液2.3万吨", "处理积存渗滤液2.5万吨以上"),
        ("积存渗滤液2.3万吨", "2024年底前处理积存渗滤液2.1万吨"),
        ("积存渗滤液2.3万吨", "转运生活垃圾2.5万吨"),
        ("积存渗滤液2.3万吨", "新增渗滤液处理能力2.5万吨"),
        ("积存渗滤液2.3万吨", "处理积存渗滤液0.5万吨"),
        ("积存渗滤液2.3万吨，另有积存渗滤液0.2万吨", "处理积存渗滤液2.5万吨"),
        ("积存渗滤液2.3万吨", "处理积存渗滤液2.5万立方米"),
    ],
)
def test_a_goal_of_the_same_amount_or_of_something_else_is_none(problem: str, goal: str) -> None:
    assert "figure_differs_between_problem_and_goal" not in codes_of(f"问题：{problem}。\n目标：{goal}。")
