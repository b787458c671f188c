"""`zhenggai serve`: makes the database ready, starts the server on this computer, prints the way in.

Import this module only after `django.setup()`.
"""

from __future__ import annotations

import argparse
import importlib
import re
import socket
import sys
from collections.abc import Callable, Iterable
from importlib import resources
from typing import TYPE_CHECKING, Any

import waitress
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from zhenggai.accounts.actions import add_trial_user, issue_sign_in_token
from zhenggai.accounts.actors import CONSOLE
from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents.actions import store
from zhenggai.documents.preparing import prepare
from zhenggai.findings.queries import has_plans
from zhenggai.www.clock import moment

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

FORWARDED = re.compile(
    r"HTTP_(X_)?FORWARDED|HTTP_VIA$|HTTP_CF_|HTTP_X_(REAL|CLIENT|CLUSTER_CLIENT|ORIGINAL)_|HTTP_TRUE_CLIENT_"
)
MARGIN = 4 * 1024 * 1024  # what a body holds beside the file
LEFT_BEHIND = 24 * 60 * 60  # seconds after which an upload that was broken off is swept away
SAMPLE = "plans/140502/plan.docx"
THREADS = 8
PORTS_TRIED = 20


def serve_command(asked: argparse.Namespace) -> int:
    """The command. Runs until it is stopped; exit status 2 if it may not start."""
    if asked.trial and not settings.TRIAL:
        raise ZhenggaiError(
            "trial_not_here", "试用模式只能在本机使用，请去掉 ZHENGGAI_HOST、ZHENGGAI_HTTPS 等设置后再试。"
        )
    prepare()
    store().sweep(older_than=moment().timestamp() - LEFT_BEHIND)
    if asked.sample and not has_plans():
        load_sample()
    with listen(settings.SERVE_HOST, asked.port) as listening:
        if asked.port and (taken := listening.getsockname()[1]) != asked.port:
            print(f"端口 {asked.port} 已被占用，改用 {taken}。", flush=True)
        run(listening, announce)
    return 0


def load_sample() -> None:
    """The sample plan of the catalog, so that the first page shows a ledger."""
    # Found by name: reading documents is not needed to serve pages.
    loading = importlib.import_module("zhenggai.findings.loading")
    sample = resources.files("zhenggai.catalog").joinpath(*SAMPLE.split("/"))
    try:
        for loaded in loading.load("示例方案.docx", sample.read_bytes(), by=CONSOLE, at=moment()):
            print(f"示例方案{loaded.sentence}", flush=True)
    except ZhenggaiError as refusal:
        print(f"示例方案没有装入：{refusal.message}", file=sys.stderr, flush=True)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on this port, or on the next one that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in [*range(port, min(port + PORTS_TRIED, 65536)), 0]:
        listening = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host.strip("[]"), candidate))
            listening.listen(1024)
            return listening
        except OSError:
            listening.close()
    raise ZhenggaiError("no_port", f"地址 {host} 上没有可用的端口，请用 --port 指定另一个。")


def run(listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Answers requests until interrupted. `ready` is told the address once the server listens."""
    server = server_on(listening)
    ready(address(listening))
    try:
        server.run()
    finally:
        server.close()


def server_on(listening: socket.socket) -> Any:
    """A server that does not say which software it is. Forwarded headers are believed only from a proxy on this
    computer that ends TLS; in trial mode a request that was forwarded at all is refused."""
    application = get_wsgi_application()
    if settings.TRIAL:
        return waitress.create_server(
            direct_only(application),
            sockets=[listening],
            threads=THREADS,
            max_request_body_size=settings.MAX_UPLOAD_BYTES + MARGIN,
            ident=None,
            clear_untrusted_proxy_headers=False,
        )
    return waitress.create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        max_request_body_size=settings.MAX_UPLOAD_BYTES + MARGIN,
        ident=None,
        trusted_proxy="127.0.0.1",
        trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
        clear_untrusted_proxy_headers=True,
    )


def direct_only(application: WSGIApplication) -> WSGIApplication:
    """The application for requests that nobody forwarded: a trial is not put on the net by a proxy in front of it."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if any(map(FORWARDED.match, environ)):
            start_response(
                "403 Forbidden",
                [
                    ("Content-Type", "text/plain; charset=utf-8"),
                    ("Cache-Control", "no-store"),
                    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
                    ("X-Content-Type-Options", "nosniff"),
                    ("X-Frame-Options", "DENY"),
                ],
            )
            return ["试用模式只能直接在这台电脑上打开，不能经过代理。".encode()]
        return application(environ, start_response)

    return answer


def address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def announce(origin: str) -> None:
    """Prints where the pages are and, in trial mode, the one-time way in."""
    print(f"整改已启动：{origin}/", flush=True)
    if settings.TRIAL:
        user = add_trial_user(by=CONSOLE, at=moment())
        secret = issue_sign_in_token(user, by=CONSOLE, at=moment())
        print("单人试用模式，只能在这台电脑上打开。", flush=True)
        print(
            f"一次性登录地址（24 小时内有效，只能用一次）：{origin}{reverse('sign_in_by_link', args=[secret])}",
            flush=True,
        )
    print("按 Ctrl+C 停止。", flush=True)
