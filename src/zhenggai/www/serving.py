"""`zhenggai serve`: makes the database ready, starts the server on this computer, prints the way in.

Import this module only after `django.setup()`.
"""

from __future__ import annotations

import argparse
import errno
import gc
import importlib
import re
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from importlib import resources
from typing import TYPE_CHECKING, Any

import waitress
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import reverse

from zhenggai.accounts.actions import add_trial_user, issue_sign_in_token
from zhenggai.accounts.actors import CONSOLE
from zhenggai.audit.sealing.actions import Places
from zhenggai.audit.sealing.sealer import Sealer
from zhenggai.core.errors import ZhenggaiError, reason
from zhenggai.documents.actions import store
from zhenggai.documents.one_server import sole_server
from zhenggai.documents.preparing import prepare
from zhenggai.findings.queries import has_plans
from zhenggai.www import watch
from zhenggai.www.clock import moment
from zhenggai.www.connections import Connection, limits

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

FORWARDED = re.compile(
    r"HTTP_(X_)?FORWARDED|HTTP_VIA$|HTTP_CF_|HTTP_X_(REAL|CLIENT|CLUSTER_CLIENT|ORIGINAL)_|HTTP_TRUE_CLIENT_"
)
MARGIN = 4 * 1024 * 1024  # what a body holds beside the file
LEFT_BEHIND = 24 * 60 * 60  # seconds after which an upload that was broken off is swept away
SAMPLE = "plans/140502/plan.docx"
THREADS = 12  # more than the uploads that are read or wait for it, so that pages come all the same
PORT = 8765
PORTS_TRIED = 20


def serve_command(asked: argparse.Namespace) -> int:
    """The command. Runs until it is stopped; exit status 2 if it may not start."""
    if asked.trial and not settings.TRIAL:
        raise ZhenggaiError(
            "trial_not_here", "试用模式只能在本机使用，请去掉 ZHENGGAI_HOST、ZHENGGAI_HTTPS 等设置后再试。"
        )
    with sole_server(settings.DATA_DIR) if connection.vendor == "sqlite" else nullcontext() as claim:
        prepare()
        store().sweep(older_than=moment().timestamp() - LEFT_BEHIND)
        if asked.sample and not has_plans():
            load_sample()
        with listen(settings.SERVE_HOST, asked.port) as listening, sealing():
            if claim is not None:
                claim.tell(address(listening))
            run(listening, announce)
    return 0


@contextmanager
def sealing() -> Iterator[Sealer]:
    """Seals the audit trail every few seconds as long as the server runs."""
    sealer = Sealer(Places(settings.KEYS_DIR, settings.CHECKPOINTS_DIR), moment)
    sealer.start()
    watch.begin(sealer.trouble)
    try:
        yield sealer
    finally:
        watch.end()
        sealer.stop()


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


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket on this port and no other; without one, on the usual port or the next that is free (said on
    standard output). Raises ZhenggaiError if there is none."""
    if port is not None:
        try:
            return _listening(host, port)
        except OSError as error:
            raise _not_listening(host, port, error) from None
    for candidate in [*range(PORT, PORT + PORTS_TRIED), 0]:
        try:
            listening = _listening(host, candidate)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise _not_listening(host, candidate, error) from None
            continue
        if (taken := listening.getsockname()[1]) != PORT:
            print(f"端口 {PORT} 已被占用，改用 {taken}。", flush=True)
        return listening
    raise ZhenggaiError("no_port", f"地址 {host} 上没有可用的端口，请用 --port 指定一个。")


def _listening(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host.strip("[]"), port))
        listening.listen(1024)
    except OSError:
        listening.close()
        raise
    return listening


def _not_listening(host: str, port: int, error: OSError) -> ZhenggaiError:
    if error.errno == errno.EADDRINUSE:
        sentence = f"端口 {port} 已被占用；请停止占用它的程序，或用 --port 换一个端口（不写 --port 会自动选一个）。"
        return ZhenggaiError("port_taken", sentence)
    if error.errno in (errno.EACCES, errno.EPERM):
        return ZhenggaiError("port_barred", f"端口 {port} 没有权限使用；请用 --port 换一个 1024 以上的端口。")
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return ZhenggaiError("no_address", f"这台电脑没有地址 {host}；请改正设置 ZHENGGAI_HOST。")
    return ZhenggaiError("no_port", f"地址 {host} 的端口 {port} 无法使用（{reason(error)}）；请用 --port 换一个端口。")


def run(listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Answers requests until interrupted. `ready` is told the address once the server listens."""
    # A long review makes hundreds of thousands of small objects; half of the time went into looking for circles.
    gc.set_threshold(50_000, 20, 100)
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
    proxied: dict[str, Any] = {
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
        "clear_untrusted_proxy_headers": True,
    }
    server = waitress.create_server(
        direct_only(application) if settings.TRIAL else application,
        sockets=[listening],
        threads=THREADS,
        max_request_body_size=settings.MAX_UPLOAD_BYTES + MARGIN,
        ident=None,
        **limits(),
        **({"clear_untrusted_proxy_headers": False} if settings.TRIAL else proxied),
    )
    server.channel_class = Connection
    return server


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
