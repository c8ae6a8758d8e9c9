"""A post is given a receipt: what it refuses, what advances, and what a restore of either end changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.fakes.keys import FakeKeys
from tests.services.countries import Country, receipt_in
from tests.services.writes import add_note, begin_case, write_beside
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.from_headquarters import get_receipt, received_up_to
from tipdesk.services.headquarters.ledger.receipts import give_receipt
from tipdesk.services.remembered.link import EARLIER_LOGS, EPOCH_SEEN, LAST_RECEIPT
from tipdesk.services.remembered.shapes import Earlier
from tipdesk.services.sync.pull.take_arrival import TakenReceipt, take_receipt
from tipdesk.sync.codec import first_hash
from tipdesk.sync.document import RECEIPT, Receipt, write_payload
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site


@pytest.fixture
def told(country: Country) -> Receipt:
    """A post with three entries, and the receipt of the first two, which it has settled."""
    case = begin_case(country.post)
    add_note(country.post, case)
    country.sync()
    add_note(country.post, case)
    with country.post.desk().read() as reader:
        receipt = get_receipt(reader)
    assert receipt is not None
    assert receipt.seq == 2
    return receipt


def changed(country: Country, receipt: Receipt, **changes: object) -> bytes:
    """Return a receipt that says something else, rightly signed."""
    signer = country.office.keys.office().signer()
    return write_payload(RECEIPT, msgspec.structs.replace(receipt, **changes), signer)


def head_at(site: Site, seq: int) -> bytes:
    """Return the hash of an entry of a post's own log."""
    with site.desk().work() as work:
        return work.ledger.hash_at(site.log, seq) or b""


def refused(country: Country, document: bytes) -> str:
    """Return why a post refuses a receipt; its last one and the epoch stay as they were."""
    desk = country.post.desk()
    with desk.read() as reader:
        before = LAST_RECEIPT.get(reader), EPOCH_SEEN.get(reader), EARLIER_LOGS.get(reader)
    with pytest.raises(Distrust) as refusal:
        take_receipt(desk, document)
    with desk.read() as reader:
        assert before == (LAST_RECEIPT.get(reader), EPOCH_SEEN.get(reader), EARLIER_LOGS.get(reader))
    return refusal.value.code


def test_a_receipt_that_is_none_is_refused(country: Country, told: Receipt) -> None:
    """Larger than any, of a stranger's hand, of another PC or of a log that never was this one's."""
    large = changed(country, told, wanted_after=bytes(LIMITS.receipt))
    assert len(large) > LIMITS.receipt
    assert refused(country, large) == "not-a-document"
    assert refused(country, write_payload(RECEIPT, told, FakeKeys.of("stranger").signer)) == "bad-signature"
    assert refused(country, changed(country, told, device=country.posts[1].device)) == "other-device"
    assert refused(country, changed(country, told, log=b"u" * 16)) == "other-device"


def test_the_largest_receipt_is_read(country: Country, told: Receipt) -> None:
    """At the limit it is a receipt; one byte more, and it is not looked at."""
    spare = LIMITS.receipt - len(changed(country, told, wanted_after=bytes(300))) + 300
    full = changed(country, told, wanted_after=bytes(spare), time=told.time + 1)
    assert len(full) == LIMITS.receipt
    assert take_receipt(country.post.desk(), full).newer is True
    over = changed(country, told, wanted_after=bytes(spare + 1), time=told.time + 2)
    assert refused(country, over) == "not-a-document"


def test_a_receipt_that_knows_more_than_the_store_is_a_fork(country: Country, told: Receipt) -> None:
    """An entry that was never written here, or one with another hash: the store may be a copy."""
    assert refused(country, changed(country, told, seq=4, head=b"h" * 32)) == "receipt-fork"
    assert refused(country, changed(country, told, seq=3, head=b"h" * 32)) == "receipt-fork"
    assert refused(country, changed(country, told, head=head_at(country.post, 1))) == "receipt-fork"


def test_a_receipt_of_a_ledger_that_was_rewritten_is_refused(country: Country, told: Receipt) -> None:
    """Of the same size as the one seen before, and not the same: whatever else it says is not believed."""
    document = changed(country, told, checkpoint=(told.checkpoint[0], b"x" * 32), time=told.time + 1)
    assert refused(country, document) == "ledger-rewritten"


def test_a_receipt_advances_what_is_received(country: Country, told: Receipt) -> None:
    """Up to the very last entry; then nothing waits."""
    desk = country.post.desk()
    newer = msgspec.structs.replace(told, seq=3, head=head_at(country.post, 3), time=told.time + 1)
    assert take_receipt(desk, changed(country, newer)) == TakenReceipt(newer, newer=True, restored=False)
    with desk.read() as reader:
        assert (get_receipt(reader), received_up_to(reader), reader.count_unsent(received_up_to(reader))) == (
            newer,
            3,
            0,
        )


@pytest.mark.parametrize(
    ("seq", "time", "epoch", "newer"),
    [
        pytest.param(2, 0, 0, False, id="the same again"),
        pytest.param(2, -5, 0, True, id="as far, but it may say something else"),
        pytest.param(2, 5, 0, True, id="as far and later"),
        pytest.param(1, 5, 0, False, id="not as far"),
        pytest.param(3, -5, 0, True, id="farther, by a clock that went back"),
        pytest.param(1, 5, 1, True, id="not as far after a restore"),
        pytest.param(2, 0, 1, True, id="as far after a restore"),
    ],
)
def test_which_of_two_receipts_is_newer(
    country: Country, told: Receipt, seq: int, time: int, epoch: int, *, newer: bool
) -> None:
    """Receipts are cumulative: the farther one counts, after a restore the later one; a replay changes nothing."""
    desk = country.post.desk()
    document = changed(
        country, told, seq=seq, head=head_at(country.post, seq), time=told.time + time, epoch=told.epoch + epoch
    )
    with desk.read() as reader:
        before = LAST_RECEIPT.get(reader)
    settled = take_receipt(desk, document)
    assert (settled.receipt, settled.newer, settled.restored) == (receipt_in(document), newer, epoch > 0)
    with desk.read() as reader:
        assert LAST_RECEIPT.get(reader) == (document if newer else before)
        assert EPOCH_SEEN.get(reader) == told.epoch + epoch


def test_a_receipt_of_an_earlier_epoch_takes_nothing_back(country: Country, told: Receipt) -> None:
    """One from before a restore that lay in a drawer: it is not newer, however far it says."""
    desk = country.post.desk()
    take_receipt(desk, changed(country, told, seq=1, head=head_at(country.post, 1), epoch=told.epoch + 1))
    assert take_receipt(desk, changed(country, told, time=told.time + 9)).newer is False
    with desk.read() as reader:
        assert (received_up_to(reader), EPOCH_SEEN.get(reader)) == (1, told.epoch + 1)


def test_the_first_receipt_is_news(country: Country) -> None:
    """Before it nothing counts as received, and even a receipt of nothing is kept."""
    document = give_receipt(country.office.desk(), country.post.device)
    assert take_receipt(country.post.desk(), document) == TakenReceipt(receipt_in(document), newer=True)
    with country.post.desk().read() as reader:
        assert LAST_RECEIPT.get(reader) == document


def test_after_a_restore_closed_logs_are_asked_about_again(country: Country, told: Receipt) -> None:
    """Of them headquarters may have lost what it had receipted; a receipt of the same epoch leaves them."""
    desk = country.post.desk()
    with desk.work() as work:
        EARLIER_LOGS.keep(work, [Earlier(b"c" * 16, 7), Earlier(b"d" * 16, 0)])
    take_receipt(desk, changed(country, told, time=told.time + 1))
    with desk.read() as reader:
        assert EARLIER_LOGS.get(reader) == [Earlier(b"c" * 16, 7), Earlier(b"d" * 16, 0)]
    take_receipt(desk, changed(country, told, epoch=told.epoch + 1))
    with desk.read() as reader:
        assert EARLIER_LOGS.get(reader) == [Earlier(b"c" * 16, 0), Earlier(b"d" * 16, 0)]


@pytest.fixture
def closed(country: Country, told: Receipt) -> bytes:
    """The log of a post of three entries that a restore has closed; headquarters has receipted two, and one of now."""
    log = country.post.log
    country.put_back_post(country.post.store.backup())
    write_beside(country.post, Scope.AUDIT)
    return log


def earlier(country: Country) -> list[Earlier]:
    """Return what the post knows of its closed logs."""
    with country.post.desk().read() as reader:
        return EARLIER_LOGS.get(reader)


def test_a_receipt_of_a_closed_log_advances_that_one(country: Country, told: Receipt, closed: bytes) -> None:
    """What is received of it counts from now on; the own log's receipt is another."""
    desk = country.post.desk()
    with desk.work() as work:
        EARLIER_LOGS.keep(work, [Earlier(b"c" * 16, 7), *EARLIER_LOGS.get(work)])
        head = work.ledger.hash_at(closed, 3)
    document = changed(country, told, seq=3, head=head)
    settled = take_receipt(desk, document)
    assert settled == TakenReceipt(receipt_in(document), newer=True, restored=False)
    assert earlier(country) == [Earlier(b"c" * 16, 7), Earlier(closed, 3)]
    assert take_receipt(desk, document) == TakenReceipt(receipt_in(document), newer=False)
    with desk.read() as reader:
        assert (get_receipt(reader), received_up_to(reader)) == (None, 0)


def test_headquarters_may_hold_more_of_a_closed_log_than_the_backup(
    country: Country, told: Receipt, closed: bytes
) -> None:
    """Beyond what is held here nothing can be compared; up to there a hash that differs is a fork."""
    assert refused(country, changed(country, told, seq=3, head=b"h" * 32)) == "receipt-fork"
    assert refused(country, changed(country, told, seq=1, head=b"h" * 32)) == "receipt-fork"
    assert take_receipt(country.post.desk(), changed(country, told, seq=9, head=b"h" * 32)).newer is True
    assert earlier(country) == [Earlier(closed, 9)]


def test_a_closed_log_that_is_not_held_is_a_fork(country: Country, told: Receipt) -> None:
    """A log that is said to be this PC's own and of which the store has nothing at all."""
    with country.post.desk().work() as work:
        EARLIER_LOGS.keep(work, [Earlier(b"c" * 16, 0)])
    assert refused(country, changed(country, told, log=b"c" * 16, seq=0, head=b"")) == "receipt-fork"


def test_an_old_receipt_of_a_closed_log_is_no_news(country: Country, told: Receipt, closed: bytes) -> None:
    """After a restore of headquarters one from before says nothing; one of that epoch or later does."""
    desk = country.post.desk()
    with desk.work() as work:
        head = work.ledger.hash_at(closed, 3)
    own = receipt_in(give_receipt(country.office.desk(), country.post.device))
    beginning = first_hash(country.post.device, country.post.log)
    take_receipt(desk, changed(country, own, log=country.post.log, seq=0, head=beginning, epoch=told.epoch + 2))
    assert earlier(country) == [Earlier(closed, 0)]
    for epoch, newer in ((1, False), (2, True)):
        document = changed(country, told, seq=3, head=head, epoch=told.epoch + epoch)
        assert take_receipt(desk, document).newer is newer
    assert earlier(country) == [Earlier(closed, 3)]
