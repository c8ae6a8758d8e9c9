"""What each end says of files: which it lacks, part by part, and which it holds whole.

A post says it in its fetch document; headquarters in a document of its own, `wants`, which answers every part and
every question. Headquarters' word that it holds a file whole is the receipt of that file. What does not fit into a
document is said in the next one.
"""

from collections.abc import Iterable
from typing import Annotated, Final

import msgspec

from tipdesk.sync.part import Digest, Range

WANTS: Final = "wants"
FILES_BYTES: Final = 8 * 1024
"""How many bytes the two lists of a document take at most, together."""
MOST_RANGES: Final = 64
"""How many ranges are named of one file at most; what is missing beyond them is said once these have come."""
_Place = Annotated[int, msgspec.Meta(ge=0, lt=2**32)]


class Lacking(msgspec.Struct, array_like=True, frozen=True):
    """A file that is not held whole, by its content id, and the parts of it that are missing."""

    content: Digest
    missing: tuple[tuple[_Place, _Place], ...]


class Files(msgspec.Struct, array_like=True, frozen=True):
    """What one end says: the files that it lacks, those that it holds whole, and how many parts it takes in an answer.

    `parts` is 0 where no file is to come; a program of before files were sent says nothing of them at all.
    """

    lacking: tuple[Lacking, ...] = ()
    complete: tuple[Digest, ...] = ()
    parts: _Place = 0


class Wants(msgspec.Struct, array_like=True, frozen=True):
    """Headquarters' word to a device about files; `time` is its clock, in ms since 1970, `keyset` as in a receipt."""

    device: bytes
    time: int
    epoch: int
    keyset: tuple[int, int]
    files: Files


def lacking(content: bytes, missing: tuple[Range, ...]) -> Lacking:
    """Return the words for a file of which this is missing, as much of it as is said at once."""
    return Lacking(content, missing[:MOST_RANGES])


def fitting(lacks: Iterable[Lacking], complete: Iterable[bytes], parts: int = 0, most: int = FILES_BYTES) -> Files:
    """Return as much of this as fits into `most` bytes, what is lacking first, in the order given."""
    left = most
    first, second = list[Lacking](), list[bytes]()
    for one in lacks:
        left -= len(msgspec.msgpack.encode(one))
        if left < 0:
            break
        first.append(one)
    for content in complete:
        left -= len(msgspec.msgpack.encode(content))
        if left < 0:
            break
        second.append(content)
    return Files(tuple(first), tuple(second), parts)
