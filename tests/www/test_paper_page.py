"""The paper behind a ledger, to be read only."""

from tests.cast import Cast
from tests.www.conftest import Visitor, text_of
from zhenggai.findings.models import PlanEdition


def test_a_finding_leads_to_its_passages_in_the_paper(zhao: Visitor, edition: PlanEdition) -> None:
    version = edition.versions.get(number="3")
    address = f"/findings/{version.finding_id}/source/"
    assert address in zhao.get(f"/findings/{version.finding_id}/").content.decode()
    html = zhao.get(address).content.decode()
    assert f'<span class="m m-problem">{version.problem}</span>' in html
    assert f'<span class="m m-goal">{edition.versions.get(number="1").goal}</span>' not in html
    assert edition.versions.get(number="1").goal in html


def test_the_ledger_leads_to_the_whole_marked_paper(zhao: Visitor, edition: PlanEdition) -> None:
    address = f"/plans/{edition.plan_id}/source/?edition=1"
    assert address in zhao.get(f"/plans/{edition.plan_id}/").content.decode()
    html = zhao.get(address).content.decode()
    for version in edition.versions.all():
        assert f'<a class="m m-problem" href="/findings/{version.finding_id}/">{version.problem}</a>' in html


def test_the_paper_is_read_only(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    for address in (f"/plans/{edition.plan_id}/source/", f"/findings/{edition.versions.first().finding_id}/source/"):
        main = lin.get(address).content.decode().split("<main", 1)[1]
        assert "<form" not in main
        assert "<input" not in main
        assert lin.post(address).status_code == 405


def test_what_a_person_typed_has_no_place_in_the_paper(zhao: Visitor, edition: PlanEdition) -> None:
    assert "人工填写" not in text_of(zhao.get(f"/findings/{edition.versions.first().finding_id}/source/"))
    assert zhao.get("/findings/999/source/").status_code == 404
    assert zhao.get(f"/plans/{edition.plan_id}/source/?edition=9").status_code == 404


def test_the_paper_costs_few_queries(zhao: Visitor, edition: PlanEdition, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        zhao.get(f"/plans/{edition.plan_id}/source/")
