"""Bundles that lie sealed in the outbox while the store is locked: the folder as verbs see it, and what is known of it.

Promises nothing of its own. A waiting file can be taken back; one that is going may have left already. Which of the two
comes first is decided by the folder, since a locked window and an unlocked command may meet there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.sync.codec import decode_plain, encode_plain
from tipdesk.sync.document import Mark

WAITING: Final = "waiting"
GOING: Final = "going"
_SEALED: Final = "outbox"


class SealedFiles(Protocol):
    """The folder. Implemented by `adapters/system/outbox`; Trouble `file-unwritable` when the disk fails."""

    def states(self) -> Mapping[str, str]:
        """Return which files lie there, each `WAITING` or `GOING`."""

    def aside(self) -> Collection[str]:
        """Return which files were set aside because somebody had changed them."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of one, None when it is gone or no plain file."""

    def put(self, name: str, content: bytes) -> None:
        """Lay a bundle there, whole, waiting."""

    def take_back(self, name: str) -> bool:
        """Take a waiting file away for good; False where it is going."""

    def drop(self, name: str) -> None:
        """Take a file away, whatever its state. No error when it is gone."""

    def set_aside(self, name: str) -> None:
        """Move a file out of the way, to be looked at; it is sent no more."""

    def keep_sheet(self, document: bytes) -> None:
        """Keep the signed list of what lies there."""


class NothingSealed:
    """The outbox of an installation that has none."""

    def states(self) -> Mapping[str, str]:
        """Nothing lies there."""
        return {}

    def aside(self) -> Collection[str]:
        """Nothing lies there."""
        return ()

    def read(self, _name: str) -> bytes | None:
        """Nothing lies there."""
        return None

    def put(self, _name: str, _content: bytes) -> None:
        """Nothing is kept."""

    def take_back(self, _name: str) -> bool:
        """Nothing lies there, so nothing is left of it."""
        return True

    def drop(self, _name: str) -> None:
        """Nothing lies there."""

    def set_aside(self, _name: str) -> None:
        """Nothing lies there."""

    def keep_sheet(self, _document: bytes) -> None:
        """Nothing is kept."""


@dataclass(frozen=True)
class Sealed:
    """One bundle in the outbox as the store knows it. `keyset`: mark of the keys that it is sealed to."""

    name: str
    log: bytes
    first: int
    last: int
    digest: bytes
    keyset: Mark
    not_before: int
    hold_ms: int


def get_sealed(reader: Reader) -> list[Sealed]:
    """Return what was sealed at the last lock, in the order of the log."""
    content = reader.get_setting(_SEALED)
    rows = decode_plain(content) if content else []
    return [
        Sealed(name, log, first, last, digest, (mark[0], mark[1]), not_before, hold_ms)
        for name, log, first, last, digest, mark, not_before, hold_ms in rows
    ]


def keep_sealed(work: UnitOfWork, sealed: Sequence[Sealed]) -> None:
    """Keep that list."""
    rows = [
        (one.name, one.log, one.first, one.last, one.digest, one.keyset, one.not_before, one.hold_ms) for one in sealed
    ]
    work.put_setting(_SEALED, encode_plain(rows) if rows else None)
