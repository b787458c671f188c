"""What the body says of the list, held against the list."""

from __future__ import annotations

import pytest

from tests.core.rules.drafts import codes_of, points_of
from zhenggai.core.rules import plan_body

LIST = "\n".join(["问题：甲。\n时限：2023年7月底", "问题：乙。\n时限：立行立改", "问题：丙。\n时限：2024年6月底"])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("警示片披露我县问题1个，举一反三自查问题2个，一并纳入整改。", False),
        ("反馈意见涉及我县的问题共3个。", False),
        ("反馈问题40个，其中涉及我县问题3个。", False),
        ("警示片披露我县问题1个，举一反三自查问题4个。", True),
        ("反馈意见涉及我县的问题共4个。", True),
    ],
)
def test_counts_of_one_paragraph_may_make_the_list_together(said: str, told: bool) -> None:
    assert ("finding_count_differs" in codes_of(f"正文：{said}\n{LIST}")) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2023年底前完成整改2项，2024年底前完成整改1项。", False),
        ("2023年底前完成整改1项，2024年底前完成整改1项，立行立改1项。", False),
        ("2023年底前完成整改2项，2024年底前完成整改0项，立行立改1项。", True),
        ("2023年底前完成整改0项，2024年底前完成整改3项。", True),
    ],
)
def test_what_is_done_at_once_may_be_counted_under_a_year(said: str, told: bool) -> None:
    assert ("term_count_differs" in codes_of(f"正文：{said}\n{LIST}")) is told


TERMS = "\n".join(
    [
        "问题：甲。\n时限：2024年6月底",
        "问题：乙。\n时限：2024年12月底",
        "问题：丙。\n时限：2025年12月底",
        "问题：丁。\n时限：长期坚持",
    ]
)


@pytest.mark.parametrize(
    "said",
    [
        "共4项，其中2024年完成2项、2025年完成1项、长期坚持1项。",
        "其中，2项于2024年底前完成，1项于2025年底前完成，1项长期坚持。",
        "4个问题中，2024年6月底前完成1个，2024年底前完成1个，2025年底前完成1个，长期坚持1个。",
        "共4项任务，2024年底前完成2项。",
        "共4项任务，2024年底前完成2项，2025年底前完成3项。",
        "共4项任务，截至2024年3月已完成3项，2024年新增3项。",
        "省级清单共9项任务，2024年底前完成7项。",
        "2024年底前完成3项，其余1项2025年底前完成。",
    ],
)
def test_counts_by_term_that_the_deadlines_bear_out_are_not_told(said: str) -> None:
    assert "term_count_differs" not in codes_of(f"正文：{said}\n{TERMS}")


@pytest.mark.parametrize(
    ("said", "sums"),
    [
        ("共4项，其中2024年完成3项、2025年完成0项、长期坚持1项。", ["3 ≠ 2", "0 ≠ 1"]),
        ("其中，1项于2024年底前完成，2项于2025年底前完成，1项长期坚持。", ["1 ≠ 2", "2 ≠ 1"]),
        ("4个问题中，2024年6月底前完成2个，2024年底前完成1个，长期坚持1个。", ["2 ≠ 1"]),
        ("共4项任务，2024年底前完成3项。", ["3 ≠ 2"]),
        ("整改任务共4项，长期坚持2项。", ["2 ≠ 1"]),
    ],
)
def test_counts_by_term_that_the_deadlines_deny_are_told_with_their_sum(said: str, sums: list[str]) -> None:
    told = [point.arithmetic for point in points_of(f"正文：{said}\n{TERMS}") if point.code == "term_count_differs"]
    assert sorted(told, key=str) == sorted(sums, key=str)


def test_a_body_of_many_clauses_takes_each_finding_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    original = plan_body.pairs
    monkeypatch.setattr(plan_body, "pairs", lambda text: taken.append(text) or original(text))
    body = "".join(f"第{n}类问题半年内集中解决一批。" for n in range(20))
    findings = "\n".join(f"问题：第{n}处没有治理。\n目标：治理到位。" for n in range(30))
    codes_of(f"正文：{body}\n{findings}")
    assert len(taken) <= 20 + 30
