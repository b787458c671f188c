"""A double click, a retry, a reload: one effect and the same answer."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections

from tests.cast import NOON, Cast, gather
from zhenggai.accounts.models import User
from zhenggai.audit.actions import act, record
from zhenggai.audit.models import Entry, FormKey
from zhenggai.audit.refusals import FormKeyRefused
from zhenggai.core.errors import Refused


@act("user.signed_out")
def leave(user, note, *, by, at):
    if note == "bad":
        raise Refused("bad", "不行。")
    record("user.signed_out", user, by=by, at=at, changes={"note": [None, note]})
    return user


def test_the_same_form_acts_once_and_gets_the_same_answer(cast: Cast) -> None:
    by = replace(cast.by_lin, form_key="k1")
    assert leave(cast.zhao, "a", by=by, at=NOON) == leave(cast.zhao, "a", by=by, at=NOON) == cast.zhao
    assert Entry.objects.filter(verb="user.signed_out").count() == 1


@act("user.signed_out")
def leave_together(users, *, by, at):
    for user in users:
        record("user.signed_out", user, by=by, at=at)
    return users


def test_a_form_that_was_answered_with_several_gets_all_of_them_again(cast: Cast) -> None:
    by = replace(cast.by_lin, form_key="k1")
    both = [cast.zhao, cast.qian]
    assert leave_together(both, by=by, at=NOON) == leave_together(both, by=by, at=NOON) == both
    one = replace(cast.by_lin, form_key="k2")
    assert leave_together([cast.zhao], by=one, at=NOON) == leave_together([cast.zhao], by=one, at=NOON) == [cast.zhao]
    assert Entry.objects.filter(verb="user.signed_out").count() == 3


def test_the_same_key_with_another_body_is_refused(cast: Cast) -> None:
    by = replace(cast.by_lin, form_key="k1")
    leave(cast.zhao, "a", by=by, at=NOON)
    with pytest.raises(FormKeyRefused, match="内容不同"):
        leave(cast.zhao, "b", by=by, at=NOON)


def test_two_people_may_use_the_same_key(cast: Cast) -> None:
    leave(cast.zhao, "a", by=replace(cast.by_lin, form_key="k1"), at=NOON)
    leave(cast.zhao, "a", by=replace(cast.by_zhao, form_key="k1"), at=NOON)
    assert Entry.objects.filter(verb="user.signed_out").count() == 2


def test_a_form_that_was_refused_may_be_sent_again(cast: Cast) -> None:
    by = replace(cast.by_lin, form_key="k1")
    with pytest.raises(Refused):
        leave(cast.zhao, "bad", by=by, at=NOON)
    assert leave(cast.zhao, "good", by=by, at=NOON) == cast.zhao


def test_an_answer_that_is_gone_is_said_to_be_gone(cast: Cast) -> None:
    by = replace(cast.by_lin, form_key="k1")
    other = User.objects.create(username="x", username_key="x", display_name="x", created_at=NOON)
    leave(other, "a", by=by, at=NOON)
    User.objects.filter(pk=other.pk).delete()
    with pytest.raises(FormKeyRefused, match="已被删除"):
        leave(other, "a", by=by, at=NOON)


def test_eight_copies_at_once_have_one_effect(open_database) -> None:
    cast = gather()
    by = replace(cast.by_lin, form_key="k1")

    def send(_copy: int) -> int:
        try:
            return leave(cast.zhao, "a", by=by, at=NOON).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(8))) == {cast.zhao.pk}
    assert Entry.objects.filter(verb="user.signed_out").count() == 1
    assert FormKey.objects.count() == 1
