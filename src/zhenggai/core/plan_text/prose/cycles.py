"""Labels that return: where one finding's labels end and the next one's begin, and which number carries the findings.

A finding's labels form a cycle. A label that a finding has once (目标, 时限, or the same word of any other slot) and
that comes again shows that a new cycle has begun somewhere since; numbered rows and the usual order say where. The
numbering level that stands before the cycles in sequence is the one that carries the items.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zhenggai.core.numbering import NumberStyle
from zhenggai.core.plan_text.prose.frames import is_framed
from zhenggai.core.plan_text.prose.headings import rank, style_rank
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.words.layout_words import listed
from zhenggai.core.plan_text.words.raw import Slot

# Slots a finding has once: their return begins a new finding. The others may come again under another word.
_SINGLE = frozenset({Slot.NUMBER, Slot.PROBLEM, Slot.GOAL, Slot.DEADLINE})
_TELLING = frozenset({Slot.PROBLEM, Slot.GOAL, Slot.MEASURES, Slot.PROGRESS, Slot.STATUS})
_APART = frozenset({Slot.IGNORED, Slot.REMARK})  # labels that hold no field of a finding

_MANY = 3
_ROW = 10  # what a row of the numbering that carries items says for a finding that begins behind it
_CLEARLY = 1.5  # at least two stretches more than speak against


@dataclass(slots=True)
class Cycle:
    """The labels of one finding, as positions of blocks, and the row that names it."""

    marks: list[int]
    item: int | None = None
    headings: list[int] = field(default_factory=list)
    start: int = 0  # the first block that belongs to it, headings included


def find_marks(blocks: Sequence[Block]) -> list[int]:
    """The labels that count for cycles: bracketed ones only where there are no others that tell of a finding."""
    marks = [place for place, block in enumerate(blocks) if block.hit is not None and not block.hit.closing]
    outside = [place for place in marks if not blocks[place].hit.inside]  # type: ignore[union-attr]
    if any(blocks[place].slot in _TELLING for place in outside):
        marks = outside
    return marks[_page_head(blocks, marks) :] if marks and blocks[marks[0]].slot in _APART else marks


def _page_head(blocks: Sequence[Block], marks: Sequence[int]) -> int:
    """How many labels at the beginning belong to the head of the page (来源：… 发布时间：…): they hold no field and do
    not come again among the labels that do."""
    telling = [place for place, mark in enumerate(marks) if blocks[mark].slot not in _APART]
    if not telling:
        return 0
    among = {_key(blocks[mark]) for mark in marks[telling[0] : telling[-1]]}
    return next((n for n in range(telling[0]) if _key(blocks[marks[n]]) in among), telling[0])


def find_cycles(blocks: Sequence[Block], marks: Sequence[int]) -> tuple[list[Cycle], NumberStyle | None]:
    """The cycles in reading order and the number style of the rows that carry them."""
    if not marks:
        return [], None
    keys = [_key(blocks[mark]) for mark in marks]
    dividing, cleanly = _dividing_style(blocks, marks, keys)
    cycles = _partition(blocks, marks, keys, dividing, cleanly=cleanly)
    style = item_style(blocks, cycles)
    if style is not None and style is not dividing:
        cycles = _partition(blocks, marks, keys, style)
        style = item_style(blocks, cycles) or style
    for place, cycle in enumerate(cycles):
        low = cycles[place - 1].marks[-1] if place else -1
        cycle.item = _item_row(blocks, low, cycle, style)
    if style is not None and _rows_are_headings(blocks, cycles):
        for cycle in cycles:
            cycle.item = None
        return cycles, None
    return cycles, style


def _rows_are_headings(blocks: Sequence[Block], cycles: Sequence[Cycle]) -> bool:
    """Whether the rows stand above several findings each (一、县教育局 问题：… 问题：…): every finding begins with the
    label of its problem, and not every one has a row."""
    rows = [cycle.item for cycle in cycles]
    if None not in rows[1:] or any(blocks[cycle.marks[0]].slot is not Slot.PROBLEM for cycle in cycles):
        return False
    return all(blocks[row].text and blocks[row].text[-1] not in "。；;：:" for row in rows if row is not None)


def _dividing_style(
    blocks: Sequence[Block], marks: Sequence[int], keys: Sequence[str]
) -> tuple[NumberStyle | None, bool]:
    """The family of numbers whose rows part the labels so that none comes twice between two, and whether nothing at all
    speaks against it; None where no family does."""
    rows: dict[NumberStyle, list[int]] = {}
    for place in range(marks[-1]):
        style = blocks[place].family
        if style is not None and blocks[place].hit is None:
            rows.setdefault(style, []).append(place)
    scores = [(*_divides(blocks, marks, keys, rows[style]), -style_rank(style), style) for style in rows]
    score, cleanly, _, style = max(scores, default=(0.0, False, 0, None))
    return (style, cleanly) if score > _CLEARLY else (None, False)


def _divides(
    blocks: Sequence[Block], marks: Sequence[int], keys: Sequence[str], rows: Sequence[int]
) -> tuple[float, bool]:
    """Stretches between rows that hold labels, less what speaks against: labels that come twice, empty stretches
    between filled ones, rows that are a list inside a field; and whether there is nothing of the kind."""
    filled: list[bool] = []
    against = 0.0
    for row, end in zip(rows, [*rows[1:], len(blocks)], strict=True):
        here = keys[bisect_left(marks, row) : bisect_left(marks, end)]
        filled.append(bool(here))
        against += 2 * (len(here) - len(set(here)))
        before = blocks[row - 1] if row else None
        if before is not None and before.hit is not None and (not before.text or before.slot is Slot.MEASURES):
            against += 0.7
    if True not in filled:
        return 0.0, False
    inner = filled[filled.index(True) : len(filled) - filled[::-1].index(True)]
    against += 0.7 * inner.count(False)
    return sum(filled) - against, against == 0 and sum(filled) >= _MANY


def _key(block: Block) -> str:
    hit = block.hit
    if hit is None:
        return ""
    return str(hit.slot) if hit.slot in _SINGLE else hit.name


def _partition(
    blocks: Sequence[Block],
    marks: Sequence[int],
    keys: Sequence[str],
    style: NumberStyle | None,
    *,
    cleanly: bool = False,
) -> list[Cycle]:
    """Marks grouped into cycles. style: the numbering known to carry items, None in the first round. cleanly: every
    row of that numbering begins a finding, whether a label returns or not."""
    evidence = _evidence(blocks, marks, keys, style)
    main = _main_problem(blocks, marks)
    walls = [place for place, block in enumerate(blocks) if block.wall >= 0]
    bounds = [0]
    seen: dict[str, int] = {}
    for place, key in enumerate(keys):
        unusual = key == Slot.PROBLEM and key in seen and _name(blocks[marks[place]]) != main
        if unusual and not _opens_cycle(blocks, marks, keys, place, seen):
            continue
        if cleanly and place and key not in seen and evidence[place] >= _ROW:
            bounds.append(place)
            seen = {}
        elif key in seen or (walls and _walled(walls, marks, place)):
            first = seen[key] + 1 if key in seen else place
            bound = max(range(first, place + 1), key=lambda p: (evidence[p], p))
            bounds.append(bound)
            seen = {keys[p]: p for p in range(bound, place)}
        seen[key] = place
    ends = [*bounds[1:], len(marks)]
    return [Cycle(list(marks[begin:end])) for begin, end in zip(bounds, ends, strict=True) if end > begin]


def _name(block: Block) -> str:
    return block.hit.name if block.hit else ""


def _main_problem(blocks: Sequence[Block], marks: Sequence[int]) -> str:
    """The word that announces problems in this document."""
    words = Counter(_name(blocks[mark]) for mark in marks if blocks[mark].slot is Slot.PROBLEM)
    if not words:
        return ""
    most = max(words.values())
    likely = [word for word, count in words.items() if count * 2 > most]
    return next((word for word in likely if not is_task_word(word)), likely[0])


def _opens_cycle(
    blocks: Sequence[Block], marks: Sequence[int], keys: Sequence[str], place: int, seen: dict[str, int]
) -> bool:
    """Whether an unusual problem label begins a finding: what follows it was in the finding before."""
    return place + 1 < len(marks) and blocks[marks[place + 1]].slot in _SINGLE and keys[place + 1] in seen


def _walled(walls: Sequence[int], marks: Sequence[int], place: int) -> bool:
    """Whether a table stands between a label and the one before it."""
    return place > 0 and bisect_left(walls, marks[place - 1]) < bisect_left(walls, marks[place])


def _evidence(
    blocks: Sequence[Block], marks: Sequence[int], keys: Sequence[str], style: NumberStyle | None
) -> list[int]:
    """For each label how much speaks for a finding that begins with it: a numbered row before it, its slot, and that it
    stands earlier in the usual order than the label before it."""
    usual: dict[str, int] = {}
    for key in keys[_strays(blocks, marks, keys) :][:24]:
        usual.setdefault(key, len(usual))
    scores = []
    low = -1
    for place, mark in enumerate(marks):
        score = _rows_before(blocks[low + 1 : mark], style) if mark - low > 1 else 0
        low = mark
        if blocks[mark].slot is Slot.PROBLEM:
            score += 3
        elif blocks[mark].slot in (Slot.NUMBER, Slot.FEEDBACK_NUMBER):
            score += 6
        descends = place > 0 and usual.get(keys[place], 99) < usual.get(keys[place - 1], 99)
        scores.append(score + (4 if descends else 0))
    return scores


def _strays(blocks: Sequence[Block], marks: Sequence[int], keys: Sequence[str]) -> int:
    """How many labels at the beginning stand in the preamble: rows lie between them and the first problem, or the last
    problem too has them behind it, so that they do not stand before a problem as a rule."""
    problems = [place for place, key in enumerate(keys) if key in (Slot.PROBLEM, Slot.NUMBER)]
    if len(problems) >= _MANY and 0 < problems[0] < _MANY and set(keys[: problems[0]]) <= set(keys[problems[-1] + 1 :]):
        return problems[0]
    for place in range(1, min(len(marks), 4)):
        between = blocks[marks[place - 1] + 1 : marks[place]]
        rows = sum(block.number is not None and block.hit is None for block in between)
        before = blocks[marks[place - 1]]
        lists = not before.text or before.slot in (Slot.MEASURES, Slot.PROGRESS)
        if (
            rows > 1
            and not lists
            and keys[place] in (Slot.PROBLEM, Slot.NUMBER, Slot.GOAL)
            and keys[place - 1] in keys[place:]
        ):
            return place
    return 0


def _rows_before(gap: Sequence[Block], style: NumberStyle | None) -> int:
    rows = [place for place, block in enumerate(gap) if block.hit is None and block.number is not None]
    if style is not None:
        return _ROW if any(gap[place].family is style for place in rows) else 0
    return 3 if rows and len(gap) - rows[-1] <= 2 else 0


def gaps(blocks: Sequence[Block], cycles: Sequence[Cycle]) -> Iterator[range]:
    """For each cycle the blocks between the last label before it and its own first label."""
    low = -1
    for cycle in cycles:
        yield range(low + 1, cycle.marks[0])
        low = cycle.marks[-1]


def item_style(blocks: Sequence[Block], cycles: Sequence[Cycle]) -> NumberStyle | None:
    """The family of numbers whose rows stand before the cycles in sequence; None where no level does."""
    candidates: Counter[NumberStyle] = Counter()
    for gap in gaps(blocks, cycles):
        candidates.update({f for place in gap if (f := blocks[place].family) and blocks[place].hit is None})
    framed = _framed_style(blocks, cycles)
    if framed is not None:
        return framed
    best, best_score = None, 0.55
    for style in sorted(candidates, key=style_rank, reverse=True):
        score = _sequence(blocks, cycles, style)
        if score > best_score + 0.02:
            best, best_score = style, score
    return best


def _framed_style(blocks: Sequence[Block], cycles: Sequence[Cycle]) -> NumberStyle | None:
    """The numbering of rows that are nothing but the frame of a problem (（1）关于“…”的问题。), where nearly every
    cycle has one before it: what lies between them and a label (一是…) tells what was done."""
    if any(blocks[cycle.marks[0]].slot is Slot.PROBLEM for cycle in cycles):
        return None
    rows: Counter[NumberStyle] = Counter()
    for gap in gaps(blocks, cycles):
        last = next((place for place in reversed(gap) if blocks[place].hit is None and is_framed(blocks[place])), None)
        rows.update([style] if last is not None and (style := blocks[last].family) else [])
    style, count = max(rows.items(), key=lambda item: item[1], default=(None, 0))
    return style if count > 1 and count * 5 >= len(cycles) * 4 else None


def _sequence(blocks: Sequence[Block], cycles: Sequence[Cycle], style: NumberStyle) -> float:
    """Share of the cycles whose row of this style follows the row before it; rows right before a label count more."""
    points = 0.0
    before = 0
    telling = [any(blocks[mark].slot in _TELLING for mark in cycle.marks) for cycle in cycles]
    for gap, cycle, tells in zip(gaps(blocks, cycles), cycles, telling, strict=True):
        if not tells and any(telling):
            continue
        place = _last_row(blocks, gap, style)
        if place is None or not _may_carry(blocks, place, cycle):
            continue
        value = blocks[place].value
        outer = any(rank(blocks[p]) < style_rank(style) and blocks[p].hit is None for p in gap if p < place)
        follows = value == before + 1 or (value == 1 and (outer or before == 0))
        near = all(blocks[p].number is None for p in range(place + 1, cycle.marks[0]))
        points += (1.0 if follows else 0.7 if value > before else 0.1) * (1.0 if near else 0.7)
        before = value
    return points / (sum(telling) or len(cycles))


def _last_row(blocks: Sequence[Block], gap: range, style: NumberStyle) -> int | None:
    return next((p for p in reversed(gap) if blocks[p].hit is None and blocks[p].family is style), None)


def _may_carry(blocks: Sequence[Block], place: int, cycle: Cycle) -> bool:
    """A row cannot name the finding when its labels are its brothers or stand further out (一、总体要求 二、整改目标),
    or when the problem has a label of its own and the row does not stand right before it."""
    first = blocks[cycle.marks[0]]
    row = blocks[place]
    inner = rank(row) >= rank(first) and row.style is not NumberStyle.ITEM  # 第六项任务 ⏎ 一、整改任务
    if first.number is not None and (inner or numbers_itself(blocks, cycle)):
        return False
    if first.slot in (Slot.PROBLEM, Slot.NUMBER):
        return place == cycle.marks[0] - 1
    return True


def numbers_itself(blocks: Sequence[Block], cycle: Cycle) -> bool:
    """Whether the number before the first label is the finding's: 1.问题：… 整改目标：…, and not 1.问题 2.整改目标."""
    first = blocks[cycle.marks[0]]
    if first.slot is not Slot.PROBLEM or first.number is None:
        return False
    return not any(blocks[mark].family is first.family for mark in cycle.marks[1:])


def _item_row(blocks: Sequence[Block], low: int, cycle: Cycle, style: NumberStyle | None) -> int | None:
    if style is None:
        return None
    place = _last_row(blocks, range(low + 1, cycle.marks[0]), style)
    return place if place is not None and _may_carry(blocks, place, cycle) else None


def is_task_word(label: str) -> bool:
    """Whether a label holds the problem in some places and the task beside it in others. label: without blanks."""
    return label in listed("cycles", "tasks")
