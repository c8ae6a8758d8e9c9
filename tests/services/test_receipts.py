"""Receipts: what headquarters writes into one, and which it gives by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.services.countries import Country, bundle_of, receipt_in, stranger
from tests.services.writes import begin_case
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.services.headquarters.directory.registry import DEVICE
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.ledger.epoch import declare_restored
from tipdesk.services.headquarters.ledger.receipts import give_receipt, make_receipt
from tipdesk.services.headquarters.ledger.wanted import want_back
from tipdesk.services.sync.pull.take_arrival import TakenReceipt, take_receipt
from tipdesk.sync.codec import first_hash
from tipdesk.sync.document import Receipt

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site

MARK = (4, 5)
NOW = 1_795_000_777_000


def made(country: Country, log: bytes | None = None, site: Site | None = None) -> Receipt:
    """Return the receipt of a log as headquarters holds it; of the first post's by default."""
    device = site or country.post
    with country.office.desk().work() as work:
        return make_receipt(work, device.device, log or device.log, NOW, MARK)


def test_a_receipt_of_nothing(country: Country) -> None:
    """Nothing held: the log's beginning, nothing parked, nothing wanted, not revoked."""
    with country.office.desk().work() as work:
        checkpoint = work.ledger.tree.checkpoint()
    post = country.post
    assert made(country) == Receipt(
        post.device, post.log, 0, first_hash(post.device, post.log), 0, 0, None, 0, checkpoint, MARK, NOW, 0, b""
    )
    unheard = b"u" * 16
    assert made(country, unheard) == msgspec.structs.replace(
        made(country), log=unheard, head=first_hash(post.device, unheard)
    )


def test_a_receipt_tells_how_far_a_log_is_held(country: Country) -> None:
    """The last entry with its hash, how many are parked and the first of them, the ledger and the epoch as they are."""
    begin_case(country.post)
    country.post.actor = stranger()
    for _time in range(2):
        begin_case(country.post)
    country.receive(bundle_of(country.post))
    epoch = declare_restored(country.office.desk())
    told = made(country)
    with country.post.desk().work() as work:
        own = work.ledger.own()
    with country.office.desk().work() as work:
        checkpoint = work.ledger.tree.checkpoint()
    assert (told.seq, told.head) == (3, own.hash)
    assert (told.parked, told.parked_lowest) == (2, 2)
    assert (told.epoch, told.checkpoint) == (epoch, checkpoint)
    assert (told.revoked_from, told.wanted) == (None, 0)


def test_a_receipt_tells_of_a_revocation(country: Country) -> None:
    """From which entry on the log is not believed; of a log that was unknown then, nothing is. Only this device's."""
    begin_case(country.post)
    country.receive(bundle_of(country.post))
    revoke_device(country.office.desk(), country.post.device)
    assert made(country).revoked_from == 2
    assert made(country, b"u" * 16).revoked_from == 1
    assert made(country, site=country.posts[1]).revoked_from is None


def test_a_receipt_tells_what_is_wanted_back(country: Country) -> None:
    """The item after the place that headquarters knows of, and that place's hash; of this device's down-log alone."""
    with country.office.desk().work() as work:
        want_back(work, country.post.device, (3, b"k" * 32), (9, b"s" * 32))
    assert (made(country).wanted, made(country).wanted_after) == (4, b"k" * 32)
    other = made(country, site=country.posts[1])
    assert (other.wanted, other.wanted_after) == (0, b"")


def test_a_device_that_is_not_in_the_directory_gets_no_revocation(country: Country) -> None:
    """A receipt can be made for it all the same: it says what is held."""
    with country.office.desk().work() as work:
        assert make_receipt(work, b"n" * 16, b"l" * 16, NOW, MARK).revoked_from is None


def test_a_receipt_is_given_by_hand(country: Country) -> None:
    """For the device's current log, signed so that the post settles it as any other; at the office's time."""
    begin_case(country.post)
    country.receive(bundle_of(country.post))
    document = give_receipt(country.office.desk(), country.post.device)
    told = receipt_in(document)
    assert (told.device, told.log, told.seq) == (country.post.device, country.post.log, 1)
    assert 0 <= country.office.clock.true[0] - told.time < 5
    assert take_receipt(country.post.desk(), document) == TakenReceipt(told, newer=True)


def test_a_receipt_is_given_of_the_log_that_goes_on(country: Country) -> None:
    """A post that was put back has a closed log: its receipt by hand is of the present one."""
    backup = country.post.store.backup()
    country.sync()
    country.put_back_post(backup)
    begin_case(country.post)
    country.sync()
    told = receipt_in(give_receipt(country.office.desk(), country.post.device))
    assert (told.log, told.seq) == (country.post.log, 1)


def test_no_receipt_for_a_device_that_is_not_enrolled(country: Country) -> None:
    """A stranger; one of which a log came and no row; one whose row came back from a post and of which no log did."""
    with country.office.desk().work() as work:
        work.ledger.open_log(b"l" * 16, b"device-with-a-log")
        given = {DEVICE.by_name["post"].number: b"p" * 16, DEVICE.by_name["sign_key"].number: b"k" * 32}
        work.append(Scope.DIRECTORY, None, [Change(DEVICE.number, b"device-with-row!", given)])
    for device in (b"stranger--------", b"device-with-a-log", b"device-with-row!"):
        with pytest.raises(UserError) as refusal:
            give_receipt(country.office.desk(), device)
        assert refusal.value.code == "unknown-device"
