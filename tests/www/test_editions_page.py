"""The list of a plan's editions, and an earlier one made the current one again."""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast
from tests.findings.test_restoring import restore
from tests.findings.test_revising import revise
from tests.findings.test_way_back import PROGRESS, follow
from tests.papers import FINDINGS
from tests.www.conftest import Visitor, text_of
from zhenggai.findings.models import FindingVersion, PlanEdition


@pytest.fixture
def second(cast: Cast, edition: PlanEdition) -> PlanEdition:
    return follow(cast, revise(cast, edition, PROGRESS, b"progress"))


def address(edition: PlanEdition, rest: str = "") -> str:
    return f"/plans/{edition.plan_id}/editions/{rest}"


def test_every_edition_is_listed_with_its_paper_and_whoever_confirmed_it(
    lin: Visitor, edition: PlanEdition, second: PlanEdition
) -> None:
    page = text_of(lin.get(address(edition)))
    assert page.index("第2版 现行") < page.index("第1版")
    assert "修订稿.txt" in page
    assert "方案.txt" in page
    assert page.count("林小明") >= 2
    assert page.count("恢复这一版") == 1
    assert "各个版次" in text_of(lin.get(f"/plans/{edition.plan_id}/"))


def test_a_reader_sees_the_list_without_what_is_not_theirs(
    zhao: Visitor, edition: PlanEdition, second: PlanEdition
) -> None:
    page = text_of(zhao.get(address(edition)))
    assert "第1版" in page
    assert "恢复" not in page
    assert zhao.get(address(edition, "1/restore/")).status_code == 403


def test_before_restoring_it_says_what_changes(lin: Visitor, edition: PlanEdition, second: PlanEdition) -> None:
    page = text_of(lin.get(address(edition, "1/restore/")))
    assert "恢复后，台账从 1 个问题变为 4 个" in page
    assert "原有的 1 个问题不再列入" in page
    assert page.count("重新列入") == 4
    assert page.count("不再列入") == 2
    assert re.search("疑点：现行的第2版 .+ → 恢复后 ", page)
    assert FINDINGS[0]["problem"] in page
    assert "请您选择" not in page


def test_with_a_reason_the_ledger_is_the_old_one_again(lin: Visitor, edition: PlanEdition, second: PlanEdition) -> None:
    answer = lin.act(address(edition, "1/restore/"), 2, reason="进展表误作新版入库")
    assert answer.headers["Location"] == f"/plans/{edition.plan_id}/"
    ledger = text_of(lin.get(f"/plans/{edition.plan_id}/"))
    assert "第3版" in ledger
    assert FINDINGS[3]["problem"] in ledger
    assert "恢复第1版：进展表误作新版入库" in text_of(lin.get(address(edition)))
    finding = FindingVersion.objects.get(edition=edition, number="1").finding_id
    story = text_of(lin.get(f"/findings/{finding}/")).split("经过")[-1]
    assert "列入第3版（征求意见稿），恢复第1版（进展表误作新版入库）" in story
    assert "不再列入" not in text_of(lin.get(f"/findings/{finding}/")).split("经过")[0]


def test_the_current_edition_says_that_there_is_nothing_to_restore(
    lin: Visitor, edition: PlanEdition, second: PlanEdition
) -> None:
    page = text_of(lin.get(address(edition, "2/restore/")))
    assert "第2版就是现行的版本，不用恢复。" in page
    assert "理由" not in page
    assert lin.act(address(edition, "2/restore/"), 2, reason="试试").status_code == 422


def test_whoever_was_overtaken_is_told_and_keeps_the_reason(
    lin: Visitor, cast: Cast, edition: PlanEdition, second: PlanEdition
) -> None:
    restore(cast, edition, seen=2)
    answer = lin.act(address(edition, "2/restore/"), 2, reason="写了一半的理由")
    assert answer.status_code == 409
    assert "您打开页面之后，这份方案已换成第3版（入库人：林小明）" in text_of(answer)
    assert "写了一半的理由" in text_of(answer)
    assert PlanEdition.objects.count() == 3


def test_without_a_reason_the_form_is_not_taken(lin: Visitor, edition: PlanEdition, second: PlanEdition) -> None:
    assert lin.act(address(edition, "1/restore/"), 2, reason=" ").status_code == 400
    assert PlanEdition.objects.count() == 2


def test_an_edition_that_is_none_is_not_found(lin: Visitor, edition: PlanEdition) -> None:
    assert lin.get(address(edition, "9/restore/")).status_code == 404
    assert lin.act(address(edition, "9/restore/"), 1, reason="传错了").status_code == 404


def test_what_says_the_same_as_the_current_one_is_not_offered(
    lin: Visitor, cast: Cast, edition: PlanEdition, second: PlanEdition
) -> None:
    restore(cast, edition, seen=2)
    html = lin.get(address(edition)).content.decode()
    assert re.findall(r"editions/(\d+)/restore/", html) == ["2"]
    assert "内容与现行版本相同" in html


def test_a_ledger_that_was_replaced_says_so_at_its_top(
    lin: Visitor, zhao: Visitor, edition: PlanEdition, second: PlanEdition
) -> None:
    old, now = (f"/plans/{edition.plan_id}/{query}" for query in ("?edition=1", ""))
    assert "这是第1版，已由第2版替换。看现行的台账 恢复这一版" in text_of(lin.get(old))
    assert "这是第1版，已由第2版替换。看现行的台账" in text_of(zhao.get(old))
    assert "恢复这一版" not in text_of(zhao.get(old))
    assert "替换" not in text_of(lin.get(now))


def test_the_health_report_says_of_which_edition_it_is(
    zhao: Visitor, edition: PlanEdition, second: PlanEdition
) -> None:
    for number in (1, 2):
        page = text_of(zhao.get(f"/plans/{edition.plan_id}/health/?edition={number}"))
        assert f"第{number}版 · 按 " in page
