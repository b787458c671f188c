"""What a revision would make of its plan, told before anybody confirms it (docs/rules/revisions.md)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import NOON, Cast
from tests.findings.test_revising import FRESH, lines, revise
from tests.papers import FINDINGS, changed, draft_of
from zhenggai.accounts.actors import Actor
from zhenggai.core.errors import Refused
from zhenggai.core.review import ABOUT
from zhenggai.findings import actions
from zhenggai.findings.corrected import behind, corrected_fields
from zhenggai.findings.drafts import review_of
from zhenggai.findings.models import DecisionChoice, PlanEdition, Recognition
from zhenggai.findings.outcome import Loss, Outcome, loss, outcome
from zhenggai.findings.permissions import may_edit_plans, may_read_plans, require_editor, require_reader
from zhenggai.findings.revising import compare

ADOPT, KEEP, REMOVE = DecisionChoice.ADOPT, DecisionChoice.KEEP, DecisionChoice.REMOVE
BARE = {"number": "1", "feedback_number": "3", "problem": FINDINGS[0]["problem"]}


def told(row: Recognition) -> Outcome:
    return outcome(compare(row), review_of(row))


def settled(cast: Cast, row: Recognition, *choices: str) -> Recognition:
    return actions.decide_rest(row, list(choices), by=cast.by_lin, at=NOON, version=row.version)


def test_a_revision_that_moves_a_deadline_takes_nothing_away(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"))
    assert told(row) == Outcome(n_before=4, n_after=4, n_removed=0, n_undecided=0, n_bare=0, n_emptied=0, kind="plan")
    assert not told(row).warns


def test_a_finding_left_out_counts_as_removed_only_once_that_is_decided(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, FINDINGS[1:])
    waiting = told(row)
    assert (waiting.n_after, waiting.n_removed, waiting.n_undecided) == (4, 0, 1)
    kept = told(settled(cast, row, KEEP))
    assert (kept.n_after, kept.n_removed, kept.n_undecided) == (4, 0, 0)
    row = revise(cast, edition, FINDINGS[:3], b"another")
    gone = told(settled(cast, row, REMOVE))
    assert (gone.n_before, gone.n_after, gone.n_removed, gone.warns) == (4, 3, 1, True)


def test_a_finding_of_the_new_paper_without_goal_or_measures_is_counted(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, (*FINDINGS, FRESH))
    assert told(row) == Outcome(n_before=4, n_after=5, n_removed=0, n_undecided=0, n_bare=1, n_emptied=0, kind="plan")
    assert not told(row).warns


def test_a_finding_that_had_both_before_is_told_as_emptied(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, (BARE, *FINDINGS[1:]))
    assert (told(row).n_bare, told(row).n_emptied, told(row).warns) == (1, 1, True)
    kept = told(settled(cast, row, KEEP))
    assert (kept.n_bare, kept.n_emptied, kept.warns) == (0, 0, False)


def test_a_progress_list_warns_whatever_it_holds(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"))
    row = actions.correct_field(row, ABOUT, "kind", "progress", by=cast.by_lin, at=NOON, version=row.version)
    assert told(row).kind == "progress"
    assert told(row).warns


def test_what_following_the_paper_would_lose_is_named_part_by_part(cast: Cast, edition: PlanEdition) -> None:
    bare, gone = lines(revise(cast, edition, (BARE, *FINDINGS[1:3])))
    assert loss(bare, {}) == Loss(removed=False, missing=("goal", "measures", "units", "person", "deadline"))
    assert loss(gone, {}) == Loss(removed=True)


def test_a_field_that_is_only_worded_otherwise_is_no_loss(cast: Cast, edition: PlanEdition) -> None:
    (line,) = lines(revise(cast, edition, changed(0, goal="火点数量较上年下降五成。")))
    assert not loss(line, {})


def test_what_a_person_had_corrected_is_behind_the_difference(
    cast: Cast, recognition: Recognition, files_dir: object
) -> None:
    row = actions.correct_field(recognition, "f1", "person", "赵某", by=cast.by_lin, at=NOON, version=1)
    first = actions.confirm(row, by=cast.by_lin, at=NOON, version=2)
    row = revise(cast, first, changed(1, person="李某"))
    row = actions.correct_field(row, "f2", "person", "钱某", by=cast.by_lin, at=NOON, version=row.version)
    both = behind(compare(row), row.pk)
    (line,) = [one for one in lines(row) if one.item.old and one.item.old.number == "1"]
    old = both.old[line.item.old.key]
    assert {name: (one.read, one.now, one.who) for name, one in old.items()} == {
        "person": ("责任单位主要负责同志", "赵某", cast.lin)
    }
    assert loss(line, old) == Loss(removed=False, ours=("person",))
    assert {key: {name: one.now for name, one in fields.items()} for key, fields in both.new.items()} == {
        "f2": {"person": "钱某"}
    }


def test_a_correction_taken_back_is_nobodys(cast: Cast, recognition: Recognition) -> None:
    row = actions.correct_field(recognition, "f1", "person", "赵某", by=cast.by_lin, at=NOON, version=1)
    assert corrected_fields([row.pk])[row.pk, "f1"]
    actions.undo_correction(row, by=cast.by_lin, at=NOON, version=2)
    assert corrected_fields([row.pk]) == {(row.pk, "f1"): {}}
    assert corrected_fields([]) == {}


@pytest.mark.parametrize(
    ("person", "edits", "reads"), [("by_lin", True, True), ("by_zhao", False, True), ("by_qian", False, False)]
)
def test_the_office_edits_readers_read_and_others_neither(cast: Cast, person: str, *, edits: bool, reads: bool) -> None:
    by: Actor = getattr(cast, person)
    assert (may_edit_plans(by), may_read_plans(by)) == (edits, reads)
    for allowed, require, sentence in (
        (edits, require_editor, "只有环委办人员可以识别、核对和入库方案，请联系本单位的系统管理员。"),
        (reads, require_reader, "您还没有查阅整改台账的权限，请联系本单位的系统管理员。"),
    ):
        if allowed:
            require(by)
        else:
            with pytest.raises(Refused) as refused:
                require(by)
            assert (refused.value.code, refused.value.message) == ("not_permitted", sentence)


def test_a_paper_put_in_with_its_plan_named_is_its_revision_at_once(cast: Cast, edition: PlanEdition) -> None:
    drafts = [draft_of(name="修订稿.txt", findings=changed(0, goal="甲。")), draft_of(name="说明.txt", findings=())]
    drafts = [replace(one, source=replace(one.source, sha256=str(n) * 64)) for n, one in enumerate(drafts)]
    row, letter = actions.receive_document("材料.zip", b"both", drafts, by=cast.by_lin, at=NOON, revises=edition.plan)
    assert (row.revises, row.base_edition, row.revision_settled) == (edition.plan, edition, True)
    assert (letter.revises, letter.base_edition, letter.revision_settled) == (None, None, False)


def test_of_two_lists_in_one_archive_none_is_the_revision_until_a_person_says_so(
    cast: Cast, edition: PlanEdition
) -> None:
    drafts = [draft_of(name=f"{n}.txt", content=bytes([n]), findings=changed(0, goal=f"第{n}稿。")) for n in (1, 2)]
    rows = actions.receive_document("材料.zip", b"both", drafts, by=cast.by_lin, at=NOON, revises=edition.plan)
    assert [row.revises for row in rows] == [None, None]


def test_an_archive_of_nothing_but_what_is_there_is_refused(cast: Cast, edition: PlanEdition) -> None:
    with pytest.raises(Refused, match="已经核对入库") as refused:
        actions.receive_document("材料.zip", b"again", [draft_of()], by=cast.by_lin, at=NOON)
    assert refused.value.code == "duplicate"
    with pytest.raises(Refused, match=r"文件“空\.zip”里没有可以识别的内容。"):
        actions.receive_document("空.zip", b"none", [], by=cast.by_lin, at=NOON)
