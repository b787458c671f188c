"""What kind of file some bytes are, judged by content only: a name may lie."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """A kind of file that can be told apart. The value is used in file names and tests."""

    EMPTY = "empty"
    TEXT = "text"
    HTML = "html"
    MHTML = "mhtml"
    ZIP = "zip"  # docx, xlsx, ofd or an archive: `packed_kind` tells
    DOCX = "docx"
    XLSX = "xlsx"
    OFD = "ofd"
    ODF = "odf"
    PPTX = "pptx"
    PDF = "pdf"
    DOC = "doc"  # Word 97 and Kingsoft wps: the same container
    XLS = "xls"
    PPT = "ppt"
    RTF = "rtf"
    WORD_XML = "word_xml"
    ENCRYPTED_OFFICE = "encrypted_office"
    IMAGE = "image"
    OTHER_ARCHIVE = "other_archive"
    BINARY = "binary"


MEDIA_TYPES = {
    Kind.TEXT: "text/plain",
    Kind.HTML: "text/html",
    Kind.MHTML: "multipart/related",
    Kind.ZIP: "application/zip",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.OFD: "application/ofd",
    Kind.PDF: "application/pdf",
    Kind.DOC: "application/msword",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.RTF: "application/rtf",
    Kind.ODF: "application/vnd.oasis.opendocument",
    Kind.WORD_XML: "application/xml",
}

_STARTS = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PK\x07\x08", Kind.ZIP),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"BM", Kind.IMAGE),
    (b"Rar!\x1a\x07", Kind.OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.OTHER_ARCHIVE),
    (b"\x1f\x8b\x08", Kind.OTHER_ARCHIVE),
    (b"BZh", Kind.OTHER_ARCHIVE),
    (b"\xfd7zXZ\x00", Kind.OTHER_ARCHIVE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
)
_HTML = re.compile(
    r"<(!doctype\s+html|html|head|body|table|div|p|h[1-6]|meta|article|section|span|title)[\s/>]", re.IGNORECASE
)
_PACKED = (
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.xml", Kind.XLSX),
    ("OFD.xml", Kind.OFD),
    ("ppt/presentation.xml", Kind.PPTX),
    ("content.xml", Kind.ODF),
)
_PACKED_TYPES = (
    ("wordprocessingml.document.main", Kind.DOCX),
    ("wordprocessingml.template.main", Kind.DOCX),
    ("ms-word.document.macroEnabled.main", Kind.DOCX),
    ("spreadsheetml.sheet.main", Kind.XLSX),
    ("ms-excel.sheet.macroEnabled.main", Kind.XLSX),
    ("presentationml.presentation.main", Kind.PPTX),
)


def sniff(data: bytes) -> Kind:
    """The kind of file. Zip containers come back as ZIP, every readable text as TEXT or BINARY by its bytes alone."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return Kind.EMPTY
    for start, kind in _STARTS:
        if data.startswith(start) and not (start == b"BM" and _looks_like_text(data)):
            return kind
    if data.startswith(_OLE):
        return _ole_kind(data)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Kind.IMAGE
    return Kind.TEXT if _looks_like_text(data) else Kind.BINARY


def text_kind(text: str) -> Kind:
    """Which kind of text it is: a web page, a web archive, Word's old XML, or plain."""
    head = text[:4096].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        if "<w:wordDocument" in head or "<pkg:package" in head:
            return Kind.WORD_XML
        if _HTML.search(head):
            return Kind.HTML
    if head[:200].lower().startswith(("mime-version:", "from:")) and "multipart/related" in head.lower():
        return Kind.MHTML
    # A fragment of a page without its head still closes what it opens.
    if len(_HTML.findall(head)) >= 3 and "</" in head:
        return Kind.HTML
    return Kind.TEXT


def packed_kind(names: set[str], content_types: str = "") -> Kind:
    """What a zip container is, from the names of its entries and the text of its [Content_Types].xml."""
    for name, kind in _PACKED:
        if name in names and (kind is not Kind.ODF or "mimetype" in names):
            return kind
    for word, kind in _PACKED_TYPES:
        if word in content_types:
            return kind
    return Kind.ZIP


def _ole_kind(data: bytes) -> Kind:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return Kind.BINARY


def _looks_like_text(data: bytes) -> bool:
    """No control bytes that text does not use; UTF-16 may hold zero bytes."""
    head = data[: 1 << 16]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if head.count(0):
        return looks_like_utf16(head) is not None
    controls = sum(head.count(code) for code in range(32) if code not in (7, 8, 9, 10, 11, 12, 13, 26, 27))
    return controls <= len(head) // 1000


def looks_like_utf16(data: bytes) -> str | None:
    """The codec of UTF-16 text without a byte order mark, or None. Chinese pages and ASCII must make up nearly all."""
    units = len(data[:8192]) // 2
    if units < 4:
        return None
    even, odd = data[0 : units * 2 : 2], data[1 : units * 2 : 2]
    for codec, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        ascii_units = sum(1 for h, unit in zip(high, low, strict=True) if h == 0 and unit in _ASCII)
        wide_units = sum(1 for h in high if 0x4E <= h <= 0x9F or h in (0x20, 0x30, 0xFF))
        if ascii_units + wide_units >= units * 0.95 and high.count(0) == ascii_units:
            return codec
    return None


_ASCII = frozenset((9, 10, 13, *range(32, 127)))
