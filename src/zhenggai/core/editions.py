"""What changed between two editions of a plan, finding by finding.

Findings are matched by what they say and by the two numbers they may carry: the inspection's own number weighs
most, the list's number little, because lists are renumbered. Pairs a person has decided come first. The rule with
worked examples is docs/rules/editions.md.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from zhenggai.core.typography import fold

SAME_FEEDBACK, OTHER_FEEDBACK, SAME_NUMBER = 0.6, -0.3, 0.2
ENOUGH = 0.6
MOST_WEIGHED = 400_000  # pairs; sixteen million would take minutes and gigabytes
NUMBERS = ("number", "feedback_number")
CONTENT = ("headings", "problem", "goal", "measures", "units", "person", "deadline", "status", "progress")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of an edition as plain text. key: who it is, unique within its edition. units: (name, role)."""

    key: str
    problem: str
    number: str | None = None
    feedback_number: str | None = None
    headings: tuple[str, ...] = ()
    goal: str | None = None
    measures: tuple[str, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    person: str | None = None
    deadline: str | None = None
    status: str | None = None
    progress: str | None = None


class Kind(StrEnum):
    SAME = "same"
    RENUMBERED = "renumbered"  # only numbers differ
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs, with its values before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)  # without slots: it keeps its digest
class Item:
    """One line of the difference. `old` is missing for an added finding, `new` for a removed one."""

    kind: Kind
    old: Entry | None
    new: Entry | None
    changes: tuple[FieldChange, ...] = ()

    @property
    def key(self) -> str:
        """Names the item among the others: by the old finding if there is one."""
        return f"old:{self.old.key}" if self.old else f"new:{self.new.key if self.new else ''}"

    @cached_property
    def digest(self) -> str:
        """Changes when what is to be decided changes; a decision holds only for the digest it was made on."""
        return _hash([self.kind, _content(self.old), self.new and self.new.key, _content(self.new)])

    @property
    def wants_decision(self) -> bool:
        return self.kind is not Kind.SAME


def difference(
    old: Sequence[Entry], new: Sequence[Entry], *, pairs: Mapping[str, str | None] | None = None
) -> tuple[Item, ...]:
    """Every finding of both editions exactly once: in the new order, removed ones after their predecessor.

    pairs: what a person decided, new key -> old key, or None for "this is a new finding". Keys that do not occur are
    passed over.
    """
    matched = _match(old, new, pairs or {})
    old_of = {n: o for o, n in matched.items()}
    items = [_item(old[old_of[n]] if n in old_of else None, entry) for n, entry in enumerate(new)]
    removed: dict[int, list[Item]] = {}
    after = -1
    for o, entry in enumerate(old):
        if o in matched:
            after = matched[o]
        else:
            removed.setdefault(after, []).append(_item(entry, None))
    return (
        *removed.get(-1, ()),
        *(one for n, item in enumerate(items) for one in (item, *removed.get(n, ()))),
    )


def content_digest(entries: Iterable[Entry]) -> str:
    """The same for two lists that say the same in the same order; widths and blanks do not count."""
    return _hash([_content(entry) for entry in entries])


def similarity(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1: twice the shared pairs of characters over all pairs."""
    return _dice(_pairs(one), _pairs(other))


def field_changes(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    """Every field that differs; widths and blanks do not count."""
    return tuple(
        FieldChange(name, before, after)
        for name in (*NUMBERS, *CONTENT)
        if _folded(before := getattr(old, name)) != _folded(after := getattr(new, name))
    )


def _item(old: Entry | None, new: Entry | None) -> Item:
    if old is None or new is None:
        return Item(Kind.REMOVED if new is None else Kind.ADDED, old, new)
    changes = field_changes(old, new)
    if not changes:
        return Item(Kind.SAME, old, new)
    renumbered = all(change.name in NUMBERS for change in changes)
    return Item(Kind.RENUMBERED if renumbered else Kind.CHANGED, old, new, changes)


def _match(old: Sequence[Entry], new: Sequence[Entry], pairs: Mapping[str, str | None]) -> dict[int, int]:
    """Position in `old` -> position in `new`: decided pairs, then the likeliest ones, each finding once."""
    old_at, matched, taken = {entry.key: i for i, entry in enumerate(old)}, dict[int, int](), set[int]()
    for n, entry in enumerate(new):
        if entry.key not in pairs:
            continue
        decided = pairs[entry.key]
        if decided is None:
            taken.add(n)
        elif decided in old_at and old_at[decided] not in matched:
            matched[old_at[decided]] = n
            taken.add(n)
    for sure in (_identical, _only_ones):
        for o, n in [*sure(old, new, matched, taken)]:
            matched[o] = n
            taken.add(n)
    rest_old = [o for o in range(len(old)) if o not in matched]
    rest_new = [n for n in range(len(new)) if n not in taken]
    for _weight, o, n in sorted(_candidates(old, new, rest_old, rest_new)):
        if o not in matched and n not in taken:
            matched[o] = n
            taken.add(n)
    return matched


def _identical(
    old: Sequence[Entry], new: Sequence[Entry], matched: Mapping[int, int], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Pairs that say the very same in every field, in order: no pair could be likelier, and most are of this kind."""
    places: dict[str, list[int]] = {}
    for n, entry in enumerate(new):
        if n not in taken:
            places.setdefault(_hash(_content(entry)), []).append(n)
    for o, entry in enumerate(old):
        if o not in matched and (free := places.get(_hash(_content(entry)))):
            yield o, free.pop(0)


def _only_ones(
    old: Sequence[Entry], new: Sequence[Entry], matched: Mapping[int, int], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Pairs with both numbers alike that alone say their problem: as heavy as a pair of theirs can be, so that weighing
    them against all others may be spared."""
    before, after = dict[str, list[int]](), dict[str, list[int]]()
    for places, entries, gone in ((before, old, matched), (after, new, taken)):
        for i, entry in enumerate(entries):
            if i not in gone:
                places.setdefault(fold(entry.problem), []).append(i)
    for problem, (o, *others) in before.items():
        n, *further = after.get(problem, [-1])
        numbers = n >= 0 and all(getattr(old[o], name) == getattr(new[n], name) for name in NUMBERS)
        if numbers and not others and not further:
            yield o, n


def _candidates(
    old: Sequence[Entry], new: Sequence[Entry], rest_old: list[int], rest_new: list[int]
) -> Iterator[tuple[tuple[float, int], int, int]]:
    """Pairs that are likely enough, likeliest first when sorted; among equals the one that keeps its place."""
    old_pairs = {o: _pairs(old[o].problem) for o in rest_old}
    new_pairs = {n: _pairs(new[n].problem) for n in rest_new}
    for at, o in enumerate(rest_old):
        for n in _near(old[o], new, rest_new, at, len(rest_old)):
            numbers = _number_weight(old[o], new[n])
            sizes = sorted((old_pairs[o].total(), new_pairs[n].total()))
            # The sizes alone bound the similarity: most pairs need no counting.
            if numbers + (2 * sizes[0] / (sum(sizes) or 1)) < ENOUGH:
                continue
            weight = numbers + _dice(old_pairs[o], new_pairs[n])
            if weight >= ENOUGH:
                yield (-round(weight, 6), abs(o - n)), o, n


def _near(entry: Entry, new: Sequence[Entry], rest_new: list[int], at: int, n_old: int) -> Iterable[int]:
    """Whom a finding is weighed against: all that are left; of more than MOST_WEIGHED pairs those about its place and
    those that carry one of its numbers."""
    width = MOST_WEIGHED // (2 * n_old)
    if len(rest_new) * n_old <= MOST_WEIGHED:
        return rest_new
    about = range(max(0, at - width), at + width)
    same = (i for i, n in enumerate(rest_new) if _number_weight(entry, new[n]) > 0)
    return [rest_new[i] for i in sorted({*about, *same}) if i < len(rest_new)]


def _number_weight(old: Entry, new: Entry) -> float:
    weight = SAME_NUMBER if old.number is not None and old.number == new.number else 0.0
    if old.feedback_number is None or new.feedback_number is None:
        return weight
    return weight + (SAME_FEEDBACK if old.feedback_number == new.feedback_number else OTHER_FEEDBACK)


def _pairs(text: str) -> Counter[str]:
    folded = fold(text)
    return Counter(folded[i : i + 2] for i in range(len(folded) - 1)) or Counter([folded])


def _dice(one: Counter[str], other: Counter[str]) -> float:
    if len(one) > len(other):
        one, other = other, one
    shared = sum(min(count, other[pair]) for pair, count in one.items() if pair in other)
    return 2 * shared / ((one.total() + other.total()) or 1)


def _content(entry: Entry | None) -> Any:
    if entry is None:
        return None
    values = asdict(entry)
    return [_folded(values[name]) for name in (*NUMBERS, *CONTENT)]


def _folded(value: Any) -> Any:
    """A value for comparing: width and blanks do not count, and nothing is the same as empty."""
    if isinstance(value, str):
        return fold(value) or None
    if isinstance(value, tuple | list):
        return [_folded(one) for one in value]
    return value


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
