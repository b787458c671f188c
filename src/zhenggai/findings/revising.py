"""A revised document against the edition before: the difference and the decisions it waits for. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from zhenggai.accounts.actors import Actor
from zhenggai.core.editions import Entry, FieldChange, Item, Kind, field_changes
from zhenggai.core.errors import Refused
from zhenggai.findings.differences import kept_difference
from zhenggai.findings.drafts import EditionText, edition_text, entries_of_review, review_of
from zhenggai.findings.models import Decision, DecisionChoice, Finding, Plan, PlanEdition, Recognition
from zhenggai.findings.returning import coming_back, left_out, word_for_word

CHOICES: dict[Kind, tuple[DecisionChoice, ...]] = {
    Kind.SAME: (),
    Kind.RENUMBERED: (DecisionChoice.ADOPT, DecisionChoice.KEEP, DecisionChoice.NEW),
    Kind.CHANGED: (DecisionChoice.ADOPT, DecisionChoice.KEEP, DecisionChoice.NEW),
    Kind.ADDED: (DecisionChoice.ADOPT, DecisionChoice.LEAVE_OUT, DecisionChoice.SAME),
    Kind.REMOVED: (DecisionChoice.REMOVE, DecisionChoice.KEEP),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the difference with the decision that holds on it, if there is one. returns: the finding of an
    earlier edition that an added one is."""

    item: Item
    decision: Decision | None
    returns: Entry | None = None

    @property
    def choices(self) -> tuple[DecisionChoice, ...]:
        return (*CHOICES[self.item.kind], *([DecisionChoice.NEW] if self.returns else []))

    @property
    def before(self) -> Entry | None:
        """The finding as it was last, in the edition before or in an earlier one."""
        return self.item.old or self.returns

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """What differs from the finding as it was last."""
        return field_changes(self.returns, self.item.new) if self.returns and self.item.new else self.item.changes

    @property
    def kept(self) -> tuple[str, ...]:
        """The changed fields that stay as they were, where the finding was decided field by field; else none."""
        if self.decision is None or not self.decision.fields:
            return ()
        choice, fields = self.decision.choice, self.decision.fields
        return tuple(one.name for one in self.item.changes if fields.get(one.name, choice) == DecisionChoice.KEEP)

    @property
    def is_open(self) -> bool:
        return self.item.wants_decision and self.decision is None


class Picked(NamedTuple):
    """What a person chose for a line. digest: the line as it was shown. fields: changed fields that a choice of their
    own was made for, name -> adopt or keep; the others follow the choice."""

    key: str
    choice: DecisionChoice
    digest: str
    fields: Mapping[str, DecisionChoice] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole difference, and the edition it is made against."""

    lines: tuple[Line, ...]
    old: EditionText

    @property
    def n_open(self) -> int:
        return sum(line.is_open for line in self.lines)

    def by_key(self) -> dict[str, Line]:
        """Every line under the key of its item."""
        return {line.item.key: line for line in self.lines}


def compare(recognition: Recognition) -> Comparison:
    """The difference to the recognition's base edition, with the decisions that hold. Five queries."""
    decided = {
        (one.item_key, one.item_digest): one
        for one in recognition.decisions.select_related("decided_by").order_by("id")
    }
    # Paired anew ("new", "same") is not a choice on the item that results, so it does not settle it.
    settled = {key: one for key, one in decided.items() if one.choice not in {DecisionChoice.NEW, DecisionChoice.SAME}}
    return _compared(recognition, recognition.revises_id, recognition.base_edition_id, recognition.pairs, settled)


def foretold(recognition: Recognition, plan: Plan | None) -> Comparison:
    """The difference there would be to the latest edition of a plan, nothing decided; without a plan all is new. Five
    queries."""
    latest = PlanEdition.objects.filter(plan=plan).order_by("-edition_no").first()
    return _compared(recognition, plan.pk if plan else None, latest.pk if latest else None, {}, {})


def _compared(
    recognition: Recognition,
    plan_id: int | None,
    edition_id: int | None,
    pairs: Mapping[str, str | None],
    settled: Mapping[tuple[str, str], Decision],
) -> Comparison:
    old = edition_text(edition_id or 0)
    present, new, gone = old.entries(), entries_of_review(review_of(recognition)), left_out(plan_id, old)
    told = word_for_word(present, gone, new) | dict(pairs)
    items = kept_difference(tuple(present), tuple(new), tuple(told.items()))
    back = coming_back(items, gone, pairs)
    lines = tuple(
        Line(item, settled.get((item.key, item.digest)), back.get(item.new.key) if item.new else None) for item in items
    )
    return Comparison(lines, old)


def line_at(lines: Mapping[str, Line], key: str, digest: str | None, choice: DecisionChoice) -> Line:
    """The line a decision is about, of the lines by their items' keys. Refused if it is gone, has changed since it was
    shown, or has no such choice."""
    line = lines.get(key)
    if line is None or (digest is not None and line.item.digest != digest):
        raise Refused("changed_meanwhile", "这处差异已经变化，请刷新页面后再作取舍。")
    if choice not in line.choices:
        raise Refused("choice_not_open", "这处差异不能这样处理，请刷新页面后重新选择。")
    return line


def by_field(line: Line, picked: Picked) -> tuple[DecisionChoice, dict[str, str]]:
    """The choice for a finding, and the fields that go against it; all of them together are the other choice. Refused
    where the fields of a line cannot be chosen, or are not those that changed."""
    choice, names = picked.choice, {one.name for one in line.item.changes}
    if not picked.fields:
        return choice, {}
    sides = {DecisionChoice.ADOPT, DecisionChoice.KEEP}
    if (
        line.item.kind is not Kind.CHANGED
        or not names >= {*picked.fields}
        or not sides >= {choice, *picked.fields.values()}
    ):
        raise Refused("choice_not_open", "这处差异不能逐项选择，请刷新页面后重新选择。")
    against = {name: str(one) for name, one in picked.fields.items() if one != choice}
    if {*against} == names:
        return next(iter(sides - {choice})), {}
    return choice, against


def free_finding(lines: Sequence[Line], finding: Finding | None) -> int:
    """The finding that a new one really is; it must be one that the new document seems to leave out."""
    free = {line.item.old.key for line in lines if line.item.old and not line.item.new}
    if finding is None or str(finding.pk) not in free:
        raise Refused("finding_not_free", "请从原方案中未对上的问题里选择一个。")
    return finding.pk


def settled(
    recognition: Recognition,
    line: Line,
    picked: Picked,
    finding: Finding | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> list[Decision]:
    """The decision on a line and what follows from it, not yet saved. "new" and "same" pair the recognition anew:
    who is new is adopted with the same word; who is an old one is asked about as a changed finding."""
    choice, fields = by_field(line, picked)
    decisions = [decision_on(recognition, line, choice, reason, by, at, fields)]
    draft_key = line.item.new.key if line.item.new else ""
    if choice == DecisionChoice.SAME:
        same_as = str(free_finding(compare(recognition).lines, finding))
        recognition.pairs = recognition.pairs | {draft_key: same_as}
    if choice == DecisionChoice.NEW:
        recognition.pairs = recognition.pairs | {draft_key: None}
        added = line_at(compare(recognition).by_key(), f"new:{draft_key}", None, DecisionChoice.ADOPT)
        decisions.append(decision_on(recognition, added, DecisionChoice.ADOPT, reason, by, at))
    return decisions


def decision_on(
    recognition: Recognition,
    line: Line,
    choice: DecisionChoice,
    reason: str,
    by: Actor,
    at: datetime,
    fields: Mapping[str, str] = MappingProxyType({}),
) -> Decision:
    """The decision as a row, not yet saved."""
    item, before = line.item, line.before
    return Decision(
        recognition=recognition,
        item_key=item.key,
        item_digest=item.digest,
        kind=item.kind.value,
        choice=choice,
        fields=dict(fields),
        finding_id=int(before.key) if before else None,
        draft_key=item.new.key if item.new else "",
        reason=reason,
        decided_at=at,
        decided_by=by.user,
    )
