"""Whose case a case is, when the PC that began it has moved to another post since: it stays the former post's.

A case belongs to the post at which its first PC was when its first entry came in. Nothing says so beside the directory:
the row of a PC that never moved has its post from the entry that first named its key; else the directory's history, in
the order in which entries came to this store, says where it was then.
"""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Reader

_DEVICE = BY_NAME["Device"]
_POST, _SIGN_KEY = _DEVICE.by_name["post"].number, _DEVICE.by_name["sign_key"].number
Moves = Mapping[bytes, Sequence[tuple[int, bytes]]]
"""Of each PC, from which place of the ledger on it was at which post, in that order."""


def has_moved(device: Row) -> bool:
    """Tell whether the post in a PC's row was written after its key, which is written once."""
    return device.dots.get(_POST) != device.dots.get(_SIGN_KEY)


def read_moves(reader: Reader) -> Moves:
    """Return where every PC was and is. Walks through all that was written to the directory."""
    moves: dict[bytes, list[tuple[int, bytes]]] = {}
    for write in reader.find_directory_writes(_DEVICE):
        post = write.fields.get(_POST)
        if isinstance(post, bytes):
            moves.setdefault(write.row, []).append((write.place, post))
    return moves


def post_when_begun(reader: Reader, moves: Moves, case: bytes, device: bytes) -> bytes | None:
    """Return the post of a PC when its first entry of a case came; its first post where it was at none before."""
    places = moves.get(device, ())
    begun = reader.case_place(case, device)
    before = list(takewhile(lambda move: begun is not None and move[0] < begun, places)) or places[:1]
    return before[-1][1] if before else None
