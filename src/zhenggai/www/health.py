"""The health report of a document under review (方案体检): every point with its passage and its sum."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhenggai.accounts.models import Role
from zhenggai.www.access import page
from zhenggai.www.clock import today
from zhenggai.www.health_points import points_of, remark
from zhenggai.www.review import review_data
from zhenggai.www.review_sheet import ORDER, Remark


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """One point with the findings it concerns: (key in the review, number)."""

    remark: Remark
    findings: list[tuple[str, str]]


@page(Role.OFFICE)
def health(request: HttpRequest, pk: int) -> HttpResponse:
    data = review_data(request, pk)
    findings = data.review.draft.findings
    points = [
        ShownPoint(
            remark(data.review, point),
            [(data.review.keys[i], findings[i].number or str(i + 1)) for i in point.findings],
        )
        for point in points_of(data.review, today())
    ]
    points.sort(key=lambda one: ORDER.index(one.remark.severity))
    counts = Counter(one.remark.severity for one in points)
    told = {"reading": data.recognition, "points": points, "counts": counts, "today": today(), "here": "readings"}
    return render(request, "www/health.html", told)
