"""The health report (方案体检) of a document under review, or of a confirmed edition: every point with its sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhenggai.accounts.models import Role
from zhenggai.core.naming import names_of
from zhenggai.core.review import Review
from zhenggai.findings import queries
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.clock import today
from zhenggai.www.forms import EditionForm
from zhenggai.www.health_points import all_remarks, points_of
from zhenggai.www.ledger import wanted_edition
from zhenggai.www.list_parts import ListPartForm, part_of_list
from zhenggai.www.remarks import ORDER, Remark, tally
from zhenggai.www.review import review_data
from zhenggai.www.review_parts import places_of

POINTS = 200  # on one page
NAMED = 40  # findings beside one point


class EditionHealthForm(ListPartForm, EditionForm):
    """The address line of the report on a confirmed edition."""


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """One remark with the first findings it concerns, (address, name), and how many more there are."""

    remark: Remark
    findings: list[tuple[str, str]]
    n_more: int = 0


@page(Role.OFFICE)
def health(request: HttpRequest, pk: int) -> HttpResponse:
    data = review_data(request, pk)
    here = reverse("review", args=[pk])
    form = ListPartForm.of_query(request)
    places = places_of(data.review)
    told = _told(data.review, form.cleaned_data["part"], lambda position: f"{here}{places(data.review.keys[position])}")
    about = {"reading": data.recognition, "title": data.recognition.title, "way_back": here, "here": "readings"}
    return render(request, "www/health.html", told | about)


@page(*READERS)
def ledger_health(request: HttpRequest, pk: int) -> HttpResponse:
    """The report on what stands in the ledger of an edition."""
    user = actor_of(request).user
    sent = EditionHealthForm.of_query(request).cleaned_data
    edition = wanted_edition(queries.editions(user, pk), sent["edition"])
    review = queries.edition_review(user, edition.pk)
    if review is None:
        raise Http404
    ids = [row.finding_id for row in queries.ledger(user, edition.pk)]
    told = _told(review, sent["part"], lambda position: reverse("finding", args=[ids[position]]))
    back = f"{reverse('ledger', args=[pk])}?edition={edition.edition_no}"
    about = {"edition": edition, "title": edition.plan.title, "way_back": back, "here": "plans"}
    return render(request, "www/health.html", told | about)


def _told(review: Review, wanted: int | None, address: Callable[[int], str]) -> dict[str, Any]:
    """What both pages show. wanted: the part of the points; address: where the finding at a position is shown."""
    concerned = all_remarks(review, points_of(review, today()))
    names = names_of(review.draft.findings)
    weighed = sorted(concerned, key=lambda one: ORDER.index(one[0].severity))
    part = part_of_list(len(weighed), POINTS, wanted)
    points = [
        ShownPoint(remark, [(address(i), names[i]) for i in positions[:NAMED]], max(0, len(positions) - NAMED))
        for remark, positions in weighed[part.first : part.end]
    ]
    told = {"points": points, "part": part, "tally": tally(one for one, _ in concerned), "today": today()}
    return told | {"n_findings": len(names)}
