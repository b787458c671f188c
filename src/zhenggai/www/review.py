"""The review page: the source on one side with what was taken from it, the ledger on the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhenggai.accounts.models import Role
from zhenggai.core.naming import names_of
from zhenggai.findings import queries
from zhenggai.findings.models import Recognition, RecognitionState
from zhenggai.findings.queries import ReviewData
from zhenggai.www.access import actor_of, page
from zhenggai.www.clock import today
from zhenggai.www.health_points import all_remarks, points_of
from zhenggai.www.labels import ABOUT_LABELS, LABELS
from zhenggai.www.parts import wants_part
from zhenggai.www.review_parts import Asked, asked_from, asked_in, is_parted, part_of, places_of
from zhenggai.www.review_sheet import Page
from zhenggai.www.review_sheet import page as review_page
from zhenggai.www.story import newest_first, told

LEGEND = [(kind, LABELS[kind]) for kind in ("headings", "problem", "goal", "measures", "units", "person", "deadline")]


@dataclass(frozen=True, slots=True)
class Shown:
    """A review with everything its page shows."""

    data: ReviewData
    page: Page

    def told(self) -> dict[str, Any]:
        row = self.data.recognition
        return {
            "reading": row,
            "page": self.page,
            "legend": LEGEND,
            "suggested": self.data.suggested_plan,
            "last_step": step_words(self.data),
            "n_steps": len(self.data.corrections),
            "about": self.data.review.draft.about,
            "here": "readings",
        }


def step_words(data: ReviewData) -> str:
    """What 撤销上一步 would take back: 更正目标, 合并."""
    if (last := data.last_step) is None or not last.way_back:
        return ""
    return f"{last.get_kind_display()}{LABELS.get(last.field) or ABOUT_LABELS.get(last.field, '')}"


@page(Role.OFFICE)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    data = review_data(request, pk)
    if over := settled(request, data.recognition):
        return over
    if wants_part(request):
        return render(request, "www/_review_again.html", shown(data, asked_in(request)).told() | {"oob": True})
    return render(request, "www/review.html", shown(data, asked_in(request)).told())


def settled(request: HttpRequest, row: Recognition) -> HttpResponse | None:
    """The page of a review that is over, for whoever comes back to it; None while it waits. A form that is sent is for
    the act to refuse."""
    if row.state == RecognitionState.WAITING or request.method == "POST":
        return None
    return render(request, "www/settled.html", {"reading": row, "here": "readings"})


@page(Role.OFFICE)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every correction of a document under review, or once reviewed, with what was and what is now."""
    data = review_data(request, pk)
    names = dict(zip(data.review.keys, names_of(data.review.draft.findings), strict=True)) | {"about": "整份文件"}
    events = newest_first(told(one, names) for one in data.corrections)
    return render(request, "www/history.html", {"reading": data.recognition, "events": events, "here": "readings"})


def review_data(request: HttpRequest, pk: int) -> ReviewData:
    """The review, if there is one that this person may see."""
    data = queries.review_data(actor_of(request).user, pk)
    if data is None:
        raise Http404
    return data


def shown(data: ReviewData, asked: Asked) -> Shown:
    concerned = all_remarks(data.review, points_of(data.review, today()))
    return Shown(data, review_page(data.review, data.as_read, concerned, part_of(data.review, asked)))


def after_act(request: HttpRequest, row: Recognition, key: str = "", near: str = "") -> HttpResponse:
    """What follows an act on a review: both sides anew for a part of the page, else the page at the finding. near: the
    finding whose part is shown where the one that was acted on is gone."""
    data = review_data(request, row.pk)
    if not wants_part(request):
        key = key or (near if is_parted(data.review) else "")
        return redirect(f"{reverse('review', args=[row.pk])}{places_of(data.review)(key)}")
    asked = asked_from(request.headers.get("HX-Current-URL", ""))
    if (at := key or near) in data.review.keys:
        asked = replace(asked, key=at)
    return render(request, "www/_review_again.html", shown(data, asked).told() | {"oob": True})
