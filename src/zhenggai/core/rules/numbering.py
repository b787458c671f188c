"""Own numbers repeated, skipped or out of order, and the numbers of the feedback."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

from zhenggai.core.rules.facts import Entry, Plan, named
from zhenggai.core.rules.points import Point, point

Key = TypeVar("Key")


def points(plan: Plan) -> Iterator[Point]:
    """Reports own and feedback numbers that repeat, skip or run backwards: letters and reports cite findings by
    number, so each must mean one. A list with many gaps is taken for an extract of a longer one."""
    runs = _runs(plan.entries)
    for run in runs:
        yield from _repeated(run)
    for run in runs:
        yield from _skipped(run)
        yield from _disordered(run)
    yield from _receipts(plan)
    yield from _feedback(plan)


def _number(entry: Entry) -> int | None:
    return _plain_number(entry.draft.number)


def _plain_number(number: str | None) -> int | None:
    """A number that counts: up to five digits; 140100202401 is the code of a receipt."""
    return int(number) if number and number.isascii() and number.isdigit() and len(number) < 6 else None


def _runs(entries: tuple[Entry, ...]) -> list[list[Entry]]:
    """Entries with plain numbers, cut where they start again: under another heading, or at 1 with 2 to follow."""
    runs: list[list[Entry]] = []
    counted = [entry for entry in entries if _number(entry) is not None]
    for place, entry in enumerate(counted):
        last = runs[-1][-1] if runs else None
        follows = _number(counted[place + 1]) if place + 1 < len(counted) else 2
        restarts = _number(entry) == 1 and (follows == 2 or (last and entry.draft.headings != last.draft.headings))
        if last is None or restarts:
            runs.append([])
        runs[-1].append(entry)
    return runs


def _repeated(run: list[Entry]) -> Iterator[Point]:
    for number, same in _by(run, _number).items():
        if len(same) > 1:
            message = f"序号{number}用了{len(same)}次。"
            yield point(
                "number_repeated", message, findings=_positions(same), passages=[e.problem.passage for e in same]
            )


def _skipped(run: list[Entry]) -> Iterator[Point]:
    numbers = sorted({number for entry in run if (number := _number(entry)) is not None})
    if len(numbers) < 2:
        return
    missing = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
    if not missing:
        return
    if len(missing) > max(2, len(numbers) // 5):
        message = f"序号{numbers[0]}至{numbers[-1]}中缺{_listed(missing)}，清单可能摘自上级清单。"
        yield point("number_gaps", message, findings=_positions(run))
        return
    held = _by(run, _number)
    for gap in _in_a_row(missing):
        before, after = gap[0] - 1, gap[-1] + 1
        beside = sorted(held[before] + held[after], key=lambda entry: entry.position)
        message = f"序号从{before}之后跳过了{_listed(gap)}。"
        passages = [entry.problem.passage for entry in beside]
        yield point("number_skipped", message, findings=_positions(beside), passages=passages)


def _disordered(run: list[Entry]) -> Iterator[Point]:
    for one, other in pairwise(run):
        if (_number(other) or 0) < (_number(one) or 0):
            message = f"序号{other.draft.number}排在{one.draft.number}之后，先后颠倒。"
            passages = [one.problem.passage, other.problem.passage]
            yield point("number_out_of_order", message, findings=_positions([one, other]), passages=passages)


def _receipts(plan: Plan) -> Iterator[Point]:
    """Receipt codes (letters and digits) may not repeat either."""
    coded = [entry for entry in plan.entries if entry.draft.number and _number(entry) is None]
    for code, same in _by(coded, lambda entry: entry.draft.number).items():
        if len(same) > 1:
            passages = [entry.problem.passage for entry in same]
            yield point(
                "number_repeated", f"编号{code}用了{len(same)}次。", findings=_positions(same), passages=passages
            )


def _feedback(plan: Plan) -> Iterator[Point]:
    numbered = [entry for entry in plan.entries if entry.draft.feedback_number]
    for number, same in _by(numbered, lambda entry: entry.draft.feedback_number).items():
        if len(same) > 1:
            message = f"反馈问题编号{number}出现了{len(same)}次（{named(same)}）。"
            passages = [entry.problem.passage for entry in same]
            yield point("feedback_number_repeated", message, findings=_positions(same), passages=passages)
    values = sorted({n for entry in numbered if (n := _plain_number(entry.draft.feedback_number)) is not None})
    if len(values) > 1 and (missing := sorted(set(range(values[0], values[-1])) - set(values))):
        here = f"反馈问题编号{values[0]}至{values[-1]}中，本清单有{len(values)}个"
        message = f"{here}，没有{_listed(missing)}，请与上级方案核对。"
        yield point("feedback_number_gaps", message)


def _by(entries: Iterable[Entry], key: Callable[[Entry], Key]) -> dict[Key, list[Entry]]:
    """Entries by a number of theirs, in order."""
    found: dict[Key, list[Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return found


def _positions(entries: list[Entry]) -> list[int]:
    return [entry.position for entry in entries]


def _listed(numbers: list[int]) -> str:
    """3、5—8、10."""
    return "、".join(
        f"{g[0]}" if len(g) == 1 else f"{g[0]}、{g[1]}" if len(g) == 2 else f"{g[0]}—{g[-1]}"
        for g in _in_a_row(numbers)
    )


def _in_a_row(numbers: list[int]) -> list[list[int]]:
    """3, 5, 6, 10 -> [3], [5, 6], [10]."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups
