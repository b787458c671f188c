"""Where a person starts: what waits, what can be opened, what can be put in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhenggai.accounts.models import Role
from zhenggai.findings import queries
from zhenggai.www.access import READERS, actor_of, page


@page(*READERS)
def home(request: HttpRequest) -> HttpResponse:
    user = actor_of(request).user
    told = {"readings": queries.recognitions(user), "plans": queries.plans(user), "here": "home"}
    return render(request, "www/home.html", told)


@page(Role.OFFICE)
def readings(request: HttpRequest) -> HttpResponse:
    """Documents that wait for a person."""
    told = {"readings": queries.recognitions(actor_of(request).user), "here": "readings"}
    return render(request, "www/readings.html", told)


@page(*READERS)
def plans(request: HttpRequest) -> HttpResponse:
    """Plans with their latest edition."""
    return render(request, "www/plans.html", {"plans": queries.plans(actor_of(request).user), "here": "plans"})
