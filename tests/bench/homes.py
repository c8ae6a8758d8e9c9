"""Headquarters and an enrolled post on the real parts: SQLCipher files, device keys, post-quantum seals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.entries import Author, Dice
from tipdesk.adapters.store.projection import keep_seq
from tipdesk.homes.founding import make_headquarters, make_post
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment
from tipdesk.services.sync.pull.take_arrival import take_receipt
from tipdesk.services.sync.push.make_bundles import make_bundles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tipdesk.adapters.keys.stretching import Cost
    from tipdesk.homes.founding import Founded
    from tipdesk.homes.sessions import Session
    from tipdesk.services.ledger import Arrival, LogState
    from tipdesk.services.sync.push.make_bundles import Outgoing

PASSPHRASE = "correct horse battery staple lamp river"
LOGIN = "admin"
POST = "VFT"


@dataclass
class Homes:
    """An office and one post of it, both unlocked. `author` writes into the post's own log."""

    office: Session
    post: Session
    author: Author

    def record(self, entries: Sequence[Arrival]) -> None:
        """Log and apply entries at the post, as one unit of work; its rows stand for them, as after saves."""
        with self.post.store.work(self.post.desk.actor) as work:
            work.ledger.keep_salts(self.author.take_fresh_salts())
            work.ledger.take_in(entries, self.author.at)
            keep_seq(work.link, self.author.state.seq)

    def receive(self, bundle: Outgoing) -> bytes:
        """Take a bundle in at headquarters; return the receipt."""
        received = receive_bundle(self.office.desk, bundle.content, bundle.name)
        if received.receipt is None or received.parked:
            message = f"headquarters did not take in a bundle whole: {received.verdict} {received.reason}"
            raise RuntimeError(message)
        return received.receipt

    def push(self) -> None:
        """Send everything that waits, and settle it."""
        for bundle in make_bundles(self.post.desk):
            take_receipt(self.post.desk, self.receive(bundle))

    def close(self) -> None:
        """Close both."""
        self.office.close()
        self.post.close()


def make_homes(folder: Path, cost: Cost | None = None, seed: int = 1) -> Homes:
    """Found headquarters, enrol a post, and send what that has left in its log. `cost`: of their passphrases."""
    founded = make_headquarters(folder / "office", "Bench office", LOGIN, PASSPHRASE, cost=cost)
    add_post(founded.session.desk, POST, "Bench post", "police_station")
    post = enrol(founded, folder / "post", "officer1", cost)
    homes = Homes(founded.session, post, Author(state_of(post), post.desk.actor.officer, Dice(seed)))
    homes.push()
    return homes


def enrol(founded: Founded, folder: Path, login: str, cost: Cost | None = None) -> Session:
    """Make the home of another PC of the post, with its officer, and let headquarters grant it."""
    post = make_post(folder, login, PASSPHRASE, cost=cost)
    keys = post.opened.officer_keys
    request = request_enrolment(post.desk, keys.x25519_public, keys.signing_public)
    _device, grant = enrol_device(founded.session.desk, request.document, POST, request.fingerprint)
    accept_grant(post.desk, grant, founded.fingerprint)
    post.refresh_actor()
    return post


def state_of(session: Session) -> LogState:
    """Return where a home's own log stands."""
    with session.desk.work() as work:
        return work.ledger.own()
