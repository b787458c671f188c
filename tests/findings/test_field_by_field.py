"""A changed finding taken field by field: some of it as the new paper has it, some as it was.

The examples are those of docs/rules/revisions.md.
"""

from __future__ import annotations

import pytest

from tests.cast import NOON, Cast, upload
from tests.findings.test_revising import confirm, decide, lines, revise
from tests.papers import FINDINGS, changed, draft_of
from zhenggai.audit.models import Entry
from zhenggai.core.errors import Refused
from zhenggai.core.plan import Notice
from zhenggai.findings import actions, papers, queries
from zhenggai.findings.corrected import behind
from zhenggai.findings.models import DecisionChoice, FindingVersion, PlanEdition, Recognition
from zhenggai.findings.outcome import outcome
from zhenggai.findings.revising import Line, compare

ADOPT, KEEP, NEW = DecisionChoice.ADOPT, DecisionChoice.KEEP, DecisionChoice.NEW
THIRD = FINDINGS[2]
OTHERWISE = {"goal": "完成30公顷修复治理。", "deadline": "2026年6月底", "measures": ("2026年6月底前完成30公顷。",)}


@pytest.fixture
def row(cast: Cast, edition: PlanEdition) -> Recognition:
    """The third finding with another goal, another deadline and other measures."""
    return revise(cast, edition, changed(2, **OTHERWISE))


def line_of(row: Recognition) -> Line:
    (line,) = lines(row)
    return line


def third(edition: PlanEdition) -> FindingVersion:
    return edition.versions.get(number="3")


def test_the_goal_stays_and_the_rest_follows_the_new_paper(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    second = confirm(cast, decide(cast, row, line_of(row), ADOPT, fields={"goal": KEEP}))
    found = third(second)
    assert (found.goal, found.deadline_text, str(found.due_on)) == (THIRD["goal"], "2026年6月底", "2026-06-30")
    assert [one["text"] for one in found.measures] == list(OTHERWISE["measures"])
    assert (found.words_from, found.finding) == (second, third(edition).finding)


def test_the_finding_stays_and_one_field_follows_the_new_paper(
    cast: Cast, edition: PlanEdition, row: Recognition
) -> None:
    second = confirm(cast, decide(cast, row, line_of(row), KEEP, fields={"deadline": ADOPT}))
    found, before = third(second), third(edition)
    assert (found.goal, found.deadline_text) == (THIRD["goal"], "2026年6月底")
    assert [one | {"spans": []} for one in before.measures] == found.measures


def test_a_kept_deadline_keeps_its_days(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    found = third(confirm(cast, decide(cast, row, line_of(row), ADOPT, fields={"deadline": KEEP})))
    before = third(edition)
    assert (found.deadline, found.due_on, found.first_due_on) == (before.deadline, before.due_on, before.first_due_on)
    assert found.deadline_text == THIRD["deadline"]
    assert "2025年12月底" in found.search_text


def test_kept_units_keep_their_roles(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, units=(("县水利局", "lead"),), goal="完成30公顷。"))
    found = third(confirm(cast, decide(cast, row, line_of(row), ADOPT, fields={"units": KEEP})))
    assert [(one.name, one.role) for one in found.units.all()] == [*THIRD["units"]]


def test_what_was_kept_has_no_passage_in_a_paper_that_says_otherwise(
    cast: Cast, edition: PlanEdition, row: Recognition
) -> None:
    second = confirm(cast, decide(cast, row, line_of(row), ADOPT, fields={"goal": KEEP, "measures": KEEP}))
    marks = {mark.kind for mark in papers.finding_paper(cast.zhao, third(second).finding_id).marks}
    assert marks == {"problem", "headings", "units", "person", "deadline"}


def test_all_fields_one_way_are_the_choice_of_the_finding(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    fields = dict.fromkeys(("goal", "measures", "deadline"), KEEP)
    row = decide(cast, row, line_of(row), ADOPT, fields=fields)
    decision = line_of(row).decision
    assert (decision.choice, decision.fields) == (KEEP, {})
    assert third(confirm(cast, row)).words_from == edition


def test_a_field_that_goes_with_the_finding_needs_no_word(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    row = decide(cast, row, line_of(row), ADOPT, fields={"goal": ADOPT})
    assert (line_of(row).decision.choice, line_of(row).decision.fields) == (ADOPT, {})


def test_the_entry_and_the_story_remember_it(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    line = line_of(row)
    row = decide(cast, row, line, ADOPT, fields={"goal": KEEP}, reason="目标已报上级")
    entry = Entry.objects.latest("id")
    assert entry.verb == "change.decided"
    assert entry.changes == {line.item.key: [None, {"choice": "adopt", "goal": "keep"}]}
    second = confirm(cast, row)
    (decision,) = queries.finding_story(cast.zhao, third(second).finding_id).decisions
    assert (decision.choice, decision.fields, decision.reason) == ("adopt", {"goal": "keep"}, "目标已报上级")


def test_it_may_be_decided_anew(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    row = decide(cast, row, line_of(row), ADOPT, fields={"goal": KEEP})
    row = decide(cast, row, line_of(row), ADOPT)
    assert third(confirm(cast, row)).goal == OTHERWISE["goal"]


def test_the_numbers_before_the_last_yes_count_the_fields_as_chosen(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, goal=None, deadline="2026年6月底"))
    told = {}
    for fields in ({}, {"goal": KEEP}):
        row = decide(cast, row, line_of(row), ADOPT, fields=fields)
        told[len(fields)] = outcome(compare(row), queries.review_data(cast.lin, row.pk).review).n_bare
    assert told == {0: 1, 1: 0}


def test_the_next_revision_asks_about_what_was_kept(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    second = confirm(cast, decide(cast, row, line_of(row), ADOPT, fields={"goal": KEEP}))
    row = revise(cast, second, changed(2, **OTHERWISE | {"person": "李某"}), b"third")
    kept = behind(compare(row), row.pk).old[str(third(second).finding_id)]
    assert {*kept} == {"goal"}
    told = kept["goal"]
    assert (told.read, told.now, told.who, told.kept) == (OTHERWISE["goal"], THIRD["goal"], cast.lin, True)


@pytest.mark.parametrize(
    ("choice", "fields"),
    [
        (ADOPT, {"person": KEEP}),  # did not change
        (ADOPT, {"colour": KEEP}),
        (ADOPT, {"goal": NEW}),
        (NEW, {"goal": KEEP}),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    cast: Cast, edition: PlanEdition, row: Recognition, choice: DecisionChoice, fields: dict[str, DecisionChoice]
) -> None:
    with pytest.raises(Refused, match="不能逐项选择") as refused:
        decide(cast, row, line_of(row), choice, fields=fields)
    assert refused.value.code == "choice_not_open"
    assert line_of(row).is_open


def test_an_added_finding_is_taken_whole(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, (*FINDINGS, {"number": "5", "problem": "餐饮油烟扰民。", "goal": "达标排放。"}))
    with pytest.raises(Refused, match="不能逐项选择"):
        decide(cast, row, line_of(row), ADOPT, fields={"goal": KEEP})


def test_the_same_choice_again_leaves_no_second_decision(cast: Cast, edition: PlanEdition, row: Recognition) -> None:
    line = line_of(row)
    for _ in range(2):
        picked = (line.item.key, ADOPT, line.item.digest, {"goal": KEEP})
        row = actions.decide_all(row, [picked], by=cast.by_lin, at=row.read_at, version=row.version)
    assert row.decisions.count() == 1


def doubted(cast: Cast, edition: PlanEdition, content: bytes, **values: object) -> Recognition:
    """A revised paper whose third finding is due 「12月底前」, of which the reader says that it has no year."""
    findings = changed(2, deadline="12月底前", **values)
    passage = draft_of(findings=findings).findings[2].deadline_text
    notice = Notice("deadline_without_year", "warning", "时限“12月底前”没有年份", 2, passage)
    row = upload(cast, name="修订稿.txt", content=content, findings=findings, notices=(notice,))
    return actions.link_revision(row, edition.plan, by=cast.by_lin, at=NOON, version=row.version)


def told(edition: PlanEdition) -> list[str]:
    """What the reader had said of the third finding of an edition."""
    return [one.message for one in third(edition).notices.filter(code="deadline_without_year")]


@pytest.mark.parametrize(("choice", "fields"), [(ADOPT, {"deadline": KEEP}), (KEEP, {}), (KEEP, {"goal": ADOPT})])
def test_a_doubt_about_words_that_were_not_taken_stays_out(
    cast: Cast, edition: PlanEdition, choice: DecisionChoice, fields: dict[str, DecisionChoice]
) -> None:
    """Example of docs/rules/revisions.md: 「12月底前」 is not taken, so nobody is told that it has no year."""
    row = doubted(cast, edition, b"second", goal="完成30公顷修复治理。")
    kept = confirm(cast, decide(cast, row, line_of(row), choice, fields=fields))
    assert third(kept).deadline_text == THIRD["deadline"]
    assert kept.notices.filter(code="deadline_without_year").count() == 0


def test_a_doubt_about_words_that_were_taken_comes_along(cast: Cast, edition: PlanEdition) -> None:
    row = doubted(cast, edition, b"second", goal="完成30公顷修复治理。")
    taken = confirm(cast, decide(cast, row, line_of(row), ADOPT, fields={"goal": KEEP}))
    assert told(taken) == ["时限“12月底前”没有年份"]


@pytest.mark.parametrize(("choice", "fields"), [(ADOPT, {"deadline": KEEP}), (KEEP, {}), (KEEP, {"goal": ADOPT})])
def test_a_doubt_about_words_that_stay_stays_with_them(
    cast: Cast, edition: PlanEdition, choice: DecisionChoice, fields: dict[str, DecisionChoice]
) -> None:
    row = doubted(cast, edition, b"second")
    second = confirm(cast, decide(cast, row, line_of(row), ADOPT))
    assert told(second) == ["时限“12月底前”没有年份"]
    row = revise(cast, second, changed(2, deadline="2026年6月底", goal="完成30公顷修复治理。"), b"third")
    thirdly = confirm(cast, decide(cast, row, line_of(row), choice, fields=fields))
    assert third(thirdly).deadline_text == "12月底前"
    assert told(thirdly) == ["时限“12月底前”没有年份"]
    assert [one.passage for one in third(thirdly).notices.all()] == [None]  # it lies in another paper


def test_a_doubt_goes_with_the_words_it_was_about(cast: Cast, edition: PlanEdition) -> None:
    row = doubted(cast, edition, b"second")
    second = confirm(cast, decide(cast, row, line_of(row), ADOPT))
    row = revise(cast, second, changed(2, deadline="2026年6月底", goal="完成30公顷修复治理。"), b"third")
    thirdly = confirm(cast, decide(cast, row, line_of(row), ADOPT, fields={"goal": KEEP}))
    assert told(thirdly) == []
