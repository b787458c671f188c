"""What changed between two editions of a plan, finding by finding.

Findings are matched by what they say and by the two numbers they may carry: the inspection's own number weighs
most, the list's number little, because lists are renumbered. Pairs a person has decided come first. The rule with
worked examples is docs/rules/editions.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Any

from zhenggai.core.likeness import Signer, Signs, nearest, share
from zhenggai.core.typography import fold

SAME_FEEDBACK, OTHER_FEEDBACK, SAME_NUMBER = 0.6, -0.3, 0.2
ENOUGH = 0.6
MOST_WEIGHED = 400_000  # pairs: everybody against everybody; sixteen million would take minutes and gigabytes
FEW = 8  # findings of a list with one number: of more it says little who is who
MOST_ROUNDS = 4
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
    signer = Signer()
    return share(signer.signs(one), signer.signs(other))


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
    for _ in range(MOST_ROUNDS):
        rest_old = [o for o in range(len(old)) if o not in matched]
        rest_new = [n for n in range(len(new)) if n not in taken]
        n_before, is_all = len(matched), len(rest_old) * len(rest_new) <= MOST_WEIGHED
        for _weight, o, n in sorted(_candidates(old, new, rest_old, rest_new)):
            if o not in matched and n not in taken:
                matched[o] = n
                taken.add(n)
        if is_all or len(matched) == n_before:
            break
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
    signer = Signer()
    before, after = (
        {i: signer.signs(all_[i].problem) for i in rest} for all_, rest in ((old, rest_old), (new, rest_new))
    )
    if len(rest_old) * len(rest_new) <= MOST_WEIGHED:
        pairs: Iterable[tuple[int, int]] = product(rest_old, rest_new)
    else:
        pairs = _near(old, new, before, after)
    for o, n in pairs:
        numbers, sizes = _number_weight(old[o], new[n]), (len(before[o]), len(after[n]))
        # The sizes alone bound the similarity: most pairs need no counting.
        if numbers + 2 * min(sizes) / sum(sizes) < ENOUGH:
            continue
        weight = numbers + share(before[o], after[n])
        if weight >= ENOUGH:
            yield (-round(weight, 6), abs(o - n)), o, n


def _near(
    old: Sequence[Entry], new: Sequence[Entry], before: Mapping[int, Signs], after: Mapping[int, Signs]
) -> set[tuple[int, int]]:
    """Whom the findings of long lists are weighed against: for each the few of the other list with most of its rare
    words, and those that carry one of its numbers where few do."""
    olds, news = [*before], [*after]
    pairs = {(olds[o], news[n]) for o, n in nearest([*before.values()], [*after.values()])}
    pairs |= {(olds[o], news[n]) for n, o in nearest([*after.values()], [*before.values()])}
    for name in NUMBERS:
        bearers = dict[str, tuple[list[int], list[int]]]()
        for side, (entries, rest) in enumerate(((old, olds), (new, news))):
            for i in rest:
                if (number := getattr(entries[i], name)) is not None:
                    bearers.setdefault(number, ([], []))[side].append(i)
        for both in bearers.values():
            if max(map(len, both)) <= FEW:
                pairs.update(product(*both))
    return pairs


def _number_weight(old: Entry, new: Entry) -> float:
    weight = SAME_NUMBER if old.number is not None and old.number == new.number else 0.0
    if old.feedback_number is None or new.feedback_number is None:
        return weight
    return weight + (SAME_FEEDBACK if old.feedback_number == new.feedback_number else OTHER_FEEDBACK)


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
