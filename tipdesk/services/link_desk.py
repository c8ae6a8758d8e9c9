"""The keys of this installation as the sync verbs see them, and the desk that holds them.

Private keys stay behind this Protocol; `adapters/keys` implements it over the device keys inside the encrypted store.
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
    """Headquarters' own keys, apart from its device's: a rotation replaces them. The newest, and those still kept."""

    @property
    def sign_keys(self) -> tuple[bytes, ...]:
        """Return the public signing keys, newest first."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return the age recipients: current, next, then former ones."""

    def signer(self, among: Collection[bytes] = ()) -> Signer:
        """Return the newest signing key among these public ones; the newest of all where none of them is held."""

    def open(self, sealed: bytes) -> bytes:
        """Open what is sealed to any of the keys. Distrust otherwise."""

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
        """Tell whether a signature is good."""

    def open(self, sealed: bytes) -> bytes:
        """Open an age container sealed to this installation. Distrust otherwise."""

    def sealer(self, recipients: Sequence[str]) -> Sealer:
        """Return what seals to these recipients."""

    def office(self, kept: bytes | None = None) -> Office:
        """Return headquarters' keys as `Office.kept` wrote them, or new ones. Distrust when they are damaged."""

    def fingerprint(self, public: bytes) -> str:
        """Return the thirty digits that people compare."""

    def same_fingerprint(self, one: str, other: str) -> bool:
        """Compare thirty digits as typed with thirty as computed."""


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


@dataclass
class Met:
    """What one run of the program knows of holds: none is left up to `passed`; `ends`: ticks at which others end."""

    passed: int = 0
    ends: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LinkDesk(Desk):
    """The desk of a verb that sends or receives. `met`: what this run knows of holds; `holds` alone uses it.

    `outbox`: bundles that lie sealed while the store is locked. `incidents`: what was noticed of the store, where it
    can only be read.
    """

    keys: Keys
    outbox: SealedFiles = field(default_factory=NothingSealed, compare=False)
    incidents: tuple[IncidentNote, ...] = ()
    met: Met = field(default_factory=Met, compare=False)


def device_of(sign_key: bytes) -> bytes:
    """Return the id of a device: SHA-256 of its public signing key, first sixteen bytes."""
    return hashlib.sha256(sign_key).digest()[:16]
