"""Who acts, who is covered, and which dates are late."""

from __future__ import annotations

import pytest

from tests.core.rules.drafts import codes_of, points_of
from zhenggai.core.plan import AssignedUnit, FindingDraft, Role
from zhenggai.core.rules.facts import Entry, Text
from zhenggai.core.source import Line, Passage, Place, Source, Span


def _unit_text(measure: str, units: str) -> str:
    return f"地区：晋城市城区\n问题：管网破损。\n措施：{measure}\n单位：{units}"


@pytest.mark.parametrize(
    ("measure", "units"),
    [
        ("区住房和城乡建设局修复管网3公里。", "区住建局"),
        ("区发改局牵头摸排。", "区发改（能源）局"),
        ("住建局修复管网。", "区住建局"),
        ("北石店镇党委、政府负责排查。", "各镇（街道）"),
        ("各镇（街道）开展排查。", "北石店镇、西上庄街道办事处"),
        ("西上庄、钟家庄街道办事处排查管网。", "西上庄、钟家庄街道办事处"),
        ("区水务局排查管网。", "区直相关单位"),
        ("相关部门配合排查。", "区住建局"),
        ("向区财政局申请资金，报区政府批准后实施。", "区住建局"),
        ("按照市生态环境局的要求，区住建局编制方案。", "区住建局"),
        ("配合区水务局完成排查。", "区住建局"),
        ("经区审批局审核同意后开工。", "区住建局"),
        ("2024年6月底前，区住建局完成修复。", "区住建局"),
        ("区政府督促区住建局修复管网。", "区住建局"),
        ("党委、政府组织排查。", "北石店镇人民政府"),
        ("管委会约谈排水企业。", "开发区管委会"),
    ],
)
def test_units_that_are_covered_or_do_not_act_are_left_alone(measure: str, units: str) -> None:
    assert "unit_not_responsible" not in codes_of(_unit_text(measure, units))


@pytest.mark.parametrize(
    ("measure", "units", "missing"),
    [
        ("区住建局修复管网，区水务局设置截污闸。", "区住建局", "区水务局"),
        ("由区财政局拨付资金100万元。", "区住建局", "区财政局"),
        ("区住建局、区水务局联合排查。", "区住建局", "区水务局"),
        ("2024年6月底前，区水务局完成排查。", "区住建局", "区水务局"),
        ("各镇（街道）开展排查。", "区住建局、区直相关单位", "各镇（街道）"),
        ("市住建局编制方案。", "区住建局", "市住建局"),
        ("管委会约谈排水企业。", "区住建局", "管委会"),
        ("镇政府组织排查，区住建局修复管网。", "区住建局", "镇政府"),
    ],
)
def test_units_that_act_without_being_responsible_are_told(measure: str, units: str, missing: str) -> None:
    told = [point for point in points_of(_unit_text(measure, units)) if point.code == "unit_not_responsible"]
    assert len(told) == 1
    assert missing in told[0].message


def test_a_town_and_its_party_committee_are_one_place_not_two_names() -> None:
    text = "问题：甲。\n单位：北石店镇\n问题：乙。\n单位：北石店镇党委、政府"
    assert "unit_two_names" not in codes_of(text)


def test_lead_marks_and_lead_labels_both_count() -> None:
    assert "lead_unit_missing" not in codes_of("问题：甲。\n单位：区住建局（牵头）、区水务局")
    assert "lead_unit_missing" not in codes_of("问题：甲。\n牵头：区住建局\n单位：区水务局")
    assert "lead_unit_missing" in codes_of("问题：甲。\n单位：区住建局、区水务局")


def test_an_accepting_unit_missing_in_some_findings_names_those() -> None:
    text = "问题：甲。\n验收：区环委办\n序号：1\n问题：乙。\n序号：2"
    (told,) = [point for point in points_of(text) if point.code == "accepting_unit_missing"]
    assert told.findings == (1,)


@pytest.mark.parametrize("said", ["2024年2月30日前", "2023年2月29日", "2024年13月底", "6月31日前"])
def test_days_the_calendar_does_not_have_are_told(said: str) -> None:
    assert "date_impossible" in codes_of(f"问题：甲。\n措施：{said}完成修复。")


@pytest.mark.parametrize("said", ["2024年2月29日前", "12个月内", "1-3月", "每年3月", "6月30日前"])
def test_days_that_exist_are_left_alone(said: str) -> None:
    assert "date_impossible" not in codes_of(f"问题：甲。\n措施：{said}完成修复。")


@pytest.mark.parametrize(
    ("measure", "late"),
    [
        ("2025年1月底前完成。", True),
        ("2025年完成。", True),
        ("2024年底前完成。", False),
        ("2024年完成。", False),
        ("每年3月完成复查。", False),
        ("落实《2026年行动计划》。", False),
        ("以2025年规划目标为准。", False),
    ],
)
def test_measures_are_held_against_the_deadline(measure: str, late: bool) -> None:
    text = f"问题：甲。\n措施：{measure}\n时限：2024年12月底"
    assert ("measure_after_deadline" in codes_of(text)) is late


def test_a_finding_already_done_is_not_past_its_deadline() -> None:
    text = "今天：2025-01-01\n问题：甲。\n时限：2024年6月底\n状态：已完成整改\n问题：乙。\n时限：2025年6月底"
    assert "deadline_past" not in codes_of(text)


PROGRESS = """种类：progress
今天：2024-10-01
问题：甲。
时限：{due}
状态：{state}
问题：乙。
时限：2025年6月底
状态：正在推进"""


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("未完成", True),
        ("正在整改", True),
        ("部分完成", True),
        ("基本完成", True),
        ("达到序时进度", True),
        ("完成80%", True),
        ("逾期", True),
        ("持续推进", True),
        ("完成", False),
        ("已完成整改，未销号", False),
        ("完成100%", False),
        ("按计划完成并持续推进", False),
        ("逾期完成", False),
        ("已销号", False),
        ("√", False),
        ("绿灯", False),
    ],
)
def test_a_list_of_progress_is_late_only_with_what_it_calls_unfinished(state: str, told: bool) -> None:
    points = [one for one in points_of(PROGRESS.format(due="2024年6月底", state=state)) if one.code == "deadline_past"]
    assert [one.findings for one in points] == ([(0,)] if told else [])
    assert all(f"“{state}”" in one.message and "还没有完成" in one.message for one in points)


def test_an_ongoing_duty_that_goes_on_is_never_late() -> None:
    due = "2024年6月底前完成，并长期坚持"
    assert "deadline_past" not in codes_of(PROGRESS.format(due=due, state="持续推进"))
    assert "deadline_past" in codes_of(PROGRESS.format(due=due, state="未完成"))


def test_a_list_of_progress_speaks_of_the_day_it_was_issued() -> None:
    early = PROGRESS.format(due="2024年6月底", state="正在整改")
    assert "deadline_past" not in codes_of(f"印发：2024-05-31\n{early}")
    assert "deadline_past" in codes_of(f"印发：2024-07-31\n{early}")


def test_without_any_issue_date_the_year_of_a_cited_paper_bounds_the_deadline() -> None:
    text = "正文：根据《整改方案》（晋市办发〔2024〕5号）制定。\n问题：甲。\n时限：{}"
    assert "deadline_before_issue" in codes_of(text.format("2023年12月底"))
    assert "deadline_before_issue" not in codes_of(text.format("2024年12月底"))


def test_an_issue_date_that_is_somebodys_deadline_is_not_believed() -> None:
    text = "印发：2025-03-31\n问题：甲。\n时限：2025年3月底\n问题：乙。\n时限：2024年12月底"
    assert "deadline_before_issue" not in codes_of(text)


def test_the_units_are_quoted_without_what_stands_between_their_labels() -> None:
    text = "责任单位：区住建局（牵头）、区水务局；责任人：张某某；配合单位：区财政局；验收单位：区环委办"
    source = Source("甲.txt", "0" * 64, "text/plain", (Line(0, text, Place(paragraph=1)),))

    def unit(name: str, role: Role) -> AssignedUnit:
        start = text.index(name)
        return AssignedUnit(Passage(name, (Span(0, start, start + len(name)),)), role)

    units = (
        unit("区住建局", "lead"), unit("区水务局", "responsible"), unit("区财政局", "supporting"),
        unit("区环委办", "accepting"),
    )  # fmt: skip
    draft = FindingDraft(Passage("甲。"), units=units)
    entry = Entry(0, draft, "问题1", Text(source, draft.problem, "problem", 0), None, (), None, None)
    assert [passage.text for passage in entry.unit_list] == ["区住建局（牵头）、区水务局", "区财政局"]


@pytest.mark.parametrize("unit", ["陆城镇人民政府", "陆城镇党委、政府", "陆城镇"])
def test_a_place_named_in_a_measure_stands_for_its_governing_body(unit: str) -> None:
    held = f"问题：码头没有取缔。\n措施：区交通局会同陆城镇依法取缔。\n单位：区交通局\n配合：区水务局\n牵头：{unit}"
    assert "unit_without_measure" not in codes_of(held)
    assert "unit_without_measure" in codes_of(held.replace("会同陆城镇", ""))


def test_a_bureau_is_not_named_by_its_place() -> None:
    held = "问题：码头没有取缔。\n措施：区交通局会同陆城镇依法取缔。\n单位：区交通局、陆城区水务局"
    assert "unit_without_measure" in codes_of(held)
