"""Who may open what. Nothing is open that nobody declared (V24)."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from tests.www.conftest import Visitor, text_of
from zhenggai.accounts.models import Role
from zhenggai.audit.models import Entry
from zhenggai.findings.models import PlanEdition, Recognition
from zhenggai.www import access
from zhenggai.www.urls import urlpatterns

OFFICE_PAGES = ["/upload/", "/readings/"]
READING_PAGES = ["/", "/plans/"]


def review_pages(row: Recognition) -> list[str]:
    key = row.review["keys"][0]
    rests = ["", "add/", f"{key}/merge/", f"{key}/split/", f"{key}/drop/", f"{key}/goal/", "about/region/"]
    rests += ["plan/", "difference/", "confirm/", "discard/", "health/"]
    return [f"/readings/{row.pk}/{rest}" for rest in rests]


def edition_pages(edition: PlanEdition) -> list[str]:
    finding = edition.versions.first().finding_id
    plan = f"/plans/{edition.plan_id}/"
    return [plan, f"{plan}source/", f"/findings/{finding}/", f"/findings/{finding}/source/"]


def papers_out(row: Recognition) -> list[str]:
    return [f"/readings/{row.pk}/health.docx", f"/readings/{row.pk}/health.html"]


def test_every_page_says_who_may_open_it() -> None:
    assert list(access.undeclared()) == []
    assert access.check() == []


def test_a_page_that_says_nothing_stops_the_start(monkeypatch) -> None:
    def bare(request):
        return HttpResponse()

    resolver = URLResolver(RegexPattern(r"^/"), [path("bare/", bare), *urlpatterns])
    assert list(access.undeclared(resolver)) == ["bare/"]
    monkeypatch.setattr(access, "get_resolver", lambda: resolver)
    assert [error.id for error in access.check()] == ["zhenggai.V24"]


def test_strangers_are_sent_to_the_door(client: Client, edition: PlanEdition, recognition: Recognition) -> None:
    for address in [*OFFICE_PAGES, *READING_PAGES, *edition_pages(edition), *review_pages(recognition)]:
        response = client.get(address)
        assert response.status_code == 302, address
        assert response.headers["Location"].startswith("/sign-in/")


def test_somebody_without_a_role_sees_nothing(qian: Visitor, edition: PlanEdition, recognition: Recognition) -> None:
    for address in [*OFFICE_PAGES, *READING_PAGES, *edition_pages(edition), *review_pages(recognition)]:
        response = qian.get(address)
        assert response.status_code == 403, address
        assert "云岭县" not in response.content.decode()


def test_a_reader_sees_ledgers_and_not_the_workshop(
    zhao: Visitor, edition: PlanEdition, recognition: Recognition
) -> None:
    for address in [*READING_PAGES, *edition_pages(edition)]:
        assert zhao.get(address).status_code == 200, address
    for address in [*OFFICE_PAGES, *review_pages(recognition)]:
        assert zhao.get(address).status_code == 403, address


def test_papers_go_out_to_those_who_may_have_them(
    client: Client, qian: Visitor, zhao: Visitor, edition: PlanEdition, recognition: Recognition
) -> None:
    ledger = f"/plans/{edition.plan_id}/ledger.xlsx"
    assert zhao.post(ledger).status_code == 200
    for address in [ledger, *papers_out(recognition)]:
        assert qian.post(address).status_code == 403, address
        assert client.post(address).status_code == 302, address
    for address in papers_out(recognition):
        assert zhao.post(address).status_code == 403, address
    exported = Entry.objects.filter(verb__endswith=".exported")
    assert [(entry.verb, entry.actor_name) for entry in exported] == [("ledger.exported", "赵自然")]


def test_a_browser_that_fetches_links_ahead_takes_nothing_out(
    lin: Visitor, edition: PlanEdition, recognition: Recognition
) -> None:
    for address in [f"/plans/{edition.plan_id}/ledger.xlsx", *papers_out(recognition)]:
        response = lin.get(address)
        assert (response.status_code, response.headers["Allow"]) == (405, "POST"), address
    assert not Entry.objects.filter(verb__endswith=".exported").exists()


def test_a_role_taken_away_counts_in_the_next_request(cast, zhao: Visitor, edition: PlanEdition) -> None:
    assert zhao.get("/plans/").status_code == 200
    cast.zhao.grants.filter(role=Role.READER).delete()
    assert zhao.get("/plans/").status_code == 403


def test_looking_changes_nothing(lin: Visitor, recognition: Recognition) -> None:
    before = (Entry.objects.count(), Recognition.objects.values().get(pk=recognition.pk))
    for address in [*OFFICE_PAGES, *READING_PAGES, *review_pages(recognition)]:
        assert lin.get(address).status_code in (200, 302), address
    assert (Entry.objects.count(), Recognition.objects.values().get(pk=recognition.pk)) == before


@pytest.mark.parametrize("rest", ["plan/", "confirm/", "discard/", "f1/merge/", "f1/goal/"])
def test_other_methods_are_refused(lin: Visitor, recognition: Recognition, rest) -> None:
    assert lin.put(f"/readings/{recognition.pk}/{rest}").status_code == 405


def test_somebody_without_a_role_is_told_what_to_do_and_led_in_no_circle(qian: Visitor, zhao: Visitor, edition) -> None:
    html = qian.get("/").content.decode()
    assert "还没有开通权限" in html
    assert "<nav" not in html
    assert "回到首页" not in html
    refused = zhao.get("/upload/")
    assert "您没有打开这个页面的权限" in text_of(refused)
    assert "回到首页" in text_of(refused)
