"""What every answer carries so that a browser runs nothing but our own scripts, and who is let in at all.

A nonce per answer, no inline script or style, no other host, nothing kept by the browser; requests that another site
sent are refused before any view sees them.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class ContentSecurityPolicy:
    """Gives the request a nonce and the answer its headers; an answer that brings its own policy keeps it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.csp_nonce = secrets.token_urlsafe(18)  # type: ignore[attr-defined]
        response = self.get_response(request) if "/." not in request.path else hidden()
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Content-Security-Policy", policy(request.csp_nonce))  # type: ignore[attr-defined]
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.headers["Cache-Control"] = "no-store"
        return response


def hidden() -> HttpResponse:
    """The answer to whoever asks for a file whose name begins with a dot."""
    return HttpResponse("没有这个文件。", status=404, content_type="text/plain; charset=utf-8")


def policy(nonce: str) -> str:
    """Nothing by default; scripts and styles by nonce alone, never by host; no eval, no frame, no form to elsewhere."""
    own = f"'nonce-{nonce}'"
    return (
        f"default-src 'none'; script-src {own}; style-src {own}; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    )


def sandboxed(response: HttpResponse, name: str) -> HttpResponse:
    """A file for keeping, never for running: attachment with a policy that allows nothing."""
    response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response


def content_disposition(name: str) -> str:
    """The header of a download with a Chinese name, safe against header injection."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
    quoted = "".join(f"%{byte:02X}" for byte in name.encode("utf-8"))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quoted}"


class SameOriginOnly:
    """Refuses what another site made the browser send: by Fetch-Metadata, else by Origin. CSRF tokens come on top."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE_METHODS or sent_by_us(request):
            return self.get_response(request)
        return HttpResponse("这个请求来自别的网站，已拒绝。", status=403, content_type="text/plain; charset=utf-8")


def sent_by_us(request: HttpRequest) -> bool:
    """Whether a request that changes something came from our own page, as far as the browser says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        return origin != "null" and urlsplit(origin).netloc == request.get_host()
    except ValueError:  # an origin that no browser sends: [ without ]
        return False


class TrialStaysOnLoopback:
    """In trial mode only this computer is answered, whatever stands in front of the server."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.TRIAL and not from_this_computer(request.META.get("REMOTE_ADDR", "")):
            return HttpResponse("试用模式只能在本机打开。", status=403, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


def from_this_computer(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def nonce(request: HttpRequest) -> dict[str, Any]:
    """For templates: the nonce of this answer."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
