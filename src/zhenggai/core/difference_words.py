"""Two texts as one run of pieces that a person can read: whole numbers and words, no confetti.

The rule: figures and Latin words are never cut; an insertion or deletion is slid to where a clause begins; short equal
islands between two changes are joined to them; texts with little in common are shown one after the other. Long texts
are compared by clauses first, then inside the clauses that differ (docs/rules/revisions.md).
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

Piece = tuple[str, str]  # ("same" | "gone" | "come", text)
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.DOTALL)
CLAUSE = re.compile(r"[^、，,；;。\n]*[、，,；;。\n]?")
MOST = 100_000  # pairs of equal units: what comparing takes grows with them
LITTLE = 0.4
ISLAND = 2  # characters
STARTS = "、，,；;。（《“和及"


def readable(before: str, after: str) -> list[Piece]:
    """What went and what came. Leaving out the pieces that came gives the text before, and the reverse."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if _work(old, new) > MOST:
        pieces = _apart(old, new)
        same = 2 * sum(len(text) for how, text in pieces if how == "same") / (len(before) + len(after))
    else:
        pieces = [*_told(old, new)]
        units = sum(len(TOKEN.findall(text)) for how, text in pieces if how == "same")
        same = 2 * units / ((len(old) + len(new)) or 1)
    if before and after and same < LITTLE:
        return [("gone", before), ("come", after)]
    return _slid(_joined(pieces))


def _work(old: Sequence[str], new: Sequence[str]) -> int:
    """The pairs of equal units: a single character that is all there is makes the square of its number."""
    there = Counter(new)
    return sum(n * there[unit] for unit, n in Counter(old).items())


def _told(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for code, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        yield from [("same", gone)] if code == "equal" else _change(gone, come)


def _apart(old: list[str], new: list[str]) -> list[Piece]:
    """The pieces of long texts: what they begin and end with alike is set aside unsearched."""
    head = _n_alike(old, new)
    tail = _n_alike(old[head:][::-1], new[head:][::-1])
    inner_old, inner_new = "".join(old[head : len(old) - tail]), "".join(new[head : len(new) - tail])
    pieces = [("same", "".join(old[:head])), *_inner(inner_old, inner_new), ("same", "".join(old[len(old) - tail :]))]
    runs = groupby((piece for piece in pieces if piece[1]), key=lambda piece: piece[0])
    return [(how, "".join(text for _how, text in run)) for how, run in runs]


def _n_alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many units both begin with."""
    return next(
        (i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )


def _inner(old: str, new: str) -> Iterator[Piece]:
    """By clauses, and by words in those that differ; where clauses repeat too often, all as one change."""
    before, after = CLAUSE.findall(old)[:-1], CLAUSE.findall(new)[:-1]
    if _work(TOKEN.findall(old), TOKEN.findall(new)) <= MOST or _work(before, after) > MOST:
        yield from _within(old, new)
        return
    gone = come = ""
    for how, text in [*_told(before, after), ("same", "")]:
        gone += text if how == "gone" else ""
        come += text if how == "come" else ""
        if how == "same":
            yield from _within(gone, come)
            yield how, text
            gone = come = ""


def _within(old: str, new: str) -> Iterator[Piece]:
    """Clauses that differ, word by word where that can be afforded."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if _work(before, after) > MOST:
        yield from _change(old, new)
    else:
        yield from _told(before, after)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Short equal runs with a change on both sides become part of the change; then all that went, all that came."""
    joined: list[Piece] = []
    gone = come = ""
    for i, (how, text) in enumerate(pieces):
        inner = 0 < i < len(pieces) - 1
        if how == "same" and not (inner and len(text) <= ISLAND and not text.isspace() and (gone or come)):
            joined += _change(gone, come)
            joined.append((how, text))
            gone = come = ""
            continue
        gone += text if how in ("same", "gone") else ""
        come += text if how in ("same", "come") else ""
    return joined + _change(gone, come)


def _change(gone: str, come: str) -> list[Piece]:
    return [("gone", gone)] * bool(gone) + [("come", come)] * bool(come)


def _slid(pieces: list[Piece]) -> list[Piece]:
    """水务[局、住建]局 becomes 水务局[、住建局]: the same difference, cut where a clause begins."""
    for i in range(1, len(pieces) - 1):
        (how, text), (before, left), (after, right) = pieces[i], pieces[i - 1], pieces[i + 1]
        if how == "same" or before != "same" or after != "same":
            continue
        for n in range(1, min(len(text), len(right)) + 1):
            if text[n - 1] != right[n - 1]:
                break
            if n < len(text) and text[n] in STARTS:
                pieces[i - 1 : i + 2] = [(before, left + text[:n]), (how, text[n:] + text[:n]), (after, right[n:])]
                break
    return [piece for piece in pieces if piece[1]]
