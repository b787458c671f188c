"""Servers that tests need: started on a private port in a temporary folder, stopped by process id."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoPostgreSQL(Exception):
    """No PostgreSQL server program on this machine; the message says what was looked for."""


@contextmanager
def postgresql() -> Iterator[str]:
    """A fresh PostgreSQL with durable settings; yields its URL. Never runs as root: it becomes the user postgres."""
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix="zhenggai-pg-"))
    port = free_port()
    prefix = _other_user(home)
    server: subprocess.Popen[bytes] | None = None
    try:
        initdb = [
            *prefix,
            str(programs / "initdb"),
            "-D",
            str(home / "data"),
            "-U",
            "zhenggai",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        done = subprocess.run(initdb, capture_output=True, text=True, cwd=home, check=False)
        if done.returncode:
            raise NoPostgreSQL(f"initdb failed: {done.stderr[-500:]}")
        command = [
            *prefix,
            str(programs / "postgres"),
            "-D",
            str(home / "data"),
            "-p",
            str(port),
            "-h",
            "127.0.0.1",
            "-k",
            str(home),
        ]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd=home)
        _wait_for(port, server, home / "log")
        yield f"postgresql://zhenggai@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # fast shutdown
            server.wait(timeout=30)
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).parent
    raise NoPostgreSQL("neither /usr/lib/postgresql/*/bin/postgres nor postgres on PATH")


def _other_user(home: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgreSQL("running as root and there is no user postgres") from None
    os.chown(home, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise NoPostgreSQL(f"the server stopped: {log.read_text(errors='replace')[-500:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise NoPostgreSQL("the server did not answer within 30 s")
