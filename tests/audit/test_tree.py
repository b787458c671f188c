"""The tree is the one of RFC 6962: the published vectors, every proof of small trees, and no forged one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.audit import tree

# The leaves and roots that Certificate Transparency implementations test each other with.
DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [tree.leaf_hash(bytes.fromhex(one)) for one in DATA]
MANY = [tree.leaf_hash(str(one).encode()) for one in range(70)]
HEADS = [(size, tree.root_of(MANY[:size])) for size in range(1, 71)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_the_published_ones(size: int) -> None:
    assert tree.root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_nothing_has_the_hash_of_nothing() -> None:
    assert tree.root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_published_proofs_are_made_and_believed() -> None:
    proof = tree.inclusion_proof(LEAVES, 0)
    assert [one.hex() for one in proof] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    consistency = tree.consistency_proof(LEAVES, 6)
    assert [one.hex() for one in consistency] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize("size", range(1, 71))
def test_every_leaf_and_every_earlier_tree_is_proven(size: int) -> None:
    leaves, root = MANY[:size], HEADS[size - 1][1]
    for index in range(size):
        assert tree.verify_inclusion(leaves[index], index, size, tree.inclusion_proof(leaves, index), root)
    for earlier in range(1, size + 1):
        proof = tree.consistency_proof(leaves, earlier)
        assert tree.verify_consistency(earlier, size, HEADS[earlier - 1][1], root, proof)


@given(st.lists(st.binary(max_size=4), max_size=40), st.integers(0, 40))
def test_a_tree_that_is_continued_from_its_edge_is_the_same(data: list[bytes], cut: int) -> None:
    leaves = [tree.leaf_hash(one) for one in data]
    begun = tree.Frontier()
    for leaf in leaves[:cut]:
        begun.add(leaf)
    continued = tree.Frontier(begun.size, begun.peaks)
    for leaf in leaves[cut:]:
        continued.add(leaf)
    assert continued.root() == tree.root_of(leaves)
    assert continued.size == len(leaves)


@pytest.mark.parametrize(("size", "peaks"), [(1, []), (3, [b"x" * 32]), (-1, []), (1, [b"short"])])
def test_an_edge_that_fits_no_tree_is_refused(size: int, peaks: list[bytes]) -> None:
    with pytest.raises(ValueError):
        tree.Frontier(size, peaks)


def _forged(chance: random.Random, proof: list[bytes]) -> list[bytes]:
    """The same proof with one thing wrong."""
    other = list(proof)
    kind = chance.randrange(4) if other else 0
    if kind == 0:
        other.insert(chance.randrange(len(other) + 1), chance.choice(MANY))
    elif kind == 1:
        del other[chance.randrange(len(other))]
    elif kind == 2:
        place = chance.randrange(len(other))
        bit = 1 << chance.randrange(256)
        other[place] = (int.from_bytes(other[place], "big") ^ bit).to_bytes(32, "big")
    elif len(other) > 1:
        one, two = chance.sample(range(len(other)), 2)
        other[one], other[two] = other[two], other[one]
    return other


def test_of_ten_thousand_forged_proofs_none_is_believed() -> None:
    """A09. A head is a pair of size and root, signed together: another head means another pair."""
    chance = random.Random(6962)
    n_tried = 0
    while n_tried < 10_000:
        size = chance.randrange(2, 71)
        leaves, root = MANY[:size], HEADS[size - 1][1]
        index, earlier = chance.randrange(size), chance.randrange(1, size)
        inclusion, consistency = tree.inclusion_proof(leaves, index), tree.consistency_proof(leaves, earlier)
        other_size, other_root = chance.choice(HEADS)
        forged = _forged(chance, inclusion)
        if forged != inclusion:
            assert not tree.verify_inclusion(leaves[index], index, size, forged, root)
        forged = _forged(chance, consistency)
        if forged != consistency:
            assert not tree.verify_consistency(earlier, size, HEADS[earlier - 1][1], root, forged)
        if other_size != size:
            assert not tree.verify_inclusion(leaves[index], index, other_size, inclusion, other_root)
            assert not tree.verify_consistency(earlier, other_size, HEADS[earlier - 1][1], other_root, consistency)
        other = chance.randrange(size)
        if other != index:
            assert not tree.verify_inclusion(leaves[other], index, size, inclusion, root)
            assert not tree.verify_inclusion(leaves[index], other, size, inclusion, root)
        n_tried += 6


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (5, 2)])
def test_a_leaf_outside_the_tree_is_never_proven(index: int, size: int) -> None:
    assert not tree.verify_inclusion(MANY[0], index, size, [], MANY[0])
    with pytest.raises(IndexError):
        tree.inclusion_proof(MANY[:size], index)


@pytest.mark.parametrize("earlier", [-1, 0, 4])
def test_a_tree_that_never_was_is_nobodys_beginning(earlier: int) -> None:
    assert not tree.verify_consistency(earlier, 3, HEADS[0][1], HEADS[2][1], [])
    with pytest.raises(IndexError):
        tree.consistency_proof(MANY[:3], earlier)


def test_hashes_of_another_length_are_no_proof() -> None:
    assert not tree.verify_inclusion(b"short", 0, 1, [], b"short")
    assert not tree.verify_consistency(1, 1, b"short", b"short", [])
    assert not tree.verify_consistency(1, 2, HEADS[0][1], HEADS[1][1], [])
