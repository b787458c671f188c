"""Whatever goes wrong: one Chinese sentence, what to do, the right status, and no trace of the inside."""

import pytest
from django.db import OperationalError
from django.test import Client

from tests.www.conftest import Visitor, text_of
from zhenggai.www import corrections, home, refusals


def test_a_missing_page_leads_home(lin: Visitor) -> None:
    response = lin.get("/nothing-here/")
    assert response.status_code == 404
    assert "请从首页重新进入" in text_of(response)


def test_a_defect_gives_a_reference_and_no_trace(lin: Visitor, monkeypatch, caplog) -> None:
    def fall(_user):
        raise RuntimeError("secret inside")

    monkeypatch.setattr(home.queries, "plans", fall)
    lin.raise_request_exception = False
    response = lin.get("/plans/")
    assert response.status_code == 500
    assert "secret inside" not in response.content.decode()
    reference = response.content.decode().split("<strong>")[1].split("</strong>")[0]
    (told,) = [record for record in caplog.records if record.name == "zhenggai.www"]
    assert reference in told.getMessage()
    assert "RuntimeError: secret inside" in told.exc_text


@pytest.mark.parametrize(
    "came_from", ["https://evil.example/", "javascript:alert(1)", "//evil.example/", "http://testserver.evil.example/"]
)
def test_the_way_back_never_leads_to_another_site(lin: Visitor, edition, came_from) -> None:
    response = lin.get(f"/plans/{edition.plan_id}/?sort=x", headers={"Referer": came_from})
    assert response.status_code == 400
    assert "evil" not in response.content.decode()
    assert "alert(1)" not in response.content.decode()


def test_the_way_back_on_our_own_site_is_offered(lin: Visitor, edition) -> None:
    response = lin.get(f"/plans/{edition.plan_id}/?sort=x", headers={"Referer": "http://testserver/plans/"})
    assert 'href="http://testserver/plans/"' in response.content.decode()


@pytest.mark.parametrize("query", ["due_from=2024-13-45", "due_to=昨天", "sort=x", "edition=0"])
def test_a_bad_condition_in_the_address_of_a_ledger_leads_back_to_it(lin: Visitor, edition, query) -> None:
    response = lin.get(f"/plans/{edition.plan_id}/?{query}")
    assert response.status_code == 400
    assert f'<a class="main-act" href="/plans/{edition.plan_id}/">回到台账</a>' in response.content.decode()


def test_a_bad_condition_elsewhere_leads_to_the_page_without_it(lin: Visitor, recognition) -> None:
    response = lin.get(f"/readings/{recognition.pk}/?at=nobody")
    assert response.status_code == 400
    assert f'href="/readings/{recognition.pk}/">不带条件重新打开</a>' in response.content.decode()


def test_a_foreign_host_name_is_refused_quietly(client: Client, db) -> None:
    client.raise_request_exception = False
    assert client.get("/sign-in/", HTTP_HOST="evil.example").status_code == 400
    for named in ({"Referer": "http://evil.example/"}, {"Origin": "http://evil.example"}, {"HX-Request": "true"}):
        for ask in (client.get, client.post):
            response = ask("/sign-in/", HTTP_HOST="evil.example", headers=named)
            assert response.status_code == 400, named
            assert "这个请求读不懂" in response.content.decode() or "HX-Request" in named


def test_every_status_has_a_title() -> None:
    assert set(refusals.STATUS.values()) <= set(refusals.TITLES)


@pytest.mark.parametrize(
    "address", ["/plans/{}/", "/plans/{}/source/", "/plans/{}/health/", "/findings/{}/", "/readings/{}/"]
)
@pytest.mark.parametrize("number", ["9" * 18, "9223372036854775808", "9" * 5000])
def test_a_number_that_no_row_has_is_not_found(lin: Visitor, address, number) -> None:
    assert lin.get(address.format(number)).status_code == 404


@pytest.mark.parametrize("query", ["line=" + "9" * 5000, "line=1&x=1", "line=-1", "line=１"])
def test_paragraphs_that_there_are_not_are_refused(lin: Visitor, recognition, query) -> None:
    assert lin.get(f"/readings/{recognition.pk}/add/?{query}").status_code == 400


def test_a_full_disk_is_told_in_a_sentence(lin: Visitor, recognition, monkeypatch) -> None:
    def full(*_arguments, **_named):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(corrections.actions, "correct_field", full)
    response = lin.act(f"/readings/{recognition.pk}/f1/goal/", 1, value="甲。")
    assert response.status_code == 503
    assert "这一步没有保存" in text_of(response)


def test_whoever_was_overtaken_finds_the_typed_text_on_the_page(lin: Visitor, recognition) -> None:
    lin.act(f"/readings/{recognition.pk}/f1/goal/", 1, value="别人先改的。")
    response = lin.act(f"/readings/{recognition.pk}/f1/goal/", 1, value="<b>打了很久</b>的一段话。")
    assert response.status_code == 409
    html = response.content.decode()
    assert "&lt;b&gt;打了很久&lt;/b&gt;的一段话。</textarea>" in html
    assert f'href="/readings/{recognition.pk}/f1/goal/">重新打开表单' in html
    assert "test-form-key" not in html


def test_every_text_of_a_long_form_is_kept(lin: Visitor, recognition) -> None:
    lin.act(f"/readings/{recognition.pk}/f1/goal/", 1, value="别人先改的。")
    typed = {"problem": "漏掉的问题。", "unit_lead": "县水利局", "deadline": "2024年底", "reason": ""}
    page = lin.act(f"/readings/{recognition.pk}/add/", 1, after="f1", line="3", **{k: v for k, v in typed.items() if v})
    for words in ("问题<textarea", "漏掉的问题。", "牵头单位<textarea", "县水利局", "2024年底"):
        assert words in page.content.decode()


def test_a_refused_text_is_not_lost_either(lin: Visitor, recognition) -> None:
    response = lin.act(f"/readings/{recognition.pk}/about/issued_on/", 1, value="三月初五")
    assert response.status_code == 422
    assert "三月初五</textarea>" in response.content.decode()


def test_a_page_that_was_only_looked_at_keeps_nothing(lin: Visitor, edition) -> None:
    assert "刚才填写" not in text_of(lin.get(f"/plans/{edition.plan_id}/?sort=x"))
