"""Keeping a paper that came in. The only place that saves here.

The bytes are durable before the row exists; a row that rolls back leaves bytes that nothing points to, which is
harmless, never a row that points to nothing.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from pathlib import PurePosixPath

from django.conf import settings

from zhenggai.accounts.actors import Actor
from zhenggai.documents.models import Document, StoredFile
from zhenggai.documents.store import Store

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def store() -> Store:
    """The store of this installation."""
    return Store(settings.FILES_DIR)


def keep(name: str, data: bytes, media_type: str, *, by: Actor, at: datetime) -> Document:
    """Stores the bytes and adds the document. Part of an act: its caller records the entry in the same transaction."""
    stored = store().put(data)
    file, _new = StoredFile.objects.get_or_create(
        sha256=stored.sha256, defaults={"size": stored.size, "media_type": media_type[:120], "stored_at": at}
    )
    return Document.objects.create(file=file, name=clean_name(name), received_at=at, received_by=by.user)


def clean_name(name: str) -> str:
    """The base name of a file as it may be shown and stored: no folders, no control or direction characters."""
    base = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    base = _UNPRINTABLE.sub("", base).strip().strip(".")
    if len(base) > 200:
        stem, dot, ending = base.rpartition(".")
        base = f"{stem[:180]}{dot}{ending[:15]}" if dot else base[:200]
    return base or "未命名文件"
