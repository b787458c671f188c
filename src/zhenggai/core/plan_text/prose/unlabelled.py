"""Findings without labels: the problem is a numbered heading or sentence, what was done follows in its paragraphs.

Two papers look like this: reports of rectification (progress), where each problem is a heading and the text below
tells how it was handled, and feedback, where the problems themselves are listed. The level that carries the findings
is the deepest one whose rows are worded as problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.numbering import NumberStyle
from zhenggai.core.plan import Kind
from zhenggai.core.plan_text.fields.status_text import is_status
from zhenggai.core.plan_text.prose.climbing import Climber
from zhenggai.core.plan_text.prose.frames import frame_end, is_about_problem, is_fault
from zhenggai.core.plan_text.prose.headings import PLAIN, looks_like_heading, rank, style_rank
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.prose.reading import Entry
from zhenggai.core.plan_text.prose.tail import ends_list, is_section_apart
from zhenggai.core.plan_text.words.layout_words import any_word, listed
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot
from zhenggai.core.source import Source

_INNER = 40  # text below a problem begins with （1）, ①, 一是 or no number; 一、（一） 1. would be rows of their own
_HEADING = 24
_FEW = 3  # rows that show how a report tells its problems; characters that tell anything


def read_unlabelled(source: Source, blocks: Sequence[Block], kind: Kind, title: str = "") -> list[Entry]:
    """The findings of a report or a feedback without labels; none where the paper lists no problems."""
    if kind == "feedback":
        return _read_feedback(source, blocks)
    return _read_report(source, blocks, on_rectification=any(word in title for word in listed("unlabelled", "subject")))


def _read_report(source: Source, blocks: Sequence[Block], *, on_rectification: bool) -> list[Entry]:
    parents = _parents(blocks)
    eligible = [place for place, block in enumerate(blocks) if _is_row(block) and _in_section(blocks, parents, place)]
    rows, told = _framed(blocks, parents, eligible), _told_from
    if not rows and on_rectification:
        rows, told = _with_status(blocks, parents, eligible), _told_in
    if not rows and on_rectification:
        rows, told = _handled_rows(blocks, parents, eligible), _handled_from
    climber = Climber(source, blocks, outline=True)
    entries = []
    taken = set(rows)
    low = -1
    for place in rows:
        climber.climb(low, place, rank(blocks[place]))
        low = place
        finding = RawFinding(number=str(blocks[place].value), headings=climber.headings)
        problem, rest = _cut(_problem(source, blocks[place]), _told_at(source, blocks[place], told))
        finding.add(Slot.PROBLEM, problem)
        finding.add(Slot.PROGRESS, rest)
        _add_body(source, blocks, place, taken, finding)
        entries.append(Entry(place, finding))
    return entries


def _is_row(block: Block) -> bool:
    return block.wall < 0 and block.number is not None and block.opens and bool(block.text) and block.hit is None


def _parents(blocks: Sequence[Block]) -> list[int]:
    """For each block the numbered block above it of the next outer rank, -1 for none."""
    parents: list[int] = []
    stack: list[int] = []
    for place, block in enumerate(blocks):
        here = rank(block)
        while stack and rank(blocks[stack[-1]]) >= here:
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        if _is_row(block):
            stack.append(place)
    return parents


def _in_section(blocks: Sequence[Block], parents: Sequence[int], place: int) -> bool:
    """Whether a row stands in a part that speaks of problems, not of organisation or of what comes next."""
    above = parents[place]
    if is_section_apart(blocks[place]):
        return False
    outermost = True
    while above >= 0:
        if is_section_apart(blocks[above]):
            return False
        if parents[above] < 0 and _apart().search(blocks[above].text) and not _names_problem(blocks[above].text):
            return False
        outermost = False
        above = parents[above]
    return not (outermost and len(blocks[place].text) <= 24 and _apart().search(blocks[place].text) is not None)


def _framed(blocks: Sequence[Block], parents: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Rows worded as the heading of a problem (关于“…”的问题) that hold no such row themselves."""
    framed = [place for place in rows if is_about_problem(blocks[place].text) and len(blocks[place].text) >= 8]
    holders: set[int] = set()
    for place in framed:
        above = parents[place]
        while above >= 0:
            holders.add(above)
            above = parents[above]
    leaves = [place for place in framed if place not in holders]
    return [place for place in leaves if _has_body(blocks, place) or _told_from(blocks[place])]


def _with_status(blocks: Sequence[Block], parents: Sequence[int], rows: Sequence[int]) -> list[int]:
    """Rows of the outermost level that are worded as faults or whose text opens with a status."""
    by_style: dict[NumberStyle | None, list[int]] = {}
    for place in rows:
        by_style.setdefault(blocks[place].family, []).append(place)
    for style in sorted(by_style, key=style_rank):
        level = [place for place in by_style[style] if _tells_below(blocks, place) or _told_in(blocks[place])]
        telling = [place for place in level if _opens_with_status(blocks, place) or is_fault(blocks[place].text)]
        if level and len(telling) * 3 >= len(level) * 2:
            return [place for place in level if place in telling or _status_at(blocks[place].text)]
    return []


def _has_body(blocks: Sequence[Block], place: int) -> bool:
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if following is None or following.wall >= 0:
        return False
    return rank(following) > rank(blocks[place]) and not ends_list(blocks, place + 1)


def _tells_below(blocks: Sequence[Block], place: int) -> bool:
    return _has_body(blocks, place) and rank(blocks[place + 1]) >= _INNER


def _told_from(block: Block) -> int:
    """Where a row that names a problem goes on to tell in the same paragraph what was done: behind the frame
    (关于“…”问题的整改。一是…) or at a status (预算编制不完整。已整改完毕。一是…); 0 where it does not."""
    end = frame_end(block.text)
    if end:
        return end
    status = _status_at(block.text)
    return status if is_fault(block.text[:status]) else 0


def _told_in(block: Block) -> int:
    """`_told_from` of a row among others worded as faults: its own need not be (多付工程款9.7万元。已完成整改。…)."""
    return _told_from(block) or _status_at(block.text)


def _status_at(text: str) -> int:
    """Where the status begins that is the second sentence of a text; 0 where there is none."""
    sentences = [found.end() for found in re.finditer("[^。；;]+[。；;]", text)][:2]
    return sentences[0] if len(sentences) == 2 and is_status(text[sentences[0] : sentences[1]]) else 0


def _handled_rows(blocks: Sequence[Block], parents: Sequence[int], rows: Sequence[int]) -> list[int]:
    """The innermost rows of one look, where most first say what is wrong and then what was done: 1.某项目超期。已…"""
    holders = {parents[place] for place in rows}
    by_style: dict[NumberStyle | None, list[int]] = {}
    for place in (place for place in rows if place not in holders):
        by_style.setdefault(blocks[place].family, []).append(place)
    for inner in by_style.values():
        telling = [place for place in inner if _handled_from(blocks[place])]
        if len(telling) >= _FEW and len(telling) * 4 >= len(inner) * 3:
            return [place for place in inner if place in telling or is_fault(blocks[place].text)]
    return []


def _handled_from(block: Block) -> int:
    """Where a row that says in its first sentence what is wrong goes on to tell what was done; 0 where it does not."""
    end = block.text.find("。") + 1
    wrong, handled = block.text[:end], block.text[end:]
    return end if len(handled) >= _FEW and is_fault(wrong) and _handling().search(handled) else 0


def _told_at(source: Source, block: Block, told: Callable[[Block], int]) -> int:
    """`told` as a position of the line; that of the row's first word where nothing is told in it."""
    return source.lines[block.line].text.index(block.text, block.body) + told(block)


def _cut(pieces: Sequence[Piece], at: int) -> tuple[list[Piece], list[Piece]]:
    """The pieces of a row before a position of its line and from there on."""
    if not any(piece.start < at for piece in pieces) or not pieces:
        return list(pieces), []
    before = [replace(piece, end=min(piece.end, at)) for piece in pieces if piece.start < at]
    behind = [replace(piece, start=max(piece.start, at), numbering="") for piece in pieces if piece.end > at]
    return before, behind


def _opens_with_status(blocks: Sequence[Block], place: int) -> bool:
    if _told_from(blocks[place]):
        return True
    if not _has_body(blocks, place):
        return False
    first = re.split(r"(?<=[。；;])", blocks[place + 1].text, maxsplit=1)[0]
    return is_status(first)


def _problem(source: Source, block: Block) -> list[Piece]:
    """The row's words; the name of the unit that stands before them, set off by a blank, is not part of the problem."""
    pieces = block.pieces(source)
    before = _unit_before().match(source.lines[block.line].text, pieces[0].start, pieces[0].end)
    if before:
        pieces[0] = Piece(block.line, before.end(), pieces[0].end, label=pieces[0].label)
    return pieces


def _add_body(source: Source, blocks: Sequence[Block], place: int, taken: set[int], finding: RawFinding) -> None:
    """The paragraphs below a problem are its progress, up to the next row of its rank or further out."""
    own = rank(blocks[place])
    slot: Slot | None = Slot.PROGRESS
    for here in range(place + 1, len(blocks)):
        block = blocks[here]
        if here in taken or ends_list(blocks, here) or rank(block) <= own:
            break
        if block.text.startswith(listed("unlabelled", "next")):
            slot = None
        if block.hit is not None:
            slot = block.slot if block.slot in (Slot.PROGRESS, Slot.STATUS, Slot.NEXT_STEPS, Slot.MEASURES) else slot
            slot = Slot.PROGRESS if slot is Slot.MEASURES else slot
        if slot is not None and slot is not Slot.NEXT_STEPS:
            finding.add(slot, block.pieces(source, whole=block.hit is None))


def _announces(blocks: Sequence[Block], place: int) -> bool:
    """A sentence or heading that says problems follow, with a numbered row right below it and further in."""
    block, below = blocks[place], blocks[place + 1]
    if block.wall >= 0 or below.number is None:
        return False
    if block.number is not None:
        return _heads_problems(block) and _is_row(below) and rank(below) > rank(block)
    if block.slot is Slot.PROBLEM:  # …，主要问题有：
        return not block.text
    return _intro().search(block.text) is not None and _asks().search(block.text) is None


def _heads_problems(block: Block) -> bool:
    """A numbered heading of the part that tells problems: 二、发现的主要问题."""
    label = block.hit.label if block.slot is Slot.PROBLEM and block.hit else ""
    said = (label + block.text) if not (label and block.text) else ""
    return block.number is not None and len(said) <= _HEADING and _heads().fullmatch(said.rstrip("：:")) is not None


def _comes_after(block: Block) -> bool:
    """A paragraph of a feedback that no longer tells problems: what is asked for, who spoke."""
    words = pack("tails")
    if block.number is not None:
        return False
    asks = block.text.endswith(("：", ":")) and _asks().search(block.text) is not None
    return (
        asks
        or _inspectors_ask().match(block.text) is not None
        or block.text.startswith(tuple(words["after_problems"]))
        or any(word in block.text[:26] for word in words["speaks"])
    )


def _is_one_of_several(blocks: Sequence[Block], place: int, end: int) -> bool:
    """Whether the sentence that announces problems stands below a heading and comes again: 一、市文化馆 ⏎
    存在以下问题："""
    above = blocks[place - 1] if place else None
    again = any(_announces(blocks, here) for here in range(place + 1, min(end, len(blocks) - 1)))
    return above is not None and again and _is_row(above) and looks_like_heading(above)


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Where problems begin: below every numbered part that tells them, else below the first sentence that says so."""
    announcing = [place for place in range(len(blocks) - 1) if _announces(blocks, place)]
    parts = [place for place in announcing if blocks[place].number is not None]
    return [place + 1 for place in parts or announcing[:1]]


def _end(blocks: Sequence[Block], start: int) -> int:
    """Where the problems that begin at `start` are over."""
    outer = rank(blocks[start - 1])
    for place in range(start, len(blocks)):
        over = ends_list(blocks, place) or _comes_after(blocks[place])
        if over or (outer < PLAIN and rank(blocks[place]) <= outer):
            return place
    return len(blocks)


def _read_feedback(source: Source, blocks: Sequence[Block]) -> list[Entry]:
    """The problems that a feedback lists: the innermost numbered rows after what announces them."""
    parents = _parents(blocks)
    starts = _starts(blocks)
    climber = Climber(source, blocks, outline=True)
    entries = []
    for start in starts:
        end = _end(blocks, start)
        below_heading = len(starts) > 1 or _is_one_of_several(blocks, start - 1, end)
        low = start - (3 if below_heading else 1)
        holders = {parents[place] for place in range(start, end) if _is_row(blocks[place])}
        for place in (place for place in range(start, end) if _is_row(blocks[place]) and place not in holders):
            climber.climb(low, place, rank(blocks[place]))
            headings = [heading for heading in climber.headings if _heads().fullmatch(heading.text) is None]
            finding = RawFinding(number=str(blocks[place].value), headings=headings)
            finding.add(Slot.PROBLEM, blocks[place].pieces(source))
            for here in range(place + 1, end):
                if blocks[here].number is not None or blocks[here].wall >= 0:
                    break
                finding.add(Slot.PROBLEM, blocks[here].pieces(source))
            entries.append(Entry(place, finding))
    return entries


def _names_problem(text: str) -> bool:
    return any(word in text for word in listed("unlabelled", "problem"))


def _words(*keys: str) -> dict[str, str]:
    return {key: any_word("unlabelled", key) for key in keys}


@cache
def _apart() -> re.Pattern[str]:
    """Parts of a report that tell of organisation."""
    return re.compile("{apart}|{pushes}.{{0,6}}{pushed}".format(**_words("apart", "pushes", "pushed")))


@cache
def _handling() -> re.Pattern[str]:
    return re.compile(any_word("unlabelled", "handling"))


@cache
def _intro() -> re.Pattern[str]:
    words = _words("finds", "found", "problem", "problem_follows")
    return re.compile("{finds}.{{0,40}}{found}|{problem}{problem_follows}".format(**words))


@cache
def _asks() -> re.Pattern[str]:
    """…并提出以下建议："""
    return re.compile(rf"{any_word('unlabelled', 'asked')}[^，。；：:]{{0,6}}[：:]?$")


@cache
def _inspectors_ask() -> re.Pattern[str]:
    return re.compile("{askers}+组?(?:还)?{asks}".format(**_words("askers", "asks")))


@cache
def _heads() -> re.Pattern[str]:
    """Headings of the part that tells problems: 发现的主要问题和不足, 当前差距与短板."""
    keys = ("sources", "finds", "weights", "things", "seconds", "gaps", "gap_seconds", "now")
    words = _words(*(f"head_{key}" for key in keys))
    return re.compile(
        "{head_sources}*(?:中)?{head_finds}?的?{head_weights}*{head_things}(?:和{head_seconds})?"
        "|{head_now}?{head_gaps}(?:和|与){head_gap_seconds}".format(**words)
    )


@cache
def _unit_before() -> re.Pattern[str]:
    return re.compile(rf"[一-龥（）()]{{2,30}}?{any_word('unlabelled', 'units')}\s(?=[一-龥\d])")
