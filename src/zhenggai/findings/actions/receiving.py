"""A paper comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record, record_refusal
from zhenggai.core.errors import Refused, UnreadableDocument, ZhenggaiError
from zhenggai.core.plan import PlanDraft
from zhenggai.documents import actions as documents
from zhenggai.documents.models import Document
from zhenggai.documents.names import clean_name
from zhenggai.findings import drafts, duplicates
from zhenggai.findings.actions.opened import latest_edition
from zhenggai.findings.models import Plan, Recognition
from zhenggai.findings.permissions import require_editor


@act("document.received")
def receive_document(
    name: str,
    data: bytes,
    read: Sequence[PlanDraft | UnreadableDocument],
    *,
    by: Actor,
    at: datetime,
    revises: Plan | None = None,
) -> list[Recognition]:
    """Keeps an uploaded file and what the reader made of it: one recognition for each document in it that is new. A
    member of an archive that could not be read makes none; the entry says so.

    revises: the plan it was put in as a revision of. Of several documents only one with findings can be that; where
    more than one has, a person is asked about each.

    Refused (`duplicate`) if every document in it was loaded before.
    """
    require_editor(by)
    drafts_read = [one for one in read if isinstance(one, PlanDraft)]
    reasons = duplicates.reasons_to_refuse(drafts_read)
    if not drafts_read or all(reasons):
        raise Refused("duplicate", next(filter(None, reasons), f"文件“{name}”里没有可以识别的内容。"))
    paper = documents.keep(name, data, drafts_read[0].source.media_type, by=by, at=at)
    try:
        fresh = [draft for draft, reason in zip(drafts_read, reasons, strict=True) if not reason]
        revising = _the_revision(fresh) if revises else None
        new = [_recognition(paper, draft, by, at, revises if draft is revising else None) for draft in fresh]
    except IntegrityError:
        raise Refused("duplicate", f"文件“{name}”刚刚已由别人上传，不必重复上传。") from None
    left = [reason for reason in reasons if reason]
    left += [one.message for one in read if isinstance(one, UnreadableDocument)]
    changes = {"name": [None, paper.name], "recognitions": [None, [one.pk for one in new]], "left_out": [None, left]}
    if revises:
        changes["revises"] = [None, revises.pk]
    touched = [paper.file, *new]
    record("document.received", paper, by=by, at=at, changes=changes, touched=touched, files=[paper.file.sha256])
    return new


def note_unread(name: str, refusal: ZhenggaiError, *, by: Actor, at: datetime) -> None:
    """A file that was put in and could not be read: nothing of it is kept but the entry that it was refused."""
    record_refusal(
        "document.received", by=by, at=at, reason=refusal.message, code=refusal.code, label=f"“{clean_name(name)}”"
    )


def _the_revision(fresh: Sequence[PlanDraft]) -> PlanDraft | None:
    """The one document that can be the revision, if only one can."""
    likely = [draft for draft in fresh if draft.findings] or list(fresh)
    return likely[0] if len(likely) == 1 else None


def _recognition(paper: Document, draft: PlanDraft, by: Actor, at: datetime, revises: Plan | None) -> Recognition:
    return Recognition.objects.create(
        document=paper,
        member=draft.source.file,
        sha256=draft.source.sha256,
        title=(draft.about.title.text if draft.about.title else "") or paper.name,
        content_digest=duplicates.digest_of(draft),
        read_at=at,
        read_by=by.user,
        revises=revises,
        base_edition=latest_edition(revises) if revises else None,
        revision_settled=revises is not None,
        **drafts.columns_of(draft),
    )
