"""The editions of a plan: all of them, and an earlier one made the current one again."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhenggai.accounts.models import Role
from zhenggai.core.editions import Kind
from zhenggai.findings import actions, queries
from zhenggai.findings.corrected import OnBothSides
from zhenggai.findings.drafts import review_of
from zhenggai.findings.foreseeing import as_it_is
from zhenggai.findings.models import PlanEdition
from zhenggai.findings.outcome import outcome
from zhenggai.findings.restoring import objections, restoration
from zhenggai.findings.revising import Comparison
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.clock import moment, today
from zhenggai.www.corrections import ReasonForm
from zhenggai.www.difference_sheet import ShownLine, difference_part, differences
from zhenggai.www.doubts import Doubts, doubts_of
from zhenggai.www.list_parts import ListPart, ListPartForm

NOBODYS = OnBothSides({}, {})
KIND_WORDS = {Kind.ADDED: "重新列入", Kind.REMOVED: "不再列入"}


@page(*READERS)
def editions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every edition of a plan, newest first: where it came from, who confirmed it and when."""
    found = queries.editions(actor_of(request).user, pk)
    if not found:
        raise Http404
    return render(request, "www/editions.html", {"editions": found, "plan": found[0].plan, "here": "plans"})


@page(Role.OFFICE, methods=("GET", "POST"))
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What restoring an edition would change, and the reason for it."""
    found = queries.editions(actor_of(request).user, pk)
    edition = next((one for one in found if one.edition_no == number), None)
    if edition is None:
        raise Http404
    if request.method == "POST":
        sent = ReasonForm.of_post(request).cleaned_data
        by = actor_of(request, sent["form_key"])
        actions.restore(edition, reason=sent["reason"], by=by, at=moment(), seen=sent["version"])
        return redirect("ledger", pk)
    against = [sentence for _code, sentence in objections(edition, found[0])]
    told = {"edition": edition, "latest": found[0], "objections": against, "here": "plans"}
    if not against:
        compared = restoration(edition, found[0])
        part = difference_part(compared, ListPartForm.of_query(request).cleaned_data["part"])
        told |= {
            "part": part,
            "lines": shown_lines(compared, part),
            "outcome": outcome(compared, review_of(edition.recognition), following=True),
            "doubts": _doubts(request, edition, found[0]),
        }
    return render(request, "www/restore.html", told)


def shown_lines(compared: Comparison, part: ListPart) -> list[ShownLine]:
    """What differs, to be read only; of a long difference one part."""
    lines = differences(compared, NOBODYS, part).lines
    return [replace(line, word=KIND_WORDS.get(Kind(line.kind), line.word), choices=[], asks="") for line in lines]


def _doubts(request: HttpRequest, edition: PlanEdition, latest: PlanEdition) -> Doubts | None:
    before, after = (as_it_is(actor_of(request).user, one.pk) for one in (latest, edition))
    return doubts_of(before, after, today()) if before and after else None
