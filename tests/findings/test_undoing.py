"""A wrong step is taken back: the last one first, nothing is struck from the record."""

import pytest

from tests.cast import NOON, Cast
from zhenggai.audit.models import Entry
from zhenggai.core.errors import Refused
from zhenggai.findings import actions
from zhenggai.findings.drafts import review_of
from zhenggai.findings.models import Correction, Recognition


def undo(cast: Cast, row: Recognition) -> Recognition:
    return actions.undo_correction(row, by=cast.by_lin, at=NOON, version=row.version)


def test_steps_are_taken_back_last_one_first(cast: Cast, recognition: Recognition) -> None:
    at_first = review_of(recognition)
    told = {"by": cast.by_lin, "at": NOON}
    row = actions.correct_field(recognition, "f1", "goal", "换一个目标。", version=1, **told)
    row = actions.merge_findings(row, ["f2", "f3"], version=2, **told)
    row = actions.drop_finding(row, "f4", reason="不是问题", version=3, **told)
    assert review_of(row).keys == ("f1", "f2")
    row = undo(cast, row)
    assert review_of(row).keys == ("f1", "f2", "f4")
    row = undo(cast, row)
    assert review_of(row).draft.findings[1:] == at_first.draft.findings[1:]
    row = undo(cast, row)
    assert review_of(row) == at_first
    assert (row.version, row.content_digest) == (7, Recognition.objects.get().content_digest)
    with pytest.raises(Refused, match="没有可以撤销的更正"):
        undo(cast, row)


def test_what_was_taken_back_stays_on_record(cast: Cast, recognition: Recognition) -> None:
    row = actions.correct_field(recognition, "about", "title", "写错的标题", by=cast.by_lin, at=NOON, version=1)
    row = undo(cast, row)
    first, second = Correction.objects.order_by("id")
    assert (first.after, second.kind, second.undoes) == ("写错的标题", "undone", first)
    assert row.title == first.before
    assert Entry.objects.filter(verb="correction.undone").get().sentence.startswith("林小明撤销了对")


def test_a_step_after_one_that_was_taken_back_can_be_taken_back_too(cast: Cast, recognition: Recognition) -> None:
    row = actions.correct_field(recognition, "f1", "goal", "甲。", by=cast.by_lin, at=NOON, version=1)
    row = undo(cast, row)
    row = actions.correct_field(row, "f1", "person", "乙", by=cast.by_lin, at=NOON, version=3)
    row = undo(cast, row)
    assert review_of(row).finding("f1").person.text == "责任单位主要负责同志"
    with pytest.raises(Refused, match="没有可以撤销"):
        undo(cast, row)


def test_only_the_office_takes_back_and_nobody_overtakes(cast: Cast, recognition: Recognition) -> None:
    row = actions.correct_field(recognition, "f1", "goal", "甲。", by=cast.by_lin, at=NOON, version=1)
    with pytest.raises(Refused):
        actions.undo_correction(row, by=cast.by_zhao, at=NOON, version=2)
    with pytest.raises(Refused, match="别人已经修改"):
        actions.undo_correction(row, by=cast.by_lin, at=NOON, version=1)
