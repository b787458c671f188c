"""How much two texts have in common, counted in pairs of neighbouring characters, and who of many has most.

The second question is put to all texts at once: a sign is a bit mask of the texts that carry it, and adding up masks
counts for thousands of texts in the time that a few takes. docs/rules/editions.md says what is made of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, pairwise

from zhenggai.core.typography import fold

RAREST = 64  # signs of a text that it is looked for by
BEST = 16  # found for each text

Signs = frozenset[int]


class Signer:
    """Texts as sets of numbered signs: each pair of neighbouring characters, a second one of a kind as a sign of its
    own. Only signs of one signer are comparable."""

    def __init__(self) -> None:
        self._numbers: defaultdict[tuple[str, str, int], int] = defaultdict(count().__next__)

    def signs(self, text: str) -> Signs:
        """The signs of a text; widths and blanks do not count. A text of one character or none is one sign."""
        folded = fold(text)
        pairs = Counter(pairwise(folded)) or Counter([(folded, "")])
        return frozenset(
            self._numbers[one, other, nth] for (one, other), times in pairs.items() for nth in range(times)
        )


def share(one: Signs, other: Signs) -> float:
    """What two texts have in common, from 0 to 1: twice the shared signs over all signs."""
    return 2 * len(one & other) / (len(one) + len(other))


def nearest(texts: Sequence[Signs], others: Sequence[Signs]) -> Iterator[tuple[int, int]]:
    """For each text the BEST others that have most of its RAREST signs (those that fewest others carry), as positions;
    among equals those nearest to its own position. Others that have none of them are not given."""
    wanted = frozenset[int]().union(*texts)
    spread = Counter(sign for signs in others for sign in signs & wanted)
    rarest = [sorted(signs & spread.keys(), key=lambda sign: (spread[sign], sign))[:RAREST] for signs in texts]
    carriers = dict.fromkeys((sign for few in rarest for sign in few), 0)
    for n, signs in enumerate(others):
        for sign in signs & carriers.keys():
            carriers[sign] |= 1 << n
    for i, looked_for in enumerate(rarest):
        digits: list[int] = []
        for sign in looked_for:
            _add(digits, carriers[sign])
        for n in _most(digits, i):
            yield i, n


def _add(digits: list[int], mask: int) -> None:
    """One more for every text of the mask. digits: the binary digits of all counts, lowest first, a bit per text."""
    for i, digit in enumerate(digits):
        digits[i], mask = digit ^ mask, digit & mask
        if not mask:
            return
    digits.append(mask)


def _most(digits: Sequence[int], place: int) -> list[int]:
    """The BEST positions with the highest counts above nothing."""
    chosen, equal = 0, 0
    for digit in digits:
        equal |= digit
    for digit in reversed(digits):
        upper = chosen | equal & digit
        if upper.bit_count() <= BEST:
            chosen, equal = upper, equal & ~digit
        else:
            equal &= digit
    return [*_bits(chosen), *_about(equal, place, BEST - chosen.bit_count())]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def _about(mask: int, place: int, n: int) -> Iterator[int]:
    """The n positions of a mask that are nearest to a place, the later one among equals."""
    below, above = mask & ((1 << place) - 1), mask >> place
    for _ in range(min(n, mask.bit_count())):
        up = (above & -above).bit_length() - 1
        down = place - below.bit_length() + 1
        if above and (not below or up <= down):
            yield place + up
            above &= above - 1
        else:
            yield place - down
            below ^= 1 << (place - down)
