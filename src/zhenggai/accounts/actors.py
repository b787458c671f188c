"""Who acts, from where and with which form: what every act is told."""

from __future__ import annotations

from dataclasses import dataclass

from zhenggai.accounts.models import User

CONSOLE_NAME = "命令行（服务器本机）"
NOBODY_NAME = "未登录的访问者"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts: a user, a visitor who has not signed in (no user), or a command at the server's console.

    address: where the request came from. session_hash: SHA-256 of the session key, never the key.
    form_key: the hidden key of the form that was sent; the same key acts once.
    console: only `CONSOLE` says so; whoever can run commands on the server may do everything, and is named so.
    """

    user: User | None
    address: str | None = None
    session_hash: str = ""
    form_key: str = ""
    console: bool = False

    @property
    def name(self) -> str:
        if self.user is not None:
            return str(self.user)
        return CONSOLE_NAME if self.console else NOBODY_NAME


CONSOLE = Actor(user=None, console=True)
