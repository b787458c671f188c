"""What changes people, their roles and their way in. The only place that saves here."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from zhenggai.accounts import trail
from zhenggai.accounts.actors import Actor
from zhenggai.accounts.link_secrets import digest_of
from zhenggai.accounts.models import Grant, Role, SignInToken, User
from zhenggai.accounts.names import username_key
from zhenggai.accounts.queries import open_links
from zhenggai.accounts.refusals import SignInRefused

TOKEN_HOURS = 24
TRIAL_USERNAME = "trial"


@trail.act("user.added")
def add_user(username: str, display_name: str, *, by: Actor, at: datetime) -> User:
    """A new account without role and without password. Refuses a name that differs only in width, case or blanks."""
    _require_console(by)
    username, display_name, key = username.strip(), display_name.strip(), username_key(username)
    if not key or not display_name:
        raise SignInRefused("name_missing", "用户名和姓名都不能为空，请填写后再试。")
    if User.objects.filter(username_key=key).exists():
        raise SignInRefused("name_taken", f"用户名“{username}”已有人使用，请换一个。")
    user = User(username=username, username_key=key, display_name=display_name, created_at=at)
    user.set_unusable_password()
    user.save()
    trail.record("user.added", user, by=by, at=at, changes={"username": [None, username]})
    return user


@trail.act("role.granted")
def grant_role(user: User, role: Role, *, by: Actor, at: datetime) -> Grant:
    """Gives a role; granting it twice changes nothing."""
    _require_console(by)
    grant, new = Grant.objects.get_or_create(user=user, role=role, defaults={"granted_at": at})
    if new:
        trail.record("role.granted", grant, by=by, at=at, changes={"role": [None, role.value]})
    return grant


@trail.act("role.revoked")
def revoke_role(user: User, role: Role, *, by: Actor, at: datetime) -> None:
    """Takes a role away; it counts from the next question on, also in open sessions."""
    _require_console(by)
    for grant in Grant.objects.select_for_update().filter(user=user, role=role):
        trail.record("role.revoked", grant, by=by, at=at, changes={"role": [role.value, None]}, removed=[grant])
        Grant.objects.filter(pk=grant.pk).delete()


@transaction.atomic
def add_trial_user(*, by: Actor, at: datetime) -> User:
    """The one person of the trial mode, made on first start."""
    known = User.objects.filter(username_key=TRIAL_USERNAME).first()
    user = known or add_user(TRIAL_USERNAME, "试用人员", by=by, at=at)
    grant_role(user, Role.OFFICE, by=by, at=at)
    return user


@trail.act("sign_in_token.issued")
def issue_sign_in_token(user: User, *, by: Actor, at: datetime) -> str:
    """The secret of a one-time link, valid for 24 hours. It is told once and kept only as a hash.

    Earlier unused links of the person stop working.
    """
    _require_console(by)
    if not user.is_active:
        raise SignInRefused("account_closed", f"账号“{user}”已停用，不能发放登录链接。")
    ended = list(SignInToken.objects.select_for_update().filter(user=user, used_at=None, expires_at__gt=at))
    for earlier in ended:
        earlier.expires_at = at
        earlier.save(update_fields=["expires_at"])
    secret = secrets.token_urlsafe(32)
    token = SignInToken.objects.create(
        user=user, digest=digest_of(secret), created_at=at, expires_at=at + timedelta(hours=TOKEN_HOURS)
    )
    trail.record(
        "sign_in_token.issued", token, by=by, at=at, changes={"expires_at": [None, token.expires_at]}, touched=ended
    )
    return secret


@trail.act("user.signed_in")
def redeem_sign_in_token(secret: str, *, by: Actor, at: datetime) -> User:
    """The person a one-time link lets in. Of many who try the same link at once exactly one gets in."""
    # One sentence for every reason, so that nobody learns which links exist.
    refusal = SignInRefused("link_not_valid", "这个登录链接无效、已过期或已经用过，请重新启动服务或请管理员重新发放。")
    if not open_links(secret, at).update(used_at=at):
        raise refusal
    token = SignInToken.objects.select_related("user").get(digest=digest_of(secret))
    trail.record("user.signed_in", token.user, by=replace(by, user=token.user), at=at, changes={}, touched=[token])
    return token.user


@transaction.atomic
def sign_out(user: User, *, by: Actor, at: datetime) -> None:
    """Leaves the entry of a sign-out; the page ends the session."""
    trail.record("user.signed_out", user, by=by, at=at, changes={})


def _require_console(by: Actor) -> None:
    """Until administrators exist, accounts are kept at the server's console only."""
    if not by.console:
        raise SignInRefused("console_only", "账号只能由管理员在服务器本机上用命令管理。")
