"""Running text written by hand, for tests of the prose reader: a line is a paragraph."""

from __future__ import annotations

from zhenggai.core.plan import FindingDraft, PlanDraft
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.source import Line, Paragraph, Source
from zhenggai.core.typography import tidy


def source_of(text: str, *, numbering: dict[int, str] | None = None, bold: frozenset[int] = frozenset()) -> Source:
    """The source of a text; `numbering` gives lines (from 0) the number that Word printed before them."""
    texts = [tidy(line) for line in text.strip("\n").splitlines()]
    automatic = numbering or {}
    lines = tuple(
        Line(index, line, numbering=automatic.get(index, ""), bold=index in bold) for index, line in enumerate(texts)
    )
    return Source("方案.txt", "0" * 64, "text/plain", lines, tuple(Paragraph(line.index) for line in lines))


def read(text: str, **printed: dict[int, str]) -> PlanDraft:
    """The draft of a text."""
    return read_plan(source_of(text, **printed))


def problems(text: str) -> list[tuple[str | None, str]]:
    """Number and problem of every finding."""
    return [(finding.number, finding.problem.text) for finding in read(text).findings]


def only(text: str) -> FindingDraft:
    """The single finding of a text."""
    (finding,) = read(text).findings
    return finding


def headings(finding: FindingDraft) -> list[str]:
    return [heading.text for heading in finding.headings]


def measures(finding: FindingDraft) -> list[str]:
    return [measure.text for measure in finding.measures]
