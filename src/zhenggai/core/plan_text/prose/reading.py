"""Running text to raw findings: labels that return, the rows that carry them, headings above, tails cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhenggai.core.numbering import NumberStyle
from zhenggai.core.plan_text.grids.handing_out import take_handing_out
from zhenggai.core.plan_text.prose.climbing import Climber
from zhenggai.core.plan_text.prose.cycles import Cycle, find_cycles, find_marks, numbers_itself
from zhenggai.core.plan_text.prose.filling import LONG, Filler
from zhenggai.core.plan_text.prose.frames import is_fault, is_framed
from zhenggai.core.plan_text.prose.headings import PLAIN, rank, style_rank
from zhenggai.core.plan_text.prose.opening import join_openings, number_in_opening
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.prose.tail import ends_list
from zhenggai.core.plan_text.words.raw import RawFinding, Slot
from zhenggai.core.source import Source

# The paragraph that begins a plan or a notice says what the paper is for; it is no problem.
_PREAMBLE = re.compile(
    r"^为(?:了|贯彻|落实|抓|切实|做好|进一步|深入|推动|推进|确保|认真|全面|扎实|加快|加强|规范|巩固)|^现将"
    r"|(?:制定|制订|形成|拟定|编制)[^。，]{0,16}(?:方案|清单|措施|计划|台账)[^。，]{0,4}[。：:]?$|如下[。：:]?$|予以(?:公示|公布|公告)"
)
_MANY = 2  # cycles that show how a finding of the paper begins
_NAMES = frozenset({Slot.PROBLEM, Slot.NUMBER})
_HEADING = 20  # a section heading is hardly longer


@dataclass(slots=True)
class Entry:
    """A raw finding and the block it begins at."""

    place: int
    finding: RawFinding


def read_cycles(source: Source, blocks: Sequence[Block], titles: frozenset[str] = frozenset()) -> list[Entry]:
    """The findings that labels tell of, in reading order. titles: lines that are the title, never a heading."""
    marks = find_marks(blocks)
    cycles, style = find_cycles(blocks, marks)
    cycles = _settle_items(blocks, cycles, style)
    if not cycles:
        return []
    climber = Climber(source, blocks, titles=titles)
    entries: list[Entry] = []
    low = -1
    closed = False
    for cycle in cycles:
        top = cycle.item if cycle.item is not None else cycle.marks[0] if cycle.marks else 0
        cycle.headings = climber.climb(low, top, _inner(blocks, cycle, style), loose=closed)
        cycle.start = min([*cycle.headings, top])
        closed = bool(cycle.marks) and blocks[cycle.marks[-1]].slot not in LONG
        low = _last_of_fields(blocks, cycle, top)
        finding = RawFinding(headings=climber.headings)
        entries.append(Entry(top, finding))
    ends = [cycle.start for cycle in cycles[1:]] + [len(blocks)]
    for entry, cycle, end in zip(entries, cycles, ends, strict=True):
        Filler(source, blocks, cycle, entry.finding, _inner(blocks, cycle, style)).fill(end)
    if len(cycles) == 1:
        _take_opening(source, blocks[: cycles[0].marks[0]], entries[0].finding)
    for entry in entries:
        take_handing_out(entry.finding, source)
    first = 1 if _is_preamble(blocks, cycles) else 0
    return [entry for entry in entries[first:] if _tells(entry.finding)]


def _take_opening(source: Source, blocks: Sequence[Block], finding: RawFinding) -> None:
    """The number and the problem of the one finding, where only title or opening sentence tell them."""
    if finding.number is None and Slot.NUMBER not in finding.fields:
        finding.number = number_in_opening(blocks)
    if finding.number is not None and Slot.PROBLEM not in finding.fields:
        join_openings(source, blocks, [finding])


def _is_preamble(blocks: Sequence[Block], cycles: Sequence[Cycle]) -> bool:
    """Whether the first labels belong to the plan's body (一、目标要求 …): no numbered row and no label of a problem
    begins them, but one begins each of the cycles that follow."""
    first, *others = cycles
    if len(others) < _MANY or any(blocks[mark].slot in _NAMES for mark in first.marks):
        return False
    row = blocks[first.item] if first.item is not None else None
    return (row is None or row.number is None) and all(
        any(blocks[mark].slot in _NAMES for mark in cycle.marks)
        or (cycle.item is not None and blocks[cycle.item].number is not None)
        for cycle in others
    )


def _inner(blocks: Sequence[Block], cycle: Cycle, style: NumberStyle | None) -> int:
    """The rank of the number that carries the finding; headings stand further out."""
    if style is not None:
        return style_rank(style)
    return rank(blocks[cycle.marks[0]]) if cycle.marks and numbers_itself(blocks, cycle) else PLAIN


def _last_of_fields(blocks: Sequence[Block], cycle: Cycle, top: int) -> int:
    """The last block that surely belongs to the fields of a cycle: its last label, and the value below a bare one."""
    if not cycle.marks:
        return top
    last = cycle.marks[-1]
    return last if blocks[last].text or last + 1 >= len(blocks) else last + 1


def _settle_items(blocks: Sequence[Block], cycles: list[Cycle], style: NumberStyle | None) -> list[Cycle]:
    """Cycles with the rows that name them: rows without any label become cycles of their own, and a problem printed
    as a bare paragraph before the labels is found."""
    settled: list[Cycle] = []
    low = -1
    for cycle in cycles:
        if cycle.item is not None:
            before = settled[-1].item if settled else None
            settled.extend(Cycle([], place) for place in _unlabelled(blocks, low, cycle.item, before, style))
        elif blocks[cycle.marks[0]].slot not in (Slot.PROBLEM, Slot.NUMBER):
            told = len(cycles) > 1 or blocks[cycle.marks[0]].opens
            cycle.item = _bare_problem(blocks, low, cycle.marks[0]) if told else None
        settled.append(cycle)
        low = cycle.marks[-1]
    if len(cycles) == 1 and (not _tells_problem(blocks, cycles[0]) or _tells_difficulties(blocks, cycles[0])):
        return []
    return settled


def _tells_problem(blocks: Sequence[Block], cycle: Cycle) -> bool:
    """Whether the row of a lone cycle is worded as a problem; 三、工作计划 above 工作目标 and 工作措施 is not."""
    if cycle.item is None or any(blocks[mark].slot is Slot.PROBLEM for mark in cycle.marks):
        return True
    row = blocks[cycle.item]
    told = row.text.endswith(("。", "；", "！")) or len(row.text) > _HEADING
    return told or row.style is NumberStyle.ITEM or is_framed(row) or is_fault(row.text)


def _tells_difficulties(blocks: Sequence[Block], cycle: Cycle) -> bool:
    """Whether a report on work tells first how far it has come, then what hinders it: 一、工作进展 二、存在问题."""
    slots = [blocks[mark].slot for mark in cycle.marks]
    return cycle.item is None and slots[:1] == [Slot.PROGRESS] and Slot.PROBLEM in slots


def _unlabelled(
    blocks: Sequence[Block], low: int, item: int, before: int | None, style: NumberStyle | None
) -> list[int]:
    """Rows above a labelled finding that count up to it: on from the finding before, or from 1 below a heading. They
    have no labels of their own; at the beginning and below a heading they must be worded as problems."""
    rows: list[int] = []
    wanted = blocks[item].value - 1
    for place in range(item - 1, low, -1):
        block = blocks[place]
        if block.hit is None and block.family is style and block.value == wanted and wanted > 0:
            rows.append(place)
            wanted -= 1
    rows.reverse()
    if before is not None and wanted == blocks[before].value:
        return rows
    return rows if wanted == 0 and all(is_framed(blocks[place]) for place in rows) else []


def _bare_problem(blocks: Sequence[Block], low: int, mark: int) -> int | None:
    """The paragraph right before the first label."""
    place = mark - 1
    if place <= low or blocks[place].wall >= 0 or ends_list(blocks, place):
        return None
    block = blocks[place]
    heads = blocks[mark].number is not None and blocks[mark].text == ""
    if heads or block.text.endswith(("：", ":")) or len(block.text) < 6 or (block.hit is not None):
        return None
    return None if low < 0 and (block.centred or place == 0 or _PREAMBLE.search(block.text)) else place


def _tells(finding: RawFinding) -> bool:
    return bool(finding.pieces(Slot.PROBLEM))
