"""The draft of a plan: what the reader understood, each field with the passage it came from.

`PlanDraft` is what a person reviews; `contract.as_contract` turns it into the published JSON form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhenggai.core.deadlines import Deadline
from zhenggai.core.references import Reference
from zhenggai.core.source import Passage, Source

Kind = Literal["plan", "progress", "closure_notice", "feedback", "other"]
Status = Literal["draft", "issued"]
Severity = Literal["error", "warning", "info"]
Role = Literal["lead", "responsible", "supporting", "supervising", "accepting"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Who inspected and when. Dates are ISO strings as far as the text says them."""

    team: str | None = None
    start: str | None = None
    end: str | None = None
    feedback_date: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What the document says of itself."""

    title: Passage | None
    kind: Kind
    status: Status | None
    region: str | None
    inspection: Inspection | None
    references: tuple[Reference, ...] = ()
    issued_on: str | None = None  # ISO date of issue where printed; anchors 半年内 and years left out
    year: int | None = None  # the year that dates without a year belong to, where the text leaves no doubt


@dataclass(frozen=True, slots=True)
class AssignedUnit:
    """A unit as printed, with the role its label gave it."""

    name: Passage
    role: Role


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """One entry of the list. Texts are verbatim, own numbering stripped."""

    problem: Passage
    number: str | None = None
    feedback_number: str | None = None
    headings: tuple[Passage, ...] = ()
    goal: Passage | None = None
    measures: tuple[Passage, ...] = ()
    units: tuple[AssignedUnit, ...] = ()
    person: Passage | None = None
    deadline_text: Passage | None = None
    deadline: Deadline | None = None
    status: Passage | None = None
    progress: Passage | None = None

    @property
    def lead_units(self) -> tuple[str, ...]:
        return tuple(unit.name.text for unit in self.units if unit.role == "lead")

    @property
    def acting_units(self) -> tuple[str, ...]:
        """Every unit that must act, in printed order: all but the accepting ones."""
        return tuple(dict.fromkeys(unit.name.text for unit in self.units if unit.role != "accepting"))


@dataclass(frozen=True, slots=True)
class Notice:
    """What the reader was unsure of, tied to its finding (by position in the list, from 0) and passage."""

    code: str
    severity: Severity
    message: str
    finding: int | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What reading one document yields."""

    source: Source
    about: About
    findings: tuple[FindingDraft, ...] = ()
    notices: tuple[Notice, ...] = ()
