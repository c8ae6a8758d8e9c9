"""The keys of this installation as the sync verbs see them, its outbox, and the desk that holds them.

Private keys stay behind the Protocols here; `adapters/keys` implements those over the device keys inside the encrypted
store.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from tipdesk.services.desk import Desk
from tipdesk.sync.bundle import Sealer
from tipdesk.sync.document import IncidentNote
from tipdesk.sync.envelope import Signer

WAITING: Final = "waiting"
GOING: Final = "going"
"""How a bundle lies in the outbox: it can be taken back while it waits, and may have left while it is going."""


class Office(Protocol):
    """Headquarters' own keys, which are not those of its device: a rotation replaces them.

    It holds the newest keys and the former ones that are still kept.
    """

    @property
    def sign_keys(self) -> tuple[bytes, ...]:
        """Return the public signing keys, newest first."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return the age recipients: current, next, then former ones."""

    def signer(self, among: Collection[bytes] = ()) -> Signer:
        """Return the newest signing key among these public ones; the newest of all where none of them is held."""

    def open(self, sealed: bytes) -> bytes:
        """Open what is sealed to any of the keys; raises Distrust where it is sealed to none."""

    def rotated(self) -> "Office":
        """Return the keys with a new one to sign with, the next one to open with as current, and a new next one."""

    def only(self, sign_keys: Collection[bytes], recipients: Sequence[str]) -> "Office":
        """Return the keys without those that are not named."""

    def kept(self) -> bytes:
        """Return the private halves as bytes, for a setting inside the encrypted store."""


class Keys(Protocol):
    """Signs as this device, opens what is sealed to it, seals to others, checks others."""

    @property
    def signer(self) -> Signer:
        """Return the device's signing key."""

    @property
    def recipient(self) -> str:
        """Return what others seal to (an age recipient)."""

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature of a message by this public key is good."""

    def open(self, sealed: bytes) -> bytes:
        """Open an age container sealed to this installation; raises Distrust otherwise."""

    def sealer(self, recipients: Sequence[str]) -> Sealer:
        """Return the function that seals to these recipients."""

    def office(self, kept: bytes | None = None) -> Office:
        """Return headquarters' own keys as `Office.kept` wrote them, or new ones where nothing is given.

        Raises Distrust when what was kept is damaged.
        """

    def fingerprint(self, public: bytes) -> str:
        """Return the thirty digits of a public key, which people compare."""

    def same_fingerprint(self, one: str, other: str) -> bool:
        """Tell whether thirty digits, as somebody typed them, are these."""


class SealedFiles(Protocol):
    """The folder of the outbox, implemented by `adapters/system/outbox`.

    It raises Trouble `file-unwritable` when the disk fails.
    """

    def states(self) -> Mapping[str, str]:
        """Return the files that lie there, each with `WAITING` or `GOING`."""

    def aside(self) -> Collection[str]:
        """Return the files that were set aside because somebody had changed them."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of one file, None when it is gone or is no plain file."""

    def put(self, name: str, content: bytes) -> None:
        """Write a bundle into the folder, whole, where it waits."""

    def take_back(self, name: str) -> bool:
        """Delete a file that waits; return False where it is going already, so that it may have left."""

    def drop(self, name: str) -> None:
        """Delete a file, whatever its state; nothing happens when it is gone."""

    def set_aside(self, name: str) -> None:
        """Move a file out of the way, to be looked at by people; it is not sent any more."""

    def keep_sheet(self, document: bytes) -> None:
        """Keep the signed list of what lies there."""


class NothingSealed:
    """The outbox of an installation that has none: it is always empty and keeps nothing."""

    def states(self) -> Mapping[str, str]:
        """Return no file, since nothing lies there."""
        return {}

    def aside(self) -> Collection[str]:
        """Return no file, since nothing lies there."""
        return ()

    def read(self, _name: str) -> bytes | None:
        """Return None, since nothing lies there."""
        return None

    def put(self, _name: str, _content: bytes) -> None:
        """Keep nothing."""

    def take_back(self, _name: str) -> bool:
        """Return True, since nothing lies there that could leave."""
        return True

    def drop(self, _name: str) -> None:
        """Do nothing, since nothing lies there."""

    def set_aside(self, _name: str) -> None:
        """Do nothing, since nothing lies there."""

    def keep_sheet(self, _document: bytes) -> None:
        """Keep nothing."""


@dataclass
class Met:
    """What one run of the program knows of holds, and of what it was sending when it was stopped.

    No entry up to `passed` is held any more; `ends` has, for others, the tick at which their hold ends. `begun` is the
    part of a file that was last begun, by its name, until it has arrived.
    """

    passed: int = 0
    ends: dict[int, int] = field(default_factory=dict)
    begun: tuple[str, bytes] = field(default=("", b""), repr=False)


@dataclass(frozen=True, kw_only=True)
class LinkDesk(Desk):
    """The desk of a verb that sends or receives.

    `outbox` has the bundles that lie sealed while the store is locked. `incidents` are what was noticed of the store,
    where it can only be read. `met` is what this run knows of holds and of what it sends.
    """

    keys: Keys
    outbox: SealedFiles = field(default_factory=NothingSealed, compare=False)
    incidents: tuple[IncidentNote, ...] = ()
    met: Met = field(default_factory=Met, compare=False)


def device_of(sign_key: bytes) -> bytes:
    """Return the id of a device: SHA-256 of its public signing key, first sixteen bytes."""
    return hashlib.sha256(sign_key).digest()[:16]
