"""Coming in by a one-time link, and going out."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import NOON, Cast, upload
from tests.papers import changed
from tests.www.conftest import text_of
from zhenggai.accounts.actions import issue_sign_in_token
from zhenggai.accounts.actors import CONSOLE
from zhenggai.findings.models import PlanEdition
from zhenggai.www import door

KEY = {"form_key": "a-form-key-of-the-door"}


@pytest.fixture
def link(cast: Cast, monkeypatch) -> str:
    monkeypatch.setattr(door, "moment", lambda: NOON)
    return f"/sign-in/{issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON)}/"


def test_looking_at_the_link_does_not_use_it_up(client: Client, link) -> None:
    for _ in range(3):
        assert "进入系统" in text_of(client.get(link))
    assert client.post(link, KEY).headers["Location"] == "/"
    assert "林小明" in text_of(client.get("/"))


def test_the_only_ledger_is_the_first_page(client: Client, link, edition: PlanEdition) -> None:
    assert client.post(link, KEY).headers["Location"] == f"/plans/{edition.plan_id}/"


def test_whoever_has_papers_waiting_begins_at_home(client: Client, cast: Cast, link, edition: PlanEdition) -> None:
    upload(cast, content=b"revised", findings=changed(1, person="李某"))
    assert client.post(link, KEY).headers["Location"] == "/"


def test_a_used_link_says_so_and_lets_nobody_in(client: Client, link) -> None:
    client.post(link, KEY)
    other = Client()
    response = other.post(link, KEY)
    assert response.status_code == 403
    assert "已经用过" in text_of(response)
    assert other.get("/").status_code == 302


@pytest.mark.parametrize("which", ["used", "expired", "unknown", "replaced"])
def test_a_link_that_opens_nothing_shows_no_button(client: Client, cast: Cast, link, monkeypatch, which) -> None:
    if which == "used":
        Client().post(link, KEY)
    if which == "expired":
        monkeypatch.setattr(door, "moment", lambda: NOON + timedelta(hours=25))
    if which == "replaced":
        issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON)
    response = client.get("/sign-in/nobody-has-this-one/" if which == "unknown" else link)
    assert response.status_code == 403
    assert "<button" not in response.content.decode()
    assert "这个登录地址不能用了" in text_of(response)
    assert "请重新启动服务" in text_of(response)


def test_who_is_in_already_is_led_home_from_an_old_link(client: Client, link) -> None:
    client.post(link, KEY)
    page = text_of(client.get(link))
    assert "您已经登录" in page
    assert "去首页" in page


def test_the_door_tells_where_the_link_is(client: Client, db) -> None:
    assert "一次性登录地址" in text_of(client.get("/sign-in/"))


def test_going_out_ends_the_session_and_empties_the_browser(client: Client, link) -> None:
    client.post(link, KEY)
    cookie = client.cookies["zhenggai"].value
    response = client.post("/sign-out/", KEY)
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    replay = Client()
    replay.cookies["zhenggai"] = cookie
    assert replay.get("/").status_code == 302


def test_the_session_key_changes_at_sign_in(client: Client, link) -> None:
    client.get(link)
    before = client.session.session_key
    client.post(link, KEY)
    assert client.session.session_key != before


def test_somebody_without_a_role_may_leave(qian) -> None:
    assert qian.act("/sign-out/").headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in qian.session


def test_a_stranger_who_leaves_is_at_the_door(client: Client, db) -> None:
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
