"""How a session finds its person again. There is one way in, `actions.redeem_sign_in_token`; no password is asked."""

from __future__ import annotations

from django.http import HttpRequest

from zhenggai.accounts.models import User


class SessionBackend:
    """Looks up the person of a session; an account that was closed is nobody from the next request on."""

    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        """No credentials are accepted here."""
        return

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
