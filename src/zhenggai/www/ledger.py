"""The ledger of a plan: narrowed, searched, sorted, printed, exported; and the page of one finding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from zhenggai.findings import queries
from zhenggai.findings.ledger_order import SORTS
from zhenggai.findings.models import PlanEdition
from zhenggai.findings.queries import LedgerFilter, LedgerRow
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.forms import StrictForm
from zhenggai.www.labels import ROLE_WORDS
from zhenggai.www.list_parts import part_of_list
from zhenggai.www.parts import wants_part

TERM_WORDS = {"dated": "有期限", "immediate": "立行立改", "ongoing": "长期坚持"}
ROWS = 300  # on one page
SORT_WORDS = {
    "number": "序号",
    "feedback_number": "反馈问题编号",
    "due": "期限",
    "first_due": "首个节点",
    "heading": "类别",
}
WORDS = {"terms": TERM_WORDS, "roles": ROLE_WORDS, "here": "plans"}


class FilterForm(StrictForm):
    """The address line of a ledger."""

    heading = forms.CharField(required=False, max_length=500, label="类别")
    unit = forms.CharField(required=False, max_length=300, label="单位")
    due_from = forms.DateField(required=False, label="期限自")
    due_to = forms.DateField(required=False, label="期限至")
    term = forms.ChoiceField(required=False, choices=[("", ""), *TERM_WORDS.items()], label="时限")
    status = forms.CharField(required=False, max_length=2_000, label="状态")
    person = forms.CharField(required=False, max_length=2_000, label="责任人")
    q = forms.CharField(required=False, max_length=100, label="查找")
    sort = forms.ChoiceField(required=False, choices=[("", ""), *((name, name) for name in SORTS)], label="排序")
    down = forms.ChoiceField(required=False, choices=[("", ""), ("1", "1")], label="倒序")
    edition = forms.IntegerField(required=False, min_value=1, label="版次")
    part = forms.IntegerField(required=False, min_value=1, max_value=10**6, label="第几部分")

    def wanted(self) -> LedgerFilter:
        sent = self.cleaned_data
        return LedgerFilter(
            heading=sent["heading"],
            unit=sent["unit"],
            due_from=sent["due_from"],
            due_to=sent["due_to"],
            term=sent["term"],
            status=sent["status"],
            person=sent["person"],
            text=sent["q"],
            sort=sent["sort"] or "position",
            descending=bool(sent["down"]),
        )


@page(*READERS)
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger of a plan's latest edition, or of the one that is asked for."""
    user = actor_of(request).user
    editions = queries.editions(user, pk)
    form = FilterForm.of_query(request)
    edition = wanted_edition(editions, form.cleaned_data["edition"])
    wanted = form.wanted()
    rows = queries.ledger(user, edition.pk, wanted)
    part = part_of_list(len(rows), ROWS, form.cleaned_data["part"])
    told = WORDS | {
        "edition": edition,
        "editions": editions,
        "rows": rows,
        "part": part,
        "groups": grouped(rows[part.first : part.end], wanted),
        "choices": queries.ledger_choices(user, edition.pk),
        "has_feedback": any(row.feedback_number for row in rows),
        "wanted": wanted,
        "sorted_by": SORT_WORDS.get(wanted.sort, ""),
        "unsorted": unsorted(request),
        "sorts": sort_links(request),
        "asked": [(name, value) for name, value in request.GET.items() if value and name not in ("edition", "part")],
    }
    return render(request, "www/_ledger_table.html" if wants_part(request) else "www/ledger.html", told)


def wanted_edition(editions: list[PlanEdition], number: int | None) -> PlanEdition:
    """The edition with this number, the latest without one. Raises Http404 if there is none."""
    for edition in editions:
        if number is None or edition.edition_no == number:
            return edition
    raise Http404


def grouped(rows: list[LedgerRow], wanted: LedgerFilter) -> list[tuple[list[str], list[LedgerRow]]]:
    """Rows under the headings that are new with them in the plan's order; in any other order all under none."""
    if wanted.sort != "position" or wanted.descending:
        return [([], rows)]
    groups: list[tuple[list[str], list[LedgerRow]]] = []
    before: tuple[str, ...] = ()
    for row in rows:
        if not groups or row.headings != before:
            new = [one for i, one in enumerate(row.headings) if before[: i + 1] != row.headings[: i + 1]]
            groups.append((new, []))
            before = row.headings
        groups[-1][1].append(row)
    return groups


def unsorted(request: HttpRequest) -> str:
    """The address of the same list in the plan's own order."""
    return urlencode(
        {key: str(value) for key, value in request.GET.items() if value and key not in ("sort", "down", "part")}
    )


def _unsorted(request: HttpRequest) -> dict[str, str]:
    left = ("sort", "down", "part")
    return {key: str(value) for key, value in request.GET.items() if value and key not in left}


def sort_links(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """For each column that sorts: the address that sorts by it, and how the table is sorted now."""
    now, down = request.GET.get("sort") or "position", bool(request.GET.get("down"))
    links = {}
    for name in SORTS:
        asked = _unsorted(request) | {"sort": name} | ({"down": "1"} if now == name and not down else {})
        words = ("descending" if down else "ascending") if now == name else "none"
        links[name] = {"query": urlencode(asked), "now": words}
    return links
