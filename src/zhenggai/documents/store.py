"""Where the bytes of papers lie: once, under their SHA-256, whole or not at all.

The order that survives a power cut: write beside, fsync the file, rename into place, fsync the folder; only then may
a row point to it. A marker file says that this folder is the store, so that a lost network share is not taken for an
empty one. No Django here: the folder is an argument.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from zhenggai.core.errors import ZhenggaiError, reason

MARKER = "zhenggai-store"
MARK = "zhenggai.store.v1\n"
INCOMING = "incoming"


class StoreUnavailable(ZhenggaiError):
    """The folder of files is missing, is not ours, or cannot be written; nothing was stored."""


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """What was stored: hex SHA-256 and size in bytes."""

    sha256: str
    size: int


class Store:
    """A content-addressed folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Makes an empty folder the store, also one that was being made when its process was killed. A folder that
        holds other things is refused."""
        if self.is_prepared:
            return
        self._make(self.folder)
        if any(one.name != INCOMING for one in self.folder.iterdir()):
            raise StoreUnavailable(
                "store_not_ours", f"文件库目录 {self.folder} 里有别的内容且没有标记，请检查存储是否已挂载。"
            )
        self._make(self.folder / INCOMING)
        self._write(self.folder / MARKER, MARK.encode())

    @property
    def is_prepared(self) -> bool:
        """Whether the folder is marked as the store."""
        return (self.folder / MARKER).exists()

    def put(self, data: bytes) -> StoredBytes:
        """Stores the bytes durably and says under which hash. Bytes that are there already are not written again."""
        self._check_marker()
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not (target.exists() and target.stat().st_size == len(data)):
            self._make_folders(target.parent)
            self._write(target, data)
        return StoredBytes(sha256, len(data))

    def get(self, sha256: str) -> bytes:
        """The bytes again, checked against their hash. Raises StoreUnavailable if they are missing or damaged."""
        self._check_marker()
        try:
            data = self.path(sha256).read_bytes()
        except OSError:
            raise StoreUnavailable("file_missing", f"文件库中找不到文件 {sha256[:12]}…，请从备份恢复。") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreUnavailable("file_damaged", f"文件库中的文件 {sha256[:12]}… 已损坏，请从备份恢复。")
        return data

    def path(self, sha256: str) -> Path:
        """Where bytes with this hash lie. Raises ValueError for anything but a hash."""
        if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
            raise ValueError("not a SHA-256 in hex")
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def sweep(self, *, older_than: float) -> int:
        """Removes what an interrupted `put` left behind before that moment (seconds of the epoch). How many."""
        left = [one for one in (self.folder / INCOMING).iterdir() if one.stat().st_mtime < older_than]
        for one in left:
            one.unlink(missing_ok=True)
        return len(left)

    def _check_marker(self) -> None:
        try:
            marked = (self.folder / MARKER).read_text(encoding="utf-8") == MARK
        except OSError:
            marked = False
        if not marked:
            raise StoreUnavailable(
                "store_missing", f"文件库 {self.folder} 不可用（标记文件不在），请检查磁盘或网络存储。"
            )

    def _make_folders(self, folder: Path) -> None:
        """New folders are made durable too: each one by a fsync of the folder above it."""
        for one in (folder.parent, folder):
            if not one.exists():
                self._make(one)

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _sync_folder(folder.parent)
        except OSError as error:
            raise _unwritable(error) from None

    def _write(self, target: Path, data: bytes) -> None:
        beside = self.folder / INCOMING / f"{target.name[:16]}.{os.getpid()}.{secrets.token_hex(8)}"
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise _unwritable(error) from None
        finally:
            beside.unlink(missing_ok=True)


def _unwritable(error: OSError) -> StoreUnavailable:
    return StoreUnavailable("store_unwritable", f"文件无法写入文件库：{reason(error)}。请检查磁盘空间和权限。")


def _sync_folder(folder: Path) -> None:
    """Makes a rename in the folder durable. Windows has no such call and does it by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
