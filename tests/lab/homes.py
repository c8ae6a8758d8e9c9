"""Real homes for the lab: a headquarters and an enrolled post, made by the program itself, cheap to open again.

Promises invented people only. Opening a home here skips the passphrase, not one check of the store.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tipdesk.adapters.keys.signing import SigningKey
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import OfficerKeys, Opened
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.homes.founding import make_headquarters, make_post
from tipdesk.homes.half_put_back import finish_put_back
from tipdesk.homes.opening import open_with
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.homes.sessions import Session

PASSPHRASE = "correct horse battery staple lamp river"


@dataclass(frozen=True)
class Home:
    """One home, with what opens its store again in another process."""

    folder: Path
    login: str
    store_key: bytes
    officer_key: bytes
    signing_seed: bytes

    @classmethod
    def of(cls, session: Session) -> Home:
        """Return the home of an open session."""
        opened = session.opened
        keys = opened.officer_keys
        return cls(session.paths.folder, opened.login, opened.store_key, keys.x25519_private, keys.signing.seed)

    def open(self) -> Session:
        """Open the store with all its checks, as a start does: what was interrupted is settled before."""
        finish_put_back(self.folder)
        opened = Opened(self.login, self.store_key, OfficerKeys(self.officer_key, SigningKey(self.signing_seed)))
        return open_with(HomePaths(self.folder), opened, SystemClock())


@dataclass(frozen=True)
class Country:
    """A headquarters, one post and the stick between them. `cards`: the words of the custodians' three cards."""

    headquarters: Home
    post: Home
    stick: Path
    cards: tuple[str, ...] = ()

    def copied(self, folder: Path) -> Country:
        """Return a copy of it in an empty place."""
        shutil.copytree(self.stick.parent, folder)
        return replace(
            self,
            headquarters=replace(self.headquarters, folder=folder / "headquarters"),
            post=replace(self.post, folder=folder / "post"),
            stick=folder / "stick",
        )


def make_country(folder: Path) -> Country:
    """Make and enrol both."""
    founded = make_headquarters(folder / "headquarters", "Headquarters", "chief", PASSPHRASE, cost=FLOOR)
    office = founded.session
    post = make_post(folder / "post", "officer1", PASSPHRASE, cost=FLOOR)
    keys = post.opened.officer_keys
    add_post(office.desk, "VFT", "Vieux Fort")
    request = request_enrolment(post.desk, keys.x25519_public, keys.signing_public)
    grant = enrol_device(office.desk, request.document, "VFT", request.fingerprint)[1]
    accept_grant(post.desk, grant, founded.fingerprint)
    stick = folder / "stick"
    stick.mkdir()
    cards = tuple(" ".join(card.words) for card in founded.cards)
    made = Country(Home.of(office), Home.of(post), stick, cards)
    office.close()
    post.close()
    return made
