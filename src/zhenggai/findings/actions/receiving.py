"""A paper comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record
from zhenggai.core.errors import Refused
from zhenggai.core.plan import PlanDraft
from zhenggai.documents import actions as documents
from zhenggai.documents.models import Document
from zhenggai.findings import drafts, duplicates
from zhenggai.findings.models import Recognition
from zhenggai.findings.permissions import require_editor


@act("document.received")
def receive_document(
    name: str, data: bytes, read: Sequence[PlanDraft], *, by: Actor, at: datetime
) -> list[Recognition]:
    """Keeps an uploaded file and what the reader made of it: one recognition for each document in it that is new.

    Refused (`duplicate`) if every document in it was loaded before.
    """
    require_editor(by)
    reasons = duplicates.reasons_to_refuse(read)
    if not read or all(reasons):
        raise Refused("duplicate", next(filter(None, reasons), f"文件“{name}”里没有可以识别的内容。"))
    paper = documents.keep(name, data, read[0].source.media_type, by=by, at=at)
    try:
        new = [_recognition(paper, draft, by, at) for draft, reason in zip(read, reasons, strict=True) if not reason]
    except IntegrityError:
        raise Refused("duplicate", f"文件“{name}”刚刚已由别人上传，不必重复上传。") from None
    left = [reason for reason in reasons if reason]
    changes = {"name": [None, paper.name], "recognitions": [None, [one.pk for one in new]], "left_out": [None, left]}
    touched = [paper.file, *new]
    record("document.received", paper, by=by, at=at, changes=changes, touched=touched, files=[paper.file.sha256])
    return new


def _recognition(paper: Document, draft: PlanDraft, by: Actor, at: datetime) -> Recognition:
    return Recognition.objects.create(
        document=paper,
        member=draft.source.file,
        sha256=draft.source.sha256,
        title=(draft.about.title.text if draft.about.title else "") or paper.name,
        content_digest=duplicates.digest_of(draft),
        read_at=at,
        read_by=by.user,
        **drafts.columns_of(draft),
    )
