"""Correcting what was read: a field, two findings that are one, one that is two, one missed, one that is none.

Every act has a small form of its own. A GET gives the form, inside the page or as a page; a POST does it.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhenggai.accounts.models import Role
from zhenggai.core.missed import suggest
from zhenggai.core.naming import names_of
from zhenggai.core.review import (
    ABOUT,
    FIELDS,
    FIRST,
    LISTS,
    ROLES,
    Answer,
    Review,
    about_value,
    places_to_cut,
    value_of,
)
from zhenggai.core.rules import identity_of
from zhenggai.core.source import Span
from zhenggai.core.typed_units import Named, typed_units
from zhenggai.findings import actions
from zhenggai.findings.models import Recognition
from zhenggai.findings.queries import ReviewData
from zhenggai.www.access import actor_of, page
from zhenggai.www.clock import moment, today
from zhenggai.www.forms import VersionedForm, lines
from zhenggai.www.health_points import points_of
from zhenggai.www.labels import ABOUT_CHOICES, ABOUT_LABELS, LABELS, ROLE_WORDS
from zhenggai.www.parts import wants_part
from zhenggai.www.review import after_act, review_data
from zhenggai.www.review_parts import next_to, places_of

BOTH = ("GET", "POST")
HEADINGS = {
    "correct": "改一处识别结果",
    "merge": "与下一个问题合并",
    "split": "拆成两个问题",
    "drop": "从清单中去掉",
    "add": "补录一个问题",
    "answer": "处理一条提示",
}
LONG = 20_000


class TextForm(VersionedForm):
    value = forms.CharField(required=False, max_length=LONG, label="内容", strip=False)


class ReasonForm(VersionedForm):
    reason = forms.CharField(max_length=500, label="理由", error_messages={"required": "请写明理由。"})


class AnswerForm(VersionedForm):
    choice = forms.ChoiceField(choices=[("answered", "写明处理"), ("dismissed", "已阅")], label="处理")
    text = forms.CharField(required=False, max_length=500, label="处理意见")
    # The page to go back to, for a browser without script.
    at = forms.ChoiceField(required=False, choices=[("", ""), ("health", "体检报告")], label="页面")

    def given(self) -> Answer:
        return Answer(self.cleaned_data["choice"], self.cleaned_data["text"])


class SplitForm(VersionedForm):
    cut = forms.IntegerField(required=False, min_value=0, max_value=LONG, label="拆分位置")
    number = forms.CharField(required=False, max_length=40, label="新问题的序号")
    measures = forms.TypedMultipleChoiceField(required=False, coerce=int, label="措施")

    def __init__(self, *arguments: Any, n_measures: int, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["measures"].choices = [(str(i), str(i)) for i in range(n_measures)]  # type: ignore[attr-defined]


class UnitsForm(VersionedForm):
    """One text of units for each role: unit_lead, unit_responsible …, a unit or a list of units per line."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for role in ROLES:
            self.fields[f"unit_{role}"] = forms.CharField(required=False, max_length=LONG, label=ROLE_WORDS[role])

    def as_typed(self) -> list[Named]:
        return [(name, role) for role in ROLES for name in lines(self.cleaned_data[f"unit_{role}"])]


class AddForm(UnitsForm):
    """A finding the reader missed. line: the paragraphs it was taken from."""

    after = forms.CharField(required=False, max_length=12, label="位置")
    line = forms.CharField(required=False, max_length=4_000, label="段落")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in FIELDS:
            if name != "units":
                self.fields[name] = forms.CharField(required=False, max_length=LONG, label=LABELS[name], strip=False)


@page(Role.OFFICE, methods=BOTH)
def correct(request: HttpRequest, pk: int, key: str, name: str) -> HttpResponse:
    """One field of a finding, or of the document itself."""
    data = review_data(request, pk)
    if key == ABOUT and name in ABOUT_LABELS:
        told = {"value": about_value(data.review.draft.about, name) or "", "options": ABOUT_CHOICES.get(name)}
    elif name in FIELDS and _is_stale(request, data):
        told = {}
    elif key in data.review.keys and name in FIELDS:
        told = _field_values(data.review, key, name)
    else:
        raise Http404
    if request.method != "POST":
        label = ABOUT_LABELS[name] if key == ABOUT else LABELS[name]
        return _form(request, data, "correct", key, name=name, label=label, **told)
    sent, value, said = _sent_value(request, data.review, key, name)
    row = actions.correct_field(
        data.recognition,
        key,
        name,
        value,
        by=actor_of(request, sent["form_key"]),
        at=moment(),
        version=sent["version"],
    )
    return _saved(request, row, key, said)


@page(Role.OFFICE, methods=BOTH)
def merge(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A finding and the one after it become one."""
    data = review_data(request, pk)
    both = [] if _is_stale(request, data) else _with_next(data.review, key)
    if request.method != "POST":
        names = names_of(data.review.draft.findings)
        findings = [(names[data.review.position(one)], data.review.finding(one)) for one in both]
        return _form(request, data, "merge", key, findings=findings)
    sent = VersionedForm.of_post(request).cleaned_data
    by = actor_of(request, sent["form_key"])
    row = actions.merge_findings(data.recognition, key, by=by, at=moment(), version=sent["version"])
    return _saved(request, row, key)


@page(Role.OFFICE, methods=BOTH)
def split(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A finding becomes two: the problem is cut at a sentence, the measures are shared out."""
    data = review_data(request, pk)
    finding: Any = None if _is_stale(request, data) else _finding(data.review, key)
    if request.method != "POST":
        text = finding.problem.text
        cuts = [(at, text[:at], text[at:]) for at in places_to_cut(text)]
        return _form(request, data, "split", key, finding=finding, cuts=cuts)
    sent = SplitForm.of_post(request, n_measures=len(finding.measures) if finding else LONG).cleaned_data
    row = actions.split_finding(
        data.recognition,
        key,
        problem_at=sent["cut"] or None,
        measures=sent["measures"],
        number=sent["number"],
        by=actor_of(request, sent["form_key"]),
        at=moment(),
        version=sent["version"],
    )
    return _saved(request, row, key)


@page(Role.OFFICE, methods=BOTH)
def drop(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What was read as a finding is none."""
    data = review_data(request, pk)
    finding = None if _is_stale(request, data) else _finding(data.review, key)
    if request.method != "POST":
        return _form(request, data, "drop", key, finding=finding)
    sent = ReasonForm.of_post(request).cleaned_data
    by = actor_of(request, sent["form_key"])
    row = actions.drop_finding(
        data.recognition, key, reason=sent["reason"], by=by, at=moment(), version=sent["version"]
    )
    return _saved(request, row, near=next_to(data.review, key))


@page(Role.OFFICE, methods=BOTH)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A finding that was missed, from chosen paragraphs."""
    data = review_data(request, pk)
    if request.method != "POST":
        chosen = _asked_lines(request, len(data.review.draft.source.lines))
        after = zip(data.review.keys, names_of(data.review.draft.findings), strict=True)
        places = [(FIRST, "排在最前面"), *((key, f"{name}之后") for key, name in after)]
        told = suggest(data.review, chosen)
        return _form(request, data, "add", "", chosen=chosen, told=told, places=places, roles=ROLE_WORDS)
    form = AddForm.of_post(request)
    sent = form.cleaned_data
    values = {name: _value(name, sent[name]) for name in FIELDS if name != "units"}
    values["units"] = typed_units(form.as_typed())
    source = data.review.draft.source
    spans = [Span(i, 0, len(source.lines[i].text)) for i in _chosen(sent["line"].split(), len(source.lines))]
    row = actions.add_finding(
        data.recognition,
        values,
        after=sent["after"] or None,
        spans=spans,
        by=actor_of(request, sent["form_key"]),
        at=moment(),
        version=sent["version"],
    )
    return _saved(request, row, f"f{row.review['next_key'] - 1}", _parted(form.as_typed(), values["units"]))


@page(Role.OFFICE, methods=BOTH)
def answer(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """What a person says to one of the reader's notices."""
    data = review_data(request, pk)
    if notice >= len(data.review.draft.notices):
        raise Http404
    if request.method != "POST":
        return _form(request, data, "answer", "", told=data.review.draft.notices[notice])
    form = AnswerForm.of_post(request)
    by, version = actor_of(request, form.cleaned_data["form_key"]), form.cleaned_data["version"]
    row = actions.answer_notice(data.recognition, notice, form.given(), by=by, at=moment(), version=version)
    at = data.review.draft.notices[notice].finding
    return _answered(request, row, form, "about" if at is None else data.review.keys[at])


@page(Role.OFFICE, methods=BOTH)
def answer_point(request: HttpRequest, pk: int, point: str) -> HttpResponse:
    """What a person says to a point of the health report."""
    data = review_data(request, pk)
    told = next((one for one in points_of(data.review, today()) if identity_of(one) == point), None)
    if request.method != "POST" and told is None:
        raise Http404
    if request.method != "POST":
        return _form(request, data, "answer", "", told=told)
    form = AnswerForm.of_post(request)
    by, version = actor_of(request, form.cleaned_data["form_key"]), form.cleaned_data["version"]
    row = actions.answer_point(data.recognition, point, form.given(), by=by, at=moment(), version=version)
    at = told.findings if told else ()
    return _answered(request, row, form, data.review.keys[at[0]] if len(at) == 1 else "about")


@page(Role.OFFICE, methods=("POST",))
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the last correction back."""
    data = review_data(request, pk)
    sent = VersionedForm.of_post(request).cleaned_data
    by = actor_of(request, sent["form_key"])
    row = actions.undo_correction(data.recognition, by=by, at=moment(), version=sent["version"])
    return after_act(request, row, (data.last_step.finding_key if data.last_step else "") or "")


def _form(request: HttpRequest, data: ReviewData, act: str, key: str, **told: Any) -> HttpResponse:
    """The form of an act: inside the page for a script, else as a page."""
    part = wants_part(request)
    context = {
        "reading": data.recognition,
        "key": key,
        "place": places_of(data.review)(key),
        "act": f"www/_act_{act}.html",
        "heading": HEADINGS[act],
        "here": "readings",
        "part": part,
        **told,
    }
    return render(request, f"www/_act_{act}.html" if part else "www/act.html", context)


def _answered(request: HttpRequest, row: Recognition, form: AnswerForm, key: str) -> HttpResponse:
    if form.cleaned_data["at"] == "health":
        return redirect("health", row.pk)
    return _saved(request, row, key)


def _is_stale(request: HttpRequest, data: ReviewData) -> bool:
    """Whether a form was sent that an earlier version was opened for. What it names may be gone since; its act looks
    first whether this very form was answered before, and else refuses it so that what was typed is kept."""
    return request.method == "POST" and request.POST.get("version") != str(data.recognition.version)


def _finding(review: Review, key: str) -> Any:
    if key not in review.keys:
        raise Http404
    return review.finding(key)


def _with_next(review: Review, key: str) -> list[str]:
    if key not in review.keys[:-1]:
        raise Http404
    at = review.position(key)
    return [*review.keys[at : at + 2]]


def _field_values(review: Review, key: str, name: str) -> dict[str, Any]:
    finding = review.finding(key)
    if name in ("number", "feedback_number"):
        return {"value": getattr(finding, name) or "", "short": True}
    if name == "units":
        by_role = {role: "\n".join(u.name.text for u in finding.units if u.role == role) for role in ROLES}
        return {"units": [(role, ROLE_WORDS[role], by_role[role]) for role in ROLES]}
    value = value_of(finding, name)
    return {"value": "\n".join(map(str, value)) if isinstance(value, tuple) else value or ""}


def _sent_value(request: HttpRequest, review: Review, key: str, name: str) -> tuple[dict[str, Any], Any, str]:
    """The form's head, the value, and what has to be said about how it was taken."""
    if name == "units":
        form = UnitsForm.of_post(request)
        typed = form.as_typed()
        here = review.finding(key).units if key in review.keys else ()  # gone: its act says so and keeps what was typed
        units = typed_units(typed, {unit.name.text for unit in here})
        return form.cleaned_data, units, _parted(typed, units)
    sent = TextForm.of_post(request).cleaned_data
    return sent, _value(name, sent["value"]), ""


def _parted(typed: list[Named], units: list[Named]) -> str:
    """Says how what was typed was taken, where that is not line by line."""
    if typed == units:
        return ""
    named = "、".join(f"{name}（{ROLE_WORDS[role]}）" for name, role in units)
    return f"填写的内容记作 {len(units)} 个单位：{named}。不对的话请再改。"


def _saved(request: HttpRequest, row: Recognition, key: str = "", said: str = "", near: str = "") -> HttpResponse:
    """The review anew. It says that all is saved where the form was a page of its own, and what else is to be said."""
    if said or not wants_part(request):
        messages.info(request, f"已保存。{said}")
    return after_act(request, row, key, near)


def _value(name: str, text: str) -> Any:
    return lines(text) if name in LISTS else text


def _asked_lines(request: HttpRequest, n_lines: int) -> list[int]:
    if set(request.GET) - {"line"}:
        raise BadRequest("网址里有不认识的内容，请从核对页面重新进入。")
    return _chosen(request.GET.getlist("line"), n_lines)


def _chosen(numbers: list[str], n_lines: int) -> list[int]:
    if not all(re.fullmatch("[0-9]{1,9}", number) and int(number) < n_lines for number in numbers):
        raise BadRequest("所选的段落不存在，请刷新页面后重新选择。")
    return sorted({int(number) for number in numbers})
