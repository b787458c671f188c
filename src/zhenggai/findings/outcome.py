"""What a revision would make of its plan: in numbers, and which lines nobody may settle but by choosing.

The rule with examples is docs/rules/revisions.md. Reads only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from zhenggai.core.editions import Entry, Kind
from zhenggai.core.review import Review
from zhenggai.findings.corrected import Corrected
from zhenggai.findings.models import DecisionChoice
from zhenggai.findings.revising import Comparison, Line

PARTS = ("goal", "measures", "units", "person", "deadline")  # what a plan says of a finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings of the edition before and of the one to come; an open line counts as the new paper has it, but a
    finding that it does not list stays until somebody chooses.

    n_removed: findings of the edition before that are left out. n_undecided: those that stay only because nobody chose
    yet. n_bare: findings of the new edition without goal or measures. n_emptied: those of them that had both before.
    kind: of the new paper (`About.kind`).
    """

    n_before: int
    n_after: int
    n_removed: int
    n_undecided: int
    n_bare: int
    n_emptied: int
    kind: str

    @property
    def warns(self) -> bool:
        """Whether the paper is none that replaces a plan, or takes something away from it."""
        return self.kind != "plan" or bool(self.n_removed or self.n_undecided or self.n_emptied)


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a line wants a choice of its own. removed: the new paper leaves the finding out. missing: parts that it no
    longer has. ours: fields that a person had corrected and the new paper would change."""

    removed: bool
    missing: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.removed or bool(self.missing or self.ours)


def outcome(compared: Comparison, review: Review, *, following: bool = False) -> Outcome:
    """What becomes of the plan with the decisions as they are. following: as if the paper were followed in all that is
    open, removals too."""
    undecided = [] if following else [one for one in compared.lines if one.is_open and one.item.kind is Kind.REMOVED]
    waiting = {line.item.key for line in undecided}
    taken = [(line.item.old, line.item.old if line.item.key in waiting else _entry_of(line)) for line in compared.lines]
    new = [(old, entry) for old, entry in taken if entry is not None]
    bare = [old for old, entry in new if _is_bare(entry)]
    return Outcome(
        n_before=sum(old is not None for old, _entry in taken),
        n_after=len(new),
        n_removed=sum(old is not None and entry is None for old, entry in taken),
        n_undecided=len(undecided),
        n_bare=len(bare),
        n_emptied=sum(old is not None and not _is_bare(old) for old in bare),
        kind=review.draft.about.kind or "other",
    )


def loss(line: Line, corrected: Mapping[str, Corrected], kept: Collection[str] = ()) -> Loss:
    """What following the new paper on this line takes away. corrected: what persons had corrected in the old one.
    kept: fields that do not follow it."""
    if line.item.kind is Kind.REMOVED:
        return Loss(removed=True)
    changes = [one for one in line.changes if one.name not in kept]
    missing = tuple(one.name for one in changes if one.name in PARTS and one.before and not one.after)
    return Loss(False, missing, tuple(one.name for one in changes if one.name in corrected))


def _entry_of(line: Line) -> Entry | None:
    """What the new edition would hold for a line."""
    if line.kept and line.item.old and line.item.new:
        return replace(line.item.new, **{name: getattr(line.item.old, name) for name in line.kept})
    choice = line.decision.choice if line.decision else DecisionChoice.ADOPT
    if choice == DecisionChoice.KEEP:
        return line.item.old
    return line.item.new if choice == DecisionChoice.ADOPT else None


def _is_bare(entry: Entry) -> bool:
    return not entry.goal or not entry.measures
