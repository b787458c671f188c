"""What the rules read: the texts of a draft with their figures, the body around the list, the earliest day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal

from zhenggai.catalog import pack
from zhenggai.core.naming import names_of
from zhenggai.core.plan import FindingDraft, PlanDraft
from zhenggai.core.quantities import Quantity, find_quantities
from zhenggai.core.rules.excerpts import excerpt
from zhenggai.core.source import Paragraph, Passage, Source, Span
from zhenggai.core.units.names import UnitMention, find_units
from zhenggai.core.units.rosters import Member, Roster, expand, roster_for

_TORN = re.compile(r"\d[ \u00a0+＋]$")
_BREAK = re.compile(r"[:：]|.{12}")  # another label, or too much text for a mark
Part = Literal["problem", "goal", "measure", "deadline", "progress", "body"]


@dataclass(frozen=True)
class Text:
    """One text of the plan. finding: position in the list, None for the body."""

    source: Source
    passage: Passage
    part: Part
    finding: int | None = None

    @property
    def text(self) -> str:
        """What it says, as printed."""
        return self.passage.text

    @property
    def findings(self) -> tuple[int, ...]:
        """The position of its finding, nothing for the body: the form that points take."""
        return () if self.finding is None else (self.finding,)

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Its figures. 「9 874.32万元」 is left out: a blank stands where a converter lost digits; so is the 600 of
        the milestone K41+600."""
        found = find_quantities(self.text)
        return tuple(one for one in found if not _TORN.search(self.text[max(0, one.start - 2) : one.start]))

    @cached_property
    def units(self) -> tuple[UnitMention, ...]:
        """The units it names, as printed."""
        return tuple(find_units(self.text))

    def lead(self, start: int, most: int = 40) -> str:
        """What stands right before a place: enough for patterns that end there, however long the text is."""
        return self.text[max(0, start - most) : start]

    def cut(self, start: int, end: int) -> Passage:
        """Characters `start` to `end` as a passage with its own spans."""
        return excerpt(self.source, self.passage, start, end)

    def around(self, start: int, end: int, stops: str = "。！？\n") -> Passage:
        """The sentence that holds `start` to `end`."""
        left = max((self.text.rfind(stop, 0, start) for stop in stops), default=-1) + 1
        rights = [found for stop in stops if (found := self.text.find(stop, end)) >= 0]
        right = min(rights) + 1 if rights else len(self.text)
        while left < start and self.text[left] in " 　":
            left += 1
        return self.cut(left, right)


@dataclass(frozen=True)
class Entry:
    """A finding of the list with its texts. name: how messages call it."""

    position: int
    draft: FindingDraft
    name: str
    problem: Text
    goal: Text | None
    measures: tuple[Text, ...]
    deadline: Text | None
    progress: Text | None

    @property
    def answers(self) -> tuple[Text, ...]:
        """What is to be done about the problem: goal and measures."""
        return (*((self.goal,) if self.goal else ()), *self.measures)

    @property
    def unit_list(self) -> tuple[Passage, ...]:
        """The units that must act, as printed; those listed side by side together, with the marks between them."""
        lines = self.problem.source.lines
        wholes: list[Span] = []
        for span in sorted(one for unit in self.draft.units if unit.role != "accepting" for one in unit.name.spans):
            last = wholes[-1] if wholes else None
            if last and last.line == span.line and not _BREAK.search(lines[span.line].text[last.end : span.start]):
                wholes[-1] = Span(span.line, last.start, max(last.end, span.end))
            else:
                wholes.append(span)
        return tuple(Passage(lines[one.line].text[one.start : one.end], (one,)) for one in wholes)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything the finding says that holds figures and dates."""
        rest = (text for text in (self.deadline, self.progress) if text)
        return (self.problem, *self.answers, *rest)


@dataclass(frozen=True)
class Plan:
    """A draft as the rules see it."""

    draft: PlanDraft
    today: date
    roster: Roster | None
    _members: dict[str, Member | None] = field(default_factory=dict, repr=False)
    _expanded: dict[str, tuple[str, ...] | None] = field(default_factory=dict, repr=False)

    def member(self, name: str) -> Member | None:
        """The roster's member of that name, None without roster. Asked for every pair of names, so remembered."""
        if name not in self._members:
            self._members[name] = self.roster.find(name, self.day) if self.roster else None
        return self._members[name]

    def expanded(self, name: str) -> tuple[str, ...] | None:
        """The members a group term takes in, None where no roster can tell."""
        if name not in self._expanded:
            self._expanded[name] = expand(name, self.roster, self.day) if self.roster else None
        return self._expanded[name]

    def where(self, text: Text) -> str:
        """How messages call the place of a text: 问题13, 正文."""
        return "正文" if text.finding is None else self.entries[text.finding].name

    @cached_property
    def day(self) -> str:
        """The ISO day on which rosters are asked."""
        return self.issued_on or self.today.isoformat()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The findings of the list, in order, with the names that messages call them by."""
        names = names_of(self.draft.findings)
        return tuple(self._entry(position, names[position]) for position in range(len(self.draft.findings)))

    @cached_property
    def asks(self) -> bool:
        """True for a plan: only there can a goal, a unit or an accepting unit be missing."""
        findings = self.draft.findings
        answered = sum(1 for finding in findings if finding.measures or finding.goal)
        if self.draft.about.kind == "plan":
            return True
        return self.draft.about.kind == "other" and answered * 2 >= len(findings) > 0

    @cached_property
    def body(self) -> tuple[Text, ...]:
        """Paragraphs outside the list, in order."""
        source = self.draft.source
        taken = {span.line for finding in self.draft.findings for span in _spans(finding)}
        first, last = (min(taken), max(taken)) if taken else (0, 0)
        outside = [
            item.line
            for item in source.layout
            if isinstance(item, Paragraph) and not first <= item.line <= last and not source.lines[item.line].hidden
        ]
        lines = (source.lines[index] for index in outside)
        return tuple(
            Text(source, Passage(line.text, (Span(line.index, 0, len(line.text)),)), "body")
            for line in lines
            if line.text
        )

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The body and then the findings, text by text."""
        return (*self.body, *(text for entry in self.entries for text in entry.texts))

    @cached_property
    def issued_on(self) -> str | None:
        """The day of issue (ISO). One that is also somebody's deadline was printed in the list, not below the text."""
        day = self.draft.about.issued_on
        deadlines = {date_ for finding in self.draft.findings if finding.deadline for date_ in finding.deadline.dates}
        return day if day not in deadlines else None

    @cached_property
    def not_before(self) -> tuple[str, str] | None:
        """The earliest day the plan can bear (ISO) and why: its issue, the feedback, or the year of a paper cited."""
        about = self.draft.about
        if self.issued_on:
            return self.issued_on, "方案印发日期"
        if about.inspection and (day := about.inspection.feedback_date or about.inspection.end):
            return day, "督察反馈日期" if about.inspection.feedback_date else "督察结束日期"
        years = [
            found[1]
            for ref in about.references
            if (found := re.search(r"[〔\[【(（]((?:19|20)\d\d)", ref.number or ""))
        ]
        return (f"{max(years)}-01-01", "所引文件的年份") if years else None

    def _entry(self, position: int, name: str) -> Entry:
        finding, source = self.draft.findings[position], self.draft.source

        def text(passage: Passage | None, part: Part) -> Text | None:
            return Text(source, passage, part, position) if passage else None

        measures = tuple(Text(source, passage, "measure", position) for passage in finding.measures)
        return Entry(
            position, finding, name, Text(source, finding.problem, "problem", position), text(finding.goal, "goal"),
            measures, text(finding.deadline_text, "deadline"), text(finding.progress, "progress"),
        )  # fmt: skip


def facts(draft: PlanDraft, today: date, roster: Roster | None) -> Plan:
    """The draft as the rules see it; without a roster, the catalog's one for the region named in the title."""
    if roster is None and draft.about.region:
        roster = roster_for(draft.about.region)
    return Plan(draft, today, roster)


def named(entries: Iterable[Entry]) -> str:
    """Several findings in one word: 问题13、14; 清单第3、7项; 问题1、清单第2项."""
    names = [entry.name for entry in entries]
    if all(name.startswith("问题") for name in names):
        return "问题" + "、".join(name.removeprefix("问题") for name in names)
    if all(name.startswith("清单第") for name in names):
        return "清单第" + "、".join(name.removeprefix("清单第").removesuffix("项") for name in names) + "项"
    return "、".join(names)


NAMED = 6  # findings that a message names; it counts the rest


def first_named(entries: Sequence[Entry]) -> str:
    """As `named`; many by the first of them and their number: 问题1、2、3、4、5、6等12个问题."""
    return named(entries) if len(entries) <= NAMED else f"{named(entries[:NAMED])}等{len(entries)}个问题"


def _spans(finding: FindingDraft) -> Iterator[Span]:
    single = (finding.problem, finding.goal, finding.person, finding.deadline_text, finding.status, finding.progress)
    for passage in (*single, *finding.headings, *finding.measures, *(unit.name for unit in finding.units)):
        yield from passage.spans if passage else ()


def health(key: str) -> Any:
    """A table or list of the pack of words that the rules go by."""
    return pack("health")[key]


@cache
def any_word(group: str, key: str) -> str:
    """A pattern of one of the words under a key of the pack, longest first."""
    return "|".join(re.escape(word) for word in sorted(health(group)[key], key=len, reverse=True))


@cache
def pattern(group: str, key: str) -> re.Pattern[str]:
    """One of the words under a key of the pack, wherever it stands."""
    return re.compile(any_word(group, key))


def says(text: str, group: str, key: str) -> bool:
    """True where the text holds one of the words under a key of the pack."""
    return pattern(group, key).search(text) is not None
