"""The head of the tree as a signed note in the C2SP checkpoint form, so that foreign tools can check it. No Django.

zhenggai.audit/9f86d081          the origin: which log this is; also the name of the key
512                              how many entries
root in base64
time 2026-11-24T02:00:00.000000+00:00

— zhenggai.audit/9f86d081 key id and Ed25519 signature of the lines above, in base64
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

ED25519 = b"\x01"
_SIGN = "— "
_TIME = "time "


class NoNote(ValueError):
    """The text is no signed checkpoint."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says. root: 32 bytes. at: moment in ISO 8601, as the sealer's clock told it."""

    origin: str
    size: int
    root: bytes
    at: str

    def body(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n{_TIME}{self.at}\n"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs checkpoints. public: 32 bytes of Ed25519."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that say which key signed."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def line(self) -> str:
        """The key in one line, as other programs of this form take it."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.public)}"


def read_key(line: str) -> PublicKey:
    """A key from its line. Raises NoNote if it is none or its id does not fit."""
    name, _plus, rest = line.strip().partition("+")
    key_id, _plus, encoded = rest.partition("+")
    try:
        material = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise NoNote("the key is no base64") from None
    key = PublicKey(name, material[1:])
    if not name or material[:1] != ED25519 or len(key.public) != 32 or key.key_id.hex() != key_id:
        raise NoNote("not an Ed25519 key of this form")
    return key


def sign(head: Head, key: PublicKey, signing: Callable[[bytes], bytes]) -> str:
    """The signed note."""
    body = head.body()
    return f"{body}\n{_SIGN}{key.name} {_base64(key.key_id + signing(body.encode()))}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was read. text: word for word. signatures: (name of the key, its id, signature)."""

    head: Head
    text: str
    signed: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]


def read_note(text: str) -> Note:
    """Raises NoNote if it is not in this form to the letter: the same head is always the same text."""
    body, blank, signed_by = text.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) != 4 or not lines[0] or not lines[3].startswith(_TIME):
        raise NoNote("not a checkpoint")
    try:
        head = Head(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True), lines[3][len(_TIME) :])
        signatures = tuple(_signature(line) for line in signed_by.split("\n")[:-1])
    except ValueError:
        raise NoNote("not a checkpoint") from None
    if head.body() != body + "\n" or len(head.root) != 32 or not signatures or not signed_by.endswith("\n"):
        raise NoNote("not a checkpoint")
    return Note(head, text, head.body().encode(), signatures)


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, blank, encoded = line.removeprefix(_SIGN).partition(" ")
    signature = base64.b64decode(encoded, validate=True)
    if not line.startswith(_SIGN) or not blank or len(signature) != 68 or _base64(signature) != encoded:
        raise NoNote("not a signature")
    return name, signature[:4], signature[4:]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
