"""Runs work on untrusted files in child processes: 512 MB of memory, 20 s of CPU, 30 s on the clock, no network,
a temporary folder of its own. A child that dies takes its file with it and nothing else.

    parent                                   child (`guarded_child`)
    call(task, data, …)  ── request ──────>  imports the task, runs it
                         <──── W ──────────  needs more time (LibreOffice), granted once
                         <──── A ──────────  the answer: JSON, never an object

Where the system has no such limits (Windows), time and process boundary still hold.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from zhenggai.core.errors import UnknownFormat, UnreadableDocument, ZhenggaiError
from zhenggai.documents import limits
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.names import clean_name, printable
from zhenggai.documents.turns import Turns, places

READ_BYTES = "zhenggai.documents.reading:read_bytes"
_PREFIX = "zhenggai-read-"
_START = "import sys; sys.path[:] = sys.argv[1:]; from zhenggai.documents.guarded_child import main; main()"
_KEPT_VARIABLES = (
    *("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "WINDIR", "PATHEXT"),
    *("ZHENGGAI_DEBUG", "ZHENGGAI_OFFICE"),
)
_ERRORS: dict[str, type[ZhenggaiError]] = {"UnreadableDocument": UnreadableDocument, "UnknownFormat": UnknownFormat}
_HEAD = struct.Struct(">IQ")  # length of the request's JSON, length of its data
_ANSWER_HEAD = struct.Struct(">cQ")  # kind of frame, length


class _Died(Exception):
    """The child ended before it answered: killed by a limit or by the watch."""


class Child:
    """One child process, started when first needed and again after it died. Not for use by two threads at once."""

    def __init__(
        self, wall_seconds: float = limits.CHILD_WALL_SECONDS, cpu_seconds: int = limits.CHILD_CPU_SECONDS
    ) -> None:
        self._wall_seconds = wall_seconds
        self._cpu_seconds = cpu_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""
        self._n_served = 0

    def call(self, task: str, data: bytes, arguments: dict[str, Any]) -> Any:
        """The JSON value that the task "module:function" returns for (data=…, **arguments).

        Raises what the task refused with, or UnreadableDocument "killed" when a limit ended it.
        """
        name = str(arguments.get("name", "文件"))
        fresh = self._process is None or self._process.poll() is not None
        try:
            answer = self._exchange(task, data, arguments)
        except _Died:
            raise _named(refusal("killed"), name) from None
        if answer.get("retire"):
            self.close()
        if answer.get("out_of_memory"):
            # A child that served others first may have used its memory up on them: this file gets a new one.
            if not fresh:
                return self.call(task, data, arguments)
            raise _named(refusal("killed"), name)
        if "error" in answer:
            raise _error(answer["error"], name)
        return answer["value"]

    def close(self) -> None:
        """End the child and remove its folder."""
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream is not None:
                        stream.close()
            process.wait()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _exchange(self, task: str, data: bytes, arguments: dict[str, Any]) -> dict[str, Any]:
        process = self._running()
        request, answers = process.stdin, process.stdout
        assert request is not None
        assert answers is not None
        _watchman.watch(process, self._wall_seconds)
        try:
            head = json.dumps({"task": task, "arguments": arguments, "cpu": self._cpu_seconds}).encode()
            request.write(_HEAD.pack(len(head), len(data)) + head)
            request.write(data)
            request.flush()
            answer: dict[str, Any] = json.loads(_read_answer(answers, process))
        except (OSError, EOFError, ValueError):
            self.close()
            raise _Died from None
        finally:
            _watchman.release(process)
        self._n_served += 1
        if self._n_served >= limits.CHILD_TASKS:
            answer["retire"] = True
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._folder = tempfile.mkdtemp(prefix=_PREFIX)
            self._process = _start(self._folder)
            self._n_served = 0
        return self._process


class Children:
    """As many children as there are cores, for many files; each serves one at a time and is replaced when it dies."""

    def __init__(self, n_children: int | None = None) -> None:
        sweep()
        self.n_children = n_children or available_cores()
        self._idle: queue.LifoQueue[Child] = queue.LifoQueue()
        self._children = [Child() for _ in range(self.n_children)]
        for child in self._children:
            self._idle.put(child)

    def call(self, task: str, data: bytes, arguments: dict[str, Any]) -> Any:
        """As `Child.call`, by the next child that is free. Safe for several threads."""
        child = self._idle.get()
        try:
            return child.call(task, data, arguments)
        finally:
            self._idle.put(child)

    def map(self, work: Callable[[Children, Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """`work(self, item)` for every item, as many at a time as there are children; results in the order of items."""
        items = list(items)
        if len(items) == 1:
            yield work(self, items[0])
            return
        # Imported here because it brings `logging` along, which one file need not wait for.
        pool = importlib.import_module("concurrent.futures").ThreadPoolExecutor
        with pool(self.n_children) as threads:
            yield from threads.map(lambda item: work(self, item), items)

    def close(self) -> None:
        """End all children."""
        for child in self._children:
            child.close()

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def call(task: str, data: bytes, *, person: str = "", patience: float | None = None, **arguments: Any) -> Any:
    """Run one task in a child of its own; see `Child.call`.

    A process runs only so many at a time (`turns.places`), so that it can still answer others. person: whose file it
    is; who waits longer than `patience` seconds (limits.TURN_WAIT_SECONDS by default) is refused as "busy".
    """
    if not _turns.take(person, limits.TURN_WAIT_SECONDS if patience is None else patience):
        raise _named(refusal("busy"), str(arguments.get("name", "文件")))
    try:
        _sweep_now_and_then()
        with Child() as child:
            return child.call(task, data, arguments)
    finally:
        _turns.give_back(person)


def read_bytes(
    name: str,
    data: bytes,
    *,
    today: str | None = None,
    with_draft: bool = False,
    person: str = "",
    patience: float | None = None,
) -> list[dict[str, Any]]:
    """`reading.read_bytes` inside the guard, when it is this person's turn. Raises UnreadableDocument or
    UnknownFormat."""
    arguments = {"name": name, "today": today, "with_draft": with_draft}
    outcomes: list[dict[str, Any]] = call(READ_BYTES, data, person=person, patience=patience, **arguments)
    return outcomes


def available_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_turns = Turns(places(available_cores()))


_swept: list[float] = []  # when `call` swept last, by the clock that only goes forward


def _sweep_now_and_then() -> None:
    now = time.monotonic()
    if not _swept or now - _swept[-1] > limits.SWEEP_SECONDS:
        _swept[:] = [now]
        sweep()


def sweep() -> None:
    """Remove the temporary folders that processes of ours left behind when they were killed: those of this user
    that nothing has touched for a day. Links are neither removed nor followed."""
    oldest = time.time() - limits.STALE_FOLDER_SECONDS
    user = os.getuid() if hasattr(os, "getuid") else None
    with suppress(OSError):
        for entry in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError):
                status = entry.lstat()
                owned = user is None or status.st_uid == user
                if owned and stat.S_ISDIR(status.st_mode) and status.st_mtime < oldest:
                    shutil.rmtree(entry, ignore_errors=True)


class _Watchman:
    """One thread that kills the children whose time is up; sleeps until the next deadline."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._deadlines: dict[subprocess.Popen[bytes], float] = {}
        self._thread: threading.Thread | None = None

    def watch(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        """Kill the child in so many seconds unless it is released or watched anew before."""
        with self._change:
            self._deadlines[process] = time.monotonic() + seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._guard, name="guard", daemon=True)
                self._thread.start()
                self._change.notify()
            elif len(self._deadlines) == 1:
                self._change.notify()

    def release(self, process: subprocess.Popen[bytes]) -> None:
        """The child answered or is gone."""
        with self._change:
            self._deadlines.pop(process, None)

    def _guard(self) -> None:
        while True:
            with self._change:
                now = time.monotonic()
                for process in [one for one, deadline in self._deadlines.items() if deadline <= now]:
                    del self._deadlines[process]
                    _kill(process)
                # A deadline that is set while we sleep lies further away than the wall time we sleep at most.
                nearest = min(self._deadlines.values(), default=None)
                self._change.wait(None if nearest is None else min(max(nearest - now, 0.01), 1.0))


_watchman = _Watchman()


def _start(folder: str) -> subprocess.Popen[bytes]:
    variables = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    variables |= {"TMPDIR": folder, "TMP": folder, "TEMP": folder, "HOME": folder, "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", _START, *(str(Path(entry).resolve()) for entry in sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if "ZHENGGAI_DEBUG" in os.environ else subprocess.DEVNULL,
        cwd=folder,
        env=variables,
        start_new_session=os.name == "posix",
        close_fds=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child with everything it started."""
    if os.name == "posix":
        # Also when the child itself is gone: what it started still belongs to its group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()


def _read_answer(answers: IO[bytes], process: subprocess.Popen[bytes]) -> bytes:
    """The next answer; a child that asks for more time gets it once."""
    extended = False
    while True:
        kind, length = _ANSWER_HEAD.unpack(_exactly(answers, _ANSWER_HEAD.size))
        if length > limits.MAX_ANSWER_BYTES:
            raise EOFError
        body = _exactly(answers, length)
        if kind == b"A":
            return body
        if not extended:
            extended = True
            _watchman.watch(process, limits.OFFICE_WALL_SECONDS + limits.CHILD_WALL_SECONDS)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data: bytes = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _named(error: ZhenggaiError, name: str) -> ZhenggaiError:
    return type(error)(error.code, f"“{clean_name(name)}”{error.message}")


def _error(stored: dict[str, str], name: str) -> ZhenggaiError:
    kind = _ERRORS.get(stored["kind"])
    if kind is not None:
        # What the child says may hold names out of the file; it goes to a terminal.
        return kind(stored["code"], printable(stored["message"]))
    return _named(refusal("failed"), name)
