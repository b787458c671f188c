"""One change to the sample plan at a time, read by the reader and checked: the rule that must notice it."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.rules import check
from zhenggai.documents.opening import open_document

PLAN = files("zhenggai.catalog").joinpath("plans/140502/plan.txt").read_text(encoding="utf-8")
CHANGES = [
    ("治理完成5.57公顷", "治理完成5.75公顷", "parts_miss_whole"),
    ("占地27.17公顷", "占地72.17公顷", "parts_miss_whole"),
    ("实缴32.36", "实缴23.36", "difference_fails"),
    ("欠缴257.54", "欠缴257.45", "difference_fails"),
    ("恢复基金289.9", "恢复基金298.9", "difference_fails"),
    ("卫永堂砖厂等2家", "卫永堂砖厂、晋钢等2家", "count_differs_from_names"),
    (
        "砖厂2家企业的关停退出方案，确保12月底前完成。\n\n整改措施",
        "砖厂3家企业的关停退出方案，确保12月底前完成。\n\n整改措施",
        "figure_differs",
    ),
    ("3眼自备井予以关闭", "3眼自备井（城东井、城西井）予以关闭", "count_differs_from_names"),
    ("其中20个还没有", "其中64个还没有", "subset_exceeds_set"),
    ("完成20个历史", "完成25个历史", "figure_differs"),
    ("占地27.17公顷", "占地27.17公顷（合470.55亩）", "conversion_disagrees"),
    ("整改期限：2024年6月底", "整改期限：6月底", "year_missing"),
    ("整改期限：2024年6月底", "整改期限：2023年6月底", "deadline_before_issue"),
    ("整改期限：2024年6月底", "整改期限：2024年6月31日", "date_impossible"),
    ("2025年12月底治理完成5.57", "2026年12月底治理完成5.57", "measure_after_deadline"),
    ("区水务局全面统计分析", "2025年6月底前，区水务局全面统计分析", "measure_after_deadline"),
    ("3.（反馈问题4）", "2.（反馈问题4）", "number_repeated"),
    ("（反馈问题31）", "（反馈问题28）", "feedback_number_repeated"),
    ("责任单位：区水务局", "责任单位：区财政局", "unit_not_responsible"),
    ("责任单位：区住建局\n", "责任单位：区住建局、区水务局\n", "unit_without_measure"),
    ("责任单位：区住建局\n", "责任单位：区住房和城乡建设局\n", "unit_two_names"),
    ("责任单位：区水务局\n", "责任单位：区水务局\n\n验收单位：区水务局\n", "executor_accepts_own_work"),
    ("整改目标：从严管控施工工地扬尘。\n", "", "goal_missing"),
    ("整改目标：综合施策，遏制秸秆焚烧。", "整改目标：从严管控施工工地扬尘。", "same_goal"),
    ("推动2家企业有序退出", "推动3家企业有序退出", "body_figure_differs"),
    ("至11月16日", "至9月16日", "inspection_dates_disordered"),
    ("2024年3月5日，督察组", "2023年3月5日，督察组", "inspection_dates_disordered"),
    ("制定本方案。", "制定本方案。方案涉及城区问题18个。", "finding_count_differs"),
]


def _codes(text: str) -> list[str]:
    (source,) = open_document(text.encode(), "plan.txt")
    return [f"{point.code}{point.findings}" for point in check(read_plan(source), today=date(2024, 4, 1))]


BEFORE = _codes(PLAN)


@pytest.mark.parametrize(("old", "new", "code"), CHANGES, ids=[new[:16] for _, new, _ in CHANGES])
def test_the_change_is_noticed(old: str, new: str, code: str) -> None:
    assert PLAN.count(old) >= 1
    noticed = set(_codes(PLAN.replace(old, new, 1))) - set(BEFORE)
    assert any(one.startswith(code + "(") for one in noticed)
