"""What the review page shows: the source with its marks on one side, the ledger with its fields on the other.

Pure: a review, what was read at first, and the points of the health report in; plain rows out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhenggai.core.marking import Block, blocks, line_of, target_of
from zhenggai.core.naming import names_of
from zhenggai.core.plan import About, FindingDraft, PlanDraft
from zhenggai.core.promises import promises
from zhenggai.core.review import Review, about_value, begin, value_of
from zhenggai.core.source import Passage
from zhenggai.www.health_points import Concerned, remarks_by_finding
from zhenggai.www.labels import ABOUT_CHOICES, ABOUT_LABELS, LABELS, ROLE_WORDS, as_text
from zhenggai.www.remarks import Remark, Tally, by_weight, tally
from zhenggai.www.review_parts import Part

EXPECTED = ("problem", "goal", "measures", "units", "person", "deadline")
ROWS = ("headings", "problem", "goal", "measures", "units", "person", "deadline", "status", "progress")


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a field. target: its id on the page; line: where it stands in the source, None if typed."""

    text: str
    target: str
    line: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a finding. before: what the machine had read, where a person has corrected it."""

    name: str
    label: str
    items: tuple[Item, ...]
    missing: bool
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One finding as it is shown. name: what it is called everywhere; unnumbered: it has none of its own, others do."""

    key: str
    position: int
    name: str
    number: str
    last: bool
    unnumbered: bool
    feedback_number: str
    rows: tuple[Row, ...]
    milestones: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def tally(self) -> Tally:
        return tally(self.remarks)


@dataclass(frozen=True, slots=True)
class Page:
    """The review, or the part of it that is shown; about, remarks and tally are of the whole document."""

    blocks: list[Block]
    sheets: list[Sheet]
    remarks: list[Remark]  # those of the document itself
    about: list[tuple[str, str, str]]  # (field, label, value as shown)
    tally: Tally
    part: Part


def page(review: Review, as_read: PlanDraft, concerned: list[Concerned], part: Part) -> Page:
    """concerned: every remark with the positions of the findings it stands beside."""
    first = begin(as_read)
    read = dict(zip(first.keys, as_read.findings, strict=True))
    names = names_of(review.draft.findings)
    numbered = any(finding.number for finding in review.draft.findings)
    remarks = remarks_by_finding(review, concerned, part.findings)
    sheets = [
        _sheet(review, names[i], i, numbered, read.get(review.keys[i]), remarks.get(review.keys[i], []))
        for i in part.findings
    ]
    return Page(
        blocks(review.draft.source, part.marks(review), part.lines),
        sheets,
        by_weight(remarks.get(None, [])),
        about_rows(review.draft.about),
        tally(one for one, _positions in concerned),
        part,
    )


def about_rows(about: About) -> list[tuple[str, str, str]]:
    """What the document says of itself: (field, label, value as shown)."""
    rows = []
    for name, label in ABOUT_LABELS.items():
        value = about_value(about, name) or ""
        rows.append((name, label, ABOUT_CHOICES.get(name, {}).get(value, value)))
    return rows


def _sheet(
    review: Review, name: str, position: int, numbered: bool, read: FindingDraft | None, remarks: list[Remark]
) -> Sheet:
    key, finding = review.keys[position], review.draft.findings[position]
    rows = tuple(_row(key, field, finding, read) for field in ROWS if _shown(field, finding))
    return Sheet(
        key,
        position,
        name,
        finding.number or "",
        position + 1 == len(review.keys),
        not finding.number and numbered,
        finding.feedback_number or "",
        rows,
        tuple(milestone_words(finding, review.draft.about)),
        tuple(by_weight(remarks)),
    )


def _shown(name: str, finding: FindingDraft) -> bool:
    return name in EXPECTED or bool(value_of(finding, name))


def _row(key: str, name: str, finding: FindingDraft, read: FindingDraft | None) -> Row:
    items = tuple(_items(key, name, finding))
    before = None
    if read is not None and (was := value_of(read, name)) != value_of(finding, name):
        before = as_text(name, was) or "（空）"
    return Row(name, LABELS[name], items, not items, before)


def _items(key: str, name: str, finding: FindingDraft) -> Iterable[Item]:
    if name == "units":
        for i, unit in enumerate(finding.units):
            yield _item(unit.name, target_of(key, name, i), ROLE_WORDS[unit.role])
        return
    if name in ("headings", "measures"):
        for i, passage in enumerate(getattr(finding, name)):
            yield _item(passage, target_of(key, name, i))
        return
    passage = finding.deadline_text if name == "deadline" else getattr(finding, name)
    if passage is not None:
        yield _item(passage, target_of(key, name), deadline_words(finding) if name == "deadline" else "")


def _item(passage: Passage, target: str, note: str = "") -> Item:
    return Item(passage.text, target, line_of(passage), note)


def deadline_words(finding: FindingDraft) -> str:
    """What the wording of a deadline means: its days, 立行立改, 长期坚持."""
    if (deadline := finding.deadline) is None:
        return ""
    said = [*deadline.dates, *["立行立改"] * deadline.immediate, *["长期坚持"] * deadline.long_term]
    return " · ".join(said)


def milestone_words(finding: FindingDraft, about: About) -> Iterable[str]:
    """The stages with figures that measures and goal name: 2024-12-31 21.6公顷."""
    for one in promises(finding, about):
        yield f"{one.date} {'、'.join(quantity.text for quantity in one.quantities)}"
