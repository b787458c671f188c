"""One finding with its whole story: the plan's words, the facts, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from zhenggai.core.naming import names_of
from zhenggai.core.review import Review
from zhenggai.core.units.rosters import expand, roster_for
from zhenggai.findings import queries
from zhenggai.findings.models import Decision, DecisionChoice, FindingVersion, PlanEdition
from zhenggai.findings.queries import FindingStory, UnitRow
from zhenggai.www.access import READERS, actor_of, page
from zhenggai.www.clock import today
from zhenggai.www.health_points import all_remarks, points_of, remarks_by_finding
from zhenggai.www.labels import LABELS, ROLE_WORDS, as_text
from zhenggai.www.remarks import Remark, by_weight
from zhenggai.www.story import Event, because, change, name_of, newest_first, told


@page(*READERS)
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    story = queries.finding_story(actor_of(request).user, pk)
    if story is None:
        raise Http404
    version = story.current
    review = queries.edition_review(actor_of(request).user, version.edition_id)
    units = story.units.get(version.pk, ())
    shown = {
        "story": story,
        "version": version,
        "name": names_of(review.draft.findings)[version.position - 1] if review else "",
        "plan": story.finding.plan,
        "left_out": left_out(queries.editions(actor_of(request).user, story.finding.plan_id), version),
        "units": [(ROLE_WORDS[unit.role], unit) for unit in units],
        "groups": group_words(units, version),
        "milestones": [one for measure in version.measures for one in measure["milestones"] if one.get("quantities")],
        "remarks": remarks_on(review, version),
        "before": first_words(story),
        "events": newest_first(events(story)),
        "here": "plans",
    }
    return render(request, "www/finding.html", shown)


def remarks_on(review: Review | None, version: FindingVersion) -> list[Remark]:
    """What the health report and the reader say about this finding in its edition."""
    if review is None:
        return []
    found = remarks_by_finding(review, all_remarks(review, points_of(review, today())))
    return by_weight(found.get(review.keys[version.position - 1], []))


def left_out(editions: Sequence[PlanEdition], version: FindingVersion) -> PlanEdition | None:
    """The edition that lists the finding no more; editions: newest first."""
    later = [one for one in editions if one.edition_no > version.edition.edition_no]
    return later[-1] if later else None


def _field_by_field(decision: Decision) -> str:
    """The fields that went another way than the finding: ，其中期限、目标保留原文."""
    if not decision.fields:
        return ""
    other = DecisionChoice(next(iter(decision.fields.values()))).label
    return f"，其中{'、'.join(LABELS[name] for name in LABELS if name in decision.fields)}{other}"


def _brought_back(edition: PlanEdition) -> str:
    """That an edition restores an earlier one, and why."""
    return f"，恢复第{edition.restores.edition_no}版{because(edition.reason)}" if edition.restores else ""


def group_words(units: Sequence[UnitRow], version: FindingVersion) -> dict[str, str]:
    """Group term -> the units it stands for on the day of the edition, "" where the roster cannot tell."""
    groups = [unit.name for unit in units if unit.is_group]
    plan = version.edition.plan
    roster = roster_for(plan.region) if groups and plan.region else None
    day = str(version.edition.issued_on or localdate(version.edition.confirmed_at))
    return {name: "、".join((expand(name, roster, day) if roster else None) or ()) for name in groups}


def first_words(story: FindingStory) -> dict[str, str]:
    """Field -> what the paper says, where a person corrected it before this edition."""
    read_in, key = story.current.words_from.recognition_id, story.current.draft_key
    said: dict[str, str] = {}
    now: dict[str, str] = {}
    for one in story.corrections:
        if (one.recognition_id, one.finding_key) == (read_in, key) and one.field in LABELS:
            said.setdefault(one.field, as_text(one.field, one.before))
            now[one.field] = as_text(one.field, one.after)
    return {name: text for name, text in said.items() if text != now[name]}


def events(story: FindingStory) -> Iterator[Event]:
    """Editions with what they changed, decisions and corrections of one finding."""
    changes = story.changes()
    for version in story.versions:
        edition = version.edition
        words = f"列入第{edition.edition_no}版（{edition.get_stage_display()}）{_brought_back(edition)}"
        differs = [
            change(LABELS[one.name], as_text(one.name, one.before), as_text(one.name, one.after))
            for one in changes.get(version.pk, ())
        ]
        yield Event(edition.confirmed_at, name_of(edition.confirmed_by), words, tuple(differs))
    for decision in story.decisions:
        words = f"新稿的差异：{decision.get_choice_display()}{_field_by_field(decision)}{because(decision.reason)}"
        yield Event(decision.decided_at, name_of(decision.decided_by), words)
    yield from map(told, story.corrections)
