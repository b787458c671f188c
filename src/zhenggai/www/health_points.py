"""The points of the health report and the reader's notices as remarks, beside the findings they concern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from zhenggai.core.marking import line_of, passages_of
from zhenggai.core.plan import Notice
from zhenggai.core.review import Answer, Review
from zhenggai.core.rules import BY_ID, HOLDING, Point, identity_of
from zhenggai.findings import health
from zhenggai.www.remarks import LIGHTS, Remark, answer_words

FEW = 3
NAMED = re.compile(r"^(?:问题|清单第)[^：，。；]{1,12}：")  # said by the place where the remark stands
Concerned = tuple[Remark, tuple[int, ...]]  # a remark and the positions of the findings it concerns


def points_of(review: Review, today: date) -> list[Point]:
    """The health report of what stands in the review now, corrections included."""
    return list(health.points_of(review.draft, today))


def all_remarks(review: Review, points: list[Point]) -> list[Concerned]:
    """Every point and every notice once."""
    seen = dict(review.seen)
    told: list[Concerned] = [(_of_point(review, point, seen), point.findings) for point in points]
    answered = zip(review.draft.notices, review.answers, strict=True)
    for index, (notice, given) in enumerate(answered):
        shown = replace(_of_notice(review, notice), notice=index, origin=f"notice {index}", answer=answer_words(given))
        told.append((shown, () if notice.finding is None else (notice.finding,)))
    return told


def remarks_by_finding(
    review: Review, concerned: Iterable[Concerned], within: range | None = None
) -> dict[str | None, list[Remark]]:
    """Remarks under the key of each finding they concern, of those at the positions `within` if only they are shown;
    None for the document itself.

    One on many findings is told once in full for the document, and beside each finding by its title alone.
    """
    found: dict[str | None, list[Remark]] = {}
    for told, positions in concerned:
        many = len(positions) > FEW
        for position in positions if within is None else (one for one in positions if one in within):
            beside = told.title if many else NAMED.sub("", told.message)
            here = _own_passage(review, position, told) if len(positions) > 1 else told.line
            shown = replace(told, message=beside, line=here, place=_place(review, here))
            found.setdefault(review.keys[position], []).append(shown)
        if many or not positions:
            found.setdefault(None, []).append(told)
    return found


def _of_point(review: Review, point: Point, seen: Mapping[str, Answer]) -> Remark:
    """One point as it is shown. A sum that holds is good news, not a hint."""
    lines = tuple(at for passage in point.passages if (at := line_of(passage)) is not None)
    holds = point.code in HOLDING
    identity = identity_of(point)
    return Remark(
        "good" if holds else point.severity,
        "一致" if holds else LIGHTS[point.severity],
        point.message,
        point.code,
        arithmetic=point.arithmetic or "",
        line=lines[0] if lines else None,
        lines=lines,
        place=_place(review, lines[0] if lines else None),
        origin=f"point {identity}",
        title=BY_ID[point.code].title,
        passages=tuple(dict.fromkeys(passage.text for passage in point.passages)),
        point=identity,
        answer=answer_words(seen.get(identity)),
    )


def _of_notice(review: Review, notice: Notice) -> Remark:
    line = line_of(notice.passage)
    texts = (notice.passage.text,) if notice.passage else ()
    return Remark(
        notice.severity,
        LIGHTS[notice.severity],
        notice.message,
        notice.code,
        line=line,
        place=_place(review, line),
        title="识别时的提示",
        passages=texts,
    )


def _own_passage(review: Review, position: int, told: Remark) -> int | None:
    """Where the part of a remark on several findings stands that belongs to this one."""
    finding = review.draft.findings[position]
    own = {span.line for _kind, _at, passage in passages_of(finding) for span in passage.spans}
    return next((at for at in told.lines if at in own), None)


def _place(review: Review, line: int | None) -> str:
    return review.draft.source.lines[line].place.words() if line is not None else ""
