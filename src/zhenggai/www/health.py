"""The health report of a document under review (方案体检): every point with its passage and its sum."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhenggai.accounts.models import Role
from zhenggai.www.access import page
from zhenggai.www.clock import today
from zhenggai.www.health_points import points_of, remark
from zhenggai.www.review import review_data
from zhenggai.www.review_sheet import LIGHTS, ORDER


@page(Role.OFFICE)
def health(request: HttpRequest, pk: int) -> HttpResponse:
    data = review_data(request, pk)
    findings = data.review.draft.findings
    points = [
        {
            "remark": remark(data.review, point),
            "findings": [(data.review.keys[i], findings[i].number or str(i + 1)) for i in point.findings],
        }
        for point in points_of(data.review, today())
    ]
    points.sort(key=lambda one: ORDER.index(one["remark"].severity))  # type: ignore[union-attr]
    counts = {light: sum(one["remark"].severity == light for one in points) for light in LIGHTS}  # type: ignore[union-attr]
    told = {"reading": data.recognition, "points": points, "counts": counts, "today": today(), "here": "readings"}
    return render(request, "www/health.html", told)
