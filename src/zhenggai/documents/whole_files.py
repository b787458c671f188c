"""A file that a command was asked to write: the whole of it or what was there before, whatever comes in between."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from zhenggai.core.errors import ZhenggaiError, reason

_OPEN = 0o666  # what the process lets others do is taken off by the system
_PRIVATE = 0o600


def write_whole(target: Path, content: bytes) -> None:
    """Writes beside the target and puts it in its place once it is on the disk. A file that was there keeps its mode
    and its owner, a link leads where it led; devices and pipes are written to. Raises ZhenggaiError."""
    try:
        if target.exists() and not target.is_file():  # a device or a pipe; a folder is refused
            target.write_bytes(content)
        else:
            _put(target.resolve(), content)
    except OSError as error:
        message = f"无法写入“{target}”（{reason(error)}），请换一个位置或先关闭该文件。"
        raise ZhenggaiError("output_not_written", message) from error


def _put(place: Path, content: bytes) -> None:
    old = place.stat() if place.exists() else None
    # The name does not grow with the target's, which may be as long as the disk allows.
    beside = place.with_name(f".{os.urandom(8).hex()}")
    created = _PRIVATE if old else _OPEN
    try:
        with open(beside, "xb", opener=lambda path, flags: os.open(path, flags, created)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if old:
            _take_over(beside, old)
        beside.replace(place)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _take_over(beside: Path, old: os.stat_result) -> None:
    """Owner and mode of the old file, as far as the system lets us; else the new one stays private."""
    if os.name == "posix":
        with suppress(OSError):  # only the superuser gives files away
            os.chown(beside, old.st_uid, old.st_gid)  # first: it takes some of the modes off
    with suppress(OSError):  # some disks know no modes
        beside.chmod(stat.S_IMODE(old.st_mode))
