"""Long lists and papers come in parts, as docs/rules/parts.md says; nothing is lost or shown twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from tests.core.rule_tables import rows
from tests.long_papers import HEAD, long_ledger, long_text
from zhenggai.core.marking import Mark, MarkedLine, MarkedTable, blocks
from zhenggai.core.parting import CHARACTERS, FINDINGS, LINES, part_with, parts_of_findings, parts_of_lines
from zhenggai.core.plan import FindingDraft
from zhenggai.core.source import Cell, Line, Passage, Source, Span, Table


def numbers(cell: str) -> list[int]:
    return [int(one) for one in cell.split(",") if one.strip()]


@pytest.mark.parametrize("row", rows("parts.md", "Lines"), ids=" · ".join)
def test_a_paper_is_parted_as_the_table_says(row: list[str]) -> None:
    source = long_text(int(row[0].split()[0]))
    parts = parts_of_lines(source, numbers(row[1]))
    assert [part.start for part in parts] == numbers(row[2])
    assert list(chain(*parts)) == list(range(len(source.lines)))


def test_the_table_tells_the_bounds() -> None:
    told = {
        name: numbers(text.replace("with", ",").replace("characters", ""))
        for name, text in rows("parts.md", "On a page")
    }
    assert told["findings of a review"] == [FINDINGS, CHARACTERS]
    assert told["lines of the paper"] == [LINES, CHARACTERS]


def test_up_to_sixty_findings_are_one_part() -> None:
    draft = long_ledger(61)
    assert parts_of_findings(draft.findings[:60]) == [range(60)]
    assert parts_of_findings(draft.findings) == [range(60), range(60, 61)]
    assert parts_of_findings(()) == [range(0)]


def test_long_findings_fill_a_part_sooner() -> None:
    long = FindingDraft(problem=Passage("长" * 50_000))
    assert parts_of_findings([long] * 5) == [range(2), range(2, 4), range(4, 5)]
    endless = FindingDraft(problem=Passage("长" * 200_000))
    assert parts_of_findings([endless, endless]) == [range(1), range(1, 2)]


def test_every_finding_and_every_line_lies_in_one_part() -> None:
    draft = long_ledger(500)
    findings = parts_of_findings(draft.findings)
    starts = [draft.findings[part.start].problem.spans[0].line for part in findings[1:]]
    lines = parts_of_lines(draft.source, starts)
    assert list(chain(*findings)) == list(range(500))
    assert list(chain(*lines)) == list(range(len(draft.source.lines)))
    # A part begins with the first cell of the row in which its first finding stands.
    assert [part.start for part in lines[1:]] == [start - 1 for start in starts]


def test_a_position_finds_its_part_and_one_beyond_the_nearest() -> None:
    parts = [range(60), range(60, 120), range(120, 130)]
    assert [part_with(parts, position) for position in (0, 59, 60, 129, 9_999)] == [0, 0, 1, 2, 2]


def test_lines_full_of_words_are_parted_by_their_characters() -> None:
    source = long_text(10)
    full = replace(source, lines=tuple(replace(line, text="字" * 30_000) for line in source.lines))
    assert [len(part) for part in parts_of_lines(full)] == [4, 4, 2]


def test_a_row_that_is_larger_than_a_part_is_parted_inside() -> None:
    lines = tuple(Line(i, "字") for i in range(LINES + 10))
    one_cell = Table(1, 1, (Cell(0, 0, tuple(range(LINES + 10))),))
    source = Source("a.docx", "", "", lines, (one_cell,))
    parts = parts_of_lines(source)
    assert [len(part) for part in parts] == [LINES, 10]
    assert [len(list(texts_of(source, part))) for part in parts] == [LINES, 10]


def texts_of(source: Source, within: range | None) -> list[MarkedLine]:
    """The lines of a part that are not shown again."""
    found: list[MarkedLine] = []

    def look(table: MarkedTable) -> None:
        for row in table.rows:
            for cell in row:
                found.extend(line for line in cell.lines if not line.again)
                for inner in cell.tables:
                    look(inner)

    for block in blocks(source, [], within):
        if block.line:
            found.append(block.line)
        if block.table:
            look(block.table)
    return found


def test_the_parts_show_every_line_once_with_its_marks() -> None:
    source = long_ledger(200).source
    parts = parts_of_lines(source, [401])
    assert [line.index for part in parts for line in texts_of(source, part)] == list(range(len(source.lines)))
    (block,) = blocks(source, [Mark(Span(405, 0, 2), "f101-problem", "problem")], parts[1])
    assert block.table
    marked = [line for row in block.table.rows for cell in row for line in cell.lines if line.marked]
    assert [line.index for line in marked] == [405]


def test_a_table_that_goes_on_shows_its_head_again_and_no_place_twice() -> None:
    source = long_ledger(200).source
    (block,) = blocks(source, [], range(400, 408))
    assert block.table
    head, *rest = block.table.rows
    assert [line.pieces[0].text for cell in head for line in cell.lines] == list(HEAD)
    assert all(line.again and not line.marked for cell in head for line in cell.lines)
    assert [cell.lines[0].index for row in rest for cell in row] == list(range(400, 408))


def table_of(*cells: Cell, rows: int) -> Source:
    lines = tuple(Line(i, f"{i}") for i in range(1 + max(line for cell in cells for line in cell.lines)))
    return Source("a.docx", "", "", lines, (Table(rows, 2, cells),))


def test_a_merged_cell_goes_on_as_an_empty_one() -> None:
    merged = Cell(1, 0, (2,), row_span=3)
    source = table_of(
        Cell(0, 0, (0,)), Cell(0, 1, (1,)), merged, *(Cell(row, 1, (row + 2,)) for row in (1, 2, 3)), rows=4
    )
    (first,), (second,) = (blocks(source, [], part) for part in (range(4), range(4, 6)))
    assert first.table
    assert second.table
    assert [cell.row_span for cell in first.table.rows[1]] == [1, 1]
    going_on = second.table.rows[1]
    assert [(cell.row_span, len(cell.lines)) for cell in going_on] == [(2, 0), (1, 1)]
    assert len(second.table.rows[2]) == 1


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_merged_cell_goes_on_in_its_own_column(column: int) -> None:
    others = [each for each in range(3) if each != column]
    cells = [Cell(0, each, (each,)) for each in range(3)] + [Cell(1, column, (3,), row_span=3)]
    cells += [Cell(row, each, (2 + 2 * row + nth,)) for row in (1, 2, 3) for nth, each in enumerate(others)]
    source = table_of(*cells, rows=4)
    (block,) = blocks(source, [], range(6, 10))
    assert block.table
    row = block.table.rows[1]
    assert [len(cell.lines) for cell in row] == [0 if each == column else 1 for each in range(3)]
    assert row[column].row_span == 2


def test_the_head_is_what_the_format_calls_so_else_the_first_row_of_several_cells() -> None:
    titled = [Cell(0, 0, (0,), column_span=2), Cell(1, 0, (1,)), Cell(1, 1, (2,)), Cell(2, 0, (3,)), Cell(3, 0, (4,))]
    for cells, n_head in ((titled, 2), ([replace(titled[0], header=True), *titled[1:]], 1)):
        (block,) = blocks(table_of(*cells, rows=4), [], range(4, 5))
        assert block.table
        assert sum(line.again for row in block.table.rows for cell in row for line in cell.lines[:1]) == n_head + (
            n_head - 1
        )


def test_tables_inside_cells_and_notes_below_follow_their_lines() -> None:
    inner = Table(2, 1, (Cell(0, 0, (1,)), Cell(1, 0, (2,))))
    source = table_of(Cell(0, 0, (0,), tables=(inner,)), Cell(1, 0, (3,)), rows=2)
    assert [line.index for line in texts_of(source, range(2))] == [0, 1]
    assert [line.index for line in texts_of(source, range(2, 4))] == [2, 3]
    assert blocks(source, [], range(9, 10)) == []
    assert texts_of(source, None) == texts_of(source, range(4))
