"""The tree over headquarters' ledger (RFC 9162, section 2.1): leaves in the order in which entries were accepted.

A leaf is SHA-256(0x00 ‖ log ‖ sequence as eight bytes ‖ SHA-256(head) ‖ b), so that it stays the same when a body is
redacted. A checkpoint is (size, root). Two checkpoints of one ledger can be proved to follow each other, and an entry
to be under one, by some forty hashes. Where nodes are kept is left to the caller, who hands over `Node`.
"""

import hashlib
from collections.abc import Callable, Sequence

Checkpoint = tuple[int, bytes]
Node = Callable[[int, int], bytes]
"""Takes (height, place) and returns the hash of the complete subtree over the leaves from place·2^height on."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(log: bytes, seq: int, head: bytes, hashed_body: bytes) -> bytes:
    """Return the leaf of one entry."""
    return hashlib.sha256(b"\x00" + log + seq.to_bytes(8, "big") + hashlib.sha256(head).digest() + hashed_body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the root over hashes of one height, whose number is a power of two."""
    level = list(hashes)
    while len(level) > 1:
        level = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def root(size: int, node: Node) -> bytes:
    """Return the root over the first `size` leaves."""
    return _span(0, size, node) if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, node: Node) -> tuple[bytes, ...]:
    """Return the hashes which prove that leaf `index` is under the root over `size` leaves."""
    return tuple(_inclusion(index, 0, size, node))


def consistency_path(first: int, second: int, node: Node) -> tuple[bytes, ...]:
    """Return the hashes which prove that the tree over `second` leaves begins with the one over `first`.

    It must hold that 1 ≤ first ≤ second.
    """
    return tuple(_consistency(first, 0, second, node, is_whole=True))


def is_included(leaf: bytes, index: int, top: Checkpoint, path: Sequence[bytes]) -> bool:
    """Tell whether a path proves that a leaf is at this place under a checkpoint."""
    place, last, seen = index, top[0] - 1, leaf
    if not 0 <= index < top[0]:
        return False
    for beside in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            seen = node_hash(beside, seen)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            seen = node_hash(seen, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and seen == top[1]


def is_consistent(first: Checkpoint, second: Checkpoint, path: Sequence[bytes]) -> bool:
    """Tell whether a path proves that the second checkpoint's ledger begins with all of the first one's."""
    if first[0] == second[0]:
        return first[1] == second[1] and not path
    if not 0 < first[0] < second[0] or not path:
        return False
    hashes = [first[1], *path] if first[0] & (first[0] - 1) == 0 else list(path)
    place, last = first[0] - 1, second[0] - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = hashes[0]
    for beside in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = node_hash(beside, older), node_hash(beside, newer)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and older == first[1] and newer == second[1]


def _split(count: int) -> int:
    """Return the largest power of two below a count of at least two."""
    return 1 << (count - 1).bit_length() - 1


def _span(start: int, end: int, node: Node) -> bytes:
    count = end - start
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return node(height, start >> height)
    middle = start + _split(count)
    return node_hash(_span(start, middle, node), _span(middle, end, node))


def _inclusion(index: int, start: int, end: int, node: Node) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_inclusion(index, start, middle, node), _span(middle, end, node)]
    return [*_inclusion(index, middle, end, node), _span(start, middle, node)]


def _consistency(first: int, start: int, end: int, node: Node, *, is_whole: bool) -> list[bytes]:
    if first == end:
        return [] if is_whole else [_span(start, end, node)]
    middle = start + _split(end - start)
    if first <= middle:
        return [*_consistency(first, start, middle, node, is_whole=is_whole), _span(middle, end, node)]
    return [*_consistency(first, middle, end, node, is_whole=False), _span(start, middle, node)]
