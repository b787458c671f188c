"""The points of the health report beside the findings they concern."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from zhenggai.core.marking import line_of, passages_of
from zhenggai.core.review import Review
from zhenggai.core.rules import BY_ID, Point
from zhenggai.findings import health
from zhenggai.www.review_sheet import LIGHTS, Remark

FEW = 3
NAMED = re.compile(r"^(?:问题|清单第)[^：，。；]{1,12}：")  # said by the place where the remark stands
HOLDS = {"parts_make_whole", "difference_holds"}


def points_of(review: Review, today: date) -> list[Point]:
    """The health report of what stands in the review now, corrections included."""
    return list(health.points_of(review.draft, today))


def remarks_by_finding(review: Review, points: list[Point]) -> dict[str | None, list[Remark]]:
    """Points as remarks under the key of each finding they concern; None for the document itself.

    A point on many findings is told once in full for the document, and beside each finding by its title alone.
    """
    found: dict[str | None, list[Remark]] = {}
    for index, point in enumerate(points):
        told = replace(remark(review, point), origin=f"point {index}")
        many = len(point.findings) > FEW
        for position in point.findings:
            beside = told.title if many else NAMED.sub("", told.message)
            here = _own_passage(review, position, point)
            place = {"line": here, "place": _place(review, here)} if len(point.findings) > 1 else {}
            found.setdefault(review.keys[position], []).append(replace(told, message=beside, **place))  # type: ignore[arg-type]
        if many or not point.findings:
            found.setdefault(None, []).append(told)
    return found


def remark(review: Review, point: Point) -> Remark:
    """One point as it is shown. A sum that holds is good news, not a hint."""
    line = next((at for passage in point.passages if (at := line_of(passage)) is not None), None)
    holds = point.code in HOLDS
    return Remark(
        "good" if holds else point.severity,
        "一致" if holds else LIGHTS[point.severity],
        point.message,
        point.code,
        arithmetic=point.arithmetic or "",
        line=line,
        place=_place(review, line),
        title=BY_ID[point.code].title,
        passages=tuple(dict.fromkeys(passage.text for passage in point.passages)),
    )


def _own_passage(review: Review, position: int, point: Point) -> int | None:
    """Where the part of a point on several findings stands that belongs to this one."""
    finding = review.draft.findings[position]
    own = {span.line for _kind, _at, passage in passages_of(finding) for span in passage.spans}
    return next((at for passage in point.passages if (at := line_of(passage)) in own), None)


def _place(review: Review, line: int | None) -> str:
    return review.draft.source.lines[line].place.words() if line is not None else ""
