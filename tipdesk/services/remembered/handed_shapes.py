"""What a post remembers of cases that another post handed to it by stick, as its verbs use it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HandedStretch:
    """One stretch by which another post handed a case to this one, as it was taken in.

    `signed` and `signature` are the inner header of whoever vouches for it. `items` has, for each item in order, its
    log and sequence number where it is of the case, else b"" and 0, and then the digest of the item and the hash of its
    body, which its chain needs.
    """

    signed: bytes
    signature: bytes
    items: tuple[tuple[bytes, int, bytes, bytes], ...]


@dataclass(frozen=True)
class HandedHere:
    """A case that another post handed to this PC by stick.

    `row` is the hand-over, `post` the post that gave it, and `seq` the entry of the own log by which it was taken in:
    once headquarters has receipted that, it has also been told what the giver's own log says of the case.
    """

    case: bytes
    row: bytes
    post: bytes
    seq: int
