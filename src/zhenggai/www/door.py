"""Coming in by a one-time link and going out. Opening the link shows a button; only pressing it uses the link up.

A link that opens nothing any more shows no button but what to do.
"""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhenggai.accounts.actions import redeem_sign_in_token
from zhenggai.accounts.actions import sign_out as leave
from zhenggai.accounts.actors import Actor
from zhenggai.accounts.models import User
from zhenggai.accounts.queries import open_links
from zhenggai.findings import queries
from zhenggai.www.access import actor_of, public
from zhenggai.www.clock import moment
from zhenggai.www.forms import ActForm

BACKEND = "zhenggai.accounts.backends.SessionBackend"


@public("the door itself", methods=("GET",))
def sign_in(request: HttpRequest) -> HttpResponse:
    """Says where the link is to be found."""
    return render(request, "www/sign_in.html", {"secret": ""})


@public("a one-time link proves who opens it", methods=("GET", "POST"))
def sign_in_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A GET changes nothing, so that a program which looks at links ahead of the person does not use it up."""
    if request.method != "POST":
        opens = open_links(secret, moment()).exists()
        told = {"secret": secret, "opens": opens}
        return render(request, "www/sign_in.html", told, status=200 if opens else 403)
    ActForm.of_post(request)
    visitor = Actor(user=None, address=request.META.get("REMOTE_ADDR") or None)
    user = redeem_sign_in_token(secret, by=visitor, at=moment())
    login(request, user, backend=BACKEND)
    return _first_page(user)


def _first_page(user: User) -> HttpResponse:
    """The ledger where there is nothing else to choose, as after the first start with the sample plan; else home."""
    plans = queries.plans(user)[:2]
    if len(plans) == 1 and not queries.recognitions(user).exists():
        return redirect("ledger", plans[0].pk)
    return redirect("home")


@public("whoever came in may leave, also without any role", methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("sign_in")
    ActForm.of_post(request)
    actor = actor_of(request)
    if actor.user is not None:
        leave(actor.user, by=actor, at=moment())
    logout(request)
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
