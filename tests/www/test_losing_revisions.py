"""A paper that takes something away from a plan: said in numbers, and never done without being chosen.

The examples are those of docs/rules/revisions.md.
"""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast, upload
from tests.papers import FINDINGS, changed
from tests.www.conftest import Visitor, text_of
from tests.www.test_difference_page import digests
from zhenggai.findings.models import PlanEdition, Recognition

# A progress list of one finding: no goal, no measures.
PROGRESS = ({"number": "1", "problem": FINDINGS[0]["problem"], "status": "基本完成", "progress": "离田1.1万吨。"},)
SHORT = ({"number": "1", "problem": "秸秆", "progress": "离田1.1万吨。"},)


@pytest.fixture
def progress(lin: Visitor, cast: Cast, edition: PlanEdition) -> Recognition:
    """A progress list in short words, put in as a revision of the plan of four findings."""
    row = upload(cast, name="进展.txt", content=b"progress", findings=SHORT)
    lin.act(f"/readings/{row.pk}/about/kind/", 1, value="progress")
    lin.act(f"/readings/{row.pk}/plan/", 2, plan=edition.plan_id)
    row.refresh_from_db()
    return row


def submit(lin: Visitor, row: Recognition, **chosen: str) -> str:
    """Sends the difference page and says where it leads."""
    row.refresh_from_db()
    address = f"/readings/{row.pk}/difference/"
    answer = lin.act(address, row.version, **digests(lin.get(address).content.decode()), **chosen)
    return str(answer.headers["Location"].rsplit("/", 2)[1])


def test_a_progress_list_is_called_one_before_it_is_linked(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    row = upload(cast, name="进展.txt", content=b"progress", findings=PROGRESS)
    lin.act(f"/readings/{row.pk}/about/kind/", 1, value="progress")
    page = text_of(lin.get(f"/readings/{row.pk}/plan/"))
    assert "像是进展情况，不是整改方案" in page
    assert "从 4 个问题变为 1 个，其中 1 个没有目标或措施（1 个原来有）。原有的 3 个问题不再列入" in page


def test_a_paper_that_resembles_no_plan_is_told_with_its_own_numbers(
    lin: Visitor, cast: Cast, edition: PlanEdition
) -> None:
    row = upload(cast, name="进展.txt", content=b"progress", findings=SHORT, title="进展清单", region=None)
    lin.act(f"/readings/{row.pk}/about/kind/", 1, value="progress")
    page = text_of(lin.get(f"/readings/{row.pk}/plan/"))
    assert "像是进展情况，不是整改方案" in page
    assert "这份文件有 1 个问题，其中 1 个没有目标或措施。" in page
    assert f"是{edition.plan}的新版本 现有 4 个问题" in page


def test_a_true_revision_is_told_in_numbers_without_alarm(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    row = upload(cast, content=b"revised", findings=changed(0, deadline="2025年6月底"))
    response = lin.get(f"/readings/{row.pk}/plan/")
    assert "从 4 个问题变为 4 个。" in text_of(response)
    assert "不是整改方案" not in text_of(response)
    assert 'role="alert"' not in response.content.decode()


def test_the_rest_never_takes_findings_out(lin: Visitor, progress: Recognition) -> None:
    assert submit(lin, progress, rest="new") == "difference"
    page = text_of(lin.get(f"/readings/{progress.pk}/difference/"))
    assert "有 4 处要您自己选" in page
    assert "问题2 新稿没有列出这个问题" in page
    assert "还有 4 处差异没有作出取舍" in text_of(lin.get(f"/readings/{progress.pk}/confirm/"))


def test_what_nobody_decided_on_is_told_as_undecided_and_not_as_gone(lin: Visitor, progress: Recognition) -> None:
    for address in ("difference/", "confirm/"):
        page = text_of(lin.get(f"/readings/{progress.pk}/{address}"))
        assert "台账从 4 个问题变为 5 个" in page
        assert "新稿没有列出的 4 个问题还没有选去留，这里先算保留。" in page
        assert "不再列入。" not in page
    submit(lin, progress, rest="new")
    submit(lin, progress, rest="remove")
    page = text_of(lin.get(f"/readings/{progress.pk}/confirm/"))
    assert "还没有选去留" not in page
    assert "原有的 4 个问题不再列入。" in page


def test_who_leaves_the_rest_to_the_new_paper_is_told_what_is_left_to_choose(
    lin: Visitor, cast: Cast, edition: PlanEdition
) -> None:
    findings = (FINDINGS[0] | {"deadline": "2025年6月底"}, *FINDINGS[1:3])
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=findings)
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=edition.plan_id)
    assert submit(lin, row, rest="new") == "difference"
    response = lin.get(f"/readings/{row.pk}/difference/")
    assert "已保存其余取舍；还有 1 处要您自己选：问题4" in text_of(response)
    assert f'<a href="/readings/{row.pk}/difference/#d1">问题4</a>' in response.content.decode()
    assert submit(lin, row, choice_1="keep", rest="new") == "confirm"
    assert "已保存其余取舍" not in text_of(lin.get(f"/readings/{row.pk}/confirm/"))


def test_what_is_no_longer_listed_is_kept_or_removed_by_a_button_of_its_own(
    lin: Visitor, progress: Recognition
) -> None:
    submit(lin, progress, rest="new")
    assert submit(lin, progress, rest="keep") == "confirm"
    page = text_of(lin.get(f"/readings/{progress.pk}/confirm/"))
    assert "入库后台账从 4 个问题变为 5 个，其中 1 个没有目标或措施。" in page
    assert "5 个问题将成为" in page


def test_the_confirm_page_says_what_goes(lin: Visitor, progress: Recognition) -> None:
    submit(lin, progress, rest="new")
    assert submit(lin, progress, rest="remove") == "confirm"
    response = lin.get(f"/readings/{progress.pk}/confirm/")
    assert "从 4 个问题变为 1 个，其中 1 个没有目标或措施。原有的 4 个问题不再列入" in text_of(response)
    assert 'role="alert"' in response.content.decode()


def test_parts_that_the_new_paper_does_not_write_are_asked_about(
    lin: Visitor, cast: Cast, edition: PlanEdition
) -> None:
    row = upload(cast, name="进展.txt", content=b"progress", findings=(*PROGRESS, *FINDINGS[1:]))
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=edition.plan_id)
    assert submit(lin, row, rest="new") == "difference"
    page = text_of(lin.get(f"/readings/{row.pk}/difference/"))
    assert "问题1 新稿没有写目标、措施、单位、责任人、期限" in page
    assert submit(lin, row, choice_0="keep") == "confirm"
    assert "从 4 个问题变为 4 个。" in text_of(lin.get(f"/readings/{row.pk}/confirm/"))


def test_a_persons_correction_is_named_before_the_new_paper_undoes_it(
    lin: Visitor, cast: Cast, recognition: Recognition
) -> None:
    lin.act(f"/readings/{recognition.pk}/f1/person/", 1, value="赵某")
    lin.act(f"/readings/{recognition.pk}/confirm/", 2)
    plan = Recognition.objects.get(pk=recognition.pk).edition.plan_id
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=changed(1, person="李某"))
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=plan)
    assert submit(lin, row, rest="new") == "difference"
    page = text_of(lin.get(f"/readings/{row.pk}/difference/"))
    assert "有 1 处要您自己选" in page
    assert "问题1 责任人由林小明更正过，按新稿会改掉" in page
    html = lin.get(f"/readings/{row.pk}/difference/").content.decode()
    assert re.findall(r'value="(\w+)" checked', html) == ["adopt"]
    assert submit(lin, row, choice_0="adopt") == "confirm"


def test_findings_that_come_back_are_shown_as_such_and_may_be_said_to_be_others(
    lin: Visitor, progress: Recognition, cast: Cast, edition: PlanEdition
) -> None:
    submit(lin, progress, rest="new")
    submit(lin, progress, rest="remove")
    progress.refresh_from_db()
    lin.act(f"/readings/{progress.pk}/confirm/", progress.version)
    row = upload(cast)
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=edition.plan_id)
    response = lin.get(f"/readings/{row.pk}/difference/")
    assert "未再列入 1 · 曾经列入 4 · 没有变化 0" in text_of(response)
    assert "重新列入就接着用原来的编号和经过" in text_of(response)
    address = re.search(r'href="([^"]+/difference/new[^"]+f1/)"', response.content.decode()).group(1)
    form = lin.get(address)
    assert "这不是以前的那个问题？" in text_of(form)
    digest = re.search(r'name="digest" value="(\w+)"', form.content.decode()).group(1)
    assert lin.act(address, 2, digest=digest).status_code == 302
    assert "新增 1 · 未再列入 1 · 曾经列入 3" in text_of(lin.get(f"/readings/{row.pk}/difference/"))


def test_a_correction_of_a_finding_that_comes_back_is_asked_about_too(
    lin: Visitor, cast: Cast, recognition: Recognition
) -> None:
    lin.act(f"/readings/{recognition.pk}/f1/person/", 1, value="赵某")
    lin.act(f"/readings/{recognition.pk}/confirm/", 2)
    plan = Recognition.objects.get(pk=recognition.pk).edition.plan_id
    row = upload(cast, name="进展.txt", content=b"progress", findings=SHORT)
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=plan)
    submit(lin, row, rest="new")
    submit(lin, row, rest="remove")
    row.refresh_from_db()
    lin.act(f"/readings/{row.pk}/confirm/", row.version, errors_seen="1")
    again = upload(cast)
    lin.act(f"/readings/{again.pk}/plan/", 1, plan=plan)
    assert submit(lin, again, rest="new") == "difference"
    page = text_of(lin.get(f"/readings/{again.pk}/difference/"))
    assert "问题1 责任人由林小明更正过，按新稿会改掉" in page
