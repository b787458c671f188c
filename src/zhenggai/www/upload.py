"""Papers in: several files, each read in the guarded child, each with its own answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.models import Role
from zhenggai.audit.refusals import FormKeyRefused
from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents.names import clean_name
from zhenggai.findings.actions import receive_document
from zhenggai.findings.loading import read_drafts
from zhenggai.findings.models import Recognition
from zhenggai.www.access import actor_of, page
from zhenggai.www.clock import moment
from zhenggai.www.forms import ActForm
from zhenggai.www.parts import wants_part


class SeveralFiles(forms.ClearableFileInput):
    """The browser's file field, with more than one file."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """One or more files under one name."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(ManyFiles, self).clean(one, initial) for one in data or [None]]


class UploadForm(ActForm):
    papers = ManyFiles(label="文件", allow_empty_file=True, error_messages={"required": "请先选择文件。"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    name: str
    readings: tuple[Recognition, ...] = ()
    refusal: str = ""
    known: bool = False  # loaded before: nothing to do, nothing wrong


@page(Role.OFFICE, methods=("GET", "POST"))
def upload(request: HttpRequest) -> HttpResponse:
    """The whole page, or for a script that sends file by file only the answers."""
    if request.method != "POST":
        return render(request, "www/upload.html", {"here": "upload"})
    sent = UploadForm.of_post(request).cleaned_data
    # Each file is an act of its own, with a key of its own.
    outcomes = [receive(one, actor_of(request, f"{sent['form_key'][:56]}-{i}")) for i, one in enumerate(sent["papers"])]
    part = wants_part(request)
    template = "www/_upload_outcomes.html" if part else "www/upload.html"
    return render(request, template, {"outcomes": outcomes, "here": "upload"})


def receive(file: UploadedFile[bytes], by: Actor) -> Outcome:
    """Reads and keeps one file; what is wrong with it becomes a sentence beside its name."""
    name = clean_name(file.name or "")
    if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
        return Outcome(name, refusal=f"文件超过 {settings.MAX_UPLOAD_BYTES >> 20} MB，请拆分或压缩图片后再上传。")
    try:
        data = file.read()
        readings = receive_document(name, data, read_drafts(name, data), by=by, at=moment())
    except (ZhenggaiError, FormKeyRefused) as refusal:
        return Outcome(name, refusal=refusal.message, known=refusal.code == "duplicate")
    return Outcome(name, tuple(readings))
