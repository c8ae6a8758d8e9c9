"""What the first windows of a home and the deeds on it tell each other, before there is any Desk.

On one side are the first run, the unlock window and its help (`ui`), on the other what makes, opens and puts back homes
(`homes`). Neither knows the other, and both know these values. A session is opaque here: the screens hand it on
unopened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.services.documents.recovery_card import ShownCard


@dataclass(frozen=True)
class Answers:
    """What the officer typed at the first run. `name` is headquarters' name, "" for a post."""

    login: str
    passphrase: str
    name: str = ""


@dataclass(frozen=True)
class MadePost:
    """A post that was made, with its enrolment request and the thirty digits to read out."""

    session: object
    request: bytes
    fingerprint: str


@dataclass(frozen=True)
class MadeHeadquarters:
    """A headquarters that was made.

    `cards` are for its three custodians; they are kept nowhere once they were shown.
    """

    session: object
    fingerprint: str
    cards: tuple[ShownCard, ...]


@dataclass(frozen=True)
class Asked:
    """A request to the custodians that was written: the name of its file, and thirty digits to read out."""

    file: str
    digits: str


@dataclass(frozen=True)
class SeenBackup:
    """What a backup says of itself, and the clock of this PC to tell its age by.

    Times are in milliseconds since 1970, `size` is in bytes and `offset_minutes` is this PC's zone, east of UTC.
    """

    folder: Path
    made_at: int
    size: int
    is_headquarters: bool
    now_ms: int
    offset_minutes: int


@dataclass(frozen=True)
class PutBack:
    """A backup that was put back.

    `up_to` is the last entry in it, and `brought_over` counts the later ones that were brought over. `kept` is where
    what was here before is kept, "" where nothing was.
    """

    up_to: int
    brought_over: int
    kept: str


@dataclass(frozen=True)
class Stand:
    """How full the outbox is.

    `waiting` counts the bundles that wait and `due` those that may go now. `free_in_ms` is when the next may go, and
    `has_address` says that they can go by wire.
    """

    waiting: int = 0
    due: int = 0
    free_in_ms: int | None = None
    has_address: bool = False


@dataclass(frozen=True)
class Sent:
    """What one try to send did. `altered` counts files that were set aside because somebody had changed them."""

    count: int
    altered: int
