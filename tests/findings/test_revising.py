"""A revised plan against the one before: a decision for each difference, nothing twice, history kept."""

from dataclasses import replace

import pytest

from tests.cast import NOON, Cast, upload
from tests.papers import FINDINGS, changed
from zhenggai.core.editions import Kind
from zhenggai.core.errors import Refused
from zhenggai.findings import actions, queries
from zhenggai.findings.duplicates import likely_plan
from zhenggai.findings.models import Decision, DecisionChoice, Finding, PlanEdition, Recognition
from zhenggai.findings.revising import Line, compare

ADOPT, KEEP, NEW, SAME = DecisionChoice.ADOPT, DecisionChoice.KEEP, DecisionChoice.NEW, DecisionChoice.SAME
FRESH = {"number": "5", "feedback_number": "21", "problem": "餐饮油烟净化设施清洗不及时。", "deadline": "2024年底"}


def revise(cast: Cast, edition: PlanEdition, findings, content: bytes = b"revised") -> Recognition:
    row = upload(cast, name="修订稿.txt", content=content, findings=findings)
    return actions.link_revision(row, edition.plan, by=cast.by_lin, at=NOON, version=row.version)


def lines(row: Recognition) -> list[Line]:
    return [line for line in compare(row).lines if line.item.wants_decision]


def decide(cast: Cast, row: Recognition, line: Line, choice: DecisionChoice, **named) -> Recognition:
    return actions.decide(
        row, line.item.key, choice, digest=line.item.digest, by=cast.by_lin, at=NOON, version=row.version, **named
    )


def confirm(cast: Cast, row: Recognition) -> PlanEdition:
    return actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)


def test_a_likely_revision_must_be_settled_first(cast: Cast, edition: PlanEdition) -> None:
    row = upload(cast, content=b"revised", findings=changed(2, deadline="2026年6月底"))
    assert queries.review_data(cast.lin, row.pk).suggested_plan == edition.plan
    with pytest.raises(Refused, match=r"像是.*的新版本"):
        confirm(cast, row)
    row = actions.link_revision(row, None, by=cast.by_lin, at=NOON, version=1)
    assert confirm(cast, row).plan != edition.plan


def test_a_changed_finding_keeps_its_identity_and_its_history(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"))
    (line,) = lines(row)
    assert line.item.kind is Kind.CHANGED
    with pytest.raises(Refused, match="还有 1 处差异"):
        confirm(cast, row)
    second = confirm(cast, decide(cast, row, line, ADOPT))
    assert (second.edition_no, Finding.objects.count()) == (2, 4)
    story = queries.finding_story(cast.zhao, int(line.item.old.key))
    assert [version.deadline_text for version in story.versions] == ["2025年12月底", "2026年6月底"]
    assert [one.choice for one in story.decisions] == ["adopt"]


def test_a_kept_finding_stays_as_it_was_with_its_old_place(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"))
    second = confirm(cast, decide(cast, row, lines(row)[0], KEEP))
    kept = second.versions.get(number="3")
    assert (kept.deadline_text, kept.words_from) == ("2025年12月底", edition)
    assert [unit.name for unit in kept.units.all()] == ["县自然资源局", "西山、南坪街道办事处"]
    assert second.versions.get(number="1").words_from == second


def test_added_removed_and_renumbered_each_ask(cast: Cast, edition: PlanEdition) -> None:
    new = (FINDINGS[0], FINDINGS[2] | {"number": "2"}, FINDINGS[3] | {"number": "3"}, FRESH)
    row = revise(cast, edition, new)
    assert [line.item.kind.value for line in lines(row)] == ["removed", "renumbered", "renumbered", "added"]
    row = actions.decide_rest(row, [ADOPT, DecisionChoice.REMOVE], by=cast.by_lin, at=NOON, version=row.version)
    assert compare(row).n_open == 0
    second = confirm(cast, row)
    assert list(second.versions.values_list("number", flat=True)) == ["1", "2", "3", "5"]
    assert Finding.objects.count() == 5


def test_a_removed_finding_can_be_carried_over_and_an_added_one_left_out(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, (*FINDINGS[1:], FRESH))
    removed, added = lines(row)
    row = decide(cast, decide(cast, row, removed, KEEP), added, DecisionChoice.LEAVE_OUT)
    second = confirm(cast, row)
    assert list(second.versions.values_list("number", flat=True)) == ["1", "2", "3", "4"]
    assert Finding.objects.count() == 4


def test_treated_as_new_it_gets_an_identity_of_its_own(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(1, problem="城北片区工地夜间施工噪声扰民。"))
    (line,) = lines(row)
    row = decide(cast, row, line, NEW)
    removed, added = lines(row)
    assert (removed.is_open, added.is_open, added.decision.choice) == (True, False, "adopt")
    second = confirm(cast, decide(cast, row, removed, DecisionChoice.REMOVE))
    assert Finding.objects.count() == 5
    assert str(second.versions.get(number="2").finding_id) != line.item.old.key


def test_a_seemingly_new_one_can_be_said_to_be_an_old_one(cast: Cast, edition: PlanEdition) -> None:
    rewritten = FINDINGS[3] | {"problem": "管网老化。", "feedback_number": None, "number": None}
    row = revise(cast, edition, (*FINDINGS[:3], rewritten))
    removed, added = lines(row)
    old = Finding.objects.get(pk=int(removed.item.old.key))
    row = decide(cast, row, added, SAME, finding=old)
    (line,) = lines(row)
    assert (line.item.kind, line.is_open) == (Kind.CHANGED, True)
    second = confirm(cast, decide(cast, row, line, ADOPT))
    assert second.versions.get(problem="管网老化。").finding == old


def test_a_whole_page_of_choices_is_decided_at_once(cast: Cast, edition: PlanEdition) -> None:
    row = revise(
        cast, edition, (FINDINGS[0] | {"goal": "火点清零。"}, FINDINGS[1] | {"problem": "噪声。"}, *FINDINGS[2:])
    )
    first, second = lines(row)
    choices = [(first.item.key, ADOPT, first.item.digest), (second.item.key, NEW, second.item.digest)]
    row = actions.decide_all(row, choices, by=cast.by_lin, at=NOON, version=row.version)
    assert [(line.item.kind.value, line.is_open) for line in lines(row)] == [
        ("changed", False), ("removed", True), ("added", False),
    ]  # fmt: skip
    again = [(first.item.key, ADOPT, first.item.digest)]
    actions.decide_all(row, again, by=cast.by_lin, at=NOON, version=row.version)
    assert Decision.objects.count() == 3


def test_a_finding_that_is_taken_cannot_be_named_again(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, (*FINDINGS, FRESH))
    (added,) = lines(row)
    with pytest.raises(Refused, match="未对上的问题"):
        decide(cast, row, added, SAME, finding=Finding.objects.first())


def test_a_decision_on_what_has_changed_since_is_refused_and_asked_again(cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"))
    (line,) = lines(row)
    row = decide(cast, row, line, ADOPT)
    row = actions.correct_field(row, "f3", "goal", "完成全部治理。", by=cast.by_lin, at=NOON, version=row.version)
    assert compare(row).n_open == 1
    with pytest.raises(Refused, match="已经变化"):
        decide(cast, row, line, ADOPT)


@pytest.mark.parametrize("choice", [DecisionChoice.REMOVE, DecisionChoice.LEAVE_OUT, DecisionChoice.SAME])
def test_a_choice_that_does_not_fit_is_refused(cast: Cast, edition: PlanEdition, choice: DecisionChoice) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"))
    with pytest.raises(Refused, match="不能这样处理"):
        decide(cast, row, lines(row)[0], choice)
    assert not Decision.objects.exists()


def test_two_revisions_of_one_edition_do_not_overwrite_each_other(cast: Cast, edition: PlanEdition) -> None:
    first = revise(cast, edition, changed(2, deadline="2026年6月底"))
    other = revise(cast, edition, changed(0, goal="火点清零。"), content=b"other")
    confirm(cast, decide(cast, first, lines(first)[0], ADOPT))
    other = decide(cast, other, lines(other)[0], ADOPT)
    with pytest.raises(Refused, match="已有更新的版本"):
        confirm(cast, other)
    other = actions.link_revision(other, edition.plan, by=cast.by_lin, at=NOON, version=other.version)
    other = actions.decide_rest(other, [ADOPT], by=cast.by_lin, at=NOON, version=other.version)
    assert confirm(cast, other).edition_no == 3


@pytest.mark.parametrize("person", ["by_zhao", "by_qian"])
def test_nobody_but_the_office_decides(cast: Cast, edition: PlanEdition, person: str) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"))
    (line,) = lines(row)
    by = replace(getattr(cast, person), form_key="k")
    with pytest.raises(Refused):
        actions.decide(row, line.item.key, ADOPT, digest=line.item.digest, by=by, at=NOON, version=row.version)


def test_a_list_of_the_same_problems_is_taken_for_one_of_the_plan(cast: Cast, edition: PlanEdition) -> None:
    other = {"title": "2024年第三季度进展情况表", "region": "", "content": b"progress"}
    progress = upload(cast, findings=changed(0, problem="另写的一个问题。", status="已完成"), **other)
    assert likely_plan(progress) == edition.plan
    actions.discard(progress, reason="试一试", by=cast.by_lin, at=NOON, version=1)
    few = tuple(FINDINGS[i] | {"problem": f"别的问题{i}。"} if i else FINDINGS[0] for i in range(4))
    assert likely_plan(upload(cast, findings=few, **other)) is None
