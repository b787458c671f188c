"""The last page before a revised edition is confirmed: how many doubts the ledger has and will have, and which are new.

The examples are those of docs/rules/revisions.md.
"""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast, upload
from tests.papers import FINDINGS, changed
from tests.www.conftest import Visitor, text_of
from tests.www.test_difference_page import digests
from zhenggai.core.plan import Notice
from zhenggai.findings.models import PlanEdition, Recognition

COUNTS = re.compile(r"疑点：现行的第1版 (.+?) → 入库后 (.+?) (?:新出现的|没有新出现)")
WITHOUT_GOAL = changed(0, goal=None)


def last_page(lin: Visitor, cast: Cast, edition: PlanEdition, findings: tuple[dict, ...], **chosen: str) -> Recognition:
    """A revision with every choice made, one step before it is confirmed."""
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=findings, **chosen.pop("draft", {}))
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=edition.plan_id)
    address = f"/readings/{row.pk}/difference/"
    lin.act(address, 2, **digests(lin.get(address).content.decode()), **chosen)
    row.refresh_from_db()
    return row


def foreseen(lin: Visitor, row: Recognition) -> str:
    return text_of(lin.get(f"/readings/{row.pk}/confirm/"))


def count(words: str) -> tuple[str, ...]:
    """(errors, doubts) as a page says them."""
    return tuple(found[1] if (found := re.search(rf"(\d+) 处{kind}", words)) else "0" for kind in ("错误", "疑点"))


def confirmed(lin: Visitor, row: Recognition) -> tuple[str, ...]:
    """(errors, doubts) as the confirmed ledger's report counts them."""
    lin.act(f"/readings/{row.pk}/confirm/", row.version, errors_seen="1")
    plan = Recognition.objects.get(pk=row.pk).edition.plan_id
    return count(text_of(lin.get(f"/plans/{plan}/health/")).split("体检报告")[-1])


@pytest.mark.parametrize("choice", ["adopt", "keep"])
def test_what_is_said_before_is_what_the_ledger_has_after(
    lin: Visitor, cast: Cast, edition: PlanEdition, choice: str
) -> None:
    row = last_page(lin, cast, edition, WITHOUT_GOAL, choice_0=choice)
    told = COUNTS.search(foreseen(lin, row))
    before = count(text_of(lin.get(f"/plans/{edition.plan_id}/health/")).split("体检报告")[-1])
    assert count(told[1]) == before
    assert count(told[2]) == confirmed(lin, row)


def test_a_goal_that_is_gone_is_named_as_a_new_doubt(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    page = foreseen(lin, last_page(lin, cast, edition, WITHOUT_GOAL, choice_0="adopt"))
    new = page.split("新出现的")[1].split("看新稿的体检报告")[0]
    assert "问题1" in new
    assert "目标" in new
    assert "重新体检" not in page


def test_kept_as_it_was_nothing_is_new(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    page = foreseen(lin, last_page(lin, cast, edition, WITHOUT_GOAL, choice_0="keep"))
    before, after = COUNTS.search(page).groups()
    assert before == after
    assert "没有新出现的疑点。" in page


def test_another_number_alone_makes_no_doubt_new(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    renumbered = tuple(one | {"number": str(i)} for i, one in enumerate(reversed(FINDINGS), 1))
    page = foreseen(lin, last_page(lin, cast, edition, renumbered, rest="new"))
    before, after = COUNTS.search(page).groups()
    assert before == after
    assert "没有新出现的疑点。" in page


def test_a_doubt_that_is_settled_by_the_new_paper_is_counted_as_gone(
    lin: Visitor, cast: Cast, recognition: Recognition
) -> None:
    lin.act(f"/readings/{recognition.pk}/f1/goal/", 1, value="")
    lin.act(f"/readings/{recognition.pk}/confirm/", 2, errors_seen="1")
    edition = Recognition.objects.get(pk=recognition.pk).edition
    page = foreseen(lin, last_page(lin, cast, edition, changed(0, goal="46处火点清零。"), choice_0="adopt"))
    assert re.search("原有的 [1-9][0-9]* 处不再有", page)
    assert "没有目标" not in page.split("新出现的")[1].split("看新稿")[0]


def test_a_notice_of_the_new_paper_is_new_too(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    notices = (Notice("doubt", "warning", "第二个问题的时限没有看清。", 1),)
    findings = changed(0, deadline="2025年6月底")
    page = foreseen(lin, last_page(lin, cast, edition, findings, choice_0="adopt", draft={"notices": notices}))
    assert "第二个问题的时限没有看清" in page.split("新出现的")[1]


def test_while_something_is_open_no_count_is_promised(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    page = foreseen(lin, last_page(lin, cast, edition, WITHOUT_GOAL))
    assert "没有作出取舍" in page
    assert "入库后 " not in page.replace("入库后台账", "")


def test_a_plan_of_its_own_has_no_edition_before_it(lin: Visitor, recognition: Recognition) -> None:
    page = foreseen(lin, recognition)
    assert "现行的" not in page
    assert "会随台账保留" in page
