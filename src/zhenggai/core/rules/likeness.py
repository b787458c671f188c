"""Which texts of a long list say nearly the same, without comparing each with each.

A text is known by its neighbouring pairs of characters. Only texts that share one of a text's rarest pairs can hold
four fifths of it, so those alone are compared; equal texts are compared once, as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from zhenggai.core.rules.facts import any_word, health
from zhenggai.core.typography import fold

NEARLY_THE_SAME = 0.8
FEWEST_PAIRS = 5  # with fewer, every other short text would hold them
Figures = frozenset[Decimal]


@dataclass(frozen=True)
class Wording:
    """A text made ready for comparing: folded once, its pairs and figures taken once. holders: whose text it is."""

    folded: str
    pairs: frozenset[str]
    figures: Figures
    holders: tuple[int, ...]


@dataclass
class Cluster:
    """Wordings that say nearly the same; the first is the longest."""

    wordings: list[Wording] = field(default_factory=list)

    @property
    def is_alone(self) -> bool:
        """Whether only one person has its one wording."""
        return len(self.wordings) == 1 and len(self.wordings[0].holders) == 1

    @property
    def holders(self) -> list[int]:
        """Everybody who has one of the wordings, in order."""
        return sorted(holder for one in self.wordings for holder in one.holders)


def pairs(text: str) -> frozenset[str]:
    """Neighbouring characters of each run that is no word which any two goals may share."""
    runs = _common().split(fold(text))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def share(one: Wording, other: Wording) -> float:
    """How much of the shorter is in the longer, 0 to 1."""
    return len(one.pairs & other.pairs) / min(len(one.pairs), len(other.pairs))


def clusters(texts: Iterable[tuple[int, str, Figures]]) -> list[Cluster]:
    """Texts (holder, text, figures) that more than one holder has: equal ones together, and each with those that it
    is nearest to. Texts whose figures all differ are together only through a third that is like both."""
    wordings = _wordings(texts)
    long = [one for one in wordings if len(one.pairs) >= FEWEST_PAIRS]
    found = [Cluster([one]) for one in wordings if len(one.pairs) < FEWEST_PAIRS]
    counted = Counter(pair for one in long for pair in one.pairs)
    index = _Index()
    left: list[tuple[Cluster, Cluster]] = []
    for one in sorted(long, key=lambda one: -len(one.pairs)):
        rare = sorted(one.pairs, key=lambda pair: (counted[pair], pair))
        near = index.near(one, rare[: _telling(len(rare))])
        home = _nearest(one, near)
        if home is None:
            home = Cluster()
            found.append(home)
        left += [
            (each, home) for each in near if each is not home and each.is_alone and _likeness(one, each.wordings[0])
        ]
        home.wordings.append(one)
        index.add(one, home)
    # A text whose only likeness is nearer to another one goes there with it.
    for each, home in left:
        if each.is_alone:
            home.wordings.append(each.wordings.pop())
            home.wordings.sort(key=lambda one: -len(one.pairs))
    return sorted((one for one in found if len(one.holders) > 1), key=lambda one: one.holders)


def _wordings(texts: Iterable[tuple[int, str, Figures]]) -> list[Wording]:
    """One wording for all who hold the same text."""
    holders: dict[str, list[int]] = {}
    first: dict[str, tuple[str, Figures]] = {}
    for holder, text, figures in texts:
        folded = fold(text)
        holders.setdefault(folded, []).append(holder)
        first.setdefault(folded, (text, figures))
    return [Wording(key, pairs(text), figures, tuple(holders[key])) for key, (text, figures) in first.items()]


def _telling(n_pairs: int) -> int:
    """How many of the rarest pairs must be looked up: whoever holds four fifths of all holds one of these."""
    return n_pairs // 5 + 1


def _nearest(one: Wording, candidates: Sequence[Cluster]) -> Cluster | None:
    """The cluster whose longest member holds most of a wording; else the first with any member that holds enough."""
    best, nearest = 0.0, None
    for each in candidates:
        part = _likeness(one, each.wordings[0])
        if part > best:
            best, nearest = part, each
        if part == 1:
            break
    return nearest or next((each for each in candidates if any(_likeness(one, other) for other in each.wordings)), None)


def _likeness(one: Wording, other: Wording) -> float:
    """How much of the shorter is in the longer, 0 where that is not enough or their figures all differ."""
    if not _may_agree(one.figures, other.figures):
        return 0.0
    part = share(one, other)
    return part if part >= NEARLY_THE_SAME else 0.0


def _may_agree(mine: Figures, theirs: Figures) -> bool:
    return not mine or not theirs or not mine.isdisjoint(theirs)


class _Index:
    """Clusters by the pairs of their members and by the figures that these name."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, Decimal | str], dict[int, Cluster]] = {}

    def add(self, one: Wording, home: Cluster) -> None:
        """A wording found its home."""
        for pair in one.pairs:
            for figure in (*(one.figures or ("none",)), "any"):
                self._held.setdefault((pair, figure), {})[id(home)] = home

    def near(self, one: Wording, rare: Sequence[str]) -> list[Cluster]:
        """Clusters with a member that holds one of the rare pairs and whose figures are not all others."""
        keys: tuple[Decimal | str, ...] = (*one.figures, "none") if one.figures else ("any",)
        found: dict[int, Cluster] = {}
        for pair in rare:
            for key in keys:
                found |= self._held.get((pair, key), {})
        return list(found.values())


@cache
def _common() -> re.Pattern[str]:
    counters = "".join(health("common")["counters"])
    links = "".join(health("common")["links"])
    return re.compile(rf"{any_word('common', 'words')}|[\d.]+|[{counters}]|[{links}]|[^\w]")
