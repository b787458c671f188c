"""The paper behind a confirmed edition, to be read only: with every finding's passages marked, or those of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhenggai.core.marking import blocks
from zhenggai.findings import papers, queries
from zhenggai.findings.papers import Paper
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.forms import EditionForm
from zhenggai.www.ledger import wanted_edition
from zhenggai.www.review import LEGEND


@page(*READERS)
def ledger_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole paper of an edition; every passage leads to its finding."""
    user = actor_of(request).user
    edition = wanted_edition(queries.editions(user, pk), EditionForm.of_query(request).cleaned_data["edition"])
    return _shown(request, papers.edition_paper(user, edition.pk), None)


@page(*READERS)
def finding_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper that holds the words of a finding, with its passages."""
    return _shown(request, papers.finding_paper(actor_of(request).user, pk), pk)


def _shown(request: HttpRequest, paper: Paper | None, finding: int | None) -> HttpResponse:
    if paper is None:
        raise Http404
    told = {
        "paper": paper,
        "blocks": blocks(paper.source, paper.marks),
        "finding": finding,
        "first": min((mark.span.line for mark in paper.marks), default=None),
        "legend": LEGEND,
        "read_only": True,
        "here": "plans",
    }
    return render(request, "www/source.html", told)
