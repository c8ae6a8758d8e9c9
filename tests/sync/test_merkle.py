"""The tree: the public vectors of Certificate Transparency, every size up to seventy, and every lie refused."""

import hashlib
from itertools import pairwise

import pytest

from tipdesk.sync import merkle

PUBLIC = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
MOST = 70
LEAVES = [hashlib.sha256(b"%d" % number).digest() for number in range(MOST)]


def _node(leaves: list[bytes]) -> merkle.Node:
    return lambda height, place: merkle.fold(leaves[place << height : (place + 1) << height])


def _naive(leaves: list[bytes]) -> bytes:
    """The root as the standard defines it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return hashlib.sha256(b"\x01" + _naive(leaves[:middle]) + _naive(leaves[middle:])).digest()


@pytest.mark.parametrize("size", ROOTS)
def test_public_vectors(size: int) -> None:
    """The roots are those that Certificate Transparency publishes."""
    leaves = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in PUBLIC]
    assert merkle.root(size, _node(leaves)).hex() == ROOTS[size]


def test_roots_are_those_of_the_standard() -> None:
    """The root over any number of leaves equals its definition."""
    for size in range(MOST):
        assert merkle.root(size, _node(LEAVES)) == _naive(LEAVES[:size])


def test_every_leaf_is_proved_and_no_other() -> None:
    """A path proves its own leaf at its own place alone; one hash more, less or changed proves nothing."""
    node = _node(LEAVES)
    for size in (1, 2, 3, 7, 8, 33, MOST):
        top = (size, merkle.root(size, node))
        for index in range(size):
            path = list(merkle.inclusion_path(index, size, node))
            assert merkle.is_included(LEAVES[index], index, top, path)
            assert not merkle.is_included(LEAVES[index - 1] if size > 1 else bytes(32), index, top, path)
            assert not merkle.is_included(LEAVES[index], index, top, [*path, bytes(32)])
            assert not merkle.is_included(LEAVES[index], index + size, top, path)
            if path:
                assert not merkle.is_included(LEAVES[index], index, top, path[1:])
                assert not merkle.is_included(LEAVES[index], index, top, [bytes(32), *path[1:]])


def test_a_ledger_that_grows_is_proved() -> None:
    """Any two sizes of one ledger are consistent; a root, a size or a hash that was changed is not."""
    node = _node(LEAVES)
    for second in range(1, MOST):
        newer = (second, merkle.root(second, node))
        for first in range(1, second + 1):
            older = (first, merkle.root(first, node))
            path = merkle.consistency_path(first, second, node)
            assert merkle.is_consistent(older, newer, path)
            assert not merkle.is_consistent((first, bytes(32)), newer, path)
            assert not merkle.is_consistent(older, (second, bytes(32)), path)
            assert not merkle.is_consistent(older, newer, (*path, bytes(32)))
            assert not path or not merkle.is_consistent(older, newer, path[:-1])


def test_a_rewritten_ledger_has_no_proof() -> None:
    """Whichever of the first leaves is changed, the honest path of the changed ledger does not lead back."""
    before = (21, merkle.root(21, _node(LEAVES)))
    for place in range(21):
        leaves = [*LEAVES]
        leaves[place] = bytes(32)
        node = _node(leaves)
        after = (50, merkle.root(50, node))
        assert not merkle.is_consistent(before, after, merkle.consistency_path(21, 50, node))


def test_nothing_follows_from_an_empty_or_larger_ledger() -> None:
    """An empty ledger proves nothing, and a ledger never leads to a smaller one."""
    tops = [(size, merkle.root(size, _node(LEAVES))) for size in (0, 5, 9)]
    for older, newer in pairwise(tops):
        assert not merkle.is_consistent(newer, older, ())
    assert not merkle.is_consistent(tops[0], tops[1], ())


def test_no_proof_leads_from_a_ledger_that_cannot_be() -> None:
    """From none at all, from a larger one, or without a single hash: no path makes up for it, and none fails."""
    node = _node(LEAVES)
    empty, five, eight, nine = ((size, merkle.root(size, node)) for size in (0, 5, 8, 9))
    path = merkle.consistency_path(5, 9, node)
    assert merkle.is_consistent(five, nine, path)
    for older, newer in ((empty, nine), (nine, five), ((-1, five[1]), nine), ((0, five[1]), nine)):
        assert not merkle.is_consistent(older, newer, path)
    for older, newer in ((five, nine), (eight, nine), (empty, nine), (nine, five)):
        assert not merkle.is_consistent(older, newer, ())
    assert merkle.is_consistent(empty, empty, ())


def test_a_root_over_more_leaves_than_it_says_proves_nothing() -> None:
    """A path that goes on above the top of the tree is refused, though its hashes lead to the root."""
    node = _node(LEAVES)
    pair = merkle.root(2, node)
    assert merkle.is_included(LEAVES[1], 1, (2, pair), [LEAVES[0]])
    assert not merkle.is_included(LEAVES[1], 0, (1, pair), [LEAVES[0]])
    seven, eight = merkle.root(7, node), merkle.root(8, node)
    path = merkle.consistency_path(7, 8, node)
    assert merkle.is_consistent((7, seven), (8, eight), path)
    assert not merkle.is_consistent((3, seven), (4, eight), path)


def test_a_place_counts_from_the_beginning() -> None:
    """A place below nought is none, though its bits are those of the last leaf."""
    top = (8, merkle.root(8, _node(LEAVES)))
    path = merkle.inclusion_path(7, 8, _node(LEAVES))
    assert merkle.is_included(LEAVES[7], 7, top, path)
    assert not merkle.is_included(LEAVES[7], -1, top, path)
    assert not merkle.is_included(LEAVES[7], 8, top, path)


def test_only_whole_subtrees_are_folded() -> None:
    """Over any number of hashes but a power of two there is no such root; it is never made of some of them."""
    assert merkle.fold(LEAVES[:1]) == LEAVES[0]
    assert merkle.fold(LEAVES[:4]) == _naive(LEAVES[:4])
    for count in (3, 5, 6, 7):
        with pytest.raises(ValueError, match="zip"):
            merkle.fold(LEAVES[:count])


def test_leaf_and_node_are_those_of_the_specification() -> None:
    """Anybody can make them again from what is written down."""
    leaf = b"\x00" + b"l" * 16 + b"\x00" * 6 + b"\x01\x02" + hashlib.sha256(b"head").digest() + b"b" * 32
    assert merkle.leaf_hash(b"l" * 16, 258, b"head", b"b" * 32) == hashlib.sha256(leaf).digest()
    assert merkle.node_hash(b"x" * 32, b"y" * 32) == hashlib.sha256(b"\x01" + b"x" * 32 + b"y" * 32).digest()


def test_leaf_holds_everything_that_stays() -> None:
    """A leaf differs when log, place, head or hashed body does, and has no body in it."""
    plain = merkle.leaf_hash(b"l" * 16, 1, b"head", b"b" * 32)
    others = [
        merkle.leaf_hash(b"m" * 16, 1, b"head", b"b" * 32),
        merkle.leaf_hash(b"l" * 16, 2, b"head", b"b" * 32),
        merkle.leaf_hash(b"l" * 16, 1, b"hea", b"b" * 32),
        merkle.leaf_hash(b"l" * 16, 1, b"head", b"c" * 32),
    ]
    assert len({plain, *others}) == 5
