"""Old formats (doc, wps, xls, rtf, odt) through LibreOffice: converted in a throw-away profile, then read."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from zhenggai.core.source import Remark, Source
from zhenggai.documents import limits
from zhenggai.documents.formats.docx import open_docx
from zhenggai.documents.formats.office_links import without_links, write_profile
from zhenggai.documents.formats.packed import Packed
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.formats.xlsx import open_xlsx
from zhenggai.documents.guarded_child import ask_for_more_time, leave_network
from zhenggai.documents.sniffing import MEDIA_TYPES, Kind, packed_kind

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_NAMES = ("soffice", "libreoffice", "soffice.exe")
_WINDOWS_FOLDERS = ("C:/Program Files/LibreOffice/program", "C:/Program Files (x86)/LibreOffice/program")
_MAC_PROGRAM = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_SPREADSHEET_MARK = b"spreadsheet"


def open_with_office(data: bytes, kind: Kind, suffix: str, name: str, member: str | None = None) -> Source:
    """The source of an old document. Raises UnreadableDocument: no LibreOffice here, or it failed."""
    program = find_office()
    if program is None:
        raise refusal("spreadsheet_97" if kind is Kind.XLS else "no_office")
    sha256 = hashlib.sha256(data).hexdigest()
    data = without_links(data, kind)
    is_sheet = kind is Kind.XLS or (kind is Kind.ODF and _SPREADSHEET_MARK in data[:200])
    converted = _convert(
        program, data, "ods" if is_sheet and kind is Kind.ODF else suffix, "xlsx" if is_sheet else "docx"
    )
    packed = Packed(converted)
    opener = open_xlsx if packed_kind(set(packed.names)) is Kind.XLSX else open_docx
    source = opener(converted, packed, name, member)
    remark = Remark("converted", "info", "旧版文件，已用 LibreOffice 转换后读取，版式请对照原件")
    return replace(
        source,
        sha256=sha256,
        media_type=MEDIA_TYPES.get(kind, "application/octet-stream"),
        remarks=(*source.remarks, remark),
    )


def find_office() -> str | None:
    """Where LibreOffice is installed, or None. ZHENGGAI_OFFICE may name it, or be empty to do without.

    Raises UnreadableDocument if what it names is no program.
    """
    named = os.environ.get("ZHENGGAI_OFFICE")
    if named is not None:
        if named and shutil.which(named) is None:
            raise refusal("wrong_office")
        return named or None
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return found
    candidates = (
        [Path(folder, "soffice.exe") for folder in _WINDOWS_FOLDERS] if os.name == "nt" else [Path(_MAC_PROGRAM)]
    )
    return next((str(path) for path in candidates if path.exists()), None)


def _convert(program: str, data: bytes, suffix: str, target: str) -> bytes:
    """The document in a modern format. The folder with the profile, the copy and the result is removed in any case."""
    ask_for_more_time()
    with tempfile.TemporaryDirectory(prefix="zhenggai-office-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(data)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--convert-to", target, "--outdir", str(Path(folder, "out")), str(source),
        ]  # fmt: skip
        write_profile(Path(folder, "profile"))
        _run(command, folder)
        result = Path(folder, "out", f"source.{target}")
        if not result.is_file():
            raise refusal("office_failed")
        if result.stat().st_size > limits.MAX_FILE_BYTES:
            raise refusal("too_large")
        return result.read_bytes()


def _run(command: list[str], folder: str) -> None:
    variables = {**os.environ, "HOME": folder, "TMPDIR": folder, "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(
            command, cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=_prepare if resource is not None else None,
        )  # fmt: skip
    except subprocess.SubprocessError:
        raise refusal("no_isolation") from None
    except OSError:
        raise refusal("office_failed") from None
    try:
        process.wait(limits.OFFICE_WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise refusal("office_failed") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[Any]) -> None:
    if process.poll() is None:
        with suppress(OSError):
            process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        process.wait()


def _prepare() -> None:
    """Between fork and exec: LibreOffice maps more than a parser may, has its own CPU clock, and no network."""
    if sys.platform.startswith("linux") and not leave_network():
        raise PermissionError("no network namespace")
    bounds = ((resource.RLIMIT_AS, limits.OFFICE_MEMORY_BYTES), (resource.RLIMIT_CPU, limits.OFFICE_CPU_SECONDS))
    for kind, wanted in bounds:
        _, hard = resource.getrlimit(kind)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
