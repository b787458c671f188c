"""What every answer carries, and who is not answered at all (V29–V34, V45)."""

import re

import pytest
from django.conf import settings as live
from django.http import HttpResponse
from django.test import Client

from tests.www.conftest import Visitor
from zhenggai.www.protection import content_disposition, sandboxed

PAGES = ["/", "/upload/", "/readings/", "/plans/", "/sign-in/", "/nothing-here/", "/plans/99/", "/readings/99/"]


def nonces(response) -> set[str]:
    return set(re.findall(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"]))


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_a_policy_that_allows_our_nonce_only(lin: Visitor, path) -> None:
    response = lin.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers


def test_the_nonce_is_another_one_each_time(lin: Visitor) -> None:
    seen = [nonces(lin.get("/plans/")) for _ in range(20)]
    assert all(len(each) == 1 for each in seen)
    assert len(set.union(*seen)) == 20


def test_pages_hold_no_inline_script_or_style(lin: Visitor, recognition) -> None:
    for path in [*PAGES, f"/readings/{recognition.pk}/", f"/readings/{recognition.pk}/health/"]:
        html = lin.get(path).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|hx-on|javascript:", html)


def test_redirects_carry_the_policy_too(client: Client, db) -> None:
    response = client.get("/plans/")
    assert response.status_code == 302
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_act_for_a_person(lin: Visitor, site) -> None:
    assert lin.post("/sign-out/", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert lin.get("/").status_code == 200


def test_an_old_browser_is_judged_by_its_origin(lin: Visitor) -> None:
    assert lin.post("/sign-out/", headers={"Origin": "https://evil.example"}).status_code == 403
    assert lin.post("/sign-out/", headers={"Origin": "null"}).status_code == 403


@pytest.mark.parametrize("origin", ["http://[::1", "http://]", "https://[", "//[::1]x", ""])
def test_an_origin_that_is_none_is_not_ours(lin: Visitor, origin) -> None:
    assert lin.post("/sign-out/", headers={"Origin": origin}).status_code == 403


def test_a_form_without_its_token_is_refused_with_a_sentence(cast, recognition) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.lin)
    response = strict.post(f"/readings/{recognition.pk}/discard/", {"reason": "x"})
    assert response.status_code == 403
    assert "刷新后再提交" in response.content.decode()


def test_trial_mode_answers_this_computer_only(client: Client, settings) -> None:
    settings.TRIAL = True
    assert client.get("/sign-in/", REMOTE_ADDR="10.0.0.9").status_code == 403
    assert client.get("/sign-in/", REMOTE_ADDR="127.0.0.1").status_code == 200


def test_a_download_is_kept_never_run() -> None:
    response = sandboxed(HttpResponse(b"<script>", content_type="text/html"), '方案"\r\nX: 1.html')
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "\n" not in content_disposition("a\r\nb")


def test_the_cookies_are_closed_to_scripts() -> None:
    assert live.SESSION_COOKIE_HTTPONLY
    assert live.CSRF_COOKIE_HTTPONLY
    assert live.SESSION_COOKIE_SAMESITE == "Lax"


@pytest.mark.parametrize(
    "address", ["/sign-in/", "/nothing-here/", "/plans", "/static/site/icon.svg", "/static/no.css"]
)
def test_every_answer_says_what_a_browser_may_do_with_it(client: Client, db, address) -> None:
    headers = client.get(address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_file_that_is_hidden_stays_hidden(client: Client, db) -> None:
    response = client.get("/static/dist/.sha256")
    assert (response.status_code, response.headers["X-Frame-Options"]) == (404, "DENY")
