"""Points of the health report are marked as seen or answered, like the reader's notices, until they say otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import NOON, Cast
from zhenggai.core.errors import Refused
from zhenggai.core.review import Answer
from zhenggai.core.rules import identity_of
from zhenggai.findings import actions, health, queries
from zhenggai.findings.corrected import corrected_fields
from zhenggai.findings.drafts import review_of
from zhenggai.findings.models import Correction, Recognition

SEEN = Answer("dismissed")


def point_on(recognition: Recognition, code: str) -> str:
    points = health.points_of(review_of(recognition).draft, NOON.date())
    return next(identity_of(one) for one in points if one.code == code)


@pytest.fixture
def doubt(recognition: Recognition) -> str:
    """The point that says nothing takes up the figures of finding 1."""
    return point_on(recognition, "figure_not_taken_up")


def test_a_point_is_seen_and_the_step_is_on_record(cast: Cast, recognition: Recognition, doubt: str) -> None:
    row = actions.answer_point(recognition, doubt, SEEN, by=cast.by_lin, at=NOON, version=1)
    assert dict(review_of(row).seen) == {doubt: SEEN}
    assert (Correction.objects.get().kind, Correction.objects.get().after) == ("answered", ["dismissed", ""])
    row = actions.undo_correction(row, by=cast.by_lin, at=NOON, version=2)
    assert review_of(row).seen == ()


def test_a_point_that_there_is_not_is_refused(cast: Cast, recognition: Recognition) -> None:
    with pytest.raises(Refused, match="已经不存在"):
        actions.answer_point(recognition, "0" * 16, SEEN, by=cast.by_lin, at=NOON, version=1)


def test_only_the_office_answers_a_point(cast: Cast, recognition: Recognition, doubt: str) -> None:
    with pytest.raises(Refused, match="环委办"):
        actions.answer_point(recognition, doubt, SEEN, by=cast.by_zhao, at=NOON, version=1)


def test_an_answer_needs_its_words(cast: Cast, recognition: Recognition, doubt: str) -> None:
    with pytest.raises(Refused, match="写明"):
        actions.answer_point(recognition, doubt, Answer("answered", " "), by=cast.by_lin, at=NOON, version=1)


def test_the_confirmed_edition_keeps_the_paper_and_every_answer(
    cast: Cast, recognition: Recognition, doubt: str
) -> None:
    row = actions.answer_point(recognition, doubt, SEEN, by=cast.by_lin, at=NOON, version=1)
    edition = actions.confirm(row, by=cast.by_lin, at=NOON + timedelta(hours=1), version=2, errors_seen=True)
    kept, reviewed = queries.edition_review(cast.zhao, edition.pk), review_of(row)
    assert kept is not None
    assert kept.draft == reviewed.draft
    assert kept.seen == reviewed.seen
    assert queries.edition_review(cast.qian, edition.pk) is None


def test_a_value_is_a_persons_correction_only_while_it_differs(cast: Cast, recognition: Recognition) -> None:
    row = actions.correct_field(recognition, "f1", "goal", "甲。", by=cast.by_lin, at=NOON, version=1)
    row = actions.correct_field(row, "f1", "goal", "乙。", by=cast.by_lin, at=NOON, version=2)
    row = actions.correct_field(row, "f1", "person", "李某", by=cast.by_lin, at=NOON, version=3)
    row = actions.undo_correction(row, by=cast.by_lin, at=NOON, version=4)
    fields = corrected_fields([row.pk])[row.pk, "f1"]
    assert {name: (one.read, one.now, one.who) for name, one in fields.items()} == {
        "goal": ("火点数量较上年下降三成。", "乙。", cast.lin)
    }
