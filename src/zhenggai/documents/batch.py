"""Many files, read on all cores: each in a guarded child, each with its own outcome, in the order they were given."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from zhenggai.core.errors import UnreadableDocument, ZhenggaiError, reason
from zhenggai.documents import guard, limits
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.names import clean_name

_IGNORED = ("~$", ".")
# In a folder only what its name calls a document is read: a folder also holds pictures, programs and the like.
_DOCUMENTS = (
    *(".txt", ".md", ".markdown", ".htm", ".html", ".pdf", ".ofd", ".zip"),
    *(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xlsm", ".xls", ".et", ".ods"),
)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named, by name; what is no document by its name, hidden files and
    Word's lock files are passed over. A folder that holds none or may not be entered stands for itself: whoever reads
    it is told why nothing was found."""
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        closed: list[OSError] = []
        inside = [Path(folder, name) for folder, _, names in os.walk(path, onerror=closed.append) for name in names]
        found = sorted(one for one in inside if not _is_ignored(one.relative_to(path)))
        found += [Path(error.filename) for error in closed]
        files.extend(found or [path])
    return files


def read_files(
    files: Sequence[Path], *, today: str | None = None, workers: int | None = None, with_draft: bool = False
) -> Iterator[dict[str, Any]]:
    """One outcome for each document: as `reading.read_bytes` gives it, or {"file", "error": {"code", "message"}}.

    An archive gives several. A file that cannot be read does not stop the others. workers: children at a time,
    as many as there are cores by default.
    """
    n_children = min(workers or guard.available_cores(), max(len(files), 1))
    read = partial(_read, today=today, with_draft=with_draft)
    with guard.Children(n_children) as children:
        for outcomes in children.map(read, files):
            yield from outcomes


def _read(children: guard.Children, path: Path, *, today: str | None, with_draft: bool) -> list[dict[str, Any]]:
    try:
        arguments = {"name": clean_name(path.name), "today": today, "with_draft": with_draft}
        outcomes: list[dict[str, Any]] = children.call(guard.READ_BYTES, bytes_of(path), arguments)
    except ZhenggaiError as error:
        return [{"file": clean_name(path.name), "error": {"code": error.code, "message": error.message}}]
    return outcomes


def bytes_of(path: Path) -> bytes:
    """A file's bytes. Raises UnreadableDocument if it is missing, a folder, no regular file (a pipe or a device never
    ends), may not be read or is larger than any document."""
    name = clean_name(path.name or str(path))
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            next(path.iterdir(), None)
            raise UnreadableDocument("no_files", f"“{name}”里没有文件可读；请换一个文件夹，或直接写文件名。")
        if not stat.S_ISREG(kind):
            raise UnreadableDocument("not_a_file", f"“{name}”不是普通文件；请换成文档文件。")
        with path.open("rb") as file:
            data = file.read(limits.MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableDocument("not_found", f"“{clean_name(str(path))}”不存在；请检查路径。") from None
    except OSError as error:
        raise UnreadableDocument("not_opened", f"“{name}”打不开（{reason(error)}）；请检查权限。") from None
    if len(data) > limits.MAX_FILE_BYTES:
        error_too_large = refusal("too_large")
        raise type(error_too_large)(error_too_large.code, f"“{name}”{error_too_large.message}")
    return data


def _is_ignored(path: Path) -> bool:
    return any(part.startswith(_IGNORED) for part in path.parts) or path.suffix.lower() not in _DOCUMENTS
