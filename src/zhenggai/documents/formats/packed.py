"""Reading zip containers that somebody else made: every size counted, every offset checked, nothing put on disk."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import IO

from zhenggai.documents import limits
from zhenggai.documents.formats.refusals import refusal

_CHUNK = 1 << 18
_END_RECORD = b"PK\x05\x06"
_END_RECORD_64 = b"PK\x06\x06"
_END_RECORD_64_BYTES = 56
_LOCATOR_64_BYTES = 20
_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER_BYTES = 30
_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_DRIVE = re.compile(r"^[A-Za-z]:")
# Office's "strict" form of docx and xlsx calls its vocabularies by other addresses; the words are the same.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_HEAD_BYTES = 4096


class Packed:
    """A zip container, opened with care. All entries are read into memory, up to `limits.MAX_INFLATED_BYTES` in sum."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableDocument: damaged, too many entries, overlapping entries, one name for two entries."""
        _check_count(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, OverflowError):
            raise refusal("damaged") from None
        infos = self._zip.infolist()
        self._entries = {readable_name(info): info for info in infos}
        if len(infos) > limits.MAX_ENTRIES:
            raise refusal("too_many_entries")
        _check_overlap(infos, self._zip.start_dir)
        files = [readable_name(info) for info in infos if not info.is_dir()]
        if len(set(files)) < len(files):
            raise refusal("same_names")  # every program would read another one of them
        self._inflated = 0

    @property
    def names(self) -> list[str]:
        """Names of the entries in the order of the container, GBK names understood, folders included."""
        return list(self._entries)

    @property
    def encrypted(self) -> bool:
        """True if any entry needs a password."""
        return any(info.flag_bits & _ENCRYPTED_FLAG for info in self._entries.values())

    @property
    def unsafe(self) -> bool:
        """True if any entry would leave the folder it is unpacked in, or is a symbolic link."""
        return any(_is_unsafe_name(name) or _is_link(info) for name, info in self._entries.items())

    def has(self, name: str) -> bool:
        """True if there is an entry of this name."""
        return name in self._entries

    def read(self, name: str) -> bytes:
        """A part of a document, Office's strict words replaced by the usual ones. Raises as `read_member`."""
        data = self.read_member(name)
        return _STRICT.sub(_TRANSITIONAL, data) if _STRICT.search(data, 0, _HEAD_BYTES) else data

    def read_member(self, name: str) -> bytes:
        """The bytes of an entry. Raises UnreadableDocument: missing, damaged, encrypted, beyond the limits."""
        info = self._entries.get(name)
        if info is None:
            raise refusal("damaged")
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise refusal("encrypted")
        allowed = limits.MAX_INFLATED_BYTES - self._inflated
        if info.file_size > allowed or _is_bomb(info.file_size, info.compress_size):
            raise refusal("bomb")
        try:
            with self._zip.open(info) as stream:
                data = _read_up_to(stream, allowed, info.compress_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error):
            raise refusal("damaged") from None
        self._inflated += len(data)
        return data


def readable_name(info: zipfile.ZipInfo) -> str:
    """The name of an entry: UTF-8 where it says so or is so, else GB18030 as Chinese Windows writes it."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_unsafe_name(name: str) -> bool:
    """True for a name that would leave the folder it is unpacked in, or that hides something."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or _DRIVE.match(name) is not None or "\0" in name


def _is_link(info: zipfile.ZipInfo) -> bool:
    """True for a symbolic link, which could point anywhere."""
    return (info.external_attr >> 16) & 0o170000 == 0o120000


def _check_count(data: bytes) -> None:
    """Refuse by the end record and by the directory itself, before the list of entries is built in memory."""
    end = data.rfind(_END_RECORD, max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        raise refusal("damaged")
    if int.from_bytes(data[end + 10 : end + 12], "little") > limits.MAX_ENTRIES:
        raise refusal("too_many_entries")
    # The count may lie: what makes entries is the bytes of the directory.
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    large = end - _LOCATOR_64_BYTES - _END_RECORD_64_BYTES
    if large >= 0 and data.startswith(_END_RECORD_64, large):
        end, size = large, int.from_bytes(data[large + 40 : large + 48], "little")
    start = max(end - size, 0)
    if size > limits.MAX_DIRECTORY_BYTES or data.count(_ENTRY, start, end) > limits.MAX_ENTRIES:
        raise refusal("too_many_entries")


def _check_overlap(entries: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse entries whose packed bytes lie inside one another (zipfile of Python 3.11.7 accepts them)."""
    following = end
    for info in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        if info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size > following:
            raise refusal("overlapping")
        following = info.header_offset


def _is_bomb(size: int, packed_size: int) -> bool:
    return size > limits.RATIO_FREE_BYTES and size > packed_size * limits.MAX_RATIO


def _read_up_to(stream: IO[bytes], allowed: int, packed_size: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > allowed or _is_bomb(size, packed_size):
            raise refusal("bomb")
        chunks.append(chunk)
    return b"".join(chunks)
