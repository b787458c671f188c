"""Who may open which page. A view says it with a decorator; one that says nothing stops the start (V24).

@page(Role.OFFICE, Role.READER)            reading
@page(Role.OFFICE, methods=("POST",))      acting
@public("the door itself")                 anybody; the reason is kept beside it
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error, Tags
from django.core.checks import register as register_check
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.models import Role
from zhenggai.accounts.queries import may
from zhenggai.audit.actions import record_refusal
from zhenggai.www.clock import moment
from zhenggai.www.protection import SAFE_METHODS
from zhenggai.www.refusals import refused

View = Callable[..., HttpResponse]
READERS = (Role.OFFICE, Role.READER)
NOT_THIS_PAGE = "您没有打开这个页面的权限，请联系环委办。"
NOTHING_YET = "您的账号还没有开通权限，暂时看不到内容。请把姓名和单位告诉环委办，开通后刷新这个页面即可。"


def page(*roles: Role, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declares the roles that may open the view and the methods it answers."""

    def declare(view: View) -> View:
        @functools.wraps(view)
        def declared(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if not may(actor := actor_of(request), *roles):
                raise _denied(request, NOT_THIS_PAGE if may(actor, *READERS) else NOTHING_YET)
            if (refused := _wrong_method(request, methods)) is not None:
                return refused
            return view(request, *arguments, **named)

        declared.permission = roles  # type: ignore[attr-defined]
        return declared

    return declare


def public(reason: str, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declares that anybody may open the view, and why."""

    def declare(view: View) -> View:
        @functools.wraps(view)
        def declared(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            refused = _wrong_method(request, methods)
            return view(request, *arguments, **named) if refused is None else refused

        declared.permission = reason  # type: ignore[attr-defined]
        return cast(View, login_not_required(declared))

    return declare


def actor_of(request: HttpRequest, form_key: str = "") -> Actor:
    """The person behind a request, for acts and their audit entries."""
    if not request.user.is_authenticated:
        # Nobody yet: an actor without a user would be the console, which may do everything.
        raise PermissionDenied("请先登录。")
    session_key = request.session.session_key or ""
    return Actor(
        user=request.user,
        address=request.META.get("REMOTE_ADDR") or None,
        session_hash=hashlib.sha256(session_key.encode()).hexdigest() if session_key else "",
        form_key=form_key,
    )


def undeclared(resolver: URLResolver | None = None) -> Iterator[str]:
    """Every address whose view has not said who may open it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from undeclared(pattern)
        elif isinstance(pattern, URLPattern) and not hasattr(pattern.callback, "permission"):
            yield str(pattern.pattern)


def register() -> None:
    """Makes the check part of every start."""
    register_check(check, Tags.security)


def check(**_named: Any) -> list[CheckMessage]:
    """Django's system check: one error for each view without a declared permission."""
    return [Error(f"页面 {address} 没有声明谁可以打开。", id="zhenggai.V24") for address in undeclared()]


def _denied(request: HttpRequest, refusal: str) -> PermissionDenied:
    """The refusal of a page. Whoever only looked leaves nothing; whoever sent something leaves an entry."""
    if request.method not in SAFE_METHODS:
        by = actor_of(request)
        record_refusal("page.sent", by=by, at=moment(), reason=refusal, code="not_permitted", label=request.path)
    return PermissionDenied(refusal)


def _wrong_method(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse | None:
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)
    if request.method in allowed:
        return None
    response = refused(request, 405, "这个地址不能这样打开，请从首页重新进入。")
    response.headers["Allow"] = ", ".join(sorted(allowed))
    return response
