"""An earlier edition becomes the current one again: a new edition, the same findings, nothing lost.

The examples are those of docs/rules/revisions.md.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from django.db import connections

from tests.cast import NOON, Cast, gather, upload
from tests.findings.acts import replaced
from tests.findings.test_revising import confirm, decide, lines, revise
from tests.findings.test_way_back import PROGRESS, follow, who
from tests.papers import FINDINGS, changed
from zhenggai.accounts.actors import Actor
from zhenggai.audit.models import Entry
from zhenggai.audit.states import state_hash
from zhenggai.core.errors import Refused
from zhenggai.findings import actions, papers, queries
from zhenggai.findings.models import DecisionChoice, EditionNotice, Finding, FindingVersion, NamedUnit, PlanEdition

KEEP = DecisionChoice.KEEP
BACK = "进展表误作新版入库"


def restore(cast: Cast, edition: PlanEdition, *, seen: int, reason: str = BACK, by: Actor | None = None) -> PlanEdition:
    return actions.restore(edition, reason=reason, by=by or cast.by_lin, at=NOON, seen=seen)


def words(edition: PlanEdition) -> list[tuple[object, ...]]:
    """Everything an edition says, finding by finding."""
    own = {"id", "edition", "position"}
    names = [one.attname for one in FindingVersion._meta.concrete_fields if one.name not in own]
    units = NamedUnit.objects.filter(version__edition=edition).order_by("version__position", "position")
    return [
        *FindingVersion.objects.filter(edition=edition).order_by("position").values_list("position", *names),
        *units.values_list("version__finding", "position", "name", "full_name", "role", "is_group", "spans"),
    ]


@pytest.fixture
def second(cast: Cast, edition: PlanEdition) -> PlanEdition:
    """A progress list that went over the plan of four findings."""
    return follow(cast, revise(cast, edition, PROGRESS, b"progress"))


def test_the_first_edition_comes_back_as_the_third_word_for_word(
    cast: Cast, edition: PlanEdition, second: PlanEdition
) -> None:
    third = restore(cast, edition, seen=2)
    assert (third.edition_no, third.restores, third.reason) == (3, edition, BACK)
    assert words(third) == words(edition)
    assert who(third) == who(edition)
    assert (third.title, third.stage, third.issued_on) == (edition.title, edition.stage, edition.issued_on)
    assert [one.edition_no for one in queries.editions(cast.zhao, edition.plan_id)] == [3, 2, 1]


def test_what_it_replaces_stays_an_edition_and_every_finding_keeps_its_story(
    cast: Cast, edition: PlanEdition, second: PlanEdition
) -> None:
    before = words(second)
    restore(cast, edition, seen=2)
    assert words(second) == before
    assert Finding.objects.count() == 5
    straw = queries.finding_story(cast.lin, who(second)["秸秆"])
    assert [version.edition.edition_no for version in straw.versions] == [2]
    first = queries.finding_story(cast.lin, who(edition)[FINDINGS[0]["problem"]])
    assert [version.edition.edition_no for version in first.versions] == [1, 3]
    assert [one.choice for one in first.decisions] == ["remove"]


def test_the_replaced_edition_can_come_back_in_its_turn(cast: Cast, edition: PlanEdition, second: PlanEdition) -> None:
    restore(cast, edition, seen=2)
    fourth = restore(cast, second, seen=3)
    assert (fourth.edition_no, who(fourth)) == (4, who(second))


def test_an_edition_that_kept_old_words_comes_back_with_both_papers_behind_it(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"), b"second")
    second = confirm(cast, decide(cast, row, lines(row)[0], KEEP))
    follow(cast, revise(cast, second, PROGRESS, b"progress"))
    fourth = restore(cast, second, seen=3)
    assert words(fourth) == words(second)
    kept = fourth.versions.get(number="3")
    assert kept.words_from == edition
    assert papers.edition_paper(cast.zhao, fourth.pk).n_elsewhere == 1
    assert papers.finding_paper(cast.zhao, kept.finding_id).edition == edition


def test_its_paper_its_passages_and_its_corrections_are_at_hand_again(
    cast: Cast, edition: PlanEdition, second: PlanEdition
) -> None:
    third = restore(cast, edition, seen=2)
    before, after = (papers.edition_paper(cast.zhao, one.pk) for one in (edition, third))
    assert (after.marks, after.n_elsewhere) == (before.marks, 0)
    assert after.source == before.source
    drafts = [queries.edition_review(cast.lin, one.pk).draft for one in (edition, third)]
    assert drafts[0] == drafts[1]


def test_notices_come_back_with_what_was_said_to_them(cast: Cast, files_dir: object) -> None:
    first = replaced(cast)
    third = restore(cast, first, seen=2)
    told = [
        list(EditionNotice.objects.filter(edition=one).values_list("version__finding", "code", "message", "choice"))
        for one in (first, third)
    ]
    assert told[0] == told[1]


def test_a_correction_behind_it_is_still_asked_about_in_the_next_revision(cast: Cast, files_dir: object) -> None:
    row = upload(cast)
    row = actions.correct_field(row, "f3", "person", "赵某", by=cast.by_lin, at=NOON, version=row.version)
    first = confirm(cast, row)
    follow(cast, revise(cast, first, PROGRESS, b"progress"))
    third = restore(cast, first, seen=2)
    story = queries.finding_story(cast.lin, third.versions.get(number="3").finding_id)
    assert [one.field for one in story.corrections] == ["person"]


def test_a_finding_that_kept_its_words_has_its_own_corrections_and_not_its_neighbours(
    cast: Cast, edition: PlanEdition
) -> None:
    row = revise(cast, edition, tuple(reversed(changed(2, deadline="2026年6月底"))), b"second")
    row = actions.correct_field(row, "f3", "person", "赵某", by=cast.by_lin, at=NOON, version=row.version)
    row = actions.decide_rest(row, [KEEP], by=cast.by_lin, at=NOON, version=row.version)
    second = confirm(cast, row)
    stories = {version.number: queries.finding_story(cast.lin, version.finding_id) for version in second.versions.all()}
    assert {number: [one.field for one in story.corrections] for number, story in stories.items()} == {
        "1": [], "2": [], "3": [], "4": []
    }  # fmt: skip


def test_the_entry_says_which_edition_came_back_and_why(cast: Cast, edition: PlanEdition, second: PlanEdition) -> None:
    third = restore(cast, edition, seen=2)
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.result, entry.actor, entry.reason) == ("edition.restored", "done", cast.lin, BACK)
    assert entry.changes == {"edition_no": [2, 3], "restores": [None, 1], "findings": [None, 4]}
    states = {(label, key): digest for label, key, digest in entry.states}
    for row in (third, *third.versions.all(), *NamedUnit.objects.filter(version__edition=third)):
        assert states[row._meta.label_lower, str(row.pk)] == state_hash(row)


def test_the_paper_that_came_back_is_in_force_again_and_is_not_taken_twice(
    cast: Cast, edition: PlanEdition, second: PlanEdition
) -> None:
    restore(cast, edition, seen=2)
    with pytest.raises(Refused, match=r"已经核对入库.*第3版"):
        upload(cast)
    upload(cast, content=b"progress", findings=PROGRESS)


def test_a_review_that_waits_is_asked_to_compare_anew(cast: Cast, edition: PlanEdition, second: PlanEdition) -> None:
    row = revise(cast, edition, changed(0, deadline="2025年6月底"), b"third")
    row = actions.decide_rest(row, [DecisionChoice.ADOPT, DecisionChoice.REMOVE], by=cast.by_lin, at=NOON, version=2)
    restore(cast, edition, seen=2)
    with pytest.raises(Refused, match="原方案已有更新的版本"):
        confirm(cast, row)


@pytest.mark.parametrize(
    ("which", "seen", "sentence", "code"),
    [
        ("second", 2, "第2版就是现行的版本，不用恢复。", "already_current"),
        ("edition", 1, "您打开页面之后，这份方案已换成第2版", "changed_meanwhile"),
    ],
)
def test_what_stands_against_it_is_one_sentence(
    cast: Cast, edition: PlanEdition, second: PlanEdition, which: str, seen: int, sentence: str, code: str
) -> None:
    n_editions = PlanEdition.objects.count()
    with pytest.raises(Refused, match=sentence) as refused:
        restore(cast, {"edition": edition, "second": second}[which], seen=seen)
    entry = Entry.objects.latest("id")
    assert (refused.value.code, PlanEdition.objects.count()) == (code, n_editions)
    assert (entry.verb, entry.result, entry.changes) == ("edition.restored", "refused", {"refusal": [None, code]})


def test_what_already_says_the_same_is_not_restored_again(
    cast: Cast, edition: PlanEdition, second: PlanEdition
) -> None:
    restore(cast, edition, seen=2)
    with pytest.raises(Refused, match="现行的第3版和第1版的内容完全相同"):
        restore(cast, edition, seen=3)


def test_the_draft_comes_back_after_its_issued_text_of_the_same_words(cast: Cast, edition: PlanEdition) -> None:
    issued = upload(cast, name="印发稿.txt", content=b"issued", findings=changed(0, goal="火点减半。"), status="issued")
    issued = actions.link_revision(issued, edition.plan, by=cast.by_lin, at=NOON, version=issued.version)
    (line,) = lines(issued)
    second = confirm(cast, decide(cast, issued, line, KEEP))
    assert (edition.stage, second.stage) == ("consultation", "issued")
    assert restore(cast, edition, seen=2).stage == "consultation"


def test_without_a_reason_nothing_comes_back(cast: Cast, edition: PlanEdition, second: PlanEdition) -> None:
    with pytest.raises(Refused, match="请写明理由"):
        restore(cast, edition, seen=2, reason="  ")
    assert PlanEdition.objects.count() == 2


@pytest.mark.parametrize("person", ["zhao", "qian"])
def test_only_the_office_restores(cast: Cast, edition: PlanEdition, second: PlanEdition, person: str) -> None:
    with pytest.raises(Refused, match="只有环委办人员") as refused:
        restore(cast, edition, seen=2, by=getattr(cast, f"by_{person}"))
    assert (refused.value.code, PlanEdition.objects.count()) == ("not_permitted", 2)


def test_a_double_click_restores_once(cast: Cast, edition: PlanEdition, second: PlanEdition) -> None:
    by = replace(cast.by_lin, form_key="one-form")
    third = restore(cast, edition, seen=2, by=by)
    assert restore(cast, edition, seen=2, by=by) == third
    assert PlanEdition.objects.count() == 3


def at_once(*acts: Callable[[], PlanEdition]) -> list[str]:
    """Does all of it at the same time; the numbers of the editions that come of it and the codes of refusals."""

    def attempt(do: Callable[[], PlanEdition]) -> str:
        try:
            return str(do().edition_no)
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(attempt, acts))


def test_of_two_who_restore_at_once_one_is_told_that_the_other_was_faster(
    open_database: None, files_dir: object
) -> None:
    cast = gather()
    first = replaced(cast)
    by = [replace(cast.by_lin, form_key=f"form-{number}") for number in range(2)]
    assert at_once(*(partial(restore, cast, first, seen=2, by=one) for one in by)) == ["3", "changed_meanwhile"]
    assert list(first.plan.editions.order_by("edition_no").values_list("edition_no", flat=True)) == [1, 2, 3]


def test_who_confirms_and_who_restores_at_once_do_not_both_get_their_way(
    open_database: None, files_dir: object
) -> None:
    cast = gather()
    first = replaced(cast)
    row = revise(cast, first, FINDINGS[:3], b"third")
    row = actions.decide_rest(row, [DecisionChoice.ADOPT], by=cast.by_lin, at=NOON, version=row.version)
    told = at_once(partial(restore, cast, first, seen=2), partial(confirm, cast, row))
    assert told == ["3", "changed_meanwhile"]
    assert first.plan.editions.count() == 3
