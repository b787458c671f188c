"""A draft while a person reviews it: every finding has a key that stays, every notice an answer or none.

Each correction gives a new `Review`; nothing is changed in place. A corrected text that stands in the paper is linked
to where it stands (`relinking`); a typed one keeps the spans it had, so that the passage stays one click away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from zhenggai.core.deadlines import Deadline, read_deadline
from zhenggai.core.errors import Refused
from zhenggai.core.joining import first_of, joined, once, units_once
from zhenggai.core.marking import passages_of
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Inspection, Notice, PlanDraft, Role
from zhenggai.core.relinking import relinked
from zhenggai.core.source import Line, Passage, Span
from zhenggai.core.typography import tidy

ABOUT = "about"  # the key under which the document itself is corrected
FIRST = "first"  # the place before all findings
PLAIN = ("number", "feedback_number")
TEXTS = ("problem", "goal", "person", "status", "progress")
LISTS = ("headings", "measures")
FIELDS = (*PLAIN, "headings", "problem", "goal", "measures", "units", "person", "deadline", "status", "progress")
INSPECTION_FIELDS = ("team", "start", "end", "feedback_date")
ABOUT_FIELDS = ("title", "kind", "status", "region", "issued_on", *INSPECTION_FIELDS)
KINDS = ("plan", "progress", "closure_notice", "feedback", "other")
ROLES: tuple[Role, ...] = ("lead", "responsible", "supporting", "supervising", "accepting")
PARTING = "，,、；; \u3000\n"  # what parts two clauses and ends neither
MOST_CHARACTERS = 20_000
MOST_ITEMS = 200
FIRST_YEAR, LAST_YEAR = 1949, 2100  # a day of a paper outside these is a slip of the pen

Choice = Literal["dismissed", "answered", "corrected"]
UnitValue = tuple[str, str]  # name, role


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person did about a notice. "corrected": not said but done, `text` names the field (`settling`)."""

    choice: Choice
    text: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A draft under review. keys: one per finding. answers: one per notice. next_key: number of the next new key.
    seen: what a person said to points of the health report, by the point's identity (`rules.identity_of`)."""

    draft: PlanDraft
    keys: tuple[str, ...]
    answers: tuple[Answer | None, ...]
    next_key: int
    seen: tuple[tuple[str, Answer], ...] = ()

    def position(self, key: str) -> int:
        """Where the finding stands in the list. Raises Refused if it is no longer there."""
        if key not in self.keys:
            raise Refused("finding_gone", "这个问题已被合并或删除，请刷新页面。")
        return self.keys.index(key)

    def finding(self, key: str) -> FindingDraft:
        return self.draft.findings[self.position(key)]


def begin(draft: PlanDraft) -> Review:
    """The review of a draft as it was read."""
    n = len(draft.findings)
    return Review(draft, tuple(f"f{i}" for i in range(1, n + 1)), (None,) * len(draft.notices), n + 1)


def value_of(finding: FindingDraft, name: str) -> str | tuple[str, ...] | tuple[UnitValue, ...] | None:
    """A field as plain text: what a person sees, what differences compare and what a correction records."""
    if name in PLAIN:
        return None if (plain := getattr(finding, name)) is None else str(plain)
    if name in LISTS:
        return tuple(passage.text for passage in getattr(finding, name))
    if name == "units":
        return tuple((unit.name.text, unit.role) for unit in finding.units)
    passage = finding.deadline_text if name == "deadline" else getattr(finding, name)
    return passage.text if passage is not None else None


def about_value(about: About, name: str) -> str | None:
    """A field of the document itself as plain text."""
    if name in INSPECTION_FIELDS:
        return getattr(about.inspection, name) if about.inspection else None
    if name == "title":
        return about.title.text if about.title else None
    return None if (value := getattr(about, name)) is None else str(value)


def correct(review: Review, key: str, name: str, value: Any, spans: Sequence[Span] = ()) -> Review:
    """One field of a finding as a person says it is.

    value: text or None; for headings and measures a list of texts; for units a list of (name, role).
    spans: where the text was selected in the source; without them it is looked for around the old passage.
    """
    at = review.position(key)
    finding = _with_field(review.draft, review.draft.findings[at], name, value, tuple(spans))
    return _with_findings(review, [*review.draft.findings[:at], finding, *review.draft.findings[at + 1 :]], review.keys)


def correct_about(review: Review, name: str, value: str | None) -> Review:
    """One field of the document itself. Deadlines are read again when the day of issue changes."""
    about, text = review.draft.about, _text(value)
    if name in INSPECTION_FIELDS:
        day = text if name == "team" else _day(text)
        about = replace(about, inspection=replace(about.inspection or Inspection(), **{name: day}))
    elif name == "title":
        if not text:
            raise Refused(
                "title_missing", "标题不能为空：台账、体检报告和导出的文件都用它作名称。请填写这份文件的标题。"
            )
        about = replace(about, title=_Linker(review.draft.source.lines).passage(text, about.title, ()))
    elif name == "issued_on":
        about = replace(about, issued_on=_day(text))
    elif (
        name == "region"
        or (name == "status" and text in (None, "draft", "issued"))
        or (name == "kind" and text in KINDS)
    ):
        told: dict[str, Any] = {name: text}
        about = replace(about, **told)
    else:
        raise Refused("no_such_field", "没有这个项目或取值不对，请刷新页面后重试。")
    review = replace(review, draft=replace(review.draft, about=about))
    if name != "issued_on":
        return review
    findings = [replace(one, deadline=_deadline(one.deadline_text, about)) for one in review.draft.findings]
    return _with_findings(review, findings, review.keys)


def merge(review: Review, keys: Sequence[str]) -> Review:
    """Several findings as one, in printed order: the first one's numbers, every text once, lists one after another."""
    positions = sorted({review.position(key) for key in keys})
    if len(positions) < 2:
        raise Refused("merge_needs_two", "合并至少需要选择两个问题。")
    parts = [review.draft.findings[at] for at in positions]
    first = parts[0]
    merged = replace(
        first,
        number=first_of(part.number for part in parts),
        feedback_number=first_of(part.feedback_number for part in parts),
        problem=joined([part.problem for part in parts]) or first.problem,
        goal=joined([part.goal for part in parts]),
        measures=once(passage for part in parts for passage in part.measures),
        units=units_once(unit for part in parts for unit in part.units),
        person=joined([part.person for part in parts]),
        deadline_text=joined([part.deadline_text for part in parts]),
        status=joined([part.status for part in parts]),
        progress=joined([part.progress for part in parts]),
    )
    merged = replace(merged, deadline=_deadline(merged.deadline_text, review.draft.about))
    gone = set(positions[1:])
    findings = [merged if i == positions[0] else one for i, one in enumerate(review.draft.findings) if i not in gone]
    kept = tuple(key for i, key in enumerate(review.keys) if i not in gone)
    return _with_findings(review, findings, kept, moved={review.keys[i]: review.keys[positions[0]] for i in gone})


def split(
    review: Review, key: str, *, problem_at: int | None, measures: Sequence[int], number: str | None = None
) -> Review:
    """One finding as two. The second one follows it, with `number` or none, with the problem from character
    `problem_at` on (the whole problem if None) and the measures at these positions; all other fields stand in both."""
    at = review.position(key)
    finding = review.draft.findings[at]
    chosen = set(measures)
    if any(not 0 <= i < len(finding.measures) for i in chosen):
        raise Refused("no_such_measure", "所选的措施不存在，请刷新页面。")
    head, tail = _cut(finding.problem, problem_at)
    first = replace(
        finding, problem=head, measures=tuple(one for i, one in enumerate(finding.measures) if i not in chosen)
    )
    second = replace(
        finding,
        problem=tail,
        number=_text(number),
        feedback_number=None,
        measures=tuple(one for i, one in enumerate(finding.measures) if i in chosen),
    )
    return _inserted(replace_finding(review, at, first), at + 1, second)


def add(review: Review, values: dict[str, Any], *, after: str | None = None, spans: Sequence[Span] = ()) -> Review:
    """A finding that the reader missed, put after another one, before all (`FIRST`) or at the end. spans: the chosen
    paragraphs; every field is linked to where it stands in them, the problem to all of them if it stands nowhere."""
    text = _text(values.get("problem"))
    if not text:
        raise Refused("problem_missing", "补录的问题必须有问题表述。")
    finding = FindingDraft(problem=Passage(text, tuple(spans)))
    for name, value in values.items():
        if name != "problem":
            finding = _with_field(review.draft, finding, name, value, (), chosen=True)
    problem = relinked(review.draft.source.lines, text, spans) or tuple(spans)
    finding = replace(finding, problem=Passage(text, problem))
    at = {None: len(review.keys), FIRST: 0}.get(after)
    return _inserted(review, review.position(after or "") + 1 if at is None else at, finding)


def drop(review: Review, key: str) -> Review:
    """Without a finding that is none. Its notices stay in the list, tied to nothing."""
    at = review.position(key)
    findings = [one for i, one in enumerate(review.draft.findings) if i != at]
    return _with_findings(review, findings, tuple(one for one in review.keys if one != key))


def places_to_cut(problem: str) -> list[int]:
    """Where a problem may be cut in two: after each sentence, or where there is only one, after each comma."""
    for ends in ("。；;\n", "，,"):
        if places := [i + 1 for i, character in enumerate(problem[:-1]) if character in ends]:
            return places
    return []


def answer(review: Review, notice: int, given: Answer) -> Review:
    """A notice dismissed or answered."""
    if not 0 <= notice < len(review.answers):
        raise Refused("no_such_notice", "这条提示不存在，请刷新页面。")
    _require_answer(given)
    return replace(review, answers=(*review.answers[:notice], given, *review.answers[notice + 1 :]))


def answer_point(review: Review, identity: str, given: Answer) -> Review:
    """A point of the health report seen or answered. The answer holds while the point says the very same."""
    _require_answer(given)
    return replace(review, seen=tuple(sorted((dict(review.seen) | {identity: given}).items(), key=lambda one: one[0])))


def replace_finding(review: Review, at: int, finding: FindingDraft) -> Review:
    """The same list with another finding in one place."""
    findings = [*review.draft.findings]
    findings[at] = finding
    return _with_findings(review, findings, review.keys)


def _require_answer(given: Answer) -> None:
    if given.choice not in ("dismissed", "answered") or (given.choice == "answered" and not given.text.strip()):
        raise Refused("answer_missing", "请写明对这条提示的处理意见，或者点“已阅”。")


def _inserted(review: Review, at: int, finding: FindingDraft) -> Review:
    findings = [*review.draft.findings[:at], finding, *review.draft.findings[at:]]
    keys = (*review.keys[:at], f"f{review.next_key}", *review.keys[at:])
    return replace(_with_findings(review, findings, keys), next_key=review.next_key + 1)


def _with_findings(
    review: Review, findings: Sequence[FindingDraft], keys: tuple[str, ...], moved: dict[str, str] | None = None
) -> Review:
    """The review with another list; each notice follows its finding, or the one it was merged into."""
    places = {key: i for i, key in enumerate(keys)}

    def follow(notice: Notice) -> Notice:
        if notice.finding is None:
            return notice
        key = review.keys[notice.finding]
        place = places.get((moved or {}).get(key, key))
        return notice if place == notice.finding else replace(notice, finding=place)

    notices = tuple(follow(notice) for notice in review.draft.notices)
    return replace(review, draft=replace(review.draft, findings=tuple(findings), notices=notices), keys=keys)


def _with_field(
    draft: PlanDraft, finding: FindingDraft, name: str, value: Any, spans: tuple[Span, ...], *, chosen: bool = False
) -> FindingDraft:
    told: dict[str, Any]
    linker = _Linker(draft.source.lines, finding, chosen=chosen)
    if name in PLAIN:
        told = {name: _text(value)}
    elif name in LISTS:
        told = {name: linker.passages(value, getattr(finding, name))}
    elif name == "units":
        told = {name: linker.units(value, finding.units)}
    elif name == "deadline":
        passage = linker.passage(_text(value), finding.deadline_text, spans)
        told = {"deadline_text": passage, "deadline": _deadline(passage, draft.about)}
    elif name in TEXTS:
        told = {name: linker.passage(_text(value), getattr(finding, name), spans)}
    else:
        raise Refused("no_such_field", "没有这个项目，请刷新页面后重试。")
    if name == "problem" and told[name] is None:
        raise Refused("problem_missing", "问题表述不能为空；如果这不是一个问题，请用“不是问题”把它去掉。")
    return replace(finding, **told)


def _text(value: Any) -> str | None:
    """A typed text in normal form, line breaks kept; None where nothing is left."""
    if value is not None and not isinstance(value, str):
        raise Refused("not_a_text", "提交的内容格式不对，请刷新页面后重试。")
    lines = [tidy(line) for line in re.split(r"\r\n?|\n", value or "")]
    text = "\n".join(line for line in lines if line)
    if len(text) > MOST_CHARACTERS:
        raise Refused("text_too_long", f"内容超过 {MOST_CHARACTERS} 字，请缩短后再保存。")
    return text or None


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Refused("not_a_day", f"日期“{text[:40]}”应写成 2024-03-05 的样子。")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused("not_a_day", f"日历上没有“{text}”这一天，请核对后重填。") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused("not_a_day", f"日期“{text}”的年份应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间，请核对后重填。")
    return text


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple) or len(value) > MOST_ITEMS:
        raise Refused("not_a_list", f"提交的内容格式不对，或多于 {MOST_ITEMS} 条。")
    return list(value)


class _Linker:
    """Corrected texts with the passages they stand in; without a finding, of the document itself. An empty field has no
    lines of its own: all that was taken for the finding is looked through. chosen: a person chose that for every field,
    so that short texts are looked for as well."""

    def __init__(self, lines: Sequence[Line], finding: FindingDraft | None = None, *, chosen: bool = False) -> None:
        self.lines = lines
        self.chosen = chosen
        taken = (passage for _kind, _at, passage in passages_of(finding)) if finding else ()
        self.everywhere = tuple(span for passage in taken for span in passage.spans)

    def passage(self, text: str | None, old: Passage | None, spans: tuple[Span, ...]) -> Passage | None:
        if not text:
            return None
        own = old.spans if old else ()
        return Passage(text, spans or self._link(text, own) or own)

    def passages(self, value: Any, old: tuple[Passage, ...]) -> tuple[Passage, ...]:
        """The same text keeps its passage; a changed one is looked for, else it gets that of its place."""
        texts = [text for text in map(_text, _items(value)) if text]
        own = {passage.text: passage for passage in reversed(old)}
        free = [passage.spans if passage.text not in texts else () for passage in old]
        field = tuple(span for passage in old for span in passage.spans)
        return tuple(
            own.get(text) or Passage(text, self._link(text, field) or (free[i] if i < len(free) else ()))
            for i, text in enumerate(texts)
        )

    def units(self, value: Any, old: tuple[AssignedUnit, ...]) -> tuple[AssignedUnit, ...]:
        own = {unit.name.text: unit.name for unit in reversed(old)}
        field = tuple(span for unit in old for span in unit.name.spans)
        units = []
        for item in _items(value):
            if not isinstance(item, list | tuple) or len(item) != 2 or item[1] not in ROLES:
                raise Refused("not_a_unit", "单位或其角色填写不对，请刷新页面后重试。")
            if name := _text(item[0]):
                units.append(AssignedUnit(own.get(name) or Passage(name, self._link(name, field)), item[1]))
        return tuple(units)

    def _link(self, text: str, field: tuple[Span, ...]) -> tuple[Span, ...]:
        return relinked(self.lines, text, field or self.everywhere, own=bool(field) or self.chosen)


def _deadline(passage: Passage | None, about: About) -> Deadline | None:
    return read_deadline(passage.text, issued_on=about.issued_on, year=about.year) if passage else None


def _cut(passage: Passage, at: int | None) -> tuple[Passage, Passage]:
    """A passage cut at a character, without the comma that parted the two. A passage of one span that still reads as
    printed is cut in the source too."""
    if at is None:
        return passage, passage
    if not 0 < at < len(passage.text):
        raise Refused("cut_outside", "拆分位置必须在问题表述中间。")
    end = len(passage.text[:at].rstrip(PARTING))
    start = len(passage.text) - len(passage.text[at:].lstrip(PARTING))
    spans: tuple[tuple[Span, ...], tuple[Span, ...]] = (passage.spans, passage.spans)
    if len(passage.spans) == 1 and (one := passage.spans[0]).end - one.start == len(passage.text):
        spans = (Span(one.line, one.start, one.start + end),), (Span(one.line, one.start + start, one.end),)
    texts = tidy(passage.text[:end]), tidy(passage.text[start:])
    if not all(texts):
        raise Refused("cut_outside", "拆分位置必须在问题表述中间。")
    return Passage(texts[0], spans[0]), Passage(texts[1], spans[1])
