"""How bytes are changed: bits, lengths, pieces left out, doubled, moved, or taken from another seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

MOST_CHANGES, LONGEST = 6, 1 << 17
_TELLING = (
    b"\x00", b"\xff", b"\x80", b"\x7f", b"\xc0", b"\xc1", b"\xff\xff", b"\x00\x00", b"\xff\xff\xff\xff", b"\xa1\xff",
    b"\xcf" + b"\xff" * 8, b"\xd3\x80" + bytes(7), b"\xcb\x7f\xf0" + bytes(6), b"\x91" * 2000, b"\x81" * 2000,
    b"[" * 3000, b"\xed\xa0\x80", b"\\ud800", b"\r\n", b'"', b"..", b"/", b"nan", b"1e999", b"9" * 5000,
)  # fmt: skip
"""Ends of ranges in MessagePack and JSON, nesting, half characters, ends of lines, ways out of a folder."""


def mutate(dice: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return one of the seeds, changed in some places; seldom nothing of it is left."""
    content = bytearray(dice.choice(seeds))
    for _change in range(dice.randint(0, MOST_CHANGES)):
        place = dice.randrange(len(content) + 1)
        length = min(dice.choice((1, 1, 2, 4, 16, 64, 1024)), len(content) - place)
        what = dice.randrange(8)
        if what == 0 and length:
            content[place] ^= 1 << dice.randrange(8)
        elif what == 1:
            content[place : place + length] = dice.randbytes(length)
        elif what == 2:
            del content[place : place + length]
        elif what == 3:
            content[place:place] = content[place : place + length]
        elif what == 4:
            telling = dice.choice(_TELLING)
            content[place : place + dice.choice((0, len(telling)))] = telling
        elif what == 5:
            other = dice.choice(seeds)
            start = dice.randrange(len(other) + 1)
            content[place : place + dice.choice((0, length))] = other[start : start + dice.choice((1, 8, 200))]
        elif what == 6:
            del content[place:]
        elif length > 1:
            content[place : place + length] = int.to_bytes(dice.choice((0, 1, 2**8 - 1, 2**16 - 1)), length, "big")
    return bytes(content[:LONGEST])
