"""What title and opening of a notice say of its one finding: its number, and the problem in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from zhenggai.core.numbering import chinese_to_int
from zhenggai.core.plan_text.prose.outline import Block
from zhenggai.core.plan_text.words.layout_words import alternatives, any_word, listed, section_of
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot, passage
from zhenggai.core.source import Source
from zhenggai.core.typography import fold_width

_NUMERAL = r"(?P<n>\d{1,4}|[一二三四五六七八九十百〇零]{1,7})"
_MARKS = re.compile('[“”"「」]')
_OPENS = "“「"
_NAME = 60  # a row that only names a task is no longer
_SHORTEST = 10  # a quotation of fewer characters is a slogan or a name


def number_in_opening(blocks: Iterable[Block]) -> str | None:
    """The number that title or opening give the finding: 第二十七项 -> "27", （序号41） -> "41", or a receipt code."""
    texts = [fold_width(_told(block)) for block in blocks if block.wall < 0]
    for pattern in _receipts():
        for text in texts:
            found = pattern.search(text)
            if found and any(map(str.isdigit, found["n"])):
                return found["n"]
    for pattern in _numbers():
        for text in texts:
            found = pattern.search(text)
            value = chinese_to_int(found["n"]) if found else None
            if value is not None and value < 1000:
                return str(value)
    return None


def _told(block: Block) -> str:
    """The words of a block; behind a label of numbers the label belongs to them: （受理编号：D2…）."""
    hit = block.hit
    return f"{hit.label}:{block.text}" if hit is not None and hit.slot is Slot.NUMBER else block.text


def number_named(text: str) -> str | None:
    """The number in a row that is nothing but a name: 第5项任务 -> "5"."""
    found = _name_only().fullmatch(fold_width(text)) if len(text) <= _NAME else None
    value = chinese_to_int(found["n"] or found["m"]) if found else None
    return None if value is None else str(value)


def read_opening(blocks: Sequence[Block]) -> tuple[int, RawFinding] | None:
    """The finding that exists only inside a sentence (…整改方案第12项“……”涉及我区的整改任务…), with its block."""
    for place, block in enumerate(blocks):
        if block.wall >= 0 or block.hit is not None:
            continue
        number = number_in_opening([block])
        if number is None:
            continue
        found = next(_quoted_problems(block.text), None)
        if found is None:
            continue
        finding = RawFinding(number=number)
        finding.add(Slot.PROBLEM, [Piece(block.line, block.body + found[0], block.body + found[1])])
        return place, finding
    return None


def join_openings(source: Source, blocks: Sequence[Block], findings: Sequence[RawFinding]) -> None:
    """Give findings whose form has everything but the problem what a sentence of the notice quotes: …第23项“……”的问题…
    （详见附表）. By number where both have one, else one for one in reading order."""
    lacking = [raw for raw in findings if Slot.PROBLEM not in raw.fields]
    told = [quoted for block in blocks for quoted in _quotations(block)] if lacking else []
    by_number = {number: piece for number, piece in told if number is not None}
    numbers = [raw.number or passage(source, raw.pieces(Slot.NUMBER)).text for raw in lacking]
    if lacking and all(number in by_number for number in numbers):
        told = [(number, by_number[number]) for number in numbers]
    if len(told) != len(lacking):
        return
    for raw, (number, piece) in zip(lacking, told, strict=True):
        raw.add(Slot.PROBLEM, [piece])
        if raw.number is None and Slot.NUMBER not in raw.fields:
            raw.number = number


def _quotations(block: Block) -> Iterator[tuple[str | None, Piece]]:
    """The problems that a paragraph quotes, each with the number that stands between it and the quotation before."""
    if block.wall >= 0 or block.hit is not None:
        return
    low = 0
    for start, end in _quoted_problems(block.text):
        number = number_in_opening([replace(block, text=block.text[low : start - 1])])
        yield number, Piece(block.line, block.body + start, block.body + end)
        low = end + 1


def _quoted_problems(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of each problem in quotation marks begin and end; marks inside them belong to them
    (“…“建而未用”问题突出…”的问题)."""
    depth = start = 0
    for mark in _MARKS.finditer(text):
        at = mark.start()
        opens = mark[0] in _OPENS or (mark[0] == '"' and depth == 0)
        if opens:
            start = mark.end() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and at - start >= _SHORTEST and _is_problem(text, start, at):
                yield start, at


def _is_problem(text: str, start: int, end: int) -> bool:
    """Whether the words around a quotation say that it is a problem: …”的问题, 第8项反馈问题“…"""
    if _after_quotation().match(text, end + 1):
        return True
    return _number_before().search(text, max(0, start - 16), start) is not None


@cache
def _receipts() -> tuple[re.Pattern[str], ...]:
    """受理编号：D2SD2023 · 群众举报件X2HA202104220037号"""
    owners, numbers = any_word("receipts", "owners"), any_word("receipts", "numbers")
    return (
        re.compile(rf"{owners}{numbers}\s*[:：为是]?\s*(?P<n>[0-9A-Za-z][0-9A-Za-z\-_]{{2,40}})"),
        re.compile(
            rf"{owners}件?\s*[(【\[“\"]?\s*第?\s*(?P<n>(?=[A-Za-z\-]*\d[0-9A-Za-z\-]*\d{{4}})[A-Za-z][0-9A-Za-z\-]{{5,40}})"
        ),
    )


@cache
def _numbers() -> tuple[re.Pattern[str], ...]:
    """第27项反馈问题 · 序号41 · 整改任务清单之三"""
    kinds, things, names, numbered, lists = (
        any_word("opening", key) for key in ("kinds", "things", "names", "numbered", "lists")
    )
    goes_on: dict[str, list[str]] = section_of("opening")["goes_on"]
    counters = "|".join(
        word + (f"(?!{alternatives(goes_on[word])})" if word in goes_on else "")
        for word in listed("opening", "counters")
    )
    return (
        re.compile(rf"第\s*{_NUMERAL}\s*(?:{counters}){kinds}*{things}?"),
        re.compile(rf"{names}\s*[:：为是第]?\s*{_NUMERAL}"),
        re.compile(rf"{numbered}{lists}?\s*(?:之)?\s*{_NUMERAL}(?![\d年月日万亿个项家处件条.,．%])"),
    )


@cache
def _after_quotation() -> re.Pattern[str]:
    return re.compile(rf"[^“”\"「」]{{0,30}}{any_word('opening', 'after_quotation')}")


@cache
def _number_before() -> re.Pattern[str]:
    """…、第8项反馈问题“"""
    kinds, things, counters = (any_word("opening", key) for key in ("kinds", "things", "counters"))
    return re.compile(rf"第\s*(?:\d{{1,4}}|[一二三四五六七八九十百]{{1,5}})\s*{counters}{kinds}*{things}?[“\"「]$")


@cache
def _name_only() -> re.Pattern[str]:
    kinds, things, names = (any_word("opening", key) for key in ("kinds", "things", "names"))
    after = rf"(?:{names}|{things})\s*(?P<m>\d{{1,4}}|[一二三四五六七八九十百]{{1,5}})"
    return re.compile(rf"{kinds}*(?:第\s*{_NUMERAL}\s*[项号条]{kinds}*{things}?|{after})[:：。]?")
