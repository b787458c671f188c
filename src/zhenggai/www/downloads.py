"""Papers out: the ledger as a workbook, the health report as a document to hand back or as a page.

Every file that leaves the house leaves an entry, so it is asked for by POST: a browser that fetches links ahead of
time takes nothing out and records nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from zhenggai.accounts.models import Role
from zhenggai.core.contract import as_contract, as_ledger
from zhenggai.core.draft_store import encode
from zhenggai.core.review import Review
from zhenggai.core.rules import identity_of, point_to_json
from zhenggai.findings import queries
from zhenggai.findings.actions import note_export, note_health_export
from zhenggai.findings.queries import ReviewData
from zhenggai.writers import health_docx as docx_writer
from zhenggai.writers import health_html as html_writer
from zhenggai.writers import ledger_xlsx as ledger_writer
from zhenggai.writers.health_rows import rows
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.clock import moment, today
from zhenggai.www.forms import StrictForm
from zhenggai.www.health_points import points_of
from zhenggai.www.ledger import FilterForm, wanted_edition
from zhenggai.www.protection import sandboxed
from zhenggai.www.review import review_data

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportForm(StrictForm):
    """Nothing but the token against foreign sites."""


@page(*READERS, methods=("POST",))
def ledger_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger of an edition: all of it, which read again shows no difference, or what the filters leave of it."""
    by = actor_of(request)
    form = FilterForm.of_post(request)
    edition = wanted_edition(queries.editions(by.user, pk), form.cleaned_data["edition"])
    draft = queries.edition_draft(by.user, edition.pk)
    if draft is None:
        raise Http404
    wanted = form.wanted()
    rows = queries.ledger(by.user, edition.pk, wanted)
    shown = replace(draft, findings=tuple(draft.findings[row.position - 1] for row in rows), notices=())
    content = ledger_writer.workbook([as_ledger(shown)])
    note_export(edition, "xlsx", len(rows), by=by, at=moment())
    part = f"（筛出{len(rows)}个，共{edition.n_findings}个）" if wanted.narrows else ""
    return _file(content, XLSX, f"{edition.title} 台账{part}.xlsx")


@page(Role.OFFICE, methods=("POST",))
def health_docx(request: HttpRequest, pk: int) -> HttpResponse:
    data, report = _asked(request, pk)
    content = docx_writer.document([report], today())
    _note(request, data, "docx", report)
    return _file(content, DOCX, f"{_title(report)} 体检意见.docx")


@page(Role.OFFICE, methods=("POST",))
def health_html(request: HttpRequest, pk: int) -> HttpResponse:
    data, report = _asked(request, pk)
    content = html_writer.page([report], today()).encode()
    _note(request, data, "html", report)
    return _file(content, "text/html; charset=utf-8", f"{_title(report)} 体检报告.html")


def _asked(request: HttpRequest, pk: int) -> tuple[ReviewData, dict[str, Any]]:
    ReportForm.of_post(request)
    data = review_data(request, pk)
    return data, _report(data.review)


def _note(request: HttpRequest, data: ReviewData, form: str, report: dict[str, Any]) -> None:
    note_health_export(data.recognition, form, len(rows(report)), by=actor_of(request), at=moment())


def _report(review: Review) -> dict[str, Any]:
    """The health report in its published form, with what a person said to each point, and the plan beside it."""
    said = dict(review.seen)
    points = [
        point_to_json(point, review.draft) | {"answer": encode(said.get(identity_of(point)))}
        for point in points_of(review, today())
    ]
    return {
        "format": "zhenggai.check.v1",
        "file": review.draft.source.file,
        "points": points,
        "plan": as_contract(review.draft),
    }


def _title(report: dict[str, Any]) -> str:
    return str(report["plan"]["document"]["title"] or report["file"])


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return sandboxed(HttpResponse(content, content_type=media_type), name)
