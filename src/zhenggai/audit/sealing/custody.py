"""Checkpoints kept outside the database: one line of JSON each, in a file for each month, only ever added to.

Whoever can bend the database cannot bend this file with it, if the folder lies where only the sealer writes
(ZHENGGAI_CHECKPOINTS_DIR) or copies of it are handed to somebody else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing.notes import NoNote, Note, read_note

_TAIL = 16 * 1024  # bytes at the end of a file that surely hold its last line


def add(folder: Path, note: str) -> None:
    """Appends a checkpoint durably. Raises SealRefused if it cannot be written."""
    line = json.dumps({"note": note}, ensure_ascii=False).encode() + b"\n"
    month = read_note(note).head.at[:7]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{month}.jsonl"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a+b") as file:
            # What a cut left half written gets its own line; readers pass over it.
            if file.seek(0, os.SEEK_END) and _last_byte(descriptor) != b"\n":
                line = b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(descriptor)
        _sync(folder)
    except OSError as error:
        message = f"检查点无法写入 {folder}（{error.strerror}），请检查磁盘空间和权限。"
        raise SealRefused("custody_unwritable", message) from None


def notes(folder: Path) -> Iterator[Note]:
    """Every checkpoint kept here, in the order of months and lines. Lines that are none are passed over."""
    for path in _files(folder):
        yield from notes_in(_read(path, 0))


def last_note(folder: Path) -> Note | None:
    """The checkpoint that was added last; None if there is none."""
    for path in reversed(_files(folder)):
        if found := list(notes_in(_read(path, _TAIL))):
            return found[-1]
    return None


def notes_in(text: str) -> Iterator[Note]:
    """The checkpoints in a file as it was handed over: one signed note by itself, or lines as they are kept here."""
    try:
        yield read_note(text)
        return
    except NoNote:
        pass
    for line in text.splitlines():
        try:
            yield read_note(json.loads(line)["note"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def _files(folder: Path) -> list[Path]:
    """One for each month, earliest first."""
    return sorted(folder.glob("*.jsonl"))


def _read(path: Path, at_most: int) -> str:
    """The end of the file, or all of it for 0."""
    try:
        with path.open("rb") as file:
            if at_most:
                file.seek(max(0, file.seek(0, os.SEEK_END) - at_most))
            return file.read().decode(errors="replace")
    except OSError as error:
        message = f"检查点文件 {path} 无法读取（{error.strerror}），请检查权限和磁盘。"
        raise SealRefused("custody_unreadable", message) from None


def _last_byte(descriptor: int) -> bytes:
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1)


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
