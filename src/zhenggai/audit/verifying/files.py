"""Every file that an entry names, hashed again. The room of documents knows where the files lie."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from zhenggai.audit.models import Entry
from zhenggai.audit.verifying.reports import Fault, Report

Rehash = Callable[[Iterable[str]], Iterator[tuple[str, str]]]


def verify_files(report: Report, rehash: Rehash) -> None:
    """Adds to the report which files are not what was put in. rehash: (hash, what is wrong with that file)."""
    recorded: dict[str, int | None] = {}
    naming = Entry.objects.exclude(files_json="[]").order_by("id").values_list("files_json", "seal__sequence")
    for files, sequence in naming:
        for sha256 in _hashes(files):
            recorded.setdefault(sha256, sequence)
    report.n_files = 0
    for sha256, wrong in rehash(recorded):
        report.n_files += 1
        if wrong:
            message = f"文件 {sha256[:12]}… {wrong}，被换过、改过或删除了。"
            report.faults.append(Fault("file_changed", message, recorded.get(sha256)))


def _hashes(text: str) -> list[str]:
    """What an entry says of files; nothing if its text was bent, which the trail itself tells."""
    try:
        return [str(one) for one in json.loads(text)]
    except (ValueError, TypeError):
        return []
