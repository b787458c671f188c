"""All raw findings of a document: from labels in running text, from tables, from quoted problems, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from zhenggai.core.plan_text.about.kinds import heads_clauses, kind_of_title
from zhenggai.core.plan_text.grids.tables import Readout
from zhenggai.core.plan_text.prose.climbing import Climber
from zhenggai.core.plan_text.prose.headings import PLAIN
from zhenggai.core.plan_text.prose.opening import join_openings, read_opening
from zhenggai.core.plan_text.prose.outline import Block, outline
from zhenggai.core.plan_text.prose.parallel import part_lists
from zhenggai.core.plan_text.prose.reading import Entry, read_cycles
from zhenggai.core.plan_text.prose.unlabelled import read_unlabelled
from zhenggai.core.plan_text.words.labels import find_labels, slot_of_header
from zhenggai.core.plan_text.words.layout_words import any_word
from zhenggai.core.plan_text.words.numbered import number_of
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, RawFinding, Slot, passage
from zhenggai.core.source import Line, Paragraph, Passage, Source

_ANY_SHEET = re.compile(r"(?i)sheet|表|台[账帐]|清单|汇总|附件|填报|说明|^[\d年月.\-]+$")
_WITHOUT_LABELS = "文件里没有“整改目标”“整改措施”一类标签，问题是按标题和编号认出来的，请逐条核对。"
_AS_RULES = "这份文件按条款写成，像管理办法，标签后面的内容没有作为问题读入；如果其中有清单，请从原文补录。"
_NOTES = "“填表说明”下面的编号行当作填写说明，没有作为问题读入；如果是清单，请从原文补录。"
_CLAUSE = re.compile(r"第[一二三四五六七八九十百\d]{1,4}条")
_FEW = 3
_OF_ONE = ("closure_notice", "progress")  # papers on one finding, which a sentence may name
_TELLING = (Slot.GOAL, Slot.MEASURES, Slot.PROGRESS, Slot.STATUS)


@dataclass(slots=True)
class Gathered:
    """The raw findings in reading order, and notices that concern none of them alone."""

    findings: list[RawFinding] = field(default_factory=list)
    doubts: list[tuple[str, str, Piece | None]] = field(default_factory=list)


def gather(source: Source, items: Sequence[Paragraph | Readout], title: Passage | None = None) -> Gathered:
    """Read tables and running text and put what they hold in one order.

    items: the document as `tables.lay_out` gives it. title: the document's title, where it has one."""
    notes = _filling_notes(source, items)
    blocks = outline(source, items, _whole_lines(source, title) | {line.index for line in notes})
    titles = frozenset({title.text, *(source.lines[span.line].text for span in title)}) if title else frozenset[str]()
    tabled = _from_tables(source, items, blocks, titles)
    entries = _credible(read_cycles(source, blocks, titles))
    kind = kind_of_title(title.text if title else "")
    if kind in _OF_ONE:
        join_openings(source, blocks, [entry.finding for entry in (*tabled, *entries)])
    tabled = [entry for entry in tabled if Slot.PROBLEM in entry.finding.fields]
    if tabled:
        entries = [entry for entry in entries if len(entry.finding.fields) >= 3]
    elif len(entries) == 1 and kind != "closure_notice":
        entries = [Entry(entries[0].place, one) for one in part_lists(entries[0].finding, source)]
    labelled = bool(entries)
    if entries and _lays_down_clauses(source, title.text if title else ""):
        piece = entries[0].finding.pieces(*entries[0].finding.fields)[0]
        return Gathered([entry.finding for entry in tabled], [("read_as_rules", _AS_RULES, piece)])
    if not tabled and not entries:
        entries = _without_labels(source, blocks, title.text if title else "")
    every = sorted([*tabled, *entries], key=lambda entry: entry.place)
    doubts = [doubt for item in items if isinstance(item, Readout) for doubt in item.doubts]
    if any(find_labels(line.text) for line in notes):
        doubts.append(("filling_notes", _NOTES, Piece.whole(notes[0])))
    if not tabled and every and not labelled:
        doubts.append(("read_without_labels", _WITHOUT_LABELS, None))
    return Gathered([entry.finding for entry in every], doubts)


def _filling_notes(source: Source, items: Sequence[Paragraph | Readout]) -> list[Line]:
    """The numbered lines below 填表说明, which say the labels of a form and hold none.

    Each label stands behind a number of its own and no two are the same; where they are, or where the numbers begin
    anew, they are a list."""
    notes: list[Line] = []
    last = -1  # the number of the last line of the notes, -1 outside them
    for item in items:
        line = source.lines[item.line] if isinstance(item, Paragraph) else None
        if line is None:
            last = -1
        elif _filling_head().fullmatch(line.printed.strip()):
            last = 0
        elif last >= 0 and line.text:
            number = number_of(line.printed)
            last = number.value if number is not None and number.value > last else -1
            notes += [line] if last > 0 else []
    hits = [(line, hit) for line in notes for hit in find_labels(line.text)]
    apart = all(line.text[: hit.start].rstrip()[-1:] in (*".．、)）", "") for line, hit in hits)
    return notes if apart and len({hit.name for _, hit in hits}) == len(hits) else []


@cache
def _filling_head() -> re.Pattern[str]:
    return re.compile(rf"[（(]?{any_word('notes', 'heads')}[：:]?[）)]?")


def _lays_down_clauses(source: Source, title: str) -> bool:
    """Rules in clauses tell what a finding's papers must hold, under the same labels."""
    return heads_clauses(title) and sum(_CLAUSE.match(line.printed) is not None for line in source.lines) >= _FEW


def _whole_lines(source: Source, title: Passage | None) -> frozenset[int]:
    """The lines that are nothing but title."""
    spans = title.spans if title else ()
    return frozenset(span.line for span in spans if span.end - span.start == len(source.lines[span.line].text))


def _from_tables(
    source: Source, items: Sequence[Paragraph | Readout], blocks: Sequence[Block], titles: frozenset[str]
) -> list[Entry]:
    """The findings of tables with the headings that stand above the table in the text."""
    climber = Climber(source, blocks, titles=titles)
    entries: list[Entry] = []
    low = -1
    sheets = _sheet_headings(source, items)
    for place, block in enumerate(blocks):
        if block.wall < 0:
            continue
        item = items[block.wall]
        if not isinstance(item, Readout) or not item.findings:
            continue
        climber.climb(low, place, PLAIN)
        low = place
        _number_above(blocks, place, item.findings)
        for finding in (each for each in item.findings if not _is_blank_form(each, source)):
            finding.headings = [*sheets.get(item.first_line, []), *climber.headings, *finding.headings]
            entries.append(Entry(place, finding))
    return entries


def _sheet_headings(source: Source, items: Sequence[Paragraph | Readout]) -> dict[int, list[Passage]]:
    """Names of sheets that part the findings (one for each subdistrict) are headings, by the first line of the table;
    not 台账 and Sheet1, not the unit that the sheet's own findings name, not where the list goes on,
    not where every sheet is a card without a number."""
    tables = [item for item in items if isinstance(item, Readout) and item.findings and item.grid]
    names = {table.first_line: table.grid.sheet or "" for table in tables if table.grid}
    numbers = {passage(source, table.findings[0].pieces(Slot.NUMBER)).text for table in tables}
    cards = numbers == {""} and all(len(table.findings) == 1 for table in tables)  # each sheet is one finding
    parted = len(set(names.values())) > 1 and len(numbers) == 1 and not cards  # on every sheet the numbers begin anew
    if not parted or any(finding.headings for table in tables for finding in table.findings):
        return {}
    headings: dict[int, list[Passage]] = {}
    for table in tables:
        name = names[table.first_line]
        said = [passage(source, finding.pieces(*UNIT_SLOTS, Slot.NUMBER)).text for finding in table.findings]
        if name and not _ANY_SHEET.search(name) and sum(name in text for text in said) * 2 < len(said):
            headings[table.first_line] = [Passage(name)]
    return headings if len(headings) == len(tables) else {}


def _number_above(blocks: Sequence[Block], place: int, findings: Sequence[RawFinding]) -> None:
    """A form without a number takes the automatic number of the empty line above it: 反馈问题一."""
    above = blocks[place - 1] if place else None
    lone = len(findings) == 1 and findings[0].number is None and Slot.NUMBER not in findings[0].fields
    if lone and above is not None and above.wall < 0 and above.number is not None and not above.text:
        findings[0].number = str(above.value)


def _is_blank_form(finding: RawFinding, source: Source) -> bool:
    """A form to be filled in: what stands beside one label is the next label."""
    problem = passage(source, finding.pieces(Slot.PROBLEM)).text
    return len(problem) <= 10 and slot_of_header(problem) is not None


def _without_labels(source: Source, blocks: Sequence[Block], title: str) -> list[Entry]:
    """What a report, a feedback or a notice tells without labels."""
    kind = kind_of_title(title)
    if kind == "closure_notice":
        found = read_opening(blocks)
        return [Entry(*found)] if found else []
    if kind in ("progress", "feedback"):
        return read_unlabelled(source, blocks, kind, title)
    return []


def _credible(entries: list[Entry]) -> list[Entry]:
    """Findings whose labels tell of a rectification, and not only of who does what by when."""
    return [entry for entry in entries if any(slot in entry.finding.fields for slot in _TELLING)]
