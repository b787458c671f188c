"""A plan keeps its name through all editions; the title of a paper stands beside it where it differs."""

from __future__ import annotations

import pytest

from tests.cast import NOON, Cast, upload
from tests.papers import TITLE, changed
from tests.www.conftest import Visitor, text_of
from zhenggai.findings import actions, queries
from zhenggai.findings.models import DecisionChoice, PlanEdition

OWN = "云岭县整改台账"


@pytest.fixture
def second(cast: Cast, edition: PlanEdition) -> PlanEdition:
    """The second edition, from a paper with a title of its own."""
    told = {"by": cast.by_lin, "at": NOON}
    row = upload(cast, name="台账.txt", content=b"ledger", title=OWN, findings=changed(0, deadline="2025年6月底"))
    row = actions.link_revision(row, edition.plan, version=row.version, **told)
    row = actions.decide_rest(row, [DecisionChoice.ADOPT], version=row.version, **told)
    return actions.confirm(row, version=row.version, **told, errors_seen=True)


@pytest.fixture
def pages(second: PlanEdition) -> list[str]:
    plan, finding = second.plan_id, second.versions.first().finding_id
    return [
        "/",
        "/plans/",
        f"/plans/{plan}/",
        f"/plans/{plan}/source/",
        f"/plans/{plan}/health/",
        f"/findings/{finding}/",
    ]


def test_every_page_calls_the_plan_by_its_name(lin: Visitor, pages: list[str]) -> None:
    for address in pages:
        response = lin.get(address)
        assert response.status_code == 200, address
        assert TITLE in text_of(response), address


def test_the_papers_own_title_stands_beside_it(lin: Visitor, second: PlanEdition) -> None:
    beside = f"第2版的文件题为《{OWN}》"
    assert beside in text_of(lin.get(f"/plans/{second.plan_id}/"))
    assert beside in text_of(lin.get(f"/plans/{second.plan_id}/source/"))
    assert "文件题为" not in text_of(lin.get(f"/plans/{second.plan_id}/?edition=1"))


def test_what_is_taken_out_bears_the_plans_name(cast: Cast, second: PlanEdition) -> None:
    draft = queries.edition_draft(cast.lin, second.pk)
    assert draft is not None
    assert draft.about.title is not None
    assert draft.about.title.text == TITLE
    assert str(second) == f"《{TITLE}》第2版"


def test_an_empty_title_is_refused_with_a_sentence(lin: Visitor, recognition) -> None:
    response = lin.act(f"/readings/{recognition.pk}/about/title/", 1, value=" ")
    assert response.status_code == 422
    assert "标题不能为空" in text_of(response)
