"""Slow connections: many are held, the slowest are cut off, nobody else waits (U17).

Too large a body gets a sentence.
"""

import socket
import threading
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from types import SimpleNamespace

import pytest

from zhenggai.www import serving
from zhenggai.www.connections import IDLE, PATIENCE, SLOWEST, Connection, limits
from zhenggai.www.oversize import SENTENCES

TOO_LARGE = SENTENCES[413]
HEAD = "POST /upload/ HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: multipart/form-data; boundary=x\r\n"


@contextmanager
def running():
    """A server on a free port; yields that port."""
    with serving.listen("127.0.0.1", 0) as listening:
        server = serving.server_on(listening)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.close()
            thread.join(10)


@pytest.mark.parametrize("n_slow", [200, 300])
def test_slow_uploads_keep_nobody_else_waiting(open_database, n_slow) -> None:
    with running() as port, ExitStack() as slow:
        for _ in range(n_slow):
            one = slow.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            one.sendall(f"{HEAD.format(port)}Content-Length: 50000000\r\n\r\na".encode())
        person = HTTPConnection("127.0.0.1", port, timeout=10)
        person.request("GET", "/sign-in/")
        assert person.getresponse().status == 200
        person.close()


def answered(port: int, request: bytes) -> tuple[int, str]:
    """Status and text of the answer to raw bytes; everything is sent before anything is read, as browsers do."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request)
        answer = HTTPResponse(line)
        answer.begin()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Server"] is None
        return answer.status, answer.read().decode()


@pytest.fixture
def small(settings, monkeypatch) -> int:
    """A server that takes 3 MB at once."""
    settings.MAX_UPLOAD_BYTES = 2 << 20
    monkeypatch.setattr(serving, "MARGIN", 1 << 20)
    return 3 << 20


def test_a_body_that_is_too_large_gets_a_sentence_instead_of_a_broken_line(open_database, small) -> None:
    with running() as port:
        body = b"x" * (4 * small)
        head = f"{HEAD.format(port)}Content-Length: {len(body)}\r\n\r\n".encode()
        assert answered(port, head + body) == (413, TOO_LARGE.format(most=3))


def test_a_body_that_is_far_too_large_is_refused_before_it_comes(open_database, small) -> None:
    with running() as port:
        head = HEAD.format(port)
        assert answered(port, f"{head}Content-Length: 999999999\r\n\r\n".encode()) == (413, TOO_LARGE.format(most=3))
        asking = f"{head}Expect: 100-continue\r\nContent-Length: {small + 1}\r\n\r\n"
        assert answered(port, asking.encode()) == (413, TOO_LARGE.format(most=3))


def test_a_body_of_the_right_size_is_let_through(open_database, small) -> None:
    with running() as port:
        body = b"x" * (small - 1)
        status, _ = answered(port, f"{HEAD.format(port)}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        assert status in (302, 403)


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n", 400),
        (b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 431),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_what_the_server_itself_refuses_it_refuses_in_chinese(open_database, request_bytes, status) -> None:
    with running() as port:
        assert answered(port, request_bytes) == (status, SENTENCES[status])


def arriving(n_bytes: int, **other) -> SimpleNamespace:
    return SimpleNamespace(**{"request": object(), "requests": [], "began": 1000.0, "n_bytes": n_bytes} | other)


def test_a_request_that_brings_a_byte_a_second_is_given_up() -> None:
    assert not Connection.too_slow(arriving(PATIENCE), 1000.0 + PATIENCE)
    assert Connection.too_slow(arriving(PATIENCE), 1000.0 + PATIENCE + 1)


def test_a_slow_line_that_keeps_sending_is_waited_for() -> None:
    sent_in_an_hour = 3600 * SLOWEST
    assert not Connection.too_slow(arriving(sent_in_an_hour), 1000.0 + 3600)


def test_only_what_is_still_arriving_is_given_up() -> None:
    assert not Connection.too_slow(arriving(0, request=None), 1000.0 + 3600)
    assert not Connection.too_slow(arriving(0, requests=[object()]), 1000.0 + 3600)


def test_an_idle_connection_outlives_that_of_a_proxy_and_no_more() -> None:
    assert limits()["channel_timeout"] == IDLE == 75
    assert limits()["connection_limit"] >= 300
