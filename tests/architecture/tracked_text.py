"""What a file holds for anybody who looks: its text, and the texts inside packed files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

_ADDRESS = re.compile(r"https?://([^/\s\"'<>()\[\]`，。；、）]*)")
# Names of XML vocabularies, of the licence, of test servers and of nobody (RFC 2606, RFC 5737).
_ALLOWED = re.compile(
    r"(?:www\.)?(?:w3|apache|ofdspec|openoffice)\.org"
    r"|schemas\.(?:openxmlformats\.org|microsoft\.com)|purl(?:\\?\.oclc)?\\?\.org"
    r"|(?:[a-z0-9-]+\.)*example(?:\.(?:com|org|net|cn))?"
    r"|(?:testserver|localhost|127(?:\\?\.\d+){3}|192\.0\.2\.\d+)(?::\d*)?"
    r"|\{\w+\}(?::\{\w+\})?|\\s\+|"  # pieces of formatted strings and of patterns
)
_INVENTED = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.gov\.cn")
_PACKED = (b"PK\x03\x04",)


def texts(data: bytes, name: str = "") -> Iterator[tuple[str, str]]:
    """(place, text) of a file: what stands in it, and for a packed file in every entry, packed entries included."""
    if data.startswith(_PACKED):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield f"{name}:{entry.filename}", entry.filename
                yield from texts(archive.read(entry), f"{name}:{entry.filename}")
        return
    yield name, data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")


def strange_hosts(text: str, *, invented: bool = False) -> list[str]:
    """Hosts of web addresses that are not on the list. invented: papers may name offices that do not exist."""
    hosts = [host.rstrip(".:\\") for host in _ADDRESS.findall(text)]
    return [
        host
        for host in hosts
        if not _ALLOWED.fullmatch(host.lower()) and not (invented and _INVENTED.fullmatch(host.lower()))
    ]
