"""Where the sealed files of a home lie: what the verbs on files need of it, and how a file is given.

A file that is taken in is read once, hashed as it is read, and written sealed: its key is fresh and lies nowhere but in
the row that names it. A sealed file is called by its content id, the SHA-256 of its sealed bytes. `adapters/files`
implements the Protocols, and tests put a fake of the same name in their place.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

LARGEST: Final = 4 * 1024**3 - 1
"""How many bytes a file may have: one byte less than 4 GiB, as on a stick that other systems wrote."""
HEAD_BYTES: Final = 8 * 1024
Told = Callable[[int, int], object]
"""Is called with how many bytes are read, and of how many; whatever it raises ends the deed and leaves nothing."""


def untold(_done: int, _total: int) -> None:
    """Do nothing, where nobody asks how far it is."""


class Given(Protocol):
    """A file that is open for reading, with the size that it had when it was opened."""

    @property
    def size(self) -> int:
        """Return its size in bytes."""

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes more, and none at the end."""


class Source(Protocol):
    """Something that can be taken in as a file: one on a disk, or what was pasted or scanned."""

    @property
    def name(self) -> str:
        """Return what it is called, in characters that all can be seen; it is never used as a path."""

    def reading(self) -> AbstractContextManager[Given]:
        """Give the file to read, once; where the block ends well, it was read whole and did not change meanwhile.

        Raises UserError `no-file`, `no-plain-file`, `empty-file`, `too-large` or `file-changed`, and Trouble
        `file-unreadable`.
        """


@dataclass(frozen=True)
class Measured:
    """What is known of a file that was read: its SHA-256, its size, and its first bytes, which tell its type."""

    digest: bytes
    size: int
    head: bytes = field(repr=False)


@dataclass(frozen=True)
class TakenIn(Measured):
    """A file that lies sealed here: `content_id` names it, `key` opens it."""

    content_id: bytes
    sealed_size: int
    key: bytes = field(repr=False)


class PartStore(Protocol):
    """The parts of sealed files that are under way to one home, until all of a file are there."""

    @property
    def part_bytes(self) -> int:
        """Return how many bytes of a file every part has but the last."""

    def keep_part(self, content_id: bytes, index: int, content: bytes) -> None:
        """Keep a part; it is whole and on the disk when this returns.

        Raises Trouble `no-room` where the disk would have too little left for records, `disk-full` or
        `file-unwritable`; then it is not there.
        """

    def parts_here(self, content_id: bytes) -> frozenset[int]:
        """Return the numbers of the parts of a file that have come; none once the file is whole."""

    def find_under_way(self) -> Iterable[bytes]:
        """Return the content ids of the files of which parts have come."""

    def put_together(self, content_id: bytes, sealed_size: int) -> bool:
        """Make the file of its parts and let them go; False, and nothing changes, while a part is missing.

        Raises Distrust `file-altered` where the parts are not the file that the content id names, and lets them go; and
        Trouble as `keep_part` does, and keeps them.
        """

    def drop_parts(self, content_id: bytes) -> None:
        """Let the parts of a file go; nothing happens where there is none."""


class FileStore(Protocol):
    """The sealed files of one home."""

    @property
    def parts(self) -> PartStore:
        """Return the parts that are under way to this home."""

    def keeping(self) -> AbstractContextManager[None]:
        """Let no sweep of any process run in the block: what is taken in has no row until the block commits it.

        Raises Trouble `store-busy` where another process keeps files for long.
        """

    def measure(self, source: Source, told: Told = untold) -> Measured:
        """Read a file to its hash, and keep nothing of it; raises what `Source.reading` raises."""

    def take_in(self, source: Source, told: Told = untold) -> TakenIn:
        """Read a file once, and keep it sealed under a fresh key; it is on the disk when this returns.

        Raises what `Source.reading` raises, and Trouble `no-room`, `disk-full` or `file-unwritable`; then nothing of it
        lies here.
        """

    def is_here(self, content_id: bytes) -> bool:
        """Tell whether the whole sealed file lies here."""

    def sealed_size(self, content_id: bytes) -> int:
        """Return the size of a sealed file in bytes; raises Trouble `file-not-here`."""

    def read_sealed(self, content_id: bytes, offset: int, length: int) -> bytes:
        """Return bytes of a sealed file, as they lie; fewer at its end. Raises Trouble `file-not-here`."""

    def is_whole(self, content_id: bytes) -> bool:
        """Tell whether the sealed bytes are those that the content id names, by reading all of them."""

    def reading(self, content_id: bytes, key: bytes) -> AbstractContextManager[Iterator[bytes]]:
        """Give the plaintext, chunk by chunk, once all of it has verified.

        Raises Trouble `file-not-here`, and Distrust `file-key`, `age-header`, `age-hmac`, `age-no-match` or
        `age-payload`.
        """

    def write_out(self, content_id: bytes, key: bytes, digest: bytes, target: Path) -> None:
        """Write the plaintext to a file, whole or not at all.

        Raises what `reading` raises, Distrust `file-altered` where it has another digest, and Trouble
        `file-unwritable`.
        """

    def drop(self, content_id: bytes) -> None:
        """Remove a sealed file, and what there is of one under way; nothing happens where it is not here."""

    def find_held(self) -> Iterable[bytes]:
        """Return the content ids of all sealed files that lie here whole."""

    def sweep(self) -> int:
        """Remove every sealed file that the store names no more, and what a crash left half written.

        Returns how many went. Nothing is done while another process takes files in, whose row is not written yet.
        """
