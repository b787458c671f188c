"""An edition in which a field was kept by choice is known by what it says, and every page counts its doubts alike.

The examples are those of docs/rules/revisions.md.
"""

from __future__ import annotations

import re

import pytest

from tests.cast import NOON, Cast, upload
from tests.findings.test_revising import confirm, decide, lines, revise
from tests.papers import changed, draft_of
from tests.www.conftest import Visitor, text_of
from tests.www.test_health_page import words_of
from zhenggai.core.errors import Refused
from zhenggai.core.plan import Notice, PlanDraft
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.documents.opening import open_document
from zhenggai.findings import actions
from zhenggai.findings.models import DecisionChoice, PlanEdition
from zhenggai.findings.revising import compare

ADOPT, KEEP = DecisionChoice.ADOPT, DecisionChoice.KEEP
NEW_PAPER = changed(2, goal="完成30公顷修复治理。", deadline="2026年6月底")
SAME = "完全相同，不必重复入库"


@pytest.fixture
def mixed(cast: Cast, edition: PlanEdition) -> PlanEdition:
    """Edition 2: finding 3 with the old goal and the new deadline."""
    row = revise(cast, edition, NEW_PAPER)
    (line,) = lines(row)
    return confirm(cast, decide(cast, row, line, ADOPT, fields={"goal": KEEP}))


def taken_out(lin: Visitor, edition: PlanEdition) -> tuple[bytes, PlanDraft]:
    """The ledger as a workbook, and what the reader makes of it."""
    content = lin.post(f"/plans/{edition.plan_id}/ledger.xlsx").content
    (source,) = open_document(content, "导出.xlsx")
    return content, read_plan(source)


def put_in(cast: Cast, content: bytes, draft: PlanDraft):
    return actions.receive_document("导出.xlsx", content, [draft], by=cast.by_lin, at=NOON)


def test_its_own_ledger_is_no_difference(lin: Visitor, cast: Cast, mixed: PlanEdition) -> None:
    with pytest.raises(Refused, match=SAME):
        put_in(cast, *taken_out(lin, mixed))


def test_nor_is_it_after_it_was_restored(lin: Visitor, cast: Cast, edition: PlanEdition, mixed: PlanEdition) -> None:
    told = {"reason": "误入库", "by": cast.by_lin, "at": NOON}
    actions.restore(edition, seen=2, **told)
    actions.restore(mixed, seen=3, **told)
    with pytest.raises(Refused, match=SAME):
        put_in(cast, *taken_out(lin, mixed))


def test_a_finding_kept_whole_is_known_too(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(2, deadline="2026年6月底"))
    (line,) = lines(row)
    second = confirm(cast, decide(cast, row, line, KEEP))
    with pytest.raises(Refused, match=SAME):
        put_in(cast, *taken_out(lin, second))


def test_the_words_of_its_paper_in_another_file_do_differ(cast: Cast, mixed: PlanEdition) -> None:
    content = b"the new paper, saved again"
    (row,) = put_in(cast, content, draft_of(name="导出.xlsx", content=content, findings=NEW_PAPER))
    row = actions.link_revision(row, mixed.plan, by=cast.by_lin, at=NOON, version=row.version)
    assert [change.name for line in compare(row).lines for change in line.changes] == ["goal"]


def test_every_page_and_paper_counts_its_doubts_alike(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    notices = (
        Notice("doubt", "warning", "第三个问题的目标没有看清。", 2),
        Notice("doubt", "warning", "页脚没有读。", None),
    )
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=NEW_PAPER, notices=notices)
    row = actions.link_revision(row, edition.plan, by=cast.by_lin, at=NOON, version=row.version)
    (line,) = lines(row)
    row = decide(cast, row, line, ADOPT, fields={"goal": KEEP})
    foreseen = re.search(r"入库后 (?:\d+ 处错误 )?(\d+) 处疑点", text_of(lin.get(f"/readings/{row.pk}/confirm/")))[1]
    confirm(cast, row)
    page = re.search(r"(\d+) 处疑点", text_of(lin.get(f"/plans/{edition.plan_id}/health/")))[1]
    papers = [words_of(lin.post(f"/plans/{edition.plan_id}/health.{form}").content, form) for form in ("docx", "html")]
    assert {foreseen, page, *(re.search(r"疑点(\d+)条", one)[1] for one in papers)} == {page}
