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
from zhenggai.www.oversize import SENTENCES, SWALLOWED, Request

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


def in_chunks(n_bytes: int, *, end: bytes = b"0\r\n\r\n") -> bytes:
    """A body of so many bytes that does not say beforehand how long it is."""
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    return piece * (n_bytes // 0x10000) + end


def chunked(port: int) -> bytes:
    return f"{HEAD.format(port)}Transfer-Encoding: chunked\r\n\r\n".encode()


@pytest.mark.parametrize("n_times", [1, 3])
def test_a_body_in_chunks_that_is_too_large_gets_the_same_sentence(open_database, small, n_times) -> None:
    with running() as port:
        body = in_chunks(n_times * small)
        assert answered(port, chunked(port) + body) == (413, TOO_LARGE.format(most=3))


def test_a_body_in_chunks_of_the_right_size_is_let_through(open_database, small) -> None:
    with running() as port:
        status, _ = answered(port, chunked(port) + in_chunks(small // 2))
        assert status in (302, 403)


def parsed(small: int, *pieces: bytes) -> tuple[Request, int]:
    """A request that comes in pieces, and how many of them were taken until it was over."""
    request = Request(
        SimpleNamespace(max_request_body_size=small, max_request_header_size=1 << 18, inbuf_overflow=1024)
    )
    request.adj.url_scheme, request.adj.max_request_trailer_size = "http", 1 << 16
    request.received(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    for n_taken, piece in enumerate(pieces, 1):
        request.received(piece)
        if request.completed:
            return request, n_taken
    return request, len(pieces)


def test_a_body_in_chunks_without_end_is_read_no_further_than_any_other() -> None:
    pieces = [in_chunks(0x10000, end=b"")] * 1000
    request, n_taken = parsed(10 * 0x10000, *pieces)
    assert request.error.code == 413
    assert n_taken == SWALLOWED * 10  # a little of every piece is not body


def test_a_broken_chunk_in_what_is_thrown_away_ends_it_with_the_sentence() -> None:
    request, n_taken = parsed(0x10000, in_chunks(0x20000, end=b""), b"not a size\r\n", in_chunks(0x10000))
    assert (request.error.code, n_taken) == (413, 2)


@pytest.mark.parametrize("start", [b"", b"0\r\n"])
def test_the_head_of_a_chunk_and_what_follows_the_last_have_an_end(start) -> None:
    request, n_taken = parsed(1 << 30, start, *[b"a" * 4096] * 1000)
    assert (request.error.code, request.error.body) == (400, SENTENCES[400])
    assert n_taken == 4


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
