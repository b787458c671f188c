"""The key that signs checkpoints: Ed25519, made at the first seal, kept outside the database and readable by its owner
only. The public key lies beside it, one line for each key that ever signed."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing.notes import NoNote, Note, PublicKey, read_key

PRIVATE = "seal_key.pem"
PUBLIC = "seal_keys.pub"
ORIGIN = "zhenggai.audit"


class SealKey:
    """The private key at work."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        raw = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.public = PublicKey(f"{ORIGIN}/{raw[:8].hex()}", raw)

    def sign(self, data: bytes) -> bytes:
        return self._private.sign(data)


def has_key(folder: Path) -> bool:
    """Whether the private key is there."""
    return (folder / PRIVATE).exists()


def seal_key(folder: Path) -> SealKey:
    """The key in `folder`, made if there is none. Raises SealRefused if it cannot be read, written or trusted."""
    path = folder / PRIVATE
    try:
        if not path.exists():
            _make(folder)
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SealRefused("key_open", f"封存密钥 {path} 可被其他用户读取，请执行 chmod 600 后再试。")
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise SealRefused("key_unreadable", f"封存密钥 {path} 无法读写（{error.strerror}），请检查权限。") from None
    except ValueError:
        raise SealRefused("key_damaged", f"封存密钥 {path} 已损坏，请从密钥备份恢复。") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise SealRefused("key_damaged", f"封存密钥 {path} 不是 Ed25519 密钥，请从密钥备份恢复。")
    key = SealKey(private)
    if key.public not in public_keys(folder):
        _add_public(folder, key.public)
    return key


def public_keys(folder: Path) -> list[PublicKey]:
    """Every key that ever signed here, oldest first; none if no seal was ever made. Lines that are no key are left out:
    what they signed then cannot be checked."""
    try:
        lines = (folder / PUBLIC).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    keys = []
    for line in lines:
        try:
            keys.append(read_key(line))
        except NoNote:
            continue
    return keys


def is_signed(note: Note, keys: list[PublicKey]) -> bool:
    """Whether one of these keys signed the note under its own name and its own origin."""
    for key in keys:
        for name, key_id, signature in note.signatures:
            if (name, key_id, note.head.origin) != (key.name, key.key_id, key.name):
                continue
            try:
                Ed25519PublicKey.from_public_bytes(key.public).verify(signature, note.signed)
            except InvalidSignature:
                continue
            return True
    return False


def _make(folder: Path) -> None:
    """Written beside and linked into place, so that two starts at once agree on one key and none sees half of it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / PRIVATE
    beside = path.with_name(f"{PRIVATE}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write_new(beside, pem)
        try:
            os.link(beside, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _sync(folder)


def _add_public(folder: Path, key: PublicKey) -> None:
    lines = [one.line() for one in (*public_keys(folder), key)]
    beside = folder / f"{PUBLIC}.{os.getpid()}.{secrets.token_hex(4)}"
    _write_new(beside, "".join(f"{line}\n" for line in lines).encode())
    beside.replace(folder / PUBLIC)
    _sync(folder)


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Makes new names in the folder durable. Windows has no such call and does it by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
