"""A real headquarters is given a real bundle altered in every way; what it refuses must leave it as it was.

A bundle as a post made it, with one bit flipped in a byte, cut at any length, or edited at random. The bundles of this
file are sealed and signed by real keys, and headquarters is the verb over its own store.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.lab.homes import make_country
from tests.lab.kill.child import document
from tests.sync.test_altered_bundles import edited
from tipdesk.domain.records import RECORDS
from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.sync.push.make_bundles import make_bundles
from tipdesk.sync.trust import Verdict

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.homes.sessions import Session


@dataclass(frozen=True)
class Given:
    """An open headquarters, and a bundle of a post that it has not received."""

    office: Session
    bundle: bytes

    def state(self) -> tuple[object, ...]:
        """Return everything that a bundle could have changed."""
        with self.office.desk.work() as work:
            logs = work.ledger.find_logs()
            down = [work.ledger.down.head_of(log.device) for log in logs]
            rows = [row for record in RECORDS for row in work.find_rows(record, with_deleted=True)]
            return logs, down, rows, work.ledger.find_parked()

    def problems(self, bad: bytes) -> list[str]:
        """Let headquarters receive it; tell what is not as it must be of an altered bundle."""
        received = receive_bundle(self.office.desk, bad, "altered")
        if (received.verdict, received.receipt) != (Verdict.REFUSED, None):
            return [f"{len(bad)} bytes of an altered bundle were not refused but {received.verdict.value}"]
        return [] if received.reason else [f"{len(bad)} bytes of an altered bundle were refused without a reason"]

    def let_go(self) -> int:
        """Discard what was kept aside; return how much that was."""
        with self.office.desk.work() as work:
            kept = work.ledger.quarantine.find_all()
            for one in kept:
                work.ledger.quarantine.discard(one.id)
        return len(kept)


@contextmanager
def given_to_headquarters(folder: Path) -> Iterator[Given]:
    """Make a country in a folder, and a bundle for its headquarters."""
    country = make_country(folder)
    post = country.post.open()
    new_case(post.desk, document(1))
    bundle = next(make_bundles(post.desk)).content
    post.close()
    office = country.headquarters.open()
    yield Given(office, bundle)
    office.close()


def alterations(good: bytes, every: int, first: int, edits: int, dice: random.Random) -> Iterator[bytes]:
    """Give one flipped bit in each so-manieth byte, as many truncations, and random edits."""
    for place in range(first % every, len(good), every):
        yield good[:place] + bytes([good[place] ^ 1 << place % 8]) + good[place + 1 :]
        yield good[:place]
    for _edit in range(edits):
        bad = edited(good, dice)
        if bad != good:
            yield bad
