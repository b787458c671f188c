"""What holds for every act on people: the console alone does it, once, and on record; a refusal is on record too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.cast import NOON, Cast
from zhenggai.accounts import actions, queries, trail
from zhenggai.accounts.actors import CONSOLE, Actor
from zhenggai.accounts.backends import SessionBackend
from zhenggai.accounts.models import Grant, Role, SignInToken, User
from zhenggai.accounts.refusals import SignInRefused
from zhenggai.audit.models import Entry

VISITOR = Actor(None, address="10.0.0.9")
Act = Callable[[Cast, Actor], object]
ACTS: dict[str, Act] = {
    "user.added": lambda cast, by: actions.add_user("sun", "孙水利", by=by, at=NOON),
    "role.granted": lambda cast, by: actions.grant_role(cast.qian, Role.READER, by=by, at=NOON),
    "role.revoked": lambda cast, by: actions.revoke_role(cast.zhao, Role.READER, by=by, at=NOON),
    "sign_in_token.issued": lambda cast, by: actions.issue_sign_in_token(cast.zhao, by=by, at=NOON),
}
every_act = pytest.mark.parametrize("verb", ACTS)


def everything() -> list[object]:
    return [list(table.objects.order_by("pk").values()) for table in (User, Grant, SignInToken)]


@every_act
def test_the_console_does_it_and_one_entry_says_so(cast: Cast, verb: str) -> None:
    before, n_entries = everything(), Entry.objects.count()
    ACTS[verb](cast, CONSOLE)
    (entry,) = Entry.objects.order_by("id")[n_entries:]
    assert (entry.verb, entry.result, entry.actor, entry.at) == (verb, "done", None, NOON)
    assert entry.actor_name == CONSOLE.name
    assert entry.changes
    assert everything() != before


@every_act
@pytest.mark.parametrize("person", ["lin", "zhao", "qian", "visitor"])
def test_nobody_else_does_it_and_the_attempt_is_on_record(cast: Cast, verb: str, person: str) -> None:
    by = VISITOR if person == "visitor" else getattr(cast, f"by_{person}")
    before, n_entries = everything(), Entry.objects.count()
    with pytest.raises(SignInRefused, match="服务器本机") as refused:
        ACTS[verb](cast, by)
    (entry,) = Entry.objects.order_by("id")[n_entries:]
    assert refused.value.code == "console_only"
    assert (entry.verb, entry.result, entry.actor, entry.address) == (verb, "refused", by.user, by.address)
    assert entry.reason == refused.value.message
    assert everything() == before


@pytest.mark.parametrize(
    ("username", "name", "code"),
    [
        ("lin", "林小红", "name_taken"),
        ("", "某人", "name_missing"),
        ("sun", " ", "name_missing"),
        (" ", "", "name_missing"),
    ],
)
def test_a_name_that_will_not_do_is_refused_on_record(cast: Cast, username: str, name: str, code: str) -> None:
    n_people = User.objects.count()
    with pytest.raises(SignInRefused) as refused:
        actions.add_user(username, name, by=CONSOLE, at=NOON)
    assert refused.value.code == code
    assert (Entry.objects.latest("id").verb, Entry.objects.latest("id").result) == ("user.added", "refused")
    assert User.objects.count() == n_people


def test_names_are_kept_without_the_blanks_around_them(db) -> None:
    sun = actions.add_user(" Sun ", " 孙水利 ", by=CONSOLE, at=NOON)
    assert (sun.username, sun.username_key, sun.display_name, str(sun)) == ("Sun", "sun", "孙水利", "孙水利")
    assert (sun.created_at, sun.is_active) == (NOON, True)
    assert User.objects.get_by_natural_key("ＳＵＮ") == sun


def test_taking_away_a_role_that_nobody_holds_changes_nothing(cast: Cast) -> None:
    before, n_entries = everything(), Entry.objects.count()
    actions.revoke_role(cast.qian, Role.OFFICE, by=CONSOLE, at=NOON)
    assert (everything(), Entry.objects.count()) == (before, n_entries)


def test_of_two_roles_one_is_taken_away(cast: Cast) -> None:
    actions.grant_role(cast.zhao, Role.OFFICE, by=CONSOLE, at=NOON)
    assert queries.roles_of(cast.zhao) == ["reader", "office"]
    actions.revoke_role(cast.zhao, Role.READER, by=CONSOLE, at=NOON)
    assert queries.roles_of(cast.zhao) == ["office"]
    assert queries.roles_of(cast.lin) == ["office"]


@pytest.mark.parametrize(
    ("person", "roles", "may"),
    [
        ("lin", (Role.OFFICE,), True),
        ("lin", (Role.READER,), False),
        ("zhao", (Role.OFFICE, Role.READER), True),
        ("zhao", (Role.OFFICE,), False),
        ("qian", (Role.OFFICE, Role.READER), False),
        ("lin", (), False),
    ],
)
def test_a_person_may_what_one_of_the_roles_may(cast: Cast, person: str, roles: tuple[Role, ...], may: bool) -> None:
    assert queries.may(getattr(cast, f"by_{person}"), *roles) is may
    seen = User.objects.filter(queries.holds(getattr(cast, person), *roles))
    assert seen.exists() is may


def test_a_closed_account_holds_no_role(cast: Cast) -> None:
    User.objects.filter(pk=cast.lin.pk).update(is_active=False)
    assert not queries.may(cast.by_lin, Role.OFFICE)
    assert not User.objects.filter(queries.holds(cast.lin, Role.OFFICE)).exists()


def test_the_console_may_and_a_visitor_may_not(cast: Cast) -> None:
    assert queries.may(CONSOLE, Role.OFFICE)
    assert not queries.may(VISITOR, Role.OFFICE, Role.READER)
    assert queries.roles_of(None) == []
    assert not User.objects.filter(queries.holds(None, Role.OFFICE)).exists()
    assert not User.objects.filter(queries.holds(User(), Role.OFFICE)).exists()


def test_a_session_finds_its_person_while_the_account_is_open(cast: Cast) -> None:
    doorman = SessionBackend()
    assert doorman.get_user(cast.zhao.pk) == cast.zhao
    assert doorman.get_user(987_654) is None
    assert doorman.authenticate(None, username="zhao", password="x") is None
    User.objects.filter(pk=cast.zhao.pk).update(is_active=False)
    assert doorman.get_user(cast.zhao.pk) is None


def test_a_link_is_valid_for_a_day_and_for_its_person_alone(cast: Cast) -> None:
    secret = actions.issue_sign_in_token(cast.zhao, by=CONSOLE, at=NOON)
    token = SignInToken.objects.get()
    assert token.expires_at - token.created_at == timedelta(hours=24)
    assert (token.user, token.used_at, len(secret) >= 40) == (cast.zhao, None, True)
    assert actions.redeem_sign_in_token(secret, by=VISITOR, at=NOON + timedelta(hours=1)) == cast.zhao
    token.refresh_from_db()
    assert token.used_at == NOON + timedelta(hours=1)


def test_a_new_link_ends_only_what_could_still_be_used(cast: Cast) -> None:
    late = NOON + timedelta(hours=30)
    actions.issue_sign_in_token(cast.zhao, by=CONSOLE, at=NOON)
    other = actions.issue_sign_in_token(cast.qian, by=CONSOLE, at=late - timedelta(hours=1))
    actions.issue_sign_in_token(cast.zhao, by=CONSOLE, at=late)
    assert SignInToken.objects.earliest("id").expires_at == NOON + timedelta(hours=24)
    assert actions.redeem_sign_in_token(other, by=VISITOR, at=late) == cast.qian


def test_two_links_are_never_the_same(cast: Cast) -> None:
    secrets = {actions.issue_sign_in_token(cast.zhao, by=CONSOLE, at=NOON) for _ in range(5)}
    assert len(secrets) == len({token.digest for token in SignInToken.objects.all()}) == 5


def test_leaving_is_on_record(cast: Cast) -> None:
    actions.sign_out(cast.zhao, by=cast.by_zhao, at=NOON)
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.actor, entry.subject_id) == ("user.signed_out", cast.zhao, str(cast.zhao.pk))


def test_without_a_trail_nothing_is_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "_plugged", {"record": trail._unplugged, "refuse": trail._unplugged})
    before = everything()
    for act in ACTS.values():
        with pytest.raises(RuntimeError, match="audit app"):
            act(cast, CONSOLE)
    assert everything() == before
