"""From a reviewed document to an edition: which plan it belongs to, what differs, what is open, and the last yes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhenggai.accounts.models import Role
from zhenggai.audit.queries import was_answered
from zhenggai.core.errors import Refused
from zhenggai.findings import actions, queries
from zhenggai.findings.confirming import objections
from zhenggai.findings.corrected import behind
from zhenggai.findings.foreseeing import as_it_is, errors_to_come, to_come
from zhenggai.findings.models import DecisionChoice, PlanEdition, Recognition
from zhenggai.findings.outcome import outcome
from zhenggai.findings.queries import ReviewData
from zhenggai.findings.revising import Comparison, compare, foretold
from zhenggai.www.access import actor_of, page
from zhenggai.www.clock import moment, today
from zhenggai.www.corrections import ReasonForm
from zhenggai.www.difference_sheet import (
    DecideForm,
    PairForm,
    chosen_in,
    difference_part,
    differences,
    names_to_pair,
    next_open,
)
from zhenggai.www.doubts import Doubts, doubts_of
from zhenggai.www.forms import VersionedForm
from zhenggai.www.health_points import all_remarks, points_of
from zhenggai.www.list_parts import ListPart, ListPartForm
from zhenggai.www.remarks import tally
from zhenggai.www.review import review_data, settled

NAMED = 10  # findings or errors in one sentence or list; of more it tells how many there are


class RevisionForm(VersionedForm):
    plan = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, label="所修订的方案")


class ConfirmForm(VersionedForm):
    """errors_seen: ticked by a person who was shown the errors that stay."""

    errors_seen = forms.BooleanField(required=False, label="我已看过这些错误，仍然入库")


@page(Role.OFFICE, methods=("GET", "POST"))
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Says which plan the document is a new edition of, or that it is a plan of its own."""
    data = review_data(request, pk)
    if over := settled(request, data.recognition):
        return over
    actor = actor_of(request)
    if request.method != "POST":
        likely = data.recognition.revises or data.suggested_plan
        told = {
            "reading": data.recognition,
            "suggested": data.suggested_plan,
            "likely": likely,
            "outcome": outcome(foretold(data.recognition, likely), data.review, following=True),
            "plans": queries.plans(actor.user),
        }
        return render(request, "www/link.html", told | {"here": "readings"})
    sent = RevisionForm.of_post(request).cleaned_data
    plan = queries.plan(actor.user, sent["plan"]) if sent["plan"] else None
    if sent["plan"] and plan is None:
        raise Http404
    by = actor_of(request, sent["form_key"])
    actions.link_revision(data.recognition, plan, by=by, at=moment(), version=sent["version"])
    return redirect("difference" if plan else "review", pk)


@page(Role.OFFICE, methods=("GET", "POST"))
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """What a revised document changes, finding by finding, and a decision for each."""
    data = review_data(request, pk)
    if over := settled(request, data.recognition):
        return over
    if data.recognition.base_edition_id is None:
        return redirect("link", pk)
    compared = compare(data.recognition)
    # Whoever was overtaken gets the present differences with the choices that still fit, instead of a refusal.
    head = VersionedForm.head_of(request) if request.method == "POST" else {}
    if not head:
        return _differences(request, data, compared)
    if head["version"] != data.recognition.version:
        return _overtaken(request, data, compared, head)
    part = _part(request, compared)
    form = DecideForm.of_post(request, lines=compared.lines, part=part, corrected=behind(compared, pk))
    sent, by = form.cleaned_data, actor_of(request, head["form_key"])
    row = actions.decide_all(data.recognition, form.choices(), by=by, at=moment(), version=sent["version"])
    if form.half_chosen:
        return _differences(request, review_data(request, pk), compare(row), half_chosen=True)
    ahead = compare(row)
    if sent["rest"] == "new" and (says := _still_asked(row, ahead, part)):
        messages.info(request, says)
    return redirect(_after_decisions(row, ahead, part, rest=bool(sent["rest"])))


def _still_asked(row: Recognition, compared: Comparison, part: ListPart) -> SafeString | None:
    """What “没选的都按新稿” has left open, each with a link to it; None where nothing is left."""
    told = differences(compared, behind(compared, row.pk), part)
    if not told.n_asking:
        return None
    here = reverse("difference", args=[row.pk])
    places = [(here if number == 1 else f"{here}?part={number}", line) for number, line in told.asking[:NAMED]]
    links = format_html_join("、", '<a href="{}#d{}">{}</a>', ((at, line.place, line.name) for at, line in places))
    more = "等" if told.n_asking > NAMED else ""
    return format_html("已保存其余取舍；还有 {} 处要您自己选：{}{}", told.n_asking, links, more)


def _part(request: HttpRequest, compared: Comparison) -> ListPart:
    return difference_part(compared, ListPartForm.of_query(request).cleaned_data["part"])


def _after_decisions(row: Recognition, compared: Comparison, part: ListPart, *, rest: bool) -> str:
    """The next part with something open; whoever left the rest to the new paper sees what it may not settle."""
    ahead = next_open(compared, part)
    if ahead and not part.is_all:
        return f"{reverse('difference', args=[row.pk])}?part={ahead}"
    return reverse("difference" if rest and ahead else "confirm", args=[row.pk])


def _differences(request: HttpRequest, data: ReviewData, compared: Comparison, **why_again: bool) -> HttpResponse:
    """The page. why_again: overtaken or half_chosen, where it answers a form whose choices are not all on record."""
    unsaved = chosen_in(request.POST.dict()) if why_again else {}
    told = {
        "reading": data.recognition,
        "differences": differences(compared, behind(compared, data.recognition.pk), _part(request, compared), unsaved),
        "outcome": outcome(compared, data.review),
        "newer": newer_edition(request, data.recognition),
        "here": "readings",
    }
    return render(request, "www/difference.html", told | why_again, status=409 if why_again.get("overtaken") else 200)


def newer_edition(request: HttpRequest, row: Recognition) -> PlanEdition | None:
    """The latest edition of the plan, if it is not the one that the review is compared with."""
    editions = queries.editions(actor_of(request).user, row.revises_id) if row.revises_id else []
    return editions[0] if editions and editions[0].pk != row.base_edition_id else None


def _overtaken(request: HttpRequest, data: ReviewData, compared: Comparison, head: dict[str, Any]) -> HttpResponse:
    """The act is refused with its entry like any other; only the page that answers is a kinder one. A second click on
    what was saved goes where the first one went."""
    by = actor_of(request, head["form_key"])
    if was_answered("change.decided", by):
        return redirect(_after_decisions(data.recognition, compared, _part(request, compared), rest=False))
    try:
        actions.decide_all(data.recognition, [], by=by, at=moment(), version=head["version"])
    except Refused as refusal:
        if refusal.code != "changed_meanwhile":
            raise
    return _differences(request, data, compared, overtaken=True)


@page(Role.OFFICE, methods=("GET", "POST"))
def pair(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Corrects who is who: a new finding is an old one after all, or two that were matched are not the same."""
    data = review_data(request, pk)
    if over := settled(request, data.recognition):
        return over
    compared = compare(data.recognition)
    lines = {line.item.key: line for line in compared.lines}
    if item not in lines:
        raise Http404
    if request.method != "POST":
        told = {"reading": data.recognition, "line": lines[item], "here": "readings"}
        return render(request, "www/pair.html", told | names_to_pair(compared, item))
    sent = PairForm.of_post(request).cleaned_data
    story = queries.finding_story(actor_of(request).user, sent["finding"]) if sent["finding"] else None
    actions.decide(
        data.recognition,
        item,
        DecisionChoice.SAME if story else DecisionChoice.NEW,
        digest=sent["digest"],
        finding=story.finding if story else None,
        by=actor_of(request, sent["form_key"]),
        at=moment(),
        version=sent["version"],
    )
    return redirect("difference", pk)


@page(Role.OFFICE, methods=("GET", "POST"))
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of what is still open, then the edition."""
    data = review_data(request, pk)
    if over := settled(request, data.recognition):
        return over
    if request.method == "POST":
        sent = ConfirmForm.of_post(request).cleaned_data
        told = {"version": sent["version"], "errors_seen": sent["errors_seen"]}
        edition = actions.confirm(data.recognition, by=actor_of(request, sent["form_key"]), at=moment(), **told)
        return redirect("ledger", edition.plan_id)
    return render(request, "www/confirm.html", _before_the_last_yes(request, data))


def _before_the_last_yes(request: HttpRequest, data: ReviewData) -> dict[str, Any]:
    """What stands on the last page: what is open, which errors stay, and what becomes of the ledger."""
    row = data.recognition
    compared = compare(row) if row.base_edition is not None else None
    against = open_questions(request, data, compared)
    told: dict[str, Any] = {
        "reading": row,
        "n_findings": len(data.review.keys),
        "tally": tally(one for one, _positions in all_remarks(data.review, points_of(data.review, today()))),
        "objections": against,
        "here": "readings",
    }
    if not against:
        told["errors"] = errors_to_come(row, data.review, compared, row.base_edition, today())
    if compared is not None and row.base_edition is not None:
        told["outcome"] = outcome(compared, data.review)
        told["doubts"] = None if against else _foreseen(request, data, compared, row.base_edition)
    return told


def _foreseen(request: HttpRequest, data: ReviewData, compared: Comparison, base: PlanEdition) -> Doubts | None:
    """What the doubts of the ledger become when the review is confirmed."""
    now = as_it_is(actor_of(request).user, base.pk)
    return doubts_of(now, to_come(data.recognition, data.review, compared, base), today()) if now else None


@page(Role.OFFICE, methods=("GET", "POST"))
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    data = review_data(request, pk)
    if over := settled(request, data.recognition):
        return over
    if request.method != "POST":
        return render(request, "www/discard.html", {"reading": data.recognition, "here": "readings"})
    sent = ReasonForm.of_post(request).cleaned_data
    by = actor_of(request, sent["form_key"])
    actions.discard(data.recognition, reason=sent["reason"], by=by, at=moment(), version=sent["version"])
    return redirect("readings")


def open_questions(request: HttpRequest, data: ReviewData, compared: Comparison | None) -> list[dict[str, Any]]:
    """What stands against confirming, each with the page that settles it."""
    row = data.recognition
    editions = queries.editions(actor_of(request).user, row.revises_id) if row.revises_id else []
    pages = {"revision_open": "link", "changes_open": "difference", "changed_meanwhile": "link"}
    return [
        {"sentence": sentence, "page": pages.get(code, "review")}
        for code, sentence in objections(row, data.review, compared, editions[0] if editions else None)
    ]
