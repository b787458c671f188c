"""The way back: what a newer edition has replaced is loaded again as the next one, and everybody is who they were.

The examples are those of docs/rules/revisions.md.
"""

import pytest

from tests.cast import NOON, Cast, upload
from tests.findings.test_revising import confirm, decide, lines, revise
from tests.papers import FINDINGS, changed
from zhenggai.core.errors import Refused
from zhenggai.findings import actions, differences, queries
from zhenggai.findings.models import DecisionChoice, Finding, FindingVersion, PlanEdition, Recognition

ADOPT, NEW, REMOVE, SAME = DecisionChoice.ADOPT, DecisionChoice.NEW, DecisionChoice.REMOVE, DecisionChoice.SAME
PROGRESS = ({"number": "1", "problem": "秸秆", "progress": "离田1.1万吨。"},)


def who(edition: PlanEdition) -> dict[str, int]:
    """Problem -> the finding it is in this edition."""
    return dict(FindingVersion.objects.filter(edition=edition).values_list("problem", "finding_id"))


def follow(cast: Cast, row: Recognition) -> PlanEdition:
    """The next edition, exactly as the new paper has it."""
    return confirm(cast, actions.decide_rest(row, [ADOPT, REMOVE], by=cast.by_lin, at=NOON, version=row.version))


@pytest.fixture
def overwritten(cast: Cast, edition: PlanEdition) -> PlanEdition:
    """The second edition: a progress list that went over the plan."""
    return follow(cast, revise(cast, edition, PROGRESS, b"progress"))


def test_the_first_paper_comes_again_and_every_finding_is_who_it_was(
    cast: Cast, edition: PlanEdition, overwritten: PlanEdition
) -> None:
    assert who(overwritten).keys() == {"秸秆"}
    third = follow(cast, revise(cast, edition, FINDINGS, b"first"))
    assert (third.edition_no, who(third)) == (3, who(edition))
    assert Finding.objects.count() == 5
    story = queries.finding_story(cast.lin, who(edition)[FINDINGS[0]["problem"]])
    assert [version.edition.edition_no for version in story.versions] == [1, 3]
    assert [one.choice for one in story.decisions] == ["remove", "adopt"]


def test_the_ledger_put_in_again_brings_its_findings_back_too(
    cast: Cast, edition: PlanEdition, overwritten: PlanEdition
) -> None:
    third = follow(cast, revise(cast, edition, changed(2, deadline="2026年6月底"), b"ledger"))
    assert who(third) == who(edition)


def test_the_very_words_outweigh_a_likeness_to_what_is_there(cast: Cast, edition: PlanEdition) -> None:
    alike = {"number": "3", "feedback_number": "11", "problem": "历史遗留矿山的修复治理。"}
    row = revise(cast, edition, (alike,), b"alike")
    (line,) = [one for one in lines(row) if one.item.new]
    second = follow(cast, decide(cast, row, line, NEW))
    assert not set(who(second).values()) & set(who(edition).values())
    third = follow(cast, revise(cast, edition, FINDINGS, b"first"))
    assert who(third) == who(edition)


def test_a_waiting_paper_is_compared_once_however_often_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, cast: Cast, edition: PlanEdition, overwritten: PlanEdition
) -> None:
    asked: list[object] = []
    work_out = differences.difference
    monkeypatch.setattr(
        differences, "difference", lambda *both, **pairs: asked.append(both) or work_out(*both, **pairs)
    )
    row = revise(cast, edition, changed(2, goal="在别处没有说过的目标"), b"looked at")
    shown = lines(row)
    n_asked = len(asked)
    assert n_asked
    assert (lines(row), len(asked)) == (shown, n_asked)


def test_a_paper_whose_edition_is_the_latest_is_still_refused(cast: Cast, edition: PlanEdition) -> None:
    with pytest.raises(Refused, match="已经核对入库"):
        upload(cast)
    with pytest.raises(Refused, match=r"与已入库的.*完全相同"):
        upload(cast, content=b"as docx")


def test_while_the_earlier_paper_waits_again_it_is_there_once(
    cast: Cast, edition: PlanEdition, overwritten: PlanEdition
) -> None:
    upload(cast)
    with pytest.raises(Refused, match="正在等待核对"):
        upload(cast)


def test_once_it_is_the_latest_again_it_is_refused_again(
    cast: Cast, edition: PlanEdition, overwritten: PlanEdition
) -> None:
    follow(cast, revise(cast, edition, FINDINGS, b"first"))
    with pytest.raises(Refused, match=r"已经核对入库.*第3版"):
        upload(cast)


def test_a_person_may_say_that_it_is_another_one(cast: Cast, edition: PlanEdition, overwritten: PlanEdition) -> None:
    row = revise(cast, edition, FINDINGS, b"first")
    line = next(one for one in lines(row) if one.returns and one.item.new.number == "1")
    third = follow(cast, decide(cast, row, line, NEW))
    problem = FINDINGS[0]["problem"]
    assert who(third)[problem] != who(edition)[problem]
    assert {p: f for p, f in who(third).items() if p != problem} == {
        p: f for p, f in who(edition).items() if p != problem
    }


def test_a_person_may_say_that_it_is_one_that_is_there(
    cast: Cast, edition: PlanEdition, overwritten: PlanEdition
) -> None:
    row = revise(cast, edition, FINDINGS, b"first")
    line = next(one for one in lines(row) if one.returns and one.item.new.number == "1")
    present = Finding.objects.get(pk=who(overwritten)["秸秆"])
    row = decide(cast, row, line, SAME, finding=present)
    third = follow(cast, row)
    assert who(third)[FINDINGS[0]["problem"]] == present.pk


def test_who_was_never_here_is_new_and_not_offered_as_another(cast: Cast, edition: PlanEdition) -> None:
    fresh = {"number": "5", "problem": "餐饮油烟净化设施清洗不及时。"}
    row = revise(cast, edition, (*FINDINGS, fresh))
    (line,) = lines(row)
    assert line.returns is None
    with pytest.raises(Refused, match="不能这样处理"):
        decide(cast, row, line, NEW)
