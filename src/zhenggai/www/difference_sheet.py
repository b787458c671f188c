"""The difference page: every finding that differs, field by field with what went and what came, and its choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.timezone import localdate

from zhenggai.core.difference_words import Piece, readable
from zhenggai.core.editions import Entry, FieldChange, Kind
from zhenggai.findings.corrected import Corrected, OnBothSides
from zhenggai.findings.models import DecisionChoice
from zhenggai.findings.outcome import Loss, loss
from zhenggai.findings.revising import Comparison, Line, Picked
from zhenggai.www.difference_names import names_in_difference
from zhenggai.www.forms import VersionedForm
from zhenggai.www.labels import LABELS, as_text
from zhenggai.www.list_parts import ListPart, part_of_list

KIND_WORDS = {
    Kind.CHANGED: "有改动",
    Kind.ADDED: "新增",
    Kind.REMOVED: "未再列入",
    Kind.RENUMBERED: "只改序号",
    Kind.SAME: "没有变化",
}
RETURNING = "曾经列入"
CHOICE_WORDS = {
    (Kind.CHANGED, DecisionChoice.ADOPT): "按新稿",
    (Kind.CHANGED, DecisionChoice.KEEP): "保留原文",
    (Kind.RENUMBERED, DecisionChoice.ADOPT): "按新序号",
    (Kind.RENUMBERED, DecisionChoice.KEEP): "保留原序号",
    (Kind.ADDED, DecisionChoice.ADOPT): "列为新问题",
    (Kind.ADDED, DecisionChoice.LEAVE_OUT): "不列入",
    (Kind.REMOVED, DecisionChoice.REMOVE): "本版不再列入",
    (Kind.REMOVED, DecisionChoice.KEEP): "仍然保留",
}
FIELD_CHOICES = ("", DecisionChoice.ADOPT.value, DecisionChoice.KEEP.value)
LINES = 60  # on one page
ASKING = 40  # named above all parts
REST = ("new", DecisionChoice.KEEP.value, DecisionChoice.REMOVE.value)


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One field. pieces: ("same" | "gone" | "come", text). ours: where a person had corrected one side, who and what
    the paper says. place, chosen: its own choice in the form; no place where it follows the finding."""

    label: str
    pieces: list[Piece]
    ours: list[str] = field(default_factory=list)
    place: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One finding of the difference. place: its fields in the form; key: which item it is; name: as no other line is
    called; pairs: whether it may be matched otherwise; choices: (value, words, chosen); asks: why a person has to
    choose here, "" where the new paper may be followed unseen; returns: whether an earlier edition had it."""

    place: str
    key: str
    pairs: bool
    digest: str
    kind: str
    word: str
    name: str
    problem: str
    changes: list[ShownChange]
    choices: list[tuple[str, str, bool]]
    asks: str = ""
    returns: bool = False

    @property
    def is_open(self) -> bool:
        return not any(chosen for _value, _word, chosen in self.choices)


@dataclass(frozen=True, slots=True)
class Differences:
    """The lines of one part; the rest is of the whole. n_asking: open lines that only a choice of their own settles,
    n_missing: those of them the new paper does not list; asking: the first of them, (number of its part, line)."""

    lines: list[ShownLine]
    part: ListPart
    n_same: int
    counts: list[tuple[str, int]]
    asking: list[tuple[int, ShownLine]]
    n_asking: int
    n_missing: int


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was chosen on a line and is not on record: for the finding, and for single fields by their names."""

    choice: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class DecideForm(VersionedForm):
    """A choice and a digest for each line of the part that is shown, and a choice for single fields. Lines left open
    stay open, or `rest` settles them, those of the other parts too: "new" follows the new paper where that takes
    nothing away, "keep" and "remove" decide on what it no longer lists."""

    rest = forms.ChoiceField(choices=[(one, one) for one in ("", *REST)], required=False, label="其余")

    def __init__(
        self, *arguments: Any, lines: Sequence[Line], part: ListPart, corrected: OnBothSides, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.corrected = corrected
        places = list(enumerate(wanting(lines)))
        self.lines = places[part.first : part.end]
        self.elsewhere = [line for _i, line in (*places[: part.first], *places[part.end :])]
        for i, line in self.lines:
            offered = [(value, value) for value in line.choices if (line.item.kind, value) in CHOICE_WORDS]
            self.fields[f"choice_{i}"] = forms.ChoiceField(choices=offered, required=False, label="取舍")
            self.fields[f"digest_{i}"] = forms.RegexField(r"\A[0-9a-f]{64}\Z", label="差异")
            for name in choosable(line):
                sides = [(value, value) for value in FIELD_CHOICES]
                self.fields[f"field_{i}_{name}"] = forms.ChoiceField(choices=sides, required=False, label="取舍")

    def choices(self) -> list[Picked]:
        """What was chosen for every line that was decided."""
        sent = self.cleaned_data
        here = [
            Picked(line.item.key, DecisionChoice(choice), sent[f"digest_{i}"], self._fields(i, line))
            for i, line in self.lines
            if (choice := self._choice(i, line))
        ]
        # The version that the form was opened on says that the other parts are as they were.
        elsewhere = [
            Picked(line.item.key, DecisionChoice(choice), line.item.digest)
            for line in self.elsewhere
            if line.is_open and (choice := self._by_rest(line, ()))
        ]
        return [*here, *elsewhere]

    @property
    def half_chosen(self) -> bool:
        """Whether some fields of a finding were chosen and nothing says what becomes of the others."""
        return any(self._fields(i, line) and not self._choice(i, line) for i, line in self.lines)

    def _fields(self, i: int, line: Line) -> dict[str, DecisionChoice]:
        sent = {name: self.cleaned_data[f"field_{i}_{name}"] for name in choosable(line)}
        return {name: DecisionChoice(value) for name, value in sent.items() if value}

    def _choice(self, i: int, line: Line) -> str:
        """For the finding; where each field has a choice of its own, they say it."""
        fields = self._fields(i, line)
        if chosen := str(self.cleaned_data[f"choice_{i}"]):
            return chosen
        if fields and len(fields) == len(line.changes):
            return DecisionChoice.ADOPT
        return self._by_rest(line, [name for name, one in fields.items() if one == DecisionChoice.KEEP])

    def _by_rest(self, line: Line, kept: Sequence[str]) -> str:
        rest = str(self.cleaned_data["rest"])
        if rest == "new":
            return "" if lost_on(line, self.corrected, kept) else line.choices[0]
        return rest if rest and line.item.kind is Kind.REMOVED else ""


class PairForm(VersionedForm):
    """Who is who: a new finding is an old one after all (finding), or two that were matched are not the same."""

    digest = forms.RegexField(r"\A[0-9a-f]{64}\Z", label="差异")
    finding = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, label="原来的问题")


def choosable(line: Line) -> list[str]:
    """The fields that may be chosen one by one: where a finding changed in more than one."""
    several = line.item.kind is Kind.CHANGED and len(line.item.changes) > 1
    return [one.name for one in line.item.changes] if several else []


def chosen_in(sent: Mapping[str, str]) -> dict[str, Unsaved]:
    """What was chosen on a page that is out of date, by the digest of the line it was chosen on."""
    places = [name.removeprefix("digest_") for name in sent if name.startswith("digest_")]
    told = {}
    for i in places:
        own = f"field_{i}_"
        fields = {name.removeprefix(own): one for name, one in sent.items() if name.startswith(own) and one}
        if fields or sent.get(f"choice_{i}"):
            told[sent[f"digest_{i}"]] = Unsaved(sent.get(f"choice_{i}", ""), fields)
    return told


def wanting(lines: Sequence[Line]) -> list[Line]:
    """The lines that want a decision."""
    return [line for line in lines if line.item.wants_decision]


def difference_part(compared: Comparison, wanted: int | None) -> ListPart:
    """The part of the lines to decide that is wanted."""
    return part_of_list(len(wanting(compared.lines)), LINES, wanted)


def next_open(compared: Comparison, part: ListPart) -> int:
    """The number of the next part with an open line after this one, from the first again; 0 if none is open."""
    numbers = {i // LINES + 1 for i, line in enumerate(wanting(compared.lines)) if line.is_open}
    return min((number for number in numbers if number > part.number), default=min(numbers, default=0))


def differences(
    compared: Comparison,
    corrected: OnBothSides,
    part: ListPart,
    chosen: Mapping[str, Unsaved] = MappingProxyType({}),
) -> Differences:
    """chosen: by digest, what was chosen but not saved yet; a decision that is on record gives way to it."""
    named = zip(compared.lines, names_of_lines(compared), strict=True)
    places = list(enumerate((line, name) for line, name in named if line.item.wants_decision))
    lines = [_line(i, *one, corrected, chosen.get(one[0].item.digest)) for i, one in places[part.first : part.end]]
    words = Counter(_word(line) for _i, (line, _name) in places)
    counts = [(word, words[word]) for word in (*KIND_WORDS.values(), RETURNING) if words[word]]
    asking = [(i, one) for i, one in places if _waits(one[0], chosen) and lost_on(one[0], corrected)]
    n_missing = sum(line.item.kind is Kind.REMOVED for _i, (line, _name) in asking)
    first = [(i // LINES + 1, _line(i, *one, corrected, None)) for i, one in asking[:ASKING]]
    return Differences(lines, part, len(compared.lines) - len(places), counts, first, len(asking), n_missing)


def _waits(line: Line, chosen: Mapping[str, Unsaved]) -> bool:
    """Whether nothing was chosen for the finding, on record or not."""
    return line.is_open and not chosen.get(line.item.digest, Unsaved()).choice


def names_of_lines(compared: Comparison) -> list[str]:
    """What each line is called."""
    returns = {line.item.new.key: line.returns for line in compared.lines if line.item.new and line.returns}
    return names_in_difference([line.item for line in compared.lines], compared.old.entries(), returns)


def names_to_pair(compared: Comparison, key: str) -> dict[str, Any]:
    """What a line is called, and the findings of the edition before that it may be, each with its name."""
    names = dict(zip((line.item.key for line in compared.lines), names_of_lines(compared), strict=True))
    free = [(names[line.item.key], line.item.old) for line in compared.lines if line.item.old and not line.item.new]
    return {"name": names[key], "free": free}


def _line(i: int, line: Line, name: str, corrected: OnBothSides, unsaved: Unsaved | None) -> ShownLine:
    item = line.item
    shown = item.new or item.old
    held = Unsaved(line.decision.choice, line.decision.fields) if line.decision else Unsaved()
    chosen = (unsaved or held).choice
    words = CHOICE_WORDS | ({(Kind.ADDED, DecisionChoice.ADOPT): "重新列入"} if line.returns else {})
    choices = [
        (str(value), words[item.kind, value], value == chosen) for value in line.choices if (item.kind, value) in words
    ]
    return ShownLine(
        place=str(i),
        key=item.key,
        pairs=item.kind in (Kind.ADDED, Kind.CHANGED),
        returns=bool(line.returns),
        digest=item.digest,
        kind=item.kind.value,
        word=_word(line),
        name=name,
        problem=shown.problem if shown else "",
        changes=_changes(i, line, corrected, (unsaved or held).fields) or _whole(shown, _ours_of(line, corrected)),
        choices=choices,
        asks=_asks(lost_on(line, corrected), _corrected_before(line, corrected)),
    )


def _word(line: Line) -> str:
    return RETURNING if line.returns else KIND_WORDS[line.item.kind]


def lost_on(line: Line, corrected: OnBothSides, kept: Sequence[str] = ()) -> Loss:
    """What following the new paper on this line would take away, but for fields that do not follow it."""
    return loss(line, _corrected_before(line, corrected), kept)


def _corrected_before(line: Line, corrected: OnBothSides) -> Mapping[str, Corrected]:
    return corrected.old.get(line.before.key, {}) if line.before else {}


def _asks(lost: Loss, ours: Mapping[str, Corrected]) -> str:
    """Why a person has to choose here."""
    if lost.removed:
        return "新稿没有列出这个问题"
    missing = "、".join(LABELS[name] for name in lost.missing)
    said = [f"新稿没有写{missing}"] if missing else []
    who = "、".join(dict.fromkeys(str(ours[name].who or "命令行") for name in lost.ours))
    changed = "、".join(LABELS[name] for name in lost.ours)
    did = "选定过" if any(ours[name].kept for name in lost.ours) else "更正过"
    return "；".join([*said, *([f"{changed}由{who}{did}，按新稿会改掉"] if changed else [])])


def _changes(i: int, line: Line, corrected: OnBothSides, chosen: Mapping[str, str]) -> list[ShownChange]:
    ours, own = _ours_of(line, corrected), choosable(line)
    return [
        replace(
            _change(change, ours.get(change.name, [])),
            place=f"field_{i}_{change.name}" if change.name in own else "",
            chosen=chosen.get(change.name, ""),
        )
        for change in line.changes
    ]


def _change(change: FieldChange, ours: list[str]) -> ShownChange:
    before, after = as_text(change.name, change.before), as_text(change.name, change.after)
    return ShownChange(LABELS[change.name], readable(before, after), ours)


def _whole(entry: Entry | None, ours: Mapping[str, list[str]]) -> list[ShownChange]:
    """An added or removed finding: its main fields as they stand."""
    if entry is None:
        return []
    texts = [(name, as_text(name, getattr(entry, name))) for name in ("goal", "measures", "units", "deadline")]
    return [ShownChange(LABELS[name], [("same", text)], ours.get(name, [])) for name, text in texts if text]


def _ours_of(line: Line, corrected: OnBothSides) -> dict[str, list[str]]:
    """Field -> a sentence for each side that is a person's correction and not what its paper says."""
    said: dict[str, list[str]] = {}
    old = _corrected_before(line, corrected)
    new = corrected.new.get(line.item.new.key, {}) if line.item.new else {}
    for side, fields in (("原方案", old), ("新稿", new)):
        for name, one in fields.items():
            said.setdefault(name, []).append(_sentence(side, name, one))
    return said


def _sentence(side: str, name: str, one: Corrected) -> str:
    read = as_text(name, one.read).replace("\n", "；")
    paper = f"文件里是“{read}”" if read else "文件里没有读到"
    did = "核对差异时保留" if one.kept else "核对时更正"
    return f"{side}此处由{one.who or '命令行'}于{localdate(one.at)}{did}，{paper}"
