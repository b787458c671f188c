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
from zhenggai.core.plan import Notice
from zhenggai.core.review import Review
from zhenggai.core.rules import Point, identity_of, point_to_json
from zhenggai.findings import queries
from zhenggai.findings.actions import note_export, note_health_export
from zhenggai.findings.models import Recognition
from zhenggai.findings.queries import ReviewData
from zhenggai.writers import health_docx as docx_writer
from zhenggai.writers import health_html as html_writer
from zhenggai.writers import ledger_xlsx as ledger_writer
from zhenggai.writers.health_rows import rows
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.clock import moment, today
from zhenggai.www.forms import EditionForm, StrictForm
from zhenggai.www.health_points import points_of
from zhenggai.www.ledger import FilterForm, wanted_edition
from zhenggai.www.protection import sandboxed
from zhenggai.www.remarks import ORDER
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
    shown = queries.ledger(by.user, edition.pk, wanted)
    narrowed = replace(draft, findings=tuple(draft.findings[row.position - 1] for row in shown), notices=())
    content = ledger_writer.workbook([as_ledger(narrowed)])
    note_export(edition, "xlsx", len(shown), by=by, at=moment())
    part = f"（筛出{len(shown)}个，共{len(draft.findings)}个）" if wanted.narrows else ""
    return _file(content, XLSX, f"{edition.plan.title} 台账{part}.xlsx")


@page(Role.OFFICE, methods=("POST",))
def health_docx(request: HttpRequest, pk: int) -> HttpResponse:
    data = _asked(request, pk)
    return _taken_out(request, data.recognition, data.review, "docx")


@page(Role.OFFICE, methods=("POST",))
def health_html(request: HttpRequest, pk: int) -> HttpResponse:
    data = _asked(request, pk)
    return _taken_out(request, data.recognition, data.review, "html")


@page(Role.OFFICE, methods=("POST",))
def ledger_health_docx(request: HttpRequest, pk: int) -> HttpResponse:
    return _taken_out(request, *_confirmed(request, pk), "docx")


@page(Role.OFFICE, methods=("POST",))
def ledger_health_html(request: HttpRequest, pk: int) -> HttpResponse:
    return _taken_out(request, *_confirmed(request, pk), "html")


def _asked(request: HttpRequest, pk: int) -> ReviewData:
    ReportForm.of_post(request)
    return review_data(request, pk)


def _confirmed(request: HttpRequest, pk: int) -> tuple[Recognition, Review]:
    """What was read of an edition, and the edition as its review left it."""
    user = actor_of(request).user
    edition = wanted_edition(queries.editions(user, pk), EditionForm.of_post(request).cleaned_data["edition"])
    review = queries.edition_review(user, edition.pk)
    if review is None:
        raise Http404
    return edition.recognition, review


def _taken_out(request: HttpRequest, row: Recognition, review: Review, form: str) -> HttpResponse:
    """The health report in one form, with its entry."""
    report = _report(review)
    if form == "docx":
        file = _file(docx_writer.document([report], today()), DOCX, f"{_title(report)} 体检意见.docx")
    else:
        page_of_points = html_writer.page([report], today()).encode()
        file = _file(page_of_points, "text/html; charset=utf-8", f"{_title(report)} 体检报告.html")
    note_health_export(row, form, len(rows(report)), by=actor_of(request), at=moment())
    return file


def _report(review: Review) -> dict[str, Any]:
    """The health report in its published form, with what a person said to each point, and the plan beside it. The
    reader's notices stand among the points: the paper counts what the page counts."""
    said = dict(review.seen)
    answered = zip(review.draft.notices, review.answers, strict=True)
    told = [(point, said.get(identity_of(point))) for point in points_of(review, today())]
    told += [(_as_point(notice), given) for notice, given in answered]
    told.sort(key=lambda one: ORDER.index(one[0].severity))
    points = [point_to_json(point, review.draft) | {"answer": given and encode(given)} for point, given in told]
    return {
        "format": "zhenggai.check.v1",
        "file": review.draft.source.file,
        "points": points,
        "plan": as_contract(review.draft),
    }


def _as_point(notice: Notice) -> Point:
    findings = () if notice.finding is None else (notice.finding,)
    passages = (notice.passage,) if notice.passage else ()
    return Point(notice.code, notice.severity, notice.message, findings, passages)


def _title(report: dict[str, Any]) -> str:
    return str(report["plan"]["document"]["title"] or report["file"])


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return sandboxed(HttpResponse(content, content_type=media_type), name)
