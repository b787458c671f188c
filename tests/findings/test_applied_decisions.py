"""What an edition holds once every difference was decided: exactly what the decisions say, whatever they were."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import NOON, Cast, upload
from tests.findings.acts import FRESH
from tests.papers import FINDINGS, changed
from zhenggai.core.editions import Kind, content_digest, difference
from zhenggai.core.errors import Refused
from zhenggai.findings import actions
from zhenggai.findings.drafts import edition_text, entries_of_review, review_of
from zhenggai.findings.models import DecisionChoice, Finding, FindingVersion, PlanEdition, Recognition
from zhenggai.findings.revising import CHOICES, compare

ADOPT, KEEP, REMOVE = DecisionChoice.ADOPT, DecisionChoice.KEEP, DecisionChoice.REMOVE
LEAVE_OUT, NEW, SAME = DecisionChoice.LEAVE_OUT, DecisionChoice.NEW, DecisionChoice.SAME
REVISIONS: dict[str, tuple[dict[str, Any], ...]] = {
    "the same words": FINDINGS,
    "one word": changed(2, goal="完成全部治理。"),
    "other numbers": (FINDINGS[0] | {"number": "9"}, *FINDINGS[1:]),
    "one gone": FINDINGS[1:],
    "one more": (*FINDINGS, FRESH),
    "another order": (FINDINGS[3], FINDINGS[0], FINDINGS[2], FINDINGS[1]),
    "all at once": (FRESH, FINDINGS[3] | {"number": "1"}, FINDINGS[1] | {"person": "李某"}),
    "units and measures": changed(0, units=(("县公安局", "lead"),), measures=("新的一条措施。",)),
    "nothing but new ones": (FRESH, FRESH | {"number": "6", "feedback_number": "22", "problem": "噪声扰民投诉多。"}),
}
every_revision = pytest.mark.parametrize("findings", REVISIONS.values(), ids=REVISIONS)


@pytest.fixture
def row(cast: Cast, edition: PlanEdition, findings: tuple[dict[str, Any], ...]) -> Recognition:
    """A revision, linked to the plan. A title of its own, so that even the same words are received."""
    if findings is FINDINGS:
        findings = changed(0, status="整改中")
    received = upload(cast, name="修订稿.txt", content=b"revised", findings=findings)
    return actions.link_revision(received, edition.plan, by=cast.by_lin, at=NOON, version=received.version)


def settle(cast: Cast, row: Recognition, *choices: DecisionChoice) -> PlanEdition:
    row = actions.decide_rest(row, choices, by=cast.by_lin, at=NOON, version=row.version)
    return actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)


def words_of(edition: PlanEdition) -> list[tuple[str, str]]:
    """Who is in an edition, and what it says of them, in order."""
    return [(entry.key, content_digest([entry])) for entry in edition_text(edition.pk).entries()]


@every_revision
def test_with_everything_adopted_the_edition_says_what_the_new_paper_says(cast: Cast, row: Recognition) -> None:
    wanted = entries_of_review(review_of(row))
    second = settle(cast, row, ADOPT, REMOVE)
    written = edition_text(second.pk).entries()
    assert content_digest(written) == content_digest(wanted) == second.content_digest
    assert {item.kind for item in difference(written, wanted)} <= {Kind.SAME}


@every_revision
def test_with_everything_kept_the_edition_says_what_the_old_one_said(
    cast: Cast, edition: PlanEdition, row: Recognition
) -> None:
    second = settle(cast, row, KEEP, LEAVE_OUT)
    assert sorted(words_of(second)) == sorted(words_of(edition))
    assert Finding.objects.count() == len(FINDINGS)


@every_revision
def test_whoever_stays_keeps_their_identity(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    lines = compare(row).lines
    stay = {line.item.old.key for line in lines if line.item.old and line.item.new}
    n_added = sum(line.item.kind is Kind.ADDED for line in lines)
    second = settle(cast, row, ADOPT, REMOVE)
    now = {str(pk) for pk in second.versions.values_list("finding_id", flat=True)}
    before = {str(pk) for pk in edition.versions.values_list("finding_id", flat=True)}
    assert now & before == stay
    assert Finding.objects.count() == len(before) + n_added


@every_revision
def test_an_older_edition_stays_as_it_was(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    before = list(FindingVersion.objects.filter(edition=edition).values())
    settle(cast, row, ADOPT, REMOVE)
    assert list(FindingVersion.objects.filter(edition=edition).values()) == before


@every_revision
def test_positions_run_from_one_without_a_gap(cast: Cast, row: Recognition) -> None:
    second = settle(cast, row, KEEP, REMOVE, ADOPT)
    positions = list(second.versions.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


@every_revision
def test_after_every_decision_nothing_is_left_to_decide(cast: Cast, row: Recognition) -> None:
    row = actions.decide_rest(row, [ADOPT, REMOVE], by=cast.by_lin, at=NOON, version=row.version)
    assert compare(row).n_open == 0
    n_before = row.decisions.count()
    row = actions.decide_rest(row, [KEEP, LEAVE_OUT], by=cast.by_lin, at=NOON, version=row.version)
    assert row.decisions.count() == n_before


@pytest.mark.parametrize("findings", [REVISIONS["all at once"]])
@pytest.mark.parametrize("left_out", [ADOPT, REMOVE])
def test_what_no_choice_fits_stays_open(cast: Cast, row: Recognition, left_out: DecisionChoice) -> None:
    (other,) = {ADOPT, REMOVE} - {left_out}
    row = actions.decide_rest(row, [other], by=cast.by_lin, at=NOON, version=row.version)
    open_kinds = {line.item.kind for line in compare(row).lines if line.is_open}
    assert open_kinds
    assert all(other not in CHOICES[kind] for kind in open_kinds)
    with pytest.raises(Refused, match="处差异没有作出取舍") as refused:
        actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)
    assert refused.value.code == "changes_open"


@pytest.mark.parametrize("findings", [REVISIONS["all at once"]])
@pytest.mark.parametrize("indirect", [NEW, SAME])
def test_who_is_who_is_never_decided_wholesale(cast: Cast, row: Recognition, indirect: DecisionChoice) -> None:
    row = actions.decide_rest(row, [indirect], by=cast.by_lin, at=NOON, version=row.version)
    assert row.decisions.count() == 0


@pytest.mark.parametrize("findings", [REVISIONS["all at once"]])
def test_a_choice_that_a_line_does_not_offer_is_refused(cast: Cast, row: Recognition) -> None:
    for line in compare(row).lines:
        for choice in set(DecisionChoice) - set(line.choices):
            with pytest.raises(Refused, match="不能这样处理"):
                actions.decide(
                    row, line.item.key, choice, digest=line.item.digest, by=cast.by_lin, at=NOON, version=row.version
                )
    assert row.decisions.count() == 0


@pytest.mark.parametrize("findings", [REVISIONS["one word"]])
def test_a_decision_may_be_taken_anew_and_the_last_one_counts(cast: Cast, row: Recognition) -> None:
    line = next(line for line in compare(row).lines if line.is_open)
    for choice in (ADOPT, KEEP):
        row = actions.decide(
            row, line.item.key, choice, digest=line.item.digest, by=cast.by_lin, at=NOON, version=row.version
        )
    assert [one.choice for one in row.decisions.order_by("id")] == ["adopt", "keep"]
    second = actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)
    assert second.versions.get(number="3").goal == FINDINGS[2]["goal"]


@pytest.mark.parametrize("findings", [REVISIONS["one word"]])
def test_a_line_that_is_gone_or_was_shown_otherwise_is_not_decided(cast: Cast, row: Recognition) -> None:
    line = next(line for line in compare(row).lines if line.is_open)
    for key, digest in ((line.item.key, "0" * 64), ("old:0", line.item.digest)):
        with pytest.raises(Refused, match="已经变化") as refused:
            actions.decide(row, key, ADOPT, digest=digest, by=cast.by_lin, at=NOON, version=row.version)
        assert refused.value.code == "changed_meanwhile"


@pytest.mark.parametrize("findings", [REVISIONS["one word"]])
def test_linking_anew_forgets_who_was_who(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    line = next(line for line in compare(row).lines if line.is_open)
    told: dict[str, Any] = {"digest": line.item.digest, "by": cast.by_lin, "at": NOON}
    row = actions.decide(row, line.item.key, NEW, version=row.version, **told)
    assert row.pairs == {line.item.new.key: None}  # type: ignore[union-attr]
    row = actions.link_revision(row, edition.plan, by=cast.by_lin, at=NOON, version=row.version)
    assert (row.pairs, row.base_edition) == ({}, edition)
    alone = actions.link_revision(row, None, by=cast.by_lin, at=NOON, version=row.version)
    assert (alone.revises, alone.base_edition, alone.revision_settled) == (None, None, True)


@pytest.mark.parametrize("findings", [REVISIONS["one word"]])
def test_a_finding_of_another_plan_is_nobody_here(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    other = upload(cast, content=b"other", findings=(FRESH,), title="另一份整改方案", region="远山县")
    theirs = actions.confirm(other, by=cast.by_lin, at=NOON, version=1, errors_seen=True).versions.get().finding
    added = upload(cast, content=b"third", findings=(*FINDINGS, FRESH))
    added = actions.link_revision(added, edition.plan, by=cast.by_lin, at=NOON, version=1)
    line = next(line for line in compare(added).lines if line.item.kind is Kind.ADDED)
    for finding in (theirs, None):
        with pytest.raises(Refused, match="未对上的问题") as refused:
            actions.decide(
                added, line.item.key, SAME, digest=line.item.digest, finding=finding, by=cast.by_lin, at=NOON,
                version=added.version,
            )  # fmt: skip
        assert refused.value.code == "finding_not_free"
