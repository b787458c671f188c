"""Long papers: as many findings as a list holds, as a table with a row for each or as running text."""

from __future__ import annotations

from zhenggai.core.plan import About, FindingDraft, PlanDraft
from zhenggai.core.source import Cell, Line, Paragraph, Passage, Place, Source, Span, Table

HEAD = ("序号", "问题", "目标", "责任人")


def long_ledger(n_findings: int, *, content: bytes = b"", **changed: str) -> PlanDraft:
    """A workbook of one table. changed: other words for a field of every fifth finding."""
    texts = [HEAD, *(_row(i, changed if i % 5 == 0 else {}) for i in range(1, n_findings + 1))]
    lines = [
        Line(row * len(HEAD) + column, text, Place(sheet="清单", row=row + 1, column=column + 1))
        for row, cells in enumerate(texts)
        for column, text in enumerate(cells)
    ]
    cells = tuple(Cell(line.index // len(HEAD), line.index % len(HEAD), (line.index,)) for line in lines)
    table = Table(len(texts), len(HEAD), cells, "清单")
    source = Source("清单.xlsx", f"{n_findings}{content!r}", "application/x", tuple(lines), (table,))
    return PlanDraft(
        source,
        About(Passage("长清单"), "plan", None, None, None),
        tuple(_finding(cells, row) for row, cells in enumerate(texts[1:], 1)),
    )


def long_text(n_lines: int) -> Source:
    """Running text of so many paragraphs."""
    lines = tuple(Line(i, f"第{i}段。", Place(paragraph=i + 1)) for i in range(n_lines))
    return Source("方案.txt", "text", "text/plain", lines, tuple(map(Paragraph, range(n_lines))))


def _row(number: int, changed: dict[str, str]) -> tuple[str, ...]:
    told = {"problem": f"第{number}号点位堆放垃圾。", "goal": f"第{number}号点位清运完毕。"} | changed
    return str(number), told["problem"], told["goal"], "镇长"


def _finding(cells: tuple[str, ...], row: int) -> FindingDraft:
    def passage(column: int) -> Passage:
        line = row * len(HEAD) + column
        return Passage(cells[column], (Span(line, 0, len(cells[column])),))

    return FindingDraft(problem=passage(1), number=cells[0], goal=passage(2), person=passage(3))
