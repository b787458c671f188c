"""Opens a document of any format: bytes in, `Source` out. The format is judged by content, never by name.

Run it inside the guard (`guard.call`) for files that come from outside.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from zhenggai.core.errors import UnreadableDocument, ZhenggaiError, reason
from zhenggai.core.source import Remark, Source
from zhenggai.documents import limits
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.sniffing import Kind, packed_kind, sniff, text_kind

_FORMATS = "zhenggai.documents.formats."
_REFUSED = {
    Kind.EMPTY: "empty",
    Kind.BINARY: "binary",
    Kind.IMAGE: "image",
    Kind.OTHER_ARCHIVE: "other_archive",
    Kind.ENCRYPTED_OFFICE: "encrypted",
    Kind.PPT: "presentation",
    Kind.PPTX: "presentation",
}
_CONVERTED = {Kind.DOC: "doc", Kind.RTF: "rtf", Kind.WORD_XML: "xml", Kind.ODF: "odt", Kind.XLS: "xls"}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|macrosheets/)", re.IGNORECASE)
_MACROS_SAID = "文件带有宏（程序），没有运行，只读了文字；正常的方案和清单不带宏，请核实文件来源"
# Names of formats that are never plain text. Text that no Chinese reader wrote, under such a name, is a broken file.
_PACKED_NAME = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|zip)$", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, SyntaxError, EOFError)


def open_document(path_or_bytes: Path | str | bytes, name: str | None = None) -> list[Source]:
    """The sources of a document: one, or one for each member of an archive.

    Raises UnreadableDocument or UnknownFormat with one sentence that names the file and says what to do.
    """
    if isinstance(path_or_bytes, bytes):
        data, name = path_or_bytes, name or "文件"
    else:
        path = Path(path_or_bytes)
        name = name or path.name
        data = _read(path, name)
    shown = Path(name).name
    try:
        return _open(data, shown)
    except ZhenggaiError as error:
        raise type(error)(error.code, f"“{shown}”{error.message}") from None


def _read(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            raise _named(refusal("too_large"), name)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument("not_found", f"“{name}”打不开：{reason(error)}；请检查路径和权限。") from None


def _named(error: ZhenggaiError, name: str) -> ZhenggaiError:
    return type(error)(error.code, f"“{name}”{error.message}")


def _open(data: bytes, name: str) -> list[Source]:
    if len(data) > limits.MAX_FILE_BYTES:
        raise refusal("too_large")
    if sniff(data) is not Kind.ZIP:
        return [_open_one(data, name, None)]
    packed = _module("packed").Packed(data)
    if _kind_of(packed) is Kind.ZIP:
        return _archive(packed)
    return [_open_packed(data, packed, name, None)]


def _archive(packed: Any) -> list[Source]:
    sources: list[Source] = _module("archive").open_archive(packed, _open_one)
    return sources


def _open_one(data: bytes, name: str, member: str | None) -> Source:
    """Open one document that is not an archive; inside an archive `member` is its path there."""
    kind = sniff(data)
    if kind in _REFUSED:
        raise refusal(_REFUSED[kind])
    if kind is Kind.ZIP:
        return _open_packed(data, _module("packed").Packed(data), name, member)
    if kind in _CONVERTED:
        return _convert(data, kind, name, member)
    return _guarded_by_kind(kind, data, name, member)


def _guarded_by_kind(kind: Kind, data: bytes, name: str, member: str | None) -> Source:
    if kind is Kind.PDF:
        return _call("pdf", "open_pdf", data, name, member)
    decoded = _module("decoding").decode(data)
    kind = text_kind(decoded.text)
    if kind is Kind.HTML:
        return _call("html", "open_html", data, name, member)
    if kind is Kind.MHTML:
        return _call("html", "open_mhtml", data, name, member)
    if kind is Kind.WORD_XML:
        return _convert(data, kind, name, member)
    source = _call("text", "open_text", data, decoded, name, member)
    named = _PACKED_NAME.search(member or name)
    if named is None:
        return source
    if not _CHINESE.search(decoded.text):
        raise refusal("damaged")
    said = f"文件名以“{named[0]}”结尾，内容却是普通文本，已按文本读取；请核实文件是否完整"
    return replace(source, remarks=(*source.remarks, Remark("name_lies", "warning", said)))


def _open_packed(data: bytes, packed: Any, name: str, member: str | None) -> Source:
    kind = _kind_of(packed)
    if kind in _REFUSED:
        raise refusal(_REFUSED[kind])
    if kind is Kind.ZIP:
        raise refusal("nested_archive")
    if packed.encrypted:
        raise refusal("encrypted")
    if kind is Kind.ODF:
        return _convert(data, kind, name, member)
    if len(data) > limits.MAX_OFFICE_FILE_BYTES:
        raise refusal("too_large")
    source = _call(kind.value, f"open_{kind.value}", data, packed, name, member)
    if any(map(_MACROS.search, packed.names)):
        source = replace(source, remarks=(*source.remarks, Remark("macros", "warning", _MACROS_SAID)))
    return source


def _kind_of(packed: Any) -> Kind:
    kind = packed_kind(set(packed.names))
    if kind is Kind.ZIP and packed.has("[Content_Types].xml"):
        kind = packed_kind(set(packed.names), packed.read("[Content_Types].xml").decode("utf-8", "replace"))
    return kind


def _convert(data: bytes, kind: Kind, name: str, member: str | None) -> Source:
    """Old formats: LibreOffice makes a docx or xlsx of them, which is read; the hash stays that of the original."""
    return _call("office", "open_with_office", data, kind, _CONVERTED[kind], name, member)


def _call(module: str, function: str, *arguments: object) -> Source:
    """Run an opener; what a broken file makes it stumble over is a refusal, not a failure of ours."""
    try:
        source: Source = getattr(_module(module), function)(*arguments)
    except _BROKEN:
        raise refusal("damaged") from None
    return source


def _module(name: str) -> Any:
    return importlib.import_module(_FORMATS + name)
