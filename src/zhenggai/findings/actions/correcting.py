"""Correcting what was read. Each act leaves a correction with the value before and after, and its entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from zhenggai.accounts.actors import Actor
from zhenggai.audit.actions import act, record
from zhenggai.core import review as reviewing
from zhenggai.core.editions import content_digest
from zhenggai.core.errors import Refused
from zhenggai.core.review import ABOUT, Answer, Review
from zhenggai.core.rules import identity_of
from zhenggai.core.settling import settled
from zhenggai.core.source import Span
from zhenggai.core.undoing import gone_back, way_back
from zhenggai.findings import drafts, health
from zhenggai.findings.actions.opened import opened, require_reason
from zhenggai.findings.corrections import field_value, note, summary
from zhenggai.findings.models import Correction, CorrectionKind, Recognition


@act("field.corrected")
def correct_field(
    recognition: Recognition,
    key: str,
    name: str,
    value: Any,
    *,
    by: Actor,
    at: datetime,
    version: int,
    spans: Sequence[Span] = (),
) -> Recognition:
    """One field as a person says it is. `key`: a finding's key, or "about" for the document itself (`core.review`)."""
    row, review = opened(recognition, version, by)
    if key == ABOUT:
        changed = reviewing.correct_about(review, name, value)
    else:
        changed = reviewing.correct(review, key, name, value, spans)
    values = field_value(review, key, name), field_value(changed, key, name)
    told = note(CorrectionKind.CORRECTED, key, *values, field=name)
    return _revised("field.corrected", row, changed, told, by=by, at=at)


@act("findings.merged")
def merge_findings(
    recognition: Recognition, keys: Sequence[str] | str, *, by: Actor, at: datetime, version: int
) -> Recognition:
    """Several findings as one; it keeps the key of the first. `keys` as one text: that finding and the next one."""
    row, review = opened(recognition, version, by)
    if isinstance(keys, str):
        keys = review.keys[review.position(keys) :][:2]
    changed = reviewing.merge(review, keys)
    kept = next(key for key in review.keys if key in keys)
    told = note(CorrectionKind.MERGED, kept, [summary(review, key) for key in keys], summary(changed, kept))
    return _revised("findings.merged", row, changed, told, by=by, at=at)


@act("finding.split")
def split_finding(
    recognition: Recognition,
    key: str,
    *,
    problem_at: int | None,
    measures: Sequence[int],
    number: str | None = None,
    by: Actor,
    at: datetime,
    version: int,
) -> Recognition:
    """One finding as two (`core.review.split`); the second one follows it."""
    row, review = opened(recognition, version, by)
    changed = reviewing.split(review, key, problem_at=problem_at, measures=measures, number=number)
    second = changed.keys[changed.position(key) + 1]
    after = [summary(changed, key), summary(changed, second)]
    told = note(CorrectionKind.SPLIT, key, summary(review, key), after)
    return _revised("finding.split", row, changed, told, by=by, at=at)


@act("finding.added")
def add_finding(
    recognition: Recognition,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    version: int,
    after: str | None = None,
    spans: Sequence[Span] = (),
) -> Recognition:
    """A finding the reader missed, after another one or at the end. `spans`: where its problem stands in the source."""
    row, review = opened(recognition, version, by)
    changed = reviewing.add(review, dict(values), after=after, spans=spans)
    key = next(key for key in changed.keys if key not in review.keys)
    told = note(CorrectionKind.ADDED, key, None, summary(changed, key))
    return _revised("finding.added", row, changed, told, by=by, at=at)


@act("finding.dropped")
def drop_finding(
    recognition: Recognition, key: str, *, reason: str, by: Actor, at: datetime, version: int
) -> Recognition:
    """Takes out what is no finding; says why."""
    row, review = opened(recognition, version, by)
    require_reason(reason, "删除一个问题时请写明理由。")
    told = note(CorrectionKind.DROPPED, key, summary(review, key), None)
    return _revised("finding.dropped", row, reviewing.drop(review, key), told, by=by, at=at, reason=reason)


@act("notice.answered")
def answer_notice(
    recognition: Recognition, notice: int, answer: Answer, *, by: Actor, at: datetime, version: int
) -> Recognition:
    """Dismisses or answers the reader's notice at this position."""
    row, review = opened(recognition, version, by)
    changed = reviewing.answer(review, notice, answer)
    place = review.draft.notices[notice].finding
    told = note(
        CorrectionKind.ANSWERED,
        review.keys[place] if place is not None else "",
        review.draft.notices[notice].message,
        [answer.choice, answer.text],
    )
    return _revised("notice.answered", row, changed, told, by=by, at=at)


@act("notice.answered")
def answer_point(
    recognition: Recognition, identity: str, answer: Answer, *, by: Actor, at: datetime, version: int
) -> Recognition:
    """Says to a point of the health report that it was seen, or what is done about it."""
    row, review = opened(recognition, version, by)
    points = health.points_of(review.draft, localdate(at))
    point = next((one for one in points if identity_of(one) == identity), None)
    if point is None:
        raise Refused("no_such_notice", "这条提示已经不存在，请刷新页面。")
    changed = reviewing.answer_point(review, identity, answer)
    key = review.keys[point.findings[0]] if len(point.findings) == 1 else ""
    told = note(CorrectionKind.ANSWERED, key, point.message, [answer.choice, answer.text])
    return _revised("notice.answered", row, changed, told, by=by, at=at)


@act("correction.undone")
def undo_correction(recognition: Recognition, *, by: Actor, at: datetime, version: int) -> Recognition:
    """Takes back the last correction that still holds. It stays on record, and so does its being taken back."""
    row, review = opened(recognition, version, by)
    last = Correction.objects.filter(recognition=row, undoes=None, undone_by=None).order_by("-id").first()
    if last is None or not last.way_back:
        raise Refused("nothing_to_undo", "没有可以撤销的更正。")
    changed = gone_back(review, last.way_back)
    told = note(CorrectionKind.UNDONE, last.finding_key, last.after, last.before, field=last.field)
    return _revised("correction.undone", row, changed, told | {"undoes": last}, by=by, at=at)


def _revised(
    verb: str,
    row: Recognition,
    changed: Review,
    told: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Recognition:
    """Saves a changed review with its correction and its entry."""
    undone = "undoes" in told
    before = drafts.review_of(row)
    changed = changed if undone else settled(before, changed)
    back = {} if undone else way_back(before, changed)
    row.review = drafts.review_column(changed)
    row.content_digest = content_digest(drafts.entries_of_review(changed))
    title = changed.draft.about.title
    row.title = title.text if title else row.title
    row.version += 1
    row.save(update_fields=["review", "content_digest", "title", "version"])
    correction = Correction.objects.create(
        recognition=row, reason=reason, way_back=back, corrected_at=at, corrected_by=by.user, **told
    )
    changes = {f"{told['finding_key']}.{told['field'] or told['kind']}": [told["before"], told["after"]]}
    record(verb, row, by=by, at=at, changes=changes, reason=reason, touched=[correction])
    return row
