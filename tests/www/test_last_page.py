"""The last page before the yes names the errors that stay, and takes the yes only from whoever has seen them.

The examples are those of docs/rules/revisions.md.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import NOON, Cast, upload
from tests.findings.test_revising import decide, lines, revise
from tests.papers import changed
from tests.www.conftest import Visitor, text_of
from zhenggai.audit.models import Entry
from zhenggai.core.errors import Refused
from zhenggai.findings import actions
from zhenggai.findings.models import DecisionChoice, PlanEdition, Recognition

OWED = "某煤业应缴基金289.9万元，实缴32.36万元，欠缴275.54万元。"
TICK = "我已看过这些错误，仍然入库"


@pytest.fixture
def wrong(cast: Cast, files_dir) -> Recognition:
    """A plan whose first finding has a sum that fails."""
    return upload(cast, findings=changed(0, problem=OWED))


def confirm(cast: Cast, row: Recognition, **seen: Any) -> PlanEdition:
    return actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, **seen)


def test_the_errors_are_named_and_a_tick_is_asked_for(lin: Visitor, wrong: Recognition) -> None:
    page = text_of(lin.get(f"/readings/{wrong.pk}/confirm/"))
    assert "还有 1 处错误没有改" in page
    assert "289.9 − 32.36 = 257.54" in page
    assert TICK in page


def test_with_the_tick_it_becomes_an_edition_and_the_entry_says_so(lin: Visitor, wrong: Recognition) -> None:
    answer = lin.act(f"/readings/{wrong.pk}/confirm/", 1, errors_seen="1")
    plan = PlanEdition.objects.get().plan_id
    assert answer.headers["Location"] == f"/plans/{plan}/"
    assert Entry.objects.get(verb="edition.confirmed").changes["errors_seen"] == [None, 1]


def test_without_the_tick_it_is_refused_with_a_sentence(lin: Visitor, cast: Cast, wrong: Recognition) -> None:
    answer = lin.act(f"/readings/{wrong.pk}/confirm/", 1)
    assert answer.status_code == 422
    assert f"清单里还有 1 处错误。请先看过，再勾选“{TICK}”。" in text_of(answer)
    assert PlanEdition.objects.count() == 0
    with pytest.raises(Refused) as refusal:
        confirm(cast, wrong)
    assert refusal.value.code == "errors_not_seen"


def test_an_error_that_was_answered_asks_for_no_tick(lin: Visitor, cast: Cast, wrong: Recognition) -> None:
    page = lin.get(f"/readings/{wrong.pk}/health/").content.decode()
    point = page.split("289.9 − 32.36")[1].split("/points/")[1].split("/")[0]
    lin.act(f"/readings/{wrong.pk}/points/{point}/", 1, choice="answered", text="已核实。")
    assert TICK not in text_of(lin.get(f"/readings/{wrong.pk}/confirm/"))
    wrong.refresh_from_db()
    assert confirm(cast, wrong).edition_no == 1


def test_a_plan_without_errors_asks_for_no_tick(lin: Visitor, cast: Cast, recognition: Recognition) -> None:
    assert TICK not in text_of(lin.get(f"/readings/{recognition.pk}/confirm/"))
    confirm(cast, recognition)
    assert "errors_seen" not in Entry.objects.get(verb="edition.confirmed").changes


def test_of_a_revision_the_errors_of_the_edition_to_come_count(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    row = revise(cast, edition, changed(0, goal=None))
    (line,) = lines(row)
    kept = decide(cast, row, line, DecisionChoice.KEEP)
    assert TICK not in text_of(lin.get(f"/readings/{row.pk}/confirm/"))
    taken = decide(cast, kept, line, DecisionChoice.ADOPT)
    assert "还有 1 处错误没有改" in text_of(lin.get(f"/readings/{row.pk}/confirm/"))
    with pytest.raises(Refused, match="清单里还有 1 处错误"):
        confirm(cast, taken)
    assert confirm(cast, taken, errors_seen=True).edition_no == 2


def test_of_many_errors_ten_are_named_and_the_report_has_the_rest(lin: Visitor, cast: Cast, files_dir) -> None:
    many = tuple({"number": str(i), "problem": OWED.replace("某", f"第{i}")} for i in range(1, 13))
    row = upload(cast, findings=many)
    html = lin.get(f"/readings/{row.pk}/confirm/").content.decode()
    errors = html.split('aria-label="还没有改的错误"')[1].split("</section>")[0]
    assert errors.count("light error") == 10
    assert f'href="/readings/{row.pk}/health/"' in errors


def test_it_says_how_a_ledger_is_corrected_later(lin: Visitor, recognition: Recognition) -> None:
    assert "要更正就在台账页面“放入修订稿”" in text_of(lin.get(f"/readings/{recognition.pk}/confirm/"))
