"""Which part of a long review its page shows, and the addresses inside it: a finding and a line are named, never the
number of a part, so that a link holds while findings are merged, added and taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode

from zhenggai.core.marking import Mark, line_of, marks_of
from zhenggai.core.parting import part_with, parts_of_findings, parts_of_lines
from zhenggai.core.plan import FindingDraft
from zhenggai.core.review import Review
from zhenggai.core.source import Source
from zhenggai.www.forms import StrictForm

MOST = 10**9


class PartForm(StrictForm):
    """The address line of a review: the finding whose part is shown, by its key or by its place in the list, and the
    line of the paper; each alone or together."""

    at = forms.RegexField(r"\Af[0-9]{1,6}\Z", required=False, label="问题")
    nth = forms.IntegerField(required=False, min_value=1, max_value=MOST, label="第几个问题")
    line = forms.IntegerField(required=False, min_value=0, max_value=MOST, label="原文位置")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is opened at. position: from 0, of a finding."""

    key: str = ""
    position: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PaperPart:
    """The lines of a paper on a page. line_before, line_after: where the parts beside it begin, None at either end.
    beside: what else the address of the page asks for."""

    lines: range
    n_lines: int
    line_before: int | None = None
    line_after: int | None = None
    beside: tuple[tuple[str, str], ...] = ()

    def to_line(self, line: int, key: str = "") -> str:
        """The address of a line of the paper."""
        return f"#l{line}" if line in self.lines else f"?{urlencode([*self.beside, ('line', str(line))])}#l{line}"


@dataclass(frozen=True, slots=True)
class Part(PaperPart):
    """With the positions of the findings beside it and their keys. at: the key it was opened at, or its first. before,
    after: keys in the parts beside it, None at either end."""

    findings: range = range(0)
    n_findings: int = 0
    keys: tuple[str, ...] = ()
    at: str = ""
    before: str | None = None
    after: str | None = None

    @property
    def is_all(self) -> bool:
        return len(self.findings) == self.n_findings and len(self.lines) == self.n_lines

    def to_line(self, line: int, key: str = "") -> str:
        """The address of a line of the paper, seen from a finding of this part."""
        here = f"#l{line}"
        return here if line in self.lines else f"?{urlencode([('at', key or self.at), ('line', str(line))])}{here}"

    def to_field(self, target: str) -> str:
        """The address of a field, e.g. f12-goal."""
        key = target.partition("-")[0]
        return f"#{target}" if key in self.keys else f"?{urlencode({'at': key})}#{target}"

    def here(self, targets: Sequence[str]) -> tuple[str, ...]:
        """Of the fields taken from some words those of this part; the first where there is none."""
        return tuple(one for one in targets if one.partition("-")[0] in self.keys) or tuple(targets[:1])

    def marks(self, review: Review) -> Iterator[Mark]:
        """Every mark in the lines of this part; words of findings elsewhere are marked once for each field."""
        told = set()
        for i, (key, finding) in enumerate(zip(review.keys, review.draft.findings, strict=True)):
            for mark in marks_of(key, finding):
                if mark.span.line not in self.lines:
                    continue
                if i not in self.findings:
                    if (mark.span, mark.kind) in told:
                        continue
                    told.add((mark.span, mark.kind))
                yield mark


def asked_in(request: HttpRequest) -> Asked:
    """What the address line asks for. Raises BadRequest for anything else in it."""
    sent = PartForm.of_query(request).cleaned_data
    return Asked(sent["at"], sent["nth"] - 1 if sent["nth"] else None, sent["line"])


def asked_from(address: str) -> Asked:
    """What a page was opened at that now asks for a part of itself; the beginning where it does not say."""
    form = PartForm(QueryDict(address.partition("?")[2].partition("#")[0]))
    form.full_clean()
    sent = form.cleaned_data
    return Asked(sent.get("at") or "", sent["nth"] - 1 if sent.get("nth") else None, sent.get("line"))


def part_of(review: Review, asked: Asked) -> Part:
    """The part that holds what is asked for; the first where there is no such finding or line any more."""
    findings = review.draft.findings
    parts = parts_of_findings(findings)
    positions = {key: i for i, key in enumerate(review.keys)}
    position = positions.get(asked.key, asked.position or 0)
    place = part_with(parts, position)
    shown = parts[place]
    position = min(position, max(len(findings) - 1, 0))
    starts = [line for part in parts[1:] if (line := line_of(findings[part.start].problem)) is not None]
    paper = paper_part(review.draft.source, _line(asked, findings, position), starts)
    return Part(
        paper.lines,
        paper.n_lines,
        paper.line_before,
        paper.line_after,
        (),
        shown,
        len(findings),
        review.keys[shown.start : shown.stop],
        review.keys[position] if findings else "",
        review.keys[parts[place - 1].start] if place else None,
        review.keys[parts[place + 1].start] if place + 1 < len(parts) else None,
    )


def paper_part(source: Source, line: int, starts: Iterable[int] = ()) -> PaperPart:
    """The part of a paper that holds a line; the nearest where there is none. starts: where parts should begin."""
    parts = parts_of_lines(source, starts)
    place = part_with(parts, line)
    return PaperPart(
        parts[place],
        len(source.lines),
        parts[place - 1].start if place else None,
        parts[place + 1].start if place + 1 < len(parts) else None,
    )


def is_parted(review: Review) -> bool:
    """Whether the findings of a review are shown in several parts."""
    return len(parts_of_findings(review.draft.findings)) > 1


def places_of(review: Review) -> Callable[[str], str]:
    """What follows a review's address to get to the finding with a key; its part where the review has several."""
    if not is_parted(review):
        return lambda key: f"#{key}" if key else ""
    keys = frozenset(review.keys)
    return lambda key: f"?{urlencode({'at': key})}#{key}" if key in keys else f"#{key}" * bool(key)


def next_to(review: Review, key: str) -> str:
    """The finding after one, or before the last; "" where there is no other."""
    at = review.keys.index(key) if key in review.keys else 0
    return (*review.keys[at + 1 : at + 2], *review.keys[max(0, at - 1) : at], "")[0]


def _line(asked: Asked, findings: Sequence[FindingDraft], position: int) -> int:
    """The line that is asked for; else that of the finding, or of the next one that stands in the paper."""
    if asked.line is not None:
        return asked.line
    lines = (line_of(finding.problem) for finding in findings[position:])
    return next((line for line in lines if line is not None), 0) if position else 0
