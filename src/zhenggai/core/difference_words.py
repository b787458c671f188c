"""Two texts as one run of pieces that a person can read: whole numbers and words, no confetti.

The rule: figures and Latin words are never cut; an insertion or deletion is slid to where a clause begins; short equal
islands between two changes are joined to them; texts with little in common are shown one after the other.
"""

from __future__ import annotations

import difflib
import re

Piece = tuple[str, str]  # ("same" | "gone" | "come", text)
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.DOTALL)
LITTLE = 0.4
ISLAND = 2  # characters
STARTS = "、，,；;。（《“和及"


def readable(before: str, after: str) -> list[Piece]:
    """What went and what came. Leaving out the pieces that came gives the text before, and the reverse."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if before and after and matcher.ratio() < LITTLE:
        return [("gone", before), ("come", after)]
    pieces: list[Piece] = []
    for code, a, b, c, d in matcher.get_opcodes():
        if code == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        pieces += [("gone", "".join(old[a:b]))] * (b > a) + [("come", "".join(new[c:d]))] * (d > c)
    return _slid(_joined(pieces))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Short equal runs with a change on both sides become part of the change; then all that went, all that came."""
    joined: list[Piece] = []
    gone = come = ""
    for i, (how, text) in enumerate(pieces):
        inner = 0 < i < len(pieces) - 1
        if how == "same" and not (inner and len(text) <= ISLAND and not text.isspace() and gone + come):
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
