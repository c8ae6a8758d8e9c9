"""What the first windows of a home and the deeds on it tell each other, before there is any Desk.

The first run, the unlock window and its help stand on one side (`ui`), what makes, opens and puts back homes on the
other (`homes`). Neither knows the other; both know these. A session is opaque here: the screens hand it on unopened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.documents.recovery_card import ShownCard


@dataclass(frozen=True)
class Answers:
    """What the officer typed at the first run. `name`: headquarters' name, "" for a post."""

    login: str
    passphrase: str
    name: str = ""


@dataclass(frozen=True)
class MadePost:
    """A post that was made. `request`: the enrolment request. `fingerprint`: thirty digits to read out."""

    session: object
    request: bytes
    fingerprint: str


@dataclass(frozen=True)
class MadeHeadquarters:
    """Headquarters that was made. `cards`: for its three custodians; nothing keeps them once they were shown."""

    session: object
    fingerprint: str
    cards: tuple[ShownCard, ...]


@dataclass(frozen=True)
class Asked:
    """A request to the custodians that was written: the file's name, and thirty digits to read out."""

    file: str
    digits: str


@dataclass(frozen=True)
class SeenBackup:
    """What a backup says of itself, times in ms since 1970, size in bytes; with the clock of this PC to tell it by."""

    folder: Path
    made_at: int
    size: int
    is_headquarters: bool
    now_ms: int
    offset_minutes: int


@dataclass(frozen=True)
class PutBack:
    """A backup was put back: up to which entry it went, how many later ones came over.

    `kept`: where what was here before is kept, "" where nothing was.
    """

    up_to: int
    brought_over: int
    kept: str


@dataclass(frozen=True)
class Stand:
    """How the outbox stands: bundles that wait, those that may go now, when the next may, and whether by wire."""

    waiting: int = 0
    due: int = 0
    free_in_ms: int | None = None
    has_address: bool = False


@dataclass(frozen=True)
class Sent:
    """What one try to send did. `altered`: files that were set aside because somebody had changed them."""

    count: int
    altered: int
