"""Whether the files in the store are still the bytes that were put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhenggai.documents.actions import store
from zhenggai.documents.models import StoredFile
from zhenggai.documents.store import StoreUnavailable

DAMAGED = {"file_missing": "不在文件库里", "file_damaged": "内容与登记的不同"}


def damaged_files(recorded: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(SHA-256, what is wrong with it in Chinese; empty if nothing) of every file that the trail or the database knows.

    recorded: the hashes that the trail names. Raises StoreUnavailable if the store itself is not there.
    """
    kept = store()
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    for sha256 in sorted(known.union(recorded)):
        try:
            kept.get(sha256)
        except StoreUnavailable as refusal:
            if refusal.code not in DAMAGED:
                raise
            yield sha256, DAMAGED[refusal.code]
        except ValueError:
            yield sha256, "登记的校验值不成样子"
        else:
            yield sha256, ""
