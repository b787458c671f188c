"""Drafts written by hand for the rules: lines such as 「目标：…」 in, PlanDraft out, every passage with its span.

问题 opens a finding. 措施 may stand more than once. 单位, 牵头, 配合 and 验收 name units; 序号, 反馈, 类别, 目标,
时限, 责任人 and 状态 fill its fields; 正文 is a paragraph outside the list. 印发, 今天, 督察 (start end feedback), 种类
(progress) and 地区 are facts of the whole document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import cast

from zhenggai.core.deadlines import read_deadline
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Inspection, Kind, PlanDraft, Role
from zhenggai.core.references import find_references
from zhenggai.core.rules import Point, check
from zhenggai.core.source import Line, Paragraph, Passage, Place, Source, Span
from zhenggai.core.units.names import split_units

TODAY = date(2024, 4, 1)
UNITS: dict[str, Role] = {"单位": "responsible", "牵头": "lead", "配合": "supporting", "验收": "accepting"}


@dataclass
class _Entry:
    fields: dict[str, list[Passage]] = field(default_factory=dict)

    def one(self, label: str) -> Passage | None:
        return self.fields.get(label, [None])[0]


def draft_of(text: str, kind: Kind = "plan") -> PlanDraft:
    """The draft that a block of labelled lines describes."""
    lines: list[Line] = []
    entries: list[_Entry] = []
    facts: dict[str, str] = {}
    for printed in text.strip().splitlines():
        label, _, value = printed.strip().partition("：")
        if not value:
            continue
        if label in ("印发", "今天", "督察", "地区", "标题", "种类"):
            facts[label] = value
            continue
        line = Line(len(lines), value, Place(paragraph=len(lines) + 1))
        lines.append(line)
        if label == "问题":
            entries.append(_Entry())
        if label != "正文":
            entries[-1].fields.setdefault(label, []).append(Passage(value, (Span(line.index, 0, len(value)),)))
    source = Source("样本.txt", "0" * 64, "text/plain", tuple(lines), tuple(Paragraph(line.index) for line in lines))
    about = _about(facts, cast(Kind, facts.get("种类", kind)), "\n".join(line.text for line in lines))
    return PlanDraft(source, about, tuple(_finding(entry, about) for entry in entries))


def today_of(text: str) -> date:
    said = [line.partition("：")[2] for line in text.splitlines() if line.startswith("今天：")]
    return date.fromisoformat(said[0]) if said else TODAY


def points_of(text: str, kind: Kind = "plan") -> list[Point]:
    """What the check says of such a block."""
    return check(draft_of(text, kind), today=today_of(text))


def codes_of(text: str, kind: Kind = "plan") -> set[str]:
    return {point.code for point in points_of(text, kind)}


def _about(facts: dict[str, str], kind: Kind, text: str) -> About:
    inspection = None
    if "督察" in facts:
        start, end, feedback = facts["督察"].split()
        inspection = Inspection("省督察组", start, end, feedback)
    issued = facts.get("印发")
    title = Passage(facts["标题"]) if "标题" in facts else None
    return About(
        title, kind, "issued", facts.get("地区"), inspection, tuple(find_references(text)), issued,
        int(issued[:4]) if issued else None,
    )  # fmt: skip


def _finding(entry: _Entry, about: About) -> FindingDraft:
    deadline = entry.one("时限")
    number, feedback = entry.one("序号"), entry.one("反馈")
    problem = entry.one("问题")
    assert problem is not None
    return FindingDraft(
        problem=problem,
        number=number.text if number else None,
        feedback_number=feedback.text if feedback else None,
        headings=tuple(entry.fields.get("类别", ())),
        goal=entry.one("目标"),
        measures=tuple(entry.fields.get("措施", ())),
        units=tuple(unit for label, role in UNITS.items() for unit in _units(entry.one(label), role)),
        person=entry.one("责任人"),
        deadline_text=deadline,
        deadline=read_deadline(deadline.text, issued_on=about.issued_on, year=about.year) if deadline else None,
        status=entry.one("状态"),
    )


def _units(passage: Passage | None, role: Role) -> list[AssignedUnit]:
    if passage is None:
        return []
    (span,) = passage.spans
    return [
        AssignedUnit(Passage(unit.text, (Span(span.line, unit.start, unit.end),)), unit.role or role)  # type: ignore[arg-type]
        for unit in split_units(passage.text)
    ]
