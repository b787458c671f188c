"""The paper behind a confirmed edition, to be read only: with every finding's passages marked, or those of one."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhenggai.core.marking import blocks
from zhenggai.findings import papers, queries
from zhenggai.findings.papers import Paper
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.forms import EditionForm, StrictForm
from zhenggai.www.ledger import wanted_edition
from zhenggai.www.review import LEGEND
from zhenggai.www.review_parts import MOST, paper_part


class PaperForm(StrictForm):
    """The address line of a paper: the line whose part is shown."""

    line = forms.IntegerField(required=False, min_value=0, max_value=MOST, label="原文位置")


class EditionPaperForm(PaperForm, EditionForm):
    """The same of a confirmed edition."""


@page(*READERS)
def ledger_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole paper of an edition; every passage leads to its finding."""
    user = actor_of(request).user
    sent = EditionPaperForm.of_query(request).cleaned_data
    edition = wanted_edition(queries.editions(user, pk), sent["edition"])
    return _shown(request, papers.edition_paper(user, edition.pk), None, sent["line"])


@page(*READERS)
def finding_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper that holds the words of a finding, with its passages."""
    line = PaperForm.of_query(request).cleaned_data["line"]
    return _shown(request, papers.finding_paper(actor_of(request).user, pk), pk, line)


def _shown(request: HttpRequest, paper: Paper | None, finding: int | None, line: int | None) -> HttpResponse:
    """A long paper in parts: that of the line asked for, else that of the finding's first passage."""
    if paper is None:
        raise Http404
    first = min((mark.span.line for mark in paper.marks), default=None)
    part = paper_part(paper.source, line if line is not None else (first or 0) * (finding is not None))
    part = replace(part, beside=tuple((name, str(value)) for name, value in request.GET.items() if name == "edition"))
    told = {
        "paper": paper,
        "blocks": blocks(paper.source, (mark for mark in paper.marks if mark.span.line in part.lines), part.lines),
        "part": part,
        "finding": finding,
        "first": first,
        "legend": LEGEND,
        "read_only": True,
        "here": "plans",
    }
    return render(request, "www/source.html", told)
