"""Lists that share their numbers: 问题清单, 任务清单 and 责任清单 in tables of their own are one list of findings."""

from __future__ import annotations

from collections.abc import Sequence

from zhenggai.core.plan_text.fields.numbers import read_number
from zhenggai.core.plan_text.words.raw import RawFinding, Slot, strand
from zhenggai.core.source import Source
from zhenggai.core.typography import fold

_LEAST = 2  # entries that two lists must share
_SHARED = 0.8  # of the findings
_NUMBERS = (Slot.NUMBER, Slot.FEEDBACK_NUMBER)
_SENTENCE = 12  # characters; shorter problems may be alike by chance


def join_part(source: Source, base: Sequence[RawFinding], part: Sequence[RawFinding]) -> bool:
    """Hand the fields of a list without problems over to the findings of the same numbers.

    False, and nothing changed, where the numbers do not say whose fields they are."""
    if len(base) < _LEAST or len(part) < _LEAST or any(Slot.PROBLEM in raw.fields for raw in part):
        return False
    by_number = {key: raw for raw in base if (key := _number(source, raw)) is not None}
    if len(by_number) < len(base):
        return False
    for foreign in (True, False):  # 对应问题序号 outweighs the list's own 序号
        keys = [_number(source, raw, foreign=foreign) for raw in part]
        if all(key in by_number for key in keys) and len(set(keys)) >= _SHARED * len(base):
            for key, raw in zip(keys, part, strict=True):
                merge(by_number[key or ""], raw)
            return True
    return False


def tells_again(source: Source, base: Sequence[RawFinding], later: Sequence[RawFinding]) -> bool:
    """Whether a list names the findings of another again, each with its number and problem."""
    said = {(_number(source, raw), _problem(source, raw)) for raw in base}
    keys = [(_number(source, raw), _problem(source, raw)) for raw in later]
    return len(later) >= _LEAST and all(key in said and key[0] and len(key[1]) >= _SENTENCE for key in keys)


def join_again(source: Source, base: Sequence[RawFinding], later: Sequence[RawFinding]) -> None:
    """Fields that only the second telling has go to the first."""
    by_problem = {_problem(source, raw): raw for raw in base}
    for raw in later:
        merge(by_problem[_problem(source, raw)], raw)


def merge(raw: RawFinding, other: RawFinding) -> None:
    """Take over the fields that the finding lacks; units of another label join those it has."""
    fresh = [slot for slot in other.fields if slot not in raw.fields and slot not in _NUMBERS]
    for slot in fresh:
        raw.add(slot, other.fields[slot])
    raw.feedback_number = raw.feedback_number or other.feedback_number
    raw.doubts += [doubt for doubt in other.doubts if doubt not in raw.doubts]
    raw.headings = raw.headings or other.headings


def lists_problems(source: Source, raws: Sequence[RawFinding]) -> bool:
    """Whether entries are numbered problems told in sentences, as a feedback lists them."""
    told = [raw for raw in raws if _number(source, raw) and len(_problem(source, raw)) >= _SENTENCE]
    return len(raws) >= _LEAST and len(told) == len(raws)


def has_fields(raw: RawFinding) -> bool:
    """Whether an entry of a list without problems says anything about a finding."""
    slots = raw.fields.keys() - {*_NUMBERS, Slot.REMARK, Slot.IGNORED, Slot.CATEGORY}
    return bool(slots) and bool(raw.fields.keys() & set(_NUMBERS))


def _number(source: Source, raw: RawFinding, *, foreign: bool = False) -> str | None:
    printed = read_number(raw, source)
    if foreign:
        return raw.feedback_number or printed.feedback_number
    return raw.number or printed.number


def _problem(source: Source, raw: RawFinding) -> str:
    return fold(strand(source, raw.pieces(Slot.PROBLEM)).text)
