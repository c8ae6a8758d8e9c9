"""A real headquarters is given a real bundle altered in every way: all are refused, and its state stays as it was.

That each alteration is Distrust under real keys, to the last byte, is proved in `tests/sync`; here the same goes all
the way through the verb, into quarantine, on SQLCipher.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.lab.homes import make_country
from tests.lab.kill.child import document
from tests.sync.test_altered_bundles import edited
from tipdesk.domain.records import RECORDS
from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.sync.push.make_bundles import make_bundles
from tipdesk.sync.trust import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.homes.sessions import Session

PARTS = 4
EDITS = 1_000


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, bytes]]:
    """An open headquarters, and a bundle of a post that it has not received."""
    country = make_country(tmp_path_factory.mktemp("country"))
    post = country.post.open()
    new_case(post.desk, document(1))
    bundle = next(make_bundles(post.desk)).content
    post.close()
    office = country.headquarters.open()
    yield office, bundle
    office.close()


def state(office: Session) -> tuple[object, ...]:
    """Return everything that a bundle could have changed."""
    with office.desk.work() as work:
        logs = work.ledger.find_logs()
        down = [work.ledger.down.head_of(log.device) for log in logs]
        rows = [row for record in RECORDS for row in work.find_rows(record, with_deleted=True)]
        return logs, down, rows, work.ledger.find_parked()


def altered(good: bytes, part: int) -> Iterator[bytes]:
    """Yield one flipped bit in each byte, each truncation, and random edits: one part of them."""
    for place in range(part, len(good), PARTS):
        yield good[:place] + bytes([good[place] ^ 1 << place % 8]) + good[place + 1 :]
        yield good[:place]
    dice = random.Random(part)
    for _edit in range(EDITS // PARTS):
        bad = edited(good, dice)
        if bad != good:
            yield bad


@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_altered_is_refused_and_changes_nothing(part: int, given: tuple[Session, bytes]) -> None:
    """Every altered bundle is refused with a reason and kept aside; logs, rows and down-logs stay as they were."""
    office, good = given
    before = state(office)
    for bad in altered(good, part):
        received = receive_bundle(office.desk, bad, "altered")
        assert (received.verdict, received.receipt) == (Verdict.REFUSED, None)
        assert received.reason
    assert state(office) == before
    with office.desk.work() as work:
        kept = work.ledger.quarantine.find_all()
        assert kept
        for one in kept:
            work.ledger.quarantine.discard(one.id)


def test_unaltered_it_is_accepted(given: tuple[Session, bytes]) -> None:
    """The control: the same bundle as the post made it is taken in."""
    office, good = given
    assert receive_bundle(office.desk, good, "good").verdict in (Verdict.ACCEPTED, Verdict.REPLAY)
    assert state(office)[2]
