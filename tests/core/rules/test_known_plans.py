"""The sample plan, and the real plan where it is at hand: what must be found in them."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from zhenggai.core.plan import PlanDraft
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.rules import Point, check, point_to_json
from zhenggai.documents.opening import open_document

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
SAMPLE = files("zhenggai.catalog").joinpath("plans/140502/plan.txt")
TODAY = date(2024, 4, 1)


def _drafts() -> dict[str, bytes]:
    real = {f"real plan {path.name}": path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))}
    return {"sample plan": SAMPLE.read_bytes(), **real}


@pytest.fixture(scope="module", params=_drafts().items(), ids=lambda pair: pair[0])
def checked(request: pytest.FixtureRequest) -> tuple[PlanDraft, list[Point]]:
    name, data = request.param
    (source,) = open_document(data, f"{name}.txt")
    draft = read_plan(source)
    return draft, check(draft, today=TODAY)


@pytest.mark.real_plan
def test_the_real_plan_is_at_hand() -> None:
    if not list(SEEDS.glob("*.txt")):
        pytest.skip("the real plan is not beside this clone: only the sample plan was checked")
    assert [name for name in _drafts() if name.startswith("real plan")]


def _numbers(checked: tuple[PlanDraft, list[Point]], code: str) -> list[list[str]]:
    draft, points = checked
    return [point_to_json(point, draft)["findings"] for point in points if point.code == code]


def test_the_stages_of_finding_13_make_its_area(checked) -> None:
    draft, points = checked
    (held,) = [point for point in points if point.code == "parts_make_whole"]
    assert held.arithmetic == "21.6 + 5.57 = 27.17"
    assert held.severity == "info"
    assert [draft.findings[position].number for position in held.findings] == ["13"]


def test_the_arrears_of_finding_15_hold_and_are_recovered_by_nobody(checked) -> None:
    _, points = checked
    (held,) = [point for point in points if point.code == "difference_holds"]
    assert held.arithmetic == "289.9 − 32.36 = 257.54"
    assert _numbers(checked, "arrears_not_recovered") == [["15"]]


def test_the_deadline_without_year_is_in_finding_5(checked) -> None:
    assert _numbers(checked, "year_missing") == [["5"]]
    _, points = checked
    (point,) = [point for point in points if point.code == "year_missing"]
    assert "“12月底前”" in point.message


def test_the_towns_of_finding_1_are_not_responsible(checked) -> None:
    assert ["1"] in _numbers(checked, "unit_not_responsible")
    _, points = checked
    told = [point for point in points if point.code == "unit_not_responsible" and point.findings == (0,)]
    assert "各镇（街道）" in told[0].message


def test_two_pairs_of_findings_have_nearly_one_goal(checked) -> None:
    assert _numbers(checked, "same_goal") == [["13", "14"], ["16", "17"]]


def test_nobody_accepts_but_those_who_do_the_work(checked) -> None:
    _, points = checked
    codes = [point.code for point in points]
    assert codes.count("accepting_unit_missing") == 1
    assert codes.count("executor_accepts_own_work") == 1


def test_only_two_goals_carry_a_figure(checked) -> None:
    assert _numbers(checked, "goal_without_figure") == [["6", "8", "9", "10", "14", "15", "16"]]
    _, points = checked
    (point,) = [point for point in points if point.code == "goal_without_figure"]
    assert point.message.startswith("只有问题5、13的目标写有数字")


def test_the_requirement_of_the_body_is_answered_by_no_finding(checked) -> None:
    _, points = checked
    (point,) = [point for point in points if point.code == "body_requirement_unanswered"]
    assert point.passages[0].text == "半年内集中解决一批突出问题"


def test_the_gaps_in_the_feedback_numbers_are_information(checked) -> None:
    _, points = checked
    (point,) = [point for point in points if point.code == "feedback_number_gaps"]
    assert point.severity == "info"
    assert "没有3、5、6、8、10、12、13、15、16、18—23、26、27、29、30、32—34、37" in point.message


def test_the_plan_contradicts_itself_nowhere(checked) -> None:
    _, points = checked
    assert [point.message for point in points if point.severity == "error"] == []


def test_the_ongoing_duties_have_no_rhythm(checked) -> None:
    assert _numbers(checked, "ongoing_without_rhythm") == [["7"], ["11"], ["12"]]


def test_every_passage_is_in_the_document_at_its_place(checked) -> None:
    draft, points = checked
    for point in points:
        for passage in point.passages:
            assert passage.spans
            for span in passage.spans:
                assert draft.source.lines[span.line].text[span.start : span.end] in passage.text
        for said in point_to_json(point, draft)["passages"]:
            assert said["place"].startswith("第")


def test_checking_twice_says_the_same(checked) -> None:
    draft, points = checked
    assert check(draft, today=TODAY) == points
