"""How many connections the server holds at once, and how long it waits for one that hardly sends anything.

A connection that is sending takes no thread, only file descriptors. So many are held, and whoever sends a request too
slowly is cut off: 200 people who only pretend to upload keep nobody else waiting.
"""

from __future__ import annotations

import socket
import sys
import time
from typing import Any

from waitress.channel import HTTPChannel

from zhenggai.www.oversize import Request

if sys.platform != "win32":
    import resource

CONNECTIONS = 1000
CONNECTIONS_BY_SELECT = 400  # Windows: select() knows 512 sockets
FILES_PER_CONNECTION = 3  # the socket, a body that is coming in, an answer that is going out
FILES_BESIDE = 200
IDLE = 75  # seconds a connection may stay open between two requests; more than the 60 that proxies keep theirs
PATIENCE = 30  # seconds a request may take to arrive, and one more for every SLOWEST bytes of it
SLOWEST = 500


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that is closed when its request arrives more slowly than any line is."""

    parser_class = Request

    def __init__(self, server: Any, sock: socket.socket, addr: Any, adj: Any, map: Any = None) -> None:
        self.began = time.time()
        self.n_bytes = 0
        super().__init__(server, sock, addr, adj, map=map)

    def readable(self) -> bool:
        # Asked of every connection at least once a second.
        if self.too_slow(time.time()):
            self.will_close = True
        return bool(super().readable())

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began, self.n_bytes = time.time(), 0
        self.n_bytes += len(data)
        return bool(super().received(data))

    def too_slow(self, now: float) -> bool:
        """Whether the part of a request that has come by `now` (seconds) is too little to wait for the rest."""
        coming = self.request is not None and not self.requests
        return coming and now - self.began > PATIENCE + self.n_bytes / SLOWEST


def limits() -> dict[str, Any]:
    """The settings of the server that bound its connections, as far as this computer lets it open files."""
    if sys.platform == "win32":
        most = CONNECTIONS_BY_SELECT
    else:
        most = max(100, min(CONNECTIONS, (_files() - FILES_BESIDE) // FILES_PER_CONNECTION))
    return {
        "connection_limit": most,
        "asyncore_use_poll": True,  # select() knows no file descriptor above 1023
        "channel_timeout": IDLE,
        "cleanup_interval": 10,
        "inbuf_overflow": 64 * 1024,  # bytes of each body in memory; the rest waits in a file
    }


def _files() -> int:
    """How many files this process may have open; raised as far as needed and allowed."""
    wanted = CONNECTIONS * FILES_PER_CONNECTION + FILES_BESIDE
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now == resource.RLIM_INFINITY or now >= wanted:
        return wanted
    allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    except (OSError, ValueError):
        return now
    return allowed
