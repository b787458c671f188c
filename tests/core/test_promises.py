"""The stages with a figure and a day that a finding promises."""

from zhenggai.core.deadlines import read_deadline
from zhenggai.core.plan import About, FindingDraft
from zhenggai.core.promises import promises
from zhenggai.core.source import Passage


def told(finding: FindingDraft, **about) -> list[tuple[str, str]]:
    return [
        (one.date, "、".join(q.text for q in one.quantities))
        for one in promises(finding, About(None, "plan", None, None, None, **about))
    ]


def finding(*measures: str, goal: str = "", deadline: str = "") -> FindingDraft:
    return FindingDraft(
        problem=Passage("矿山未修复。"),
        measures=tuple(map(Passage, measures)),
        goal=Passage(goal) if goal else None,
        deadline=read_deadline(deadline) if deadline else None,
    )


def test_stages_of_measures_and_goal_are_told_once_each() -> None:
    stage = "2024年12月底治理完成21.6公顷"
    promised = told(finding(f"{stage}；2025年12月底治理完成5.57公顷。", goal=f"{stage}。"))
    assert promised == [("2024-12-31", "21.6公顷"), ("2025-12-31", "5.57公顷")]


def test_a_year_left_out_is_the_papers_or_the_deadlines() -> None:
    one = finding("6月底前治理完成3公顷。", deadline="2025年12月底")
    assert told(one) == [("2025-06-30", "3公顷")]
    assert told(one, year=2024) == [("2024-06-30", "3公顷")]


def test_a_day_without_a_figure_is_no_promise() -> None:
    assert told(finding("2024年12月底前完成整改。")) == []
