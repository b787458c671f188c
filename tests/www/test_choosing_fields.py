"""The difference page where a finding changed in several fields: each may go its own way."""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast, upload
from tests.papers import FINDINGS, changed
from tests.www.conftest import Visitor, text_of
from tests.www.test_difference_page import digests
from zhenggai.findings.models import Decision, FindingVersion, PlanEdition, Recognition


@pytest.fixture
def row(lin: Visitor, cast: Cast, edition: PlanEdition) -> Recognition:
    """Finding 1 has another goal and another deadline, finding 2 another deadline alone."""
    first, second = (
        FINDINGS[0] | {"goal": "火点清零。", "deadline": "2025年6月底"},
        FINDINGS[1] | {"deadline": "长期坚持"},
    )
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=(first, second, *FINDINGS[2:]))
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=edition.plan_id)
    row.refresh_from_db()
    return row


def address(row: Recognition) -> str:
    return f"/readings/{row.pk}/difference/"


def selected(html: str) -> dict[str, str]:
    """What is chosen for single fields, by the field of the form."""
    selects = re.findall(r'<select name="([^"]+)">(.*?)</select>', html, re.DOTALL)
    return {name: found[1] for name, inside in selects if (found := re.search(r'value="(\w+)" selected', inside))}


def send(lin: Visitor, row: Recognition, **chosen: str):
    row.refresh_from_db()
    return lin.act(address(row), row.version, **digests(lin.get(address(row)).content.decode()), **chosen)


def test_only_a_finding_that_changed_in_several_fields_is_asked_field_by_field(lin: Visitor, row: Recognition) -> None:
    html = lin.get(address(row)).content.decode()
    assert re.findall(r'<select name="([^"]+)"', html) == ["field_0_goal", "field_0_deadline"]
    assert "问题1的目标" in text_of(lin.get(address(row)))


def test_the_choice_for_a_field_is_kept_shown_and_told_in_the_story(lin: Visitor, row: Recognition) -> None:
    answer = send(lin, row, choice_0="adopt", choice_1="adopt", field_0_goal="keep")
    assert answer.headers["Location"].endswith("/confirm/")
    assert selected(lin.get(address(row)).content.decode()) == {"field_0_goal": "keep"}
    row.refresh_from_db()
    lin.act(f"/readings/{row.pk}/confirm/", row.version)
    version = FindingVersion.objects.get(edition__edition_no=2, number="1")
    assert (version.goal, version.deadline_text) == (FINDINGS[0]["goal"], "2025年6月底")
    story = text_of(lin.get(f"/findings/{version.finding_id}/")).split("经过")[-1]
    assert "新稿的差异：按新稿，其中目标保留原文" in story


def test_a_choice_that_was_replaced_before_confirming_is_not_in_the_story(lin: Visitor, row: Recognition) -> None:
    send(lin, row, choice_0="keep", choice_1="adopt")
    send(lin, row, choice_0="adopt")
    row.refresh_from_db()
    lin.act(f"/readings/{row.pk}/confirm/", row.version)
    version = FindingVersion.objects.get(edition__edition_no=2, number="1")
    story = text_of(lin.get(f"/findings/{version.finding_id}/")).split("经过")[-1]
    assert story.count("新稿的差异：") == 1
    assert "新稿的差异：按新稿" in story


def test_nor_is_a_choice_in_a_paper_that_was_given_up(lin: Visitor, row: Recognition, edition: PlanEdition) -> None:
    send(lin, row, choice_0="keep", choice_1="adopt")
    row.refresh_from_db()
    lin.act(f"/readings/{row.pk}/discard/", row.version, reason="放错了")
    finding = edition.versions.get(number="1").finding_id
    assert "新稿的差异" not in text_of(lin.get(f"/findings/{finding}/"))


def test_without_a_word_a_field_follows_its_finding(lin: Visitor, row: Recognition) -> None:
    send(lin, row, choice_0="keep", choice_1="adopt", field_0_goal="", field_0_deadline="")
    assert list(Decision.objects.values_list("choice", "fields")) == [("keep", {}), ("adopt", {})]


def test_a_choice_for_every_field_settles_the_finding(lin: Visitor, row: Recognition) -> None:
    send(lin, row, choice_1="adopt", field_0_goal="keep", field_0_deadline="adopt")
    decision = Decision.objects.get(item_key__startswith="old:", fields={"goal": "keep"})
    assert decision.choice == "adopt"


def test_half_a_choice_is_asked_about_and_not_lost(lin: Visitor, row: Recognition) -> None:
    answer = send(lin, row, choice_1="keep", field_0_goal="keep")
    assert answer.status_code == 200
    assert "还没有选整个问题怎么处理" in text_of(answer)
    assert selected(answer.content.decode()) == {"field_0_goal": "keep"}
    assert list(Decision.objects.values_list("choice", flat=True)) == ["keep"]


def test_the_rest_follows_the_new_paper_but_for_the_field(lin: Visitor, row: Recognition) -> None:
    send(lin, row, rest="new", field_0_goal="keep")
    assert sorted(Decision.objects.values_list("choice", flat=True)) == ["adopt", "adopt"]
    assert Decision.objects.filter(fields={"goal": "keep"}).count() == 1


def test_a_goal_that_the_new_paper_lacks_is_no_question_once_it_is_kept(
    lin: Visitor, cast: Cast, edition: PlanEdition
) -> None:
    row = upload(cast, name="修订稿.txt", content=b"bare", findings=changed(0, goal=None, deadline="2025年6月底"))
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=edition.plan_id)
    assert send(lin, row, rest="new").headers["Location"].endswith("/difference/")
    assert send(lin, row, rest="new", field_0_goal="keep").headers["Location"].endswith("/confirm/")
    assert "没有目标或措施" not in text_of(lin.get(f"/readings/{row.pk}/confirm/"))


def test_whoever_was_overtaken_keeps_the_choices_for_fields_too(lin: Visitor, row: Recognition) -> None:
    found = digests(lin.get(address(row)).content.decode())
    lin.act(f"/readings/{row.pk}/f3/goal/", row.version, value="别人改了第三个问题的目标。")
    answer = lin.act(address(row), row.version, **found, choice_0="adopt", field_0_deadline="keep")
    assert answer.status_code == 409
    assert selected(answer.content.decode()) == {"field_0_deadline": "keep"}


@pytest.mark.parametrize("field", [{"field_0_goal": "new"}, {"field_1_deadline": "keep"}, {"field_0_person": "keep"}])
def test_a_field_choice_that_is_not_offered_is_an_error(lin: Visitor, row: Recognition, field: dict[str, str]) -> None:
    assert send(lin, row, choice_0="adopt", **field).status_code == 400


def test_the_next_revision_says_who_kept_the_field(lin: Visitor, cast: Cast, row: Recognition) -> None:
    send(lin, row, choice_0="adopt", choice_1="adopt", field_0_goal="keep")
    row.refresh_from_db()
    lin.act(f"/readings/{row.pk}/confirm/", row.version)
    plan = Recognition.objects.get(pk=row.pk).edition.plan_id
    again = upload(cast, name="再修订.txt", content=b"again", findings=changed(0, goal="火点清零。"))
    lin.act(f"/readings/{again.pk}/plan/", 1, plan=plan)
    page = text_of(lin.get(address(again)))
    assert "目标由林小明选定过，按新稿会改掉" in page
    assert re.search("原方案此处由林小明于[0-9-]{10}核对差异时保留，文件里是“火点清零。”", page)
