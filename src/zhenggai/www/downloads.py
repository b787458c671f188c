"""Papers out: the ledger as a workbook, the health report as a document to hand back or as a page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from zhenggai.accounts.models import Role
from zhenggai.core.contract import as_contract
from zhenggai.core.rules import point_to_json
from zhenggai.findings import queries
from zhenggai.findings.actions import note_export
from zhenggai.writers import health_docx as docx_writer
from zhenggai.writers import health_html as html_writer
from zhenggai.writers import ledger_xlsx as ledger_writer
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.clock import moment, today
from zhenggai.www.health_points import points_of
from zhenggai.www.ledger import FilterForm, wanted_edition
from zhenggai.www.protection import sandboxed
from zhenggai.www.review import review_data

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(*READERS)
def ledger_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole ledger of an edition; read again it shows no difference."""
    by = actor_of(request)
    editions = queries.editions(by.user, pk)
    edition = wanted_edition(editions, FilterForm.of_query(request).cleaned_data["edition"])
    contract = queries.edition_contract(by.user, edition.pk)
    if contract is None:
        raise Http404
    note_export(edition, "xlsx", len(contract["findings"]), by=by, at=moment())
    return _file(ledger_writer.workbook([contract]), XLSX, f"{edition.title} 台账.xlsx")


@page(Role.OFFICE)
def health_docx(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    return _file(docx_writer.document([report], today()), DOCX, f"{_title(report)} 体检意见.docx")


@page(Role.OFFICE)
def health_html(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    content = html_writer.page([report], today()).encode()
    return _file(content, "text/html; charset=utf-8", f"{_title(report)} 体检报告.html")


def _report(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The health report in its published form, with the plan beside it."""
    review = review_data(request, pk).review
    points = [point_to_json(point, review.draft) for point in points_of(review, today())]
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
