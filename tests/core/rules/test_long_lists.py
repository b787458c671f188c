"""Long lists: findings that share a goal are one point, and twice as many findings are about twice the work."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rules.drafts import draft_of, points_of
from zhenggai.core.plan import PlanDraft
from zhenggai.core.rules import Point, check, likeness, point_to_json
from zhenggai.core.rules.likeness import Wording, clusters, pairs
from zhenggai.core.typography import fold
from zhenggai.writers.health_rows import PASSAGES, rows

ONE_GOAL = "完成历史遗留矿山的生态修复治理，通过验收。"
TOWNS = "东沟西岭南坪北川上庄下河前山后湾大营小店新寨老城高台石桥柳林沙口"


def _plan(goals: list[str]) -> str:
    rows_ = [f"问题：第{chr(0x4E00 + n)}片区存在问题。\n序号：{n}\n目标：{goal}" for n, goal in enumerate(goals, 1)]
    return "\n".join(rows_)


def _same_goal(goals: list[str]) -> list[Point]:
    return [one for one in points_of(_plan(goals)) if one.code == "same_goal"]


def test_two_findings_with_one_goal_are_named_both() -> None:
    (told,) = _same_goal([ONE_GOAL, "污水管网全部改造到位。", ONE_GOAL])
    assert told.message == "问题1和问题3的整改目标相同，请核对是否各有针对。"
    assert told.findings == (0, 2)


def test_many_findings_with_one_goal_are_one_point() -> None:
    (told,) = _same_goal([ONE_GOAL] * 40)
    assert told.message == "问题1、2、3、4、5、6等40个问题的整改目标相同，请核对是否各有针对。"
    assert told.findings == tuple(range(40))
    assert len(told.passages) == 40


def test_a_few_findings_with_nearly_one_goal_are_all_named() -> None:
    (told,) = _same_goal([f"完成{town}镇历史遗留矿山生态修复，恢复植被，消除隐患，通过验收。" for town in "甲乙丙"])
    assert told.message == "问题1、2、3的整改目标相近，请核对是否各有针对。"


def test_the_same_problem_many_times_is_one_point() -> None:
    text = "\n".join(["问题：北河沿岸养殖粪污直排，水体发黑。"] * 12)
    (told,) = [one for one in points_of(text) if one.code == "same_problem"]
    assert told.message.startswith("清单第1、2、3、4、5、6项等12个问题的问题表述相同")


def test_a_paper_shows_a_few_passages_of_a_cluster_and_counts_the_rest() -> None:
    draft = draft_of(_plan([ONE_GOAL] * 40))
    (told,) = [one for one in check(draft, today=date(2024, 4, 1)) if one.code == "same_goal"]
    (row,) = rows({"points": [point_to_json(told, draft)]})
    assert len(row.quotes) == PASSAGES + 1
    assert row.quotes[-1] == f"另有{40 - PASSAGES}处"


def test_goals_whose_figures_differ_stay_apart_however_many_they_are() -> None:
    assert _same_goal([f"完成{n}.5公里城区污水管网改造任务。" for n in range(3, 60)]) == []


def _shapes(n: int) -> dict[str, list[str]]:
    town = [TOWNS[i % 30 : i % 30 + 2] + chr(0x4E00 + i) for i in range(n)]
    return {
        "one goal": [ONE_GOAL] * n,
        "one goal but for the place": [
            f"完成{name}镇历史遗留矿山生态修复，恢复植被，消除隐患，通过验收。" for name in town
        ],
        "one goal but for the figure": [f"完成{k}.5公里城区污水管网改造任务，恢复路面。" for k in range(1, n + 1)],
        "goals of their own": [f"{name * 4}完成整改，{name[::-1] * 4}达标。" for name in town],
    }


def _work(monkeypatch: pytest.MonkeyPatch, draft: PlanDraft) -> tuple[int, int]:
    """How many goals were taken apart, and how many were compared, in one check."""
    taken, compared = [], []

    def counted_pairs(text: str) -> frozenset[str]:
        taken.append(text)
        return pairs(text)

    def counted_share(one: Wording, other: Wording) -> float:
        compared.append((one, other))
        return share(one, other)

    share = likeness.share
    with monkeypatch.context() as patch:
        patch.setattr(likeness, "pairs", counted_pairs)
        patch.setattr(likeness, "share", counted_share)
        check(draft, today=date(2024, 4, 1))
    return len(taken), len(compared)


@pytest.mark.parametrize("shape", _shapes(1))
def test_no_goal_is_compared_with_every_other(monkeypatch: pytest.MonkeyPatch, shape: str) -> None:
    for n in (100, 200):
        taken, compared = _work(monkeypatch, draft_of(_plan(_shapes(n)[shape])))
        assert taken <= n
        assert compared <= 2 * n


SYLLABLES = st.text("甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=14)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(SYLLABLES, st.sampled_from(["", "3公里", "7公里"])), min_size=2, max_size=12))
def test_whoever_is_like_another_is_told_and_nobody_else(made: list[tuple[str, str]]) -> None:
    texts = [
        (holder, text + figure, frozenset(int(c) for c in figure if c.isdigit()))
        for holder, (text, figure) in enumerate(made)
    ]
    told = {holder for cluster in clusters(texts) for holder in cluster.holders}

    def alike(a: tuple, b: tuple) -> bool:
        if fold(a[1]) == fold(b[1]):
            return True
        one, other = pairs(a[1]), pairs(b[1])
        fewest = min(len(one), len(other))
        apart = a[2] and b[2] and not a[2] & b[2]
        return not apart and fewest >= likeness.FEWEST_PAIRS and len(one & other) / fewest >= likeness.NEARLY_THE_SAME

    assert told == {a[0] for a in texts for b in texts if a[0] != b[0] and alike(a, b)}


@pytest.mark.parametrize("n_filled", range(8))
def test_filling_in_a_field_never_makes_more_points(n_filled: int) -> None:
    """Of seven findings without a person: all, some, one and none of them."""
    texts = [f"问题：{i}号。\n序号：{i}" + ("\n责任人：李某" if i <= n_filled else "") for i in range(1, 8)]
    told = [one for one in points_of("\n".join(texts)) if one.code == "person_missing"]
    assert [one.findings for one in told] == [tuple(range(n_filled, 7))] * (n_filled < 7)
    said = {0: "清单的7个问题都没有写责任人。", 1: "问题2、3、4、5、6、7：没有写责任人。", 6: "问题7：没有写责任人。"}
    assert n_filled not in said or [one.message for one in told] == [said[n_filled]]
