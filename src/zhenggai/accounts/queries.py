"""Questions about people."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, QuerySet

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.link_secrets import digest_of
from zhenggai.accounts.models import Grant, Role, SignInToken, User
from zhenggai.accounts.names import username_key


def holds(user: User | None, *roles: Role) -> Exists:
    """A condition for any query: true in every row if this person may sign in and holds one of the roles now."""
    grants = Grant.objects.filter(user_id=user.pk) if user is not None and user.pk else Grant.objects.none()
    return Exists(grants.filter(user__is_active=True, role__in=roles))


def may(by: Actor, *roles: Role) -> bool:
    """Whether the one who acts holds one of the roles at this moment. Asked again inside every act."""
    if by.user is None:
        return by.console
    return Grant.objects.filter(user_id=by.user.pk, user__is_active=True, role__in=roles).exists()


def roles_of(user: User | None) -> list[str]:
    """The roles a person holds, in the order they were granted."""
    return [] if user is None else list(Grant.objects.filter(user_id=user.pk).values_list("role", flat=True))


def person(username: str) -> User | None:
    """The person with this user name, however it is typed; None if there is none."""
    return User.objects.filter(username_key=username_key(username)).first()


def open_links(secret: str, at: datetime) -> QuerySet[SignInToken]:
    """The one-time link with this secret, as long as it lets its person in; nothing else is said of others."""
    return SignInToken.objects.filter(digest=digest_of(secret), used_at=None, expires_at__gt=at, user__is_active=True)
