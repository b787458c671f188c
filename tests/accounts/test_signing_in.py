"""One-time links: one person, one time, one day."""

from datetime import timedelta

import pytest

from tests.cast import NOON, Cast
from zhenggai.accounts import actions
from zhenggai.accounts.actors import CONSOLE, Actor
from zhenggai.accounts.models import SignInToken
from zhenggai.accounts.refusals import SignInRefused
from zhenggai.audit.models import Entry
from zhenggai.audit.states import state_hash

VISITOR = Actor(user=None, address="127.0.0.1")


def test_a_link_lets_lin_in_once(cast: Cast) -> None:
    secret = actions.issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON)
    assert actions.redeem_sign_in_token(secret, by=VISITOR, at=NOON) == cast.lin
    with pytest.raises(SignInRefused, match="无效、已过期或已经用过"):
        actions.redeem_sign_in_token(secret, by=VISITOR, at=NOON)


def test_a_link_works_until_its_day_is_over(cast: Cast) -> None:
    last, late = NOON + timedelta(hours=24, seconds=-1), NOON + timedelta(hours=24)
    secret = actions.issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON)
    with pytest.raises(SignInRefused):
        actions.redeem_sign_in_token(secret, by=VISITOR, at=late)
    assert actions.redeem_sign_in_token(secret, by=VISITOR, at=last) == cast.lin


def test_the_secret_is_kept_only_as_a_hash(cast: Cast) -> None:
    secret = actions.issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON)
    assert secret not in str(list(SignInToken.objects.values()))
    assert secret not in str(list(Entry.objects.values()))


def test_a_new_link_ends_the_one_before(cast: Cast) -> None:
    first = actions.issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON)
    second = actions.issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON + timedelta(minutes=1))
    with pytest.raises(SignInRefused):
        actions.redeem_sign_in_token(first, by=VISITOR, at=NOON + timedelta(minutes=2))
    assert actions.redeem_sign_in_token(second, by=VISITOR, at=NOON + timedelta(minutes=2)) == cast.lin


def test_a_closed_account_gets_no_link_and_cannot_use_one(cast: Cast) -> None:
    secret = actions.issue_sign_in_token(cast.zhao, by=CONSOLE, at=NOON)
    type(cast.zhao).objects.filter(pk=cast.zhao.pk).update(is_active=False)
    cast.zhao.refresh_from_db()
    with pytest.raises(SignInRefused):
        actions.redeem_sign_in_token(secret, by=VISITOR, at=NOON)
    with pytest.raises(SignInRefused, match="已停用"):
        actions.issue_sign_in_token(cast.zhao, by=CONSOLE, at=NOON)


def test_a_made_up_link_is_refused_with_the_same_words(cast: Cast) -> None:
    with pytest.raises(SignInRefused, match="无效、已过期或已经用过"):
        actions.redeem_sign_in_token("made-up", by=VISITOR, at=NOON)


def test_coming_in_and_being_turned_away_are_both_recorded(cast: Cast) -> None:
    secret = actions.issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON)
    actions.redeem_sign_in_token(secret, by=VISITOR, at=NOON)
    with pytest.raises(SignInRefused):
        actions.redeem_sign_in_token(secret, by=VISITOR, at=NOON)
    came, turned_away = Entry.objects.filter(verb="user.signed_in")
    assert (came.actor, came.result, came.address) == (cast.lin, "done", "127.0.0.1")
    assert (turned_away.result, turned_away.actor) == ("refused", None)


def test_only_the_console_hands_out_links(cast: Cast) -> None:
    with pytest.raises(SignInRefused, match="服务器本机"):
        actions.issue_sign_in_token(cast.qian, by=cast.by_lin, at=NOON)


def test_every_row_that_a_sign_in_changes_is_in_its_entry(cast: Cast) -> None:
    actions.issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON)
    secret = actions.issue_sign_in_token(cast.lin, by=CONSOLE, at=NOON + timedelta(minutes=1))
    actions.redeem_sign_in_token(secret, by=VISITOR, at=NOON + timedelta(minutes=2))
    told = {(label, key): digest for entry in Entry.objects.order_by("id") for label, key, digest in entry.states}
    for token in SignInToken.objects.all():
        assert told["accounts.signintoken", str(token.pk)] == state_hash(token)


def test_a_visitor_is_not_the_console(cast: Cast) -> None:
    with pytest.raises(SignInRefused, match="服务器本机"):
        actions.issue_sign_in_token(cast.lin, by=VISITOR, at=NOON)
