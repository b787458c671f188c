"""Which of the reader's notices a correction has answered: what was asked about was changed, and the doubt is gone.

Only a correction of a field of that finding counts, or its being taken out: who merges, splits or adds has not looked
at the doubt. Another stop or blank changes nothing. What each code asks about is told here and in
docs/rules/reviewing.md; everything else waits for a person's word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from zhenggai.catalog import pack
from zhenggai.core.marking import passages_of
from zhenggai.core.plan import FindingDraft, Notice
from zhenggai.core.review import FIELDS, Answer, Review, value_of
from zhenggai.core.typography import fold

# The fields a notice asks about: answered when one of them says something else.
SUBJECTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "problem_missing": ("problem",),
        "problem_unmarked": ("problem",),
        "lists_parted": ("goal", "measures"),  # whether they answer the problem
        "hidden_row": (),  # whether it shall stay: only by taking it out
    }
)
GAPS = ("goal", "measures", "units", "deadline")  # what labels would have told: answered by filling one in
NAMED = ("goal", "measures", "deadline")  # a message may call one of them by its first label
DROPPED = "dropped"  # the whole finding was taken out
DEADLINE = "deadline_"
_STOPS = str.maketrans("", "", "。;,、:!?“”‘’\"'()《》〈〉「」『』【】[]…·")


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
    if before.keys != after.keys:
        return ""  # merged, split, added, or another one taken out
    old, new = before.draft.findings[notice.finding], after.draft.findings[place]
    if notice.code.startswith(DEADLINE):
        return "deadline" if _deadline_told(notice, old, new) else ""
    changed = [name for name in FIELDS if _said(old, name) != _said(new, name)]
    if notice.code == "unit_unclear":
        return "units" if notice.passage and _named_no_more(notice.passage.text, old, new) else ""
    return next((name for name in changed if _about(notice, name, old)), "")


def _about(notice: Notice, name: str, old: FindingDraft) -> bool:
    """Whether a field that says something else now is what the notice asks about."""
    if notice.code == "labels_missing":
        return name in GAPS and not value_of(old, name)
    if notice.code == "empty_cell":
        return name in NAMED and _label(name) in notice.message and not value_of(old, name)
    if notice.code == "task_read_elsewhere":
        return name in NAMED and _label(name) in notice.message
    if notice.code in SUBJECTS:
        return name in SUBJECTS[notice.code]
    held = {span for kind, _at, passage in passages_of(old) if kind == name for span in passage.spans}
    return notice.passage is not None and not held.isdisjoint(notice.passage.spans)


def _deadline_told(notice: Notice, old: FindingDraft, new: FindingDraft) -> bool:
    """Whether the deadline is in this doubt no more. Also without a new wording: the day of issue may have become
    known. A doubt that went away before, by merging, is answered when its wording is gone too."""
    doubt = notice.code.removeprefix(DEADLINE)
    if _in_doubt(new, doubt):
        return False
    told = {_words(line) for line in str(value_of(new, "deadline") or "").split("\n")}
    gone = notice.passage is None or _words(notice.passage.text) not in told
    return _in_doubt(old, doubt) or (_said(old, "deadline") != _said(new, "deadline") and gone)


def _in_doubt(finding: FindingDraft, doubt: str) -> bool:
    return finding.deadline is not None and doubt in finding.deadline.doubts


def _named_no_more(name: str, old: FindingDraft, new: FindingDraft) -> bool:
    before, after = ({_words(unit.name.text) for unit in finding.units} for finding in (old, new))
    return _words(name) in before - after


def _said(finding: FindingDraft, name: str) -> str | tuple[object, ...]:
    """A field as far as it says anything: stops, blanks and width left out."""
    if name == "units":
        return tuple((_words(unit.name.text), unit.role) for unit in finding.units)
    value = value_of(finding, name)
    return tuple(_words(str(part)) for part in value) if isinstance(value, tuple) else _words(value or "")


def _words(text: str) -> str:
    return fold(text).translate(_STOPS).rstrip(".")


@cache
def _label(name: str) -> str:
    """What messages call a field."""
    return str(pack("labels")["slots"][name]["strong"][0])
