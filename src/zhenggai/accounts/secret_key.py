"""The key that signs sessions and forms: made at first start, kept in the data folder, readable by its owner only."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

NAME = "secret_key"
LENGTH = 64  # characters; 48 random bytes


def secret_key(folder: Path) -> str:
    """The key in `folder`, made if there is none. Raises ValueError with a Chinese sentence if it cannot be trusted."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    if not path.exists():
        _make(path)
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ValueError(f"密钥文件 {path} 可被其他用户读取，请执行 chmod 600 后再启动。")
    key = path.read_text(encoding="ascii").strip()
    if len(key) < LENGTH:
        raise ValueError(f"密钥文件 {path} 不完整，请删除后重新启动（所有人需要重新登录）。")
    return key


def _make(path: Path) -> None:
    """Written beside and linked into place, so that two starts at once agree on one key and none sees half of it."""
    beside = path.with_name(f"{NAME}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
