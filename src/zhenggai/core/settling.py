"""Which of the reader's notices a correction has answered: what was in doubt was changed, and the doubt is gone.

A notice on a deadline is answered when its new wording raises that doubt no more; one on a unit when the unit is named
no more; one on an empty cell or on missing labels when something was filled in; one with a passage when a field that
holds it was changed; any by taking its finding out. Everything else waits for a person's word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from zhenggai.core.marking import passages_of
from zhenggai.core.plan import FindingDraft, Notice
from zhenggai.core.review import FIELDS, Answer, Review, value_of

# The fields a notice is about, where neither doubt nor passage tells.
SUBJECTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "problem_missing": ("problem",),
        "problem_unmarked": ("problem",),
        "task_read_elsewhere": ("goal", "measures"),
    }
)
GAPS = {"labels_missing", "empty_cell"}  # answered by filling in what was missing
DROPPED = "dropped"  # the whole finding was taken out
DEADLINE = "deadline_"


def settled(before: Review, after: Review) -> Review:
    """The review after a correction, with the answer "corrected" to every open notice that it has answered."""
    answers = list(after.answers)
    for i, (notice, given) in enumerate(zip(before.draft.notices, before.answers, strict=True)):
        if given is None and answers[i] is None and (by := _answered_by(notice, before, after, i)):
            answers[i] = Answer("corrected", by)
    return replace(after, answers=tuple(answers))


def _answered_by(notice: Notice, before: Review, after: Review, index: int) -> str:
    """The field whose correction answers a notice, `DROPPED`, or "" while it still stands."""
    if notice.finding is None:
        return ""
    place = after.draft.notices[index].finding
    if place is None:
        return DROPPED
    old, new = before.draft.findings[notice.finding], after.draft.findings[place]
    changed = [name for name in FIELDS if value_of(old, name) != value_of(new, name)]
    if notice.code.startswith(DEADLINE):
        # Also without a new wording: the day of issue may have become known.
        doubt = notice.code.removeprefix(DEADLINE)
        touched = "deadline" in changed or _in_doubt(old, doubt)
        return "deadline" if touched and not _in_doubt(new, doubt) else ""
    if notice.code == "unit_unclear" and notice.passage is not None:
        return "" if notice.passage.text in {unit.name.text for unit in new.units} else "units"
    return next((name for name in changed if _about(notice, name, old)), "")


def _about(notice: Notice, name: str, old: FindingDraft) -> bool:
    """Whether a field that was changed is what the notice asks about."""
    if notice.code in GAPS:
        return not value_of(old, name)
    if notice.code in SUBJECTS:
        return name in SUBJECTS[notice.code]
    held = {span for kind, _at, passage in passages_of(old) if kind == name for span in passage.spans}
    return notice.passage is not None and not held.isdisjoint(notice.passage.spans)


def _in_doubt(finding: FindingDraft, doubt: str) -> bool:
    return finding.deadline is not None and doubt in finding.deadline.doubts
