"""The health report of a draft is made once for each draft and day, and never of another."""

from __future__ import annotations

from datetime import date
from unittest.mock import Mock

import pytest

from tests.papers import changed, draft_of
from zhenggai.core.rules import check
from zhenggai.findings import health

DAY = date(2024, 3, 20)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """The check, counting how often it is asked; nothing is kept from before."""
    health.points_of.cache_clear()
    counted = Mock(side_effect=check)
    monkeypatch.setattr(health, "check", counted)
    return counted


def test_the_points_are_those_of_the_check(asked: Mock) -> None:
    draft = draft_of()
    assert health.points_of(draft, DAY) == tuple(check(draft, today=DAY))
    assert {one.code for one in health.points_of(draft, DAY)} >= {"figure_not_taken_up", "parts_make_whole"}


def test_a_draft_that_stays_the_same_is_asked_once(asked: Mock) -> None:
    assert health.points_of(draft_of(), DAY) == health.points_of(draft_of(), DAY)
    assert asked.call_count == 1


def test_a_correction_or_another_day_is_asked_anew(asked: Mock) -> None:
    health.points_of(draft_of(), DAY)
    late = health.points_of(draft_of(), date(2026, 1, 1))
    assert "all_deadlines_past" in {one.code for one in late} - {one.code for one in health.points_of(draft_of(), DAY)}
    mended = health.points_of(draft_of(findings=changed(0, goal="46处火点全部消除。")), DAY)
    assert "figure_not_taken_up" not in {one.code for one in mended if one.findings == (0,)}
    assert asked.call_count == 3


def test_only_the_drafts_that_people_are_at_work_on_are_kept(asked: Mock) -> None:
    drafts = [draft_of(findings=changed(0, goal=f"第{n}稿。")) for n in range(health.MOST_KEPT + 1)]
    for draft in drafts:
        health.points_of(draft, DAY)
    assert health.points_of.cache_info().currsize == health.MOST_KEPT == 16
    health.points_of(drafts[-1], DAY)
    assert asked.call_count == len(drafts)
    health.points_of(drafts[0], DAY)
    assert asked.call_count == len(drafts) + 1
