"""Papers in: several files, each read in the guarded child, each with its own answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.models import Role
from zhenggai.audit.refusals import FormKeyRefused
from zhenggai.core.errors import UnreadableDocument, ZhenggaiError
from zhenggai.core.plan import PlanDraft
from zhenggai.documents import limits
from zhenggai.documents.names import clean_name
from zhenggai.findings import queries
from zhenggai.findings.actions import note_unread, receive_document
from zhenggai.findings.loading import read_drafts
from zhenggai.findings.models import Plan, Recognition
from zhenggai.www.access import actor_of, page
from zhenggai.www.clock import moment
from zhenggai.www.forms import ActForm, StrictForm
from zhenggai.www.parts import wants_part
from zhenggai.www.parts_sent import parts_lost

NAMELESS = "文件名是空的或无法识别，没有读取；请选择文件，或改名后再上传。"


class SeveralFiles(forms.ClearableFileInput):
    """The browser's file field, with more than one file."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """One or more files under one name."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(ManyFiles, self).clean(one, initial) for one in data or [None]]


class UploadForm(ActForm):
    revises = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, label="所修订的方案")
    papers = ManyFiles(label="文件", allow_empty_file=True, error_messages={"required": "请先选择文件。"})


class RevisedForm(StrictForm):
    """The address line: the plan whose revision is put in."""

    revises = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, label="所修订的方案")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    name: str
    readings: tuple[Recognition, ...] = ()
    refusal: str = ""
    known: bool = False  # loaded before: nothing to do, nothing wrong
    waiting: tuple[Recognition, ...] = ()  # loaded before and still to be reviewed
    waits: bool = False  # others are read first; a script asks again
    unread: tuple[str, ...] = ()  # of an archive the members that could not be read, each with its reason


@page(Role.OFFICE, methods=("GET", "POST"))
def upload(request: HttpRequest) -> HttpResponse:
    """The whole page, or for a script that sends file by file only the answers."""
    if request.method != "POST":
        plan = revised_plan(request, RevisedForm.of_query(request).cleaned_data["revises"])
        return render(request, "www/upload.html", {"revised": plan, "here": "upload"})
    # A file with an empty name comes as a field; a form without any file sends one that holds nothing.
    n_lost = sum(map(bool, request.POST.getlist("papers"))) + parts_lost(request)
    if n_lost and "papers" not in request.FILES:
        raise BadRequest(NAMELESS)
    sent = UploadForm.of_post(request).cleaned_data
    plan = revised_plan(request, sent["revises"])
    # Each file is an act of its own, with a key of its own.
    keyed = [(one, actor_of(request, f"{sent['form_key'][:56]}-{i}")) for i, one in enumerate(sent["papers"])]
    patience = limits.TURN_ASK_SECONDS if wants_part(request) else limits.TURN_WAIT_SECONDS
    outcomes = [receive(one, by, plan, patience) for one, by in keyed]
    outcomes += [Outcome("没有名字的文件", refusal=NAMELESS)] * n_lost
    part = wants_part(request)
    template = "www/_upload_outcomes.html" if part else "www/upload.html"
    return render(request, template, {"outcomes": outcomes, "revised": plan, "here": "upload"})


def revised_plan(request: HttpRequest, pk: int | None) -> Plan | None:
    """The plan that was chosen to be revised, None where none was. Raises Http404 if there is no such plan."""
    plan = queries.plan(actor_of(request).user, pk) if pk else None
    if pk and plan is None:
        raise Http404
    return plan


def receive(file: UploadedFile[bytes], by: Actor, plan: Plan | None, patience: float) -> Outcome:
    """Reads and keeps one file, as a revision of the plan if one was chosen; what is wrong with it becomes a sentence
    beside its name. patience: seconds it may wait for its turn."""
    name = clean_name(file.name or "")
    try:
        data = _bytes_of(name, file)
        read = read_drafts(name, data, person=str(by.user and by.user.pk), patience=patience)
    except ZhenggaiError as refusal:
        if refusal.code == "busy":  # nothing is known of the file yet
            return Outcome(name, refusal=refusal.message, waits=True)
        note_unread(name, refusal, by=by, at=moment())
        return Outcome(name, refusal=refusal.message)
    unread = tuple(one.message for one in read if isinstance(one, UnreadableDocument))
    try:
        readings = receive_document(name, data, read, revises=plan, by=by, at=moment())
    except (ZhenggaiError, FormKeyRefused) as refusal:
        known = refusal.code == "duplicate"
        hashes = [one.source.sha256 for one in read if isinstance(one, PlanDraft)] if known else []
        waiting = tuple(queries.waiting_with(by.user, hashes))
        return Outcome(name, refusal=refusal.message, known=known, waiting=waiting, unread=unread)
    return Outcome(name, tuple(readings), unread=unread)


def _bytes_of(name: str, file: UploadedFile[bytes]) -> bytes:
    if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
        most = settings.MAX_UPLOAD_BYTES >> 20
        raise UnreadableDocument("too_large", f"“{name}”超过 {most} MB，请拆分或压缩图片后再上传。")
    return bytes(file.read())
