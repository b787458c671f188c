"""What the review page shows: the source with its marks on one side, the ledger with its fields on the other.

Pure: a review, what was read at first, and the points of the health report in; plain rows out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zhenggai.core.marking import Block, blocks, line_of, marks_of, target_of
from zhenggai.core.plan import About, FindingDraft, Notice, PlanDraft
from zhenggai.core.promises import promises
from zhenggai.core.review import Answer, Review, about_value, begin, value_of
from zhenggai.core.source import Passage

LABELS = {
    "number": "序号",
    "feedback_number": "反馈问题编号",
    "headings": "类别",
    "problem": "问题",
    "goal": "目标",
    "measures": "措施",
    "units": "单位",
    "person": "责任人",
    "deadline": "期限",
    "status": "状态",
    "progress": "进展",
}
ABOUT_LABELS = {
    "title": "标题",
    "kind": "种类",
    "status": "稿次",
    "region": "地区",
    "issued_on": "印发日期",
    "team": "督察组",
    "start": "督察开始",
    "end": "督察结束",
    "feedback_date": "反馈日期",
}
ABOUT_CHOICES = {
    "kind": {
        "plan": "整改方案",
        "progress": "进展情况",
        "closure_notice": "销号公示",
        "feedback": "反馈意见",
        "other": "其他",
    },
    "status": {"": "没有注明", "draft": "征求意见稿", "issued": "正式稿"},
}
ROLE_WORDS = {"lead": "牵头", "responsible": "责任", "supporting": "配合", "supervising": "督导", "accepting": "验收"}
ORDER = ("error", "warning", "good", "info")
LIGHTS = {"error": "错误", "warning": "疑点", "info": "提示"}
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
class Remark:
    """A notice or a point of the health report beside the finding it concerns."""

    severity: str
    light: str
    message: str
    code: str
    arithmetic: str = ""
    line: int | None = None
    place: str = ""
    origin: str = ""  # tells a remark that stands beside several findings from two remarks
    title: str = ""
    passages: tuple[str, ...] = ()
    notice: int | None = None  # the reader's notices can be answered; points of the report speak for themselves
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One finding as it is shown."""

    key: str
    position: int
    number: str
    feedback_number: str
    rows: tuple[Row, ...]
    milestones: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def n_open(self) -> int:
        return sum(remark.severity in ("error", "warning") and remark.answer is None for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole review."""

    blocks: list[Block]
    sheets: list[Sheet]
    remarks: list[Remark]  # those of the document itself
    about: list[tuple[str, str, str]]  # (field, label, value as shown)
    counts: dict[str, int]


def page(review: Review, as_read: PlanDraft, points: dict[str | None, list[Remark]]) -> Page:
    """points: remarks of the health report by the finding's key, None for those of the document."""
    first = begin(as_read)
    read = dict(zip(first.keys, as_read.findings, strict=True))
    marks = [
        mark for key, finding in zip(review.keys, review.draft.findings, strict=True) for mark in marks_of(key, finding)
    ]
    notices = _notices(review)
    sheets = [
        _sheet(review, key, position, read.get(key), [*points.get(key, []), *notices.get(position, [])])
        for position, key in enumerate(review.keys)
    ]
    remarks = [*points.get(None, []), *notices.get(None, [])]
    counts = _counts(sheets, remarks)
    return Page(blocks(review.draft.source, marks), sheets, remarks, about_rows(review.draft.about), counts)


def about_rows(about: About) -> list[tuple[str, str, str]]:
    """What the document says of itself: (field, label, value as shown)."""
    rows = []
    for name, label in ABOUT_LABELS.items():
        value = about_value(about, name) or ""
        rows.append((name, label, ABOUT_CHOICES.get(name, {}).get(value, value)))
    return rows


def _counts(sheets: Sequence[Sheet], remarks: Sequence[Remark]) -> dict[str, int]:
    everything = [*(remark for sheet in sheets for remark in sheet.remarks), *remarks]
    told = {(one.origin, one.severity) for one in everything if one.answer is None}
    return {severity: sum(kind == severity for _origin, kind in told) for severity in LIGHTS}


def _sheet(review: Review, key: str, position: int, read: FindingDraft | None, remarks: list[Remark]) -> Sheet:
    finding = review.draft.findings[position]
    rows = tuple(_row(key, name, finding, read) for name in ROWS if _shown(name, finding))
    return Sheet(
        key,
        position,
        finding.number or "",
        finding.feedback_number or "",
        rows,
        tuple(milestone_words(finding, review.draft.about)),
        tuple(sorted(remarks, key=lambda one: ORDER.index(one.severity))),
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


def _notices(review: Review) -> dict[int | None, list[Remark]]:
    found: dict[int | None, list[Remark]] = {}
    for index, (notice, answer) in enumerate(zip(review.draft.notices, review.answers, strict=True)):
        remark = _remark(review, notice)
        found.setdefault(notice.finding, []).append(
            replace(remark, notice=index, origin=f"notice {index}", answer=_answer_words(answer))
        )
    return found


def _remark(review: Review, notice: Notice) -> Remark:
    line = line_of(notice.passage)
    place = review.draft.source.lines[line].place.words() if line is not None else ""
    return Remark(notice.severity, LIGHTS[notice.severity], notice.message, notice.code, line=line, place=place)


def _answer_words(answer: Answer | None) -> str | None:
    if answer is None:
        return None
    return answer.text if answer.choice == "answered" else "不需处理"


def as_text(name: str, value: object) -> str:
    """A field's value as one text, one entry per line."""
    if value is None:
        return ""
    if name == "units" and isinstance(value, tuple):
        return "\n".join(f"{unit}（{ROLE_WORDS[role]}）" for unit, role in value)
    return "\n".join(value) if isinstance(value, tuple) else str(value)
