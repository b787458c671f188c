"""The hash tree over sealed entries, as RFC 6962 (section 2.1) and RFC 9162 describe it. No Django here.

Leaves are hashes (32 bytes) in the order of their sequence numbers; index 0 is sequence number 1. A leaf and a node
are hashed with different first bytes, so that neither can pass for the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of what one leaf stands for."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: enough to append leaves and to tell the root at any size.

    size: number of leaves. peaks: the roots of its complete subtrees, largest first, one for each bit set in size.
    Raises ValueError if size and peaks do not fit.
    """

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size, self.peaks = size, list(peaks)
        if size < 0 or len(self.peaks) != size.bit_count() or any(len(peak) != 32 for peak in self.peaks):
            raise ValueError("the peaks do not fit the size")

    def add(self, leaf: bytes) -> None:
        """Appends a leaf."""
        self.peaks.append(leaf)
        full = self.size
        while full & 1:
            right = self.peaks.pop()
            self.peaks.append(node_hash(self.peaks.pop(), right))
            full >>= 1
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from the leaf at `index` to the root. Raises IndexError if there is no such leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """The hashes that show that the first `earlier` leaves are still the beginning. Raises IndexError for a size that
    this tree never had; 0 is nobody's beginning and has no proof."""
    if not 0 < earlier <= len(leaves):
        raise IndexError("no such size")
    return _subproof(leaves, earlier, known=True)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf stands at this index of the tree with this size and root."""
    if not 0 <= index < size or any(len(one) != 32 for one in (leaf, root, *proof)):
        return False
    at, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(beside, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    earlier: int, size: int, earlier_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:  # fmt: skip
    """Whether the tree of `earlier` leaves is the beginning of the tree of `size` leaves."""
    if not 0 < earlier <= size or any(len(one) != 32 for one in (earlier_root, root, *proof)):
        return False
    if earlier == size:
        return not proof and earlier_root == root
    path = list(proof) if earlier & (earlier - 1) else [earlier_root, *proof]
    if not path:
        return False
    at, last = earlier - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and old == earlier_root and new == root


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


def _subproof(leaves: Sequence[bytes], earlier: int, *, known: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if known else [root_of(leaves)]
    split = _split(len(leaves))
    if earlier <= split:
        return [*_subproof(leaves[:split], earlier, known=known), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], earlier - split, known=False), root_of(leaves[:split])]
