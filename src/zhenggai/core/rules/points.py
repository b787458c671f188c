"""One point of the health report, and its published JSON form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhenggai.core.plan import PlanDraft, Severity
from zhenggai.core.rules.registry import BY_ID
from zhenggai.core.source import Passage


@dataclass(frozen=True, slots=True)
class Point:
    """What a rule has to say.

    code: the rule's id. message: one Chinese sentence. findings: positions in the list, from 0, none where the point
    concerns the whole plan. passages: the text concerned. arithmetic: the sum done, e.g. "21.6 + 5.57 = 27.17".
    """

    code: str
    severity: Severity
    message: str
    findings: tuple[int, ...] = ()
    passages: tuple[Passage, ...] = ()
    arithmetic: str | None = None


def point(
    code: str,
    message: str,
    *,
    findings: Iterable[int] = (),
    passages: Iterable[Passage | None] = (),
    arithmetic: str | None = None,
) -> Point:
    """A point of a registered rule, with the rule's severity. Raises KeyError for a code that is none."""
    kept = tuple(dict.fromkeys(passage for passage in passages if passage))
    return Point(code, BY_ID[code].severity, message, tuple(dict.fromkeys(findings)), kept, arithmetic)


def identity_of(one: Point) -> str:
    """16 hexadecimal digits: the same as long as the point says the very same of the same findings."""
    said = "\n".join((one.code, one.message, one.arithmetic or ""))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def point_to_json(one: Point, draft: PlanDraft) -> dict[str, Any]:
    """The published form: findings by their own numbers (by their place in the list where they have none)."""
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "findings": [draft.findings[position].number or str(position + 1) for position in one.findings],
        "passages": [{"text": passage.text, "place": place_of(passage, draft)} for passage in one.passages],
        "arithmetic": one.arithmetic,
    }


def place_of(passage: Passage, draft: PlanDraft) -> str:
    """Where a passage begins, for people; "" where it has no place."""
    return draft.source.lines[passage.spans[0].line].place.words() if passage.spans else ""


def plain(value: Decimal) -> str:
    """A decimal as people write it: 1470.000 -> 1470, 5.570 -> 5.57."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
