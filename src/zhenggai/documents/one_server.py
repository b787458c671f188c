"""One server for one data folder: a lock that the system takes back by itself when its holder dies, however it dies.

Nobody tries the lock of the server without holding the gate before it, for a moment or while tables are changed: so
whoever only asks is never taken for a server, and none starts while a command changes the tables.

SQLite would let two servers write in turn, but each keeps counts and sweeps leftovers as if it were alone, and a newer
one would change the tables under the older. `docs/decisions/durable-databases.md` says what may run beside a server.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zhenggai.core.errors import ZhenggaiError, reason

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "serving"
GATE = "starting"
_FAR = 1 << 30  # Windows keeps others from reading what is locked: a byte far behind the address


class Occupied(ZhenggaiError):
    """Another server works on this data folder."""


class Claim:
    """The right to be the server of a data folder."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def tell(self, address: str) -> None:
        """Leaves word where the pages are, for whoever is refused."""
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, address.encode())


@contextmanager
def sole_server(folder: Path) -> Iterator[Claim]:
    """Holds the folder while the server runs. Raises Occupied if another server holds it, ZhenggaiError if the
    folder lies where nothing can be locked."""
    descriptor = _open(folder, NAME)
    try:
        with _gate(folder):
            free = _lock(descriptor, folder)
        if not free:
            raise Occupied("already_served", f"{_who(folder)}；请直接使用它，或先停止它再启动。")
        claim = Claim(descriptor)
        claim.tell("")
        yield claim
    finally:
        os.close(descriptor)


@contextmanager
def held_off(folder: Path) -> Iterator[bool]:
    """Keeps servers from starting on the folder, and others from holding them off: they wait. Tells whether one works
    on it already. Not to be nested."""
    with _gate(folder):
        descriptor = _open(folder, NAME)
        try:
            served = not _lock(descriptor, folder)
        finally:
            os.close(descriptor)
        yield served


@contextmanager
def _gate(folder: Path) -> Iterator[None]:
    descriptor = _open(folder, GATE)
    try:
        while not _lock(descriptor, folder, wait=True):
            pass
        yield
    finally:
        os.close(descriptor)


def _who(folder: Path) -> str:
    address = ""
    with suppress(OSError, UnicodeDecodeError):
        address = (folder / NAME).read_text(encoding="ascii")
    return f"数据目录 {folder} 正由另一个网页服务使用{f'（{address}）' if address else ''}"


def _open(folder: Path, name: str) -> int:
    try:
        return os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ZhenggaiError(
            "data_unwritable",
            f"数据目录 {folder} 无法写入（{reason(error)}）；请检查权限和磁盘，或改 ZHENGGAI_DATA_DIR。",
        ) from None


def _lock(descriptor: int, folder: Path, *, wait: bool = False) -> bool:
    """Take the lock if it is free, or wait for it (on Windows ten seconds). It belongs to the open file, which no
    child of ours inherits."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        if error.errno == errno.EDEADLK:  # Windows has waited long enough
            return False
        raise ZhenggaiError(
            "no_locks", f"数据目录 {folder} 所在的磁盘不能加锁（{reason(error)}）；请改用本机磁盘。"
        ) from None
    return True
