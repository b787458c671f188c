"""Accounts and roles: one account is one person, and rights follow from grants alone."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction

from tests.cast import NOON, Cast
from zhenggai.accounts import actions, queries
from zhenggai.accounts.actors import CONSOLE
from zhenggai.accounts.models import Role, User
from zhenggai.accounts.refusals import SignInRefused
from zhenggai.audit.models import Entry


@pytest.mark.parametrize("other", ["Lin", "LIN", "ｌｉｎ", "lin ", " l i n"])
def test_a_name_that_only_looks_different_is_taken(cast: Cast, other: str) -> None:
    with pytest.raises(SignInRefused, match="已有人使用"):
        actions.add_user(other, "林小红", by=CONSOLE, at=NOON)


def test_the_database_itself_keeps_names_apart(cast: Cast) -> None:
    twin = User(username="ＬＩＮ", username_key=cast.lin.username_key, display_name="x", created_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_person_without_a_name_is_refused(db) -> None:
    with pytest.raises(SignInRefused, match="不能为空"):
        actions.add_user("  ", "某人", by=CONSOLE, at=NOON)


def test_a_new_account_has_no_role_and_no_password(cast: Cast) -> None:
    assert queries.roles_of(cast.qian) == []
    assert not cast.qian.has_usable_password()


@pytest.mark.parametrize("shortcut", ["is_superuser", "is_staff", "user_permissions"])
def test_there_is_no_superuser_shortcut(shortcut: str) -> None:
    with pytest.raises(FieldDoesNotExist):
        User._meta.get_field(shortcut)


def test_a_role_taken_away_counts_at_once(cast: Cast) -> None:
    assert queries.may(cast.by_lin, Role.OFFICE)
    actions.revoke_role(cast.lin, Role.OFFICE, by=CONSOLE, at=NOON)
    assert not queries.may(cast.by_lin, Role.OFFICE)
    assert Entry.objects.filter(verb="role.revoked").count() == 1


def test_a_role_granted_twice_is_one_grant_and_one_entry(cast: Cast) -> None:
    actions.grant_role(cast.zhao, Role.READER, by=CONSOLE, at=NOON)
    assert queries.roles_of(cast.zhao) == ["reader"]
    assert Entry.objects.filter(verb="role.granted", subject_label="赵自然·查阅").count() == 1


def test_nobody_grants_themselves_a_role(cast: Cast) -> None:
    with pytest.raises(SignInRefused):
        actions.grant_role(cast.qian, Role.OFFICE, by=cast.by_qian, at=NOON)
    assert queries.roles_of(cast.qian) == []


def test_the_trial_person_is_made_once(db) -> None:
    first = actions.add_trial_user(by=CONSOLE, at=NOON)
    assert actions.add_trial_user(by=CONSOLE, at=NOON) == first
    assert queries.roles_of(first) == ["office"]


def test_people_are_found_however_their_name_is_typed(cast: Cast) -> None:
    assert queries.person("ＬＩＮ") == cast.lin
    assert queries.person("nobody") is None


def test_a_refusal_carries_its_sentence_however_it_is_shown(cast: Cast) -> None:
    with pytest.raises(SignInRefused) as refused:
        actions.add_user("Lin", "林小红", by=CONSOLE, at=NOON)
    assert (refused.value.code, refused.value.message) == ("name_taken", "用户名“Lin”已有人使用，请换一个。")
    assert str(refused.value) == refused.value.message


def test_the_entry_of_a_new_account_says_the_name_it_got(cast: Cast) -> None:
    actions.add_user(" sun ", " 孙水利 ", by=CONSOLE, at=NOON)
    entry = Entry.objects.latest("id")
    assert entry.sentence == "命令行（服务器本机）建立了账号“孙水利”"
    assert entry.changes == {"username": [None, "sun"]}


def test_the_entries_of_a_role_say_what_was_given_and_taken(cast: Cast) -> None:
    actions.grant_role(cast.qian, Role.READER, by=CONSOLE, at=NOON)
    actions.revoke_role(cast.qian, Role.READER, by=CONSOLE, at=NOON)
    given, taken = Entry.objects.order_by("-id")[:2][::-1]
    assert (given.changes, taken.changes) == ({"role": [None, "reader"]}, {"role": ["reader", None]})
    assert given.sentence == "命令行（服务器本机）授予了角色：钱住建·查阅"


def test_a_role_nobody_has_is_taken_away_without_an_entry(cast: Cast) -> None:
    n_entries = Entry.objects.count()
    actions.revoke_role(cast.qian, Role.OFFICE, by=CONSOLE, at=NOON)
    assert Entry.objects.count() == n_entries
