"""Documents drawn by hand, for tests of the table readers.

A line is a paragraph; lines that begin with | are rows of a table. In a cell ^ goes on with the cell above, < with the
cell on the left, ⏎ begins a new paragraph, {1.} is an automatic number, ~ hides the row it begins.
"""

from __future__ import annotations

import re

from zhenggai.core.plan import FindingDraft
from zhenggai.core.plan_text.fields.reading import read_fields
from zhenggai.core.plan_text.grids.tables import Readout, lay_out
from zhenggai.core.plan_text.words.raw import RawFinding
from zhenggai.core.source import Cell, Line, Paragraph, Source, Table
from zhenggai.core.typography import tidy

_NUMBERED = re.compile(r"\{([^}]*)\}(.*)")


class _Drawing:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.layout: list[Paragraph | Table] = []

    def line(self, text: str, hidden: bool = False) -> int:
        found = _NUMBERED.fullmatch(text)
        numbering, words = (found[1], found[2]) if found else ("", text)
        self.lines.append(Line(len(self.lines), tidy(words), numbering=numbering, hidden=hidden))
        return len(self.lines) - 1

    def table(self, rows: list[str], sheet: str | None = None) -> Table:
        hidden = [row.startswith("|~") for row in rows]
        texts = [[part.strip() for part in row.strip().removeprefix("|").removeprefix("~").removesuffix("|").split("|")]
                 for row in rows]  # fmt: skip
        width = max(map(len, texts))
        texts = [row + [""] * (width - len(row)) for row in texts]
        cells = []
        for row, line in enumerate(texts):
            for column, text in enumerate(line):
                if text not in ("^", "<"):
                    across = _reach(line[column + 1 :], "<")
                    down = _reach([other[column] for other in texts[row + 1 :]], "^")
                    parts = [self.line(part, hidden[row]) for part in text.split("⏎") if part.strip()]
                    cells.append(Cell(row, column, tuple(parts), down + 1, across + 1))
        return Table(len(texts), width, tuple(cells), sheet)


def _reach(texts: list[str], sign: str) -> int:
    reach = 0
    for text in texts:
        if text != sign:
            break
        reach += 1
    return reach


def draw(text: str) -> Source:
    """The source of a drawing."""
    drawing = _Drawing()
    rows: list[str] = []
    for line in [*text.strip().splitlines(), ""]:
        stripped = line.strip()
        if stripped.startswith("|"):
            rows.append(stripped)
            continue
        if rows:
            drawing.layout.append(drawing.table(rows))
            rows = []
        if stripped:
            drawing.layout.append(Paragraph(drawing.line(stripped)))
    return Source("drawn.docx", "0" * 64, "text/plain", tuple(drawing.lines), tuple(drawing.layout))


def raw_findings(source: Source) -> list[RawFinding]:
    return [raw for item in lay_out(source) if isinstance(item, Readout) for raw in item.findings]


def findings(text: str) -> list[FindingDraft]:
    """What the tables of a drawing list."""
    source = draw(text)
    return [read_fields(raw, source)[0] for raw in raw_findings(source)]


def measures(finding: FindingDraft) -> list[str]:
    return [measure.text for measure in finding.measures]


def headings(finding: FindingDraft) -> list[str]:
    return [heading.text for heading in finding.headings]
