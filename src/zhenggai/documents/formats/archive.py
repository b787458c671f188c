"""Zip archives of several documents: each member is opened by its content and becomes a source of its own.

Nothing is unpacked to disk. A member that cannot be read becomes a source without lines, with an error that says why.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable

from zhenggai.core.errors import UnknownFormat, UnreadableDocument, ZhenggaiError
from zhenggai.core.source import Remark, Source
from zhenggai.documents import limits
from zhenggai.documents.formats.packed import Packed
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.names import printable

_IGNORED_NAMES = ("thumbs.db", ".ds_store", "desktop.ini")


def open_archive(packed: Packed, open_member: Callable[[bytes, str, str], Source]) -> list[Source]:
    """The sources of an archive's members in the order of their names as packed.

    `open_member(data, name, path)` opens one member. Raises UnreadableDocument: encrypted, names that leave the
    folder, too many members, no member at all, or no member that can be read.
    """
    if packed.unsafe:
        raise refusal("unsafe_name")
    names = [name for name in packed.names if not _is_ignored(name)]
    if len(names) > limits.MAX_MEMBERS:
        raise refusal("too_many_entries")
    if names and packed.encrypted:
        raise refusal("encrypted")
    sources: list[Source] = []
    n_characters = n_lines = 0
    for path in names:
        sources.append(_open_one(packed, path, open_member))
        n_lines += len(sources[-1].lines)
        n_characters += sum(len(line.text) for line in sources[-1].lines)
        if n_characters > limits.MAX_ARCHIVE_CHARACTERS or n_lines > limits.MAX_ARCHIVE_LINES:
            raise refusal("too_much_in_archive")
    if not sources:
        raise refusal("empty")
    if not any(source.lines for source in sources):
        raise UnreadableDocument("no_text", f"压缩包里的{len(sources)}个文件都不能读：{sources[0].remarks[0].message}")
    return sources


def _open_one(packed: Packed, path: str, open_member: Callable[[bytes, str, str], Source]) -> Source:
    shown = printable(path)
    name = posixpath.basename(shown.replace("\\", "/"))
    data = b""
    try:
        data = packed.read_member(path)
        return open_member(data, name, shown)
    except ZhenggaiError as error:
        if error.code in ("bomb", "killed"):
            raise
        message = printable(f"“{shown}”{error.message}")
        unknown = isinstance(error, UnknownFormat)
        remark = Remark("unreadable_member", "warning" if unknown else "error", message)
        return Source(name, hashlib.sha256(data).hexdigest(), "application/octet-stream", remarks=(remark,))


def _is_ignored(path: str) -> bool:
    """Folders, and files that the system leaves behind."""
    name = posixpath.basename(path.replace("\\", "/")).lower()
    return not name or name in _IGNORED_NAMES or name.startswith(("~$", "._")) or path.startswith("__MACOSX/")
