"""Keeping a paper that came in. The only place that saves here.

The bytes are durable before the row exists; a row that rolls back leaves bytes that nothing points to, which is
harmless, never a row that points to nothing.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from zhenggai.accounts.actors import Actor
from zhenggai.documents.models import Document, StoredFile
from zhenggai.documents.names import clean_name
from zhenggai.documents.store import Store


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
