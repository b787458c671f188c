"""Of the decisions on a finding those that the ledger shows. Reads only."""

from __future__ import annotations

from zhenggai.findings.models import Decision, DecisionChoice, Finding, RecognitionState


def entered(finding: Finding) -> tuple[Decision, ...]:
    """Of each confirmed paper the last choice, and that it was said to be another finding where that held to the end;
    what was replaced before the paper was confirmed is left to the audit trail. Oldest first. One query."""
    rows = Decision.objects.filter(finding=finding, recognition__state=RecognitionState.CONFIRMED)
    rows = rows.select_related("decided_by", "recognition").defer(
        "recognition__source", "recognition__as_read", "recognition__review"
    )
    parted, last = list[Decision](), dict[int, Decision]()
    for row in rows.order_by("id"):
        if row.choice not in {DecisionChoice.NEW, DecisionChoice.SAME}:
            last[row.recognition_id] = row
        elif row.recognition.pairs.get(row.draft_key, "") is None:
            parted.append(row)
    return tuple(sorted([*parted, *last.values()], key=lambda one: one.pk))
