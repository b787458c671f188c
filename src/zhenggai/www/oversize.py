"""Requests that the server answers by itself: a body larger than any upload gets a sentence, not a broken line.

A browser shows an answer only when it could send all it wanted to. So a body that is somewhat too large is taken in and
thrown away before it is refused; one that is far too large is refused at once, one in chunks, which does not say how
large it is, once that much has come.
"""

from __future__ import annotations

from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.utilities import BadRequest, Error

SWALLOWED = 4  # times the largest body
CONTROL = 8 * 1024  # bytes of a chunk's head, and of what may follow the last chunk
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
]
SENTENCES = {
    400: "请求的格式不对，没有处理。请从首页重新进入。",
    413: "一次提交的内容不能超过 {most} MB，这次的没有保存。请拆分文件、压缩图片，或分几次上传。",
    431: "请求的网址或附带的信息过长，没有处理。请从首页重新进入。",
    500: "系统出了问题，请重试；仍不行请联系管理员。",
    501: "请求的传输方式不支持，没有处理。请换一个浏览器。",
}


class Refused(Error):  # type: ignore[misc]
    """What the server refuses, in a sentence."""

    def __init__(self, refused: Error, most: int) -> None:
        super().__init__(SENTENCES.get(refused.code, SENTENCES[400]).format(most=most >> 20))
        self.code, self.reason = refused.code, refused.reason

    def to_response(self, ident: Any = None) -> tuple[str, list[tuple[str, str]], bytes]:
        return f"{self.code} {self.reason}", [*HEADERS], self.body.encode()


class Thrown:
    """What a body is taken into that nobody will read."""

    def append(self, data: bytes) -> None:
        """Forgets it."""

    def close(self) -> None:
        """There is nothing to close."""

    def __len__(self) -> int:
        return 0


class Request(HTTPRequestParser):  # type: ignore[misc]
    """A request as it comes in; whatever the server refuses of it, it refuses in a sentence."""

    body_rcv: Any
    expect_continue: bool
    _refused: Refused | None = None
    _later: Refused | None = None  # why a body that is being thrown away is refused once it has come

    @property
    def error(self) -> Refused | None:
        return self._refused

    @error.setter
    def error(self, error: Error | None) -> None:
        self._refused = None if error is None else Refused(error, self.adj.max_request_body_size)

    def received(self, data: bytes) -> int:
        if self._later is not None:
            n_taken = int(self.body_rcv.received(data))
            self.body_bytes_received += n_taken
            if self.body_rcv.completed or self.body_rcv.error or self._is_endless():
                self._refused, self.completed = self._later, True
            return n_taken
        n_taken = int(super().received(data))
        if self._refused is not None and self._refused.code == 413:
            self._throw_away()
        elif not self.completed and self._is_endless():
            self.error, self.completed = BadRequest("no end of a chunk's head"), True
        return n_taken

    def _throw_away(self) -> None:
        asks_first, self.expect_continue = self.expect_continue, False
        if asks_first or self.content_length > SWALLOWED * self.adj.max_request_body_size:
            return
        if self.chunked and (self.body_rcv.error or self._is_endless()):
            return
        self._later, self._refused, self.completed = self._refused, None, False
        if self.chunked:
            self.body_rcv.buf.close()
            self.body_rcv.buf = Thrown()
            # The last bytes may have come already.
            if self.body_rcv.completed:
                self._refused, self.completed = self._later, True
        else:
            self.body_rcv = FixedStreamReceiver(self.content_length, Thrown())

    def _is_endless(self) -> bool:
        """Whether a body that does not say how long it is has come too far, or its heads have."""
        if not self.chunked or self.body_rcv is None:
            return False
        heads = max(len(self.body_rcv.control_line), len(self.body_rcv.trailer))
        return heads > CONTROL or self.body_bytes_received > SWALLOWED * self.adj.max_request_body_size
