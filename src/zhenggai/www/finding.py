"""One finding with its whole story: the plan's words, the facts, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhenggai.core.review import begin
from zhenggai.findings import queries
from zhenggai.findings.models import FindingVersion
from zhenggai.findings.queries import FindingStory
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.clock import today
from zhenggai.www.health_points import points_of, remarks_by_finding
from zhenggai.www.review_sheet import LABELS, ORDER, ROLE_WORDS, Remark, as_text


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, for the time line. before, after: where a text changed."""

    at: datetime
    who: str
    words: str
    before: str = ""
    after: str = ""


@page(*READERS)
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    story = queries.finding_story(actor_of(request).user, pk)
    if story is None:
        raise Http404
    version = story.current
    told = {
        "story": story,
        "version": version,
        "plan": story.finding.plan,
        "units": [(ROLE_WORDS[unit.role], unit) for unit in story.units.get(version.pk, ())],
        "milestones": [one for measure in version.measures for one in measure["milestones"] if one.get("quantities")],
        "notices": [one for one in story.notices if one.version_id == version.pk],
        "remarks": remarks_on(request, version),
        "before": first_words(story),
        "events": sorted(events(story), key=lambda event: event.at, reverse=True),
        "here": "plans",
    }
    return render(request, "www/finding.html", told)


def remarks_on(request: HttpRequest, version: FindingVersion) -> list[Remark]:
    """What the health report of the edition says about this finding."""
    draft = queries.edition_draft(actor_of(request).user, version.edition_id)
    if draft is None:
        return []
    review = begin(draft)
    found = remarks_by_finding(review, points_of(review, today()))
    return sorted(found.get(review.keys[version.position - 1], []), key=lambda one: ORDER.index(one.severity))


def first_words(story: FindingStory) -> dict[str, str]:
    """Field -> what the paper says, where a person corrected it before this edition."""
    read_in, key = story.current.edition.recognition_id, story.current.draft_key
    said: dict[str, str] = {}
    now: dict[str, str] = {}
    for one in story.corrections:
        if (one.recognition_id, one.finding_key) == (read_in, key) and one.field in LABELS:
            said.setdefault(one.field, _text(one.field, one.before))
            now[one.field] = _text(one.field, one.after)
    return {name: text for name, text in said.items() if text != now[name]}


def events(story: FindingStory) -> Iterator[Event]:
    """Newest editions, decisions and corrections of one finding as sentences."""
    for version in story.versions:
        edition = version.edition
        words = f"列入第{edition.edition_no}版（{edition.get_stage_display()}）"
        yield Event(edition.confirmed_at, _who(edition.confirmed_by), words)
    for decision in story.decisions:
        words = f"新稿的差异：{decision.get_choice_display()}{_because(decision.reason)}"
        yield Event(decision.decided_at, _who(decision.decided_by), words)
    for correction in story.corrections:
        label = LABELS.get(correction.field, "")
        words = f"{correction.get_kind_display()}{label}{_because(correction.reason)}"
        yield Event(correction.corrected_at, _who(correction.corrected_by), words, *_values(correction))


def _values(correction: Any) -> tuple[str, str]:
    """The texts before and after, where a single field was corrected."""
    if correction.field not in LABELS:
        return "", ""
    return _text(correction.field, correction.before), _text(correction.field, correction.after)


def _text(name: str, value: Any) -> str:
    """A value as JSON gives it back: lists instead of tuples."""
    if isinstance(value, list):
        value = tuple(tuple(one) if isinstance(one, list) else one for one in value)
    return as_text(name, value)


def _who(user: object) -> str:
    return str(user) if user is not None else "命令行"


def _because(reason: str) -> str:
    return f"（{reason}）" if reason else ""
