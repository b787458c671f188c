"""The child side of `guard`: limits itself, then serves one task after another from its standard input.

What a library prints goes nowhere near the answers.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents import limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_HEAD = struct.Struct(">IQ")
_ANSWER_HEAD = struct.Struct(">cQ")
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
_BARRED = frozenset(
    ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")
)
_RETIRE_SHARE = 0.6  # of its memory that a child may hold after a task and still take another
_answers: list[BinaryIO] = []
_isolated: list[bool] = []


def main() -> None:
    """Serve requests until the parent closes the pipe."""
    requests = os.fdopen(os.dup(0), "rb")
    _answers.append(os.fdopen(os.dup(1), "wb"))
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    confine()
    # Reading makes many small objects that live until the answer; a third of the time went into looking for circles.
    gc.set_threshold(50_000, 20, 100)
    try:
        _serve_all(requests)
    finally:
        # A parent that was killed cannot remove our folder any more.
        importlib.import_module("shutil").rmtree(os.environ.get("TMPDIR", ""), ignore_errors=True)


def _serve_all(requests: BinaryIO) -> None:
    while len(head := requests.read(_HEAD.size)) == _HEAD.size:
        length, size = _HEAD.unpack(head)
        request = json.loads(requests.read(length))
        data = requests.read(size)
        _limit_cpu(request["cpu"])
        answer = _serve(request, data)
        del data
        _send(b"A", json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def confine() -> None:
    """Take away memory beyond the limit, core dumps and the network. Best effort outside of Linux."""
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        # The soft limit binds us; the hard one stays for LibreOffice, which needs more (`formats.office`).
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, hard))
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _leave_network()
    sys.addaudithook(_bar_network)


def ask_for_more_time() -> None:
    """Tell the parent that LibreOffice is about to run. Outside of a child it does nothing."""
    if _answers:
        _send(b"W", b"")


def _serve(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        module, _, function = request["task"].partition(":")
        value = getattr(importlib.import_module(module), function)(data=data, **request["arguments"])
    except ZhenggaiError as error:
        return {"error": {"kind": type(error).__name__, "code": error.code, "message": error.message}}
    except MemoryError:
        return {"out_of_memory": True, "retire": True}
    except Exception as error:  # the parent must learn of any failure, and the next file must be served
        importlib.import_module("traceback").print_exc(file=sys.stderr)
        return {"error": {"kind": type(error).__name__, "code": "failed", "message": ""}, "retire": True}
    return {"value": value, "retire": True} if _is_swollen() else {"value": value}


def _send(kind: bytes, body: bytes) -> None:
    _answers[0].write(_ANSWER_HEAD.pack(kind, len(body)) + body)
    _answers[0].flush()


def _limit_cpu(allowed: int) -> None:
    """Start the CPU clock of the next task; the system ends the process when it runs out."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    seconds = int(usage.ru_utime + usage.ru_stime) + allowed + 1
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))


def _is_swollen() -> bool:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > limits.CHILD_MEMORY_BYTES * _RETIRE_SHARE


def leave_network() -> bool:
    """Take the network away from this process for good; True if it is gone. Only Linux can do that."""
    if not _isolated:
        _leave_network()
    return bool(_isolated)


def _leave_network() -> None:
    """Move into a network namespace of our own, which holds no interface, where the system lets us."""
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
            _isolated.append(True)


def _bar_network(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _BARRED:
        raise PermissionError(f"{event}: no network in the guarded child")
