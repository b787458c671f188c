"""The published form of a draft: exactly the fields of the contract `zhenggai.plan.v1`; and that of its ledger."""

from __future__ import annotations

from typing import Any

from zhenggai.core.plan import About, FindingDraft, Inspection, Notice, PlanDraft
from zhenggai.core.source import Passage

FORMAT = "zhenggai.plan.v1"


def as_contract(draft: PlanDraft) -> dict[str, Any]:
    """The JSON form printed by `zhenggai read FILE --json`."""
    source = draft.source
    return {
        "format": FORMAT,
        "source": {"file": source.file, "sha256": source.sha256, "media_type": source.media_type},
        "document": _document(draft.about),
        "findings": [_finding(finding) for finding in draft.findings],
        "notices": [_notice(notice, draft) for notice in draft.notices],
    }


def as_ledger(draft: PlanDraft) -> dict[str, Any]:
    """The contract form and, per finding, the names by role that the contract folds into `units` or leaves out:
    `supporting_units`, `supervising_units`, `accepting_units`, each name once in printed order. Of the document also
    what dates without a year or a day hang on: `issued_on` (ISO date) and `year`."""
    held = as_contract(draft)
    held["document"] |= {"issued_on": draft.about.issued_on, "year": draft.about.year}
    for row, finding in zip(held["findings"], draft.findings, strict=True):
        for role in ("supporting", "supervising", "accepting"):
            names = (unit.name.text for unit in finding.units if unit.role == role)
            row[f"{role}_units"] = list(dict.fromkeys(names))
    return held


def _document(about: About) -> dict[str, Any]:
    return {
        "title": _text(about.title),
        "kind": about.kind,
        "status": about.status,
        "region": about.region,
        "inspection": _inspection(about.inspection),
        "references": [{"title": reference.title, "number": reference.number} for reference in about.references],
    }


def _inspection(inspection: Inspection | None) -> dict[str, str | None] | None:
    if inspection is None:
        return None
    return {
        "team": inspection.team,
        "start": inspection.start,
        "end": inspection.end,
        "feedback_date": inspection.feedback_date,
    }


def _finding(finding: FindingDraft) -> dict[str, Any]:
    return {
        "number": finding.number,
        "feedback_number": finding.feedback_number,
        "headings": [heading.text for heading in finding.headings],
        "problem": finding.problem.text,
        "goal": _text(finding.goal),
        "measures": [{"text": measure.text} for measure in finding.measures],
        "lead_units": list(finding.lead_units),
        "units": list(finding.acting_units),
        "person": _text(finding.person),
        "deadline": _deadline(finding),
        "status": _text(finding.status),
        "progress": _text(finding.progress),
    }


def _deadline(finding: FindingDraft) -> dict[str, Any] | None:
    deadline = finding.deadline
    if deadline is None or not finding.deadline_text:
        return None
    return {
        "text": finding.deadline_text.text,
        "dates": list(deadline.dates),
        "immediate": deadline.immediate,
        "long_term": deadline.long_term,
    }


def _notice(notice: Notice, draft: PlanDraft) -> dict[str, Any]:
    """The contract ties a notice to its finding by the number that the finding has."""
    finding = None
    if notice.finding is not None and notice.finding < len(draft.findings):
        finding = draft.findings[notice.finding].number
    return {"code": notice.code, "severity": notice.severity, "message": notice.message, "finding": finding}


def _text(passage: Passage | None) -> str | None:
    return passage.text if passage else None
