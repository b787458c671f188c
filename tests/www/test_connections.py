"""Slow connections: many are held, the slowest are cut off, nobody else waits for them (U17)."""

import socket
import threading
import urllib.request
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import pytest

from zhenggai.www import serving
from zhenggai.www.connections import IDLE, PATIENCE, SLOWEST, Connection, limits

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
        answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=10)
        assert answer.status == 200


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
