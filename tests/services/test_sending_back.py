"""Headquarters was put back from a backup: what posts send back is proved by its own hand, and makes it whole again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.services.countries import Country, bundle_of, know, receipt_in, stranger
from tests.services.writes import CASE, add_note, begin_case, redact, write
from tipdesk.domain.changes import Change
from tipdesk.domain.schema import Scope
from tipdesk.services.from_headquarters import keep_receipt
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.remembered.link import LAST_RECEIPT
from tipdesk.services.remembered.office import ARRIVALS, LAST_HEARD, WANTED
from tipdesk.services.remembered.shapes import Contact
from tipdesk.services.sync.pull.take_arrival import take_arrival
from tipdesk.services.sync.push.make_bundles import make_bundles, send_back
from tipdesk.sync.bundle import join_content
from tipdesk.sync.document import RECEIPT, write_payload
from tipdesk.sync.limits import LIMITS
from tipdesk.sync.trust import Verdict

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site


@pytest.fixture
def country(country: Country) -> Country:
    """Headquarters and a PC of each of two posts, all of whom have synced."""
    for site in country.posts:
        country.sync(site)
    return country


def ask(country: Country, site: Site | None = None) -> list[bytes]:
    """Let a post hear what headquarters wants back; return what it would send."""
    one = site or country.post
    take_arrival(one.desk(), country.fetch(one)[0])
    return [bundle.content for bundle in send_back(one.desk())]


def push(country: Country, site: Site | None = None) -> None:
    """Let a post push what it wrote itself, and hear the receipts."""
    one = site or country.post
    for bundle in make_bundles(one.desk()):
        take_arrival(one.desk(), country.receive(bundle.content).receipt or b"")


def noted_and_lost(country: Country) -> tuple[bytes, int]:
    """A case of the post with a note of headquarters, which headquarters loses again; return the note's place."""
    backup = country.office.store.backup()
    case = begin_case(country.post)
    country.sync()
    note = add_note(country.office, case)
    country.sync()
    country.put_back_office(backup)
    return note.log, note.head.seq


def holds(country: Country, place: tuple[bytes, int]) -> bool:
    """Tell whether headquarters holds an entry."""
    with country.office.desk().work() as work:
        return work.ledger.get_entry(*place) is not None


def wants(country: Country, site: Site | None = None) -> bool:
    """Tell whether headquarters wants something back from a device."""
    with country.office.desk().read() as reader:
        return WANTED.of((site or country.post).device).get(reader) is not None


def test_what_is_sent_back_is_taken_once(country: Country) -> None:
    """Its entries count where they are new; the answer is the receipt of the device's own log; all is there then."""
    place = noted_and_lost(country)
    backs = ask(country)
    assert (wants(country), holds(country, place), len(backs) > 0) == (True, False, True)
    results = [country.receive(content, "back.tdb") for content in backs]
    assert {one.verdict for one in results} == {Verdict.ACCEPTED}
    assert (sum(one.entries for one in results), holds(country, place), wants(country)) == (1, True, False)
    told = receipt_in(results[-1].receipt)
    assert (told.device, told.log, told.seq) == (country.post.device, country.post.log, 0)
    with country.office.desk().read() as reader:
        line, contact = ARRIVALS.get(reader)[0], LAST_HEARD.of(country.post.device).get(reader)
    assert (line.file, line.verdict, line.device, line.entries) == ("back.tdb", "accepted", country.post.device, 1)
    assert contact == Contact(line.at, "back.tdb")
    with country.office.desk().work() as work:
        assert work.ledger.hash_at(*place) is None  # a stretch of a down-log proves no chain of the log itself
    again = [country.receive(content, "back.tdb") for content in backs]
    assert {(one.verdict, one.entries, one.device) for one in again} == {(Verdict.REPLAY, 0, country.post.device)}


def test_a_revoked_device_may_send_back(country: Country) -> None:
    """What it brings is headquarters' own word; what the device itself writes stays refused."""
    place = noted_and_lost(country)
    backs, own = ask(country), bundle_of(country.post)
    revoke_device(country.office.desk(), country.post.device, 1)
    assert country.receive(own).reason == "revoked"
    for content in backs:
        assert country.receive(content).verdict is Verdict.ACCEPTED
    assert holds(country, place)


def test_an_altered_stretch_is_refused(country: Country) -> None:
    """Its chain does not hold: nothing of it is taken, and it is wanted as before."""
    place = noted_and_lost(country)
    [*_others, content] = ask(country)
    opened = country.opened(content)
    items = tuple(one._replace(body=(one.body or b"")[:-1] + b"?") for one in opened.items)
    plain = join_content(opened.signed, opened.signature, opened.salts, items, up=False)
    received = country.receive(country.sealed(plain, country.post))
    assert (received.verdict, holds(country, place), wants(country)) == (Verdict.REFUSED, False, True)


def test_who_is_in_the_directory_again_is_believed_again(country: Country) -> None:
    """An officer was made known after the backup: what was parked for want of the row is applied when it is back.

    The row comes in one stretch with entries of a case.
    """
    first = begin_case(country.post)
    country.sync()
    backup = country.office.store.backup()
    add_note(country.office, first)
    know(country, stranger())
    country.post.actor = stranger()
    country.sync()
    country.put_back_office(backup)
    case = begin_case(country.post)
    push(country)
    with country.office.desk().work() as work:
        assert [one.reason for one in work.ledger.find_parked()] == ["unknown-officer"]
        assert work.get_row(OFFICER, stranger().officer) is None
    for content in ask(country):
        country.receive(content)
    with country.office.desk().work() as work:
        assert work.ledger.find_parked() == []
        assert work.get_row(CASE, case) is not None


def test_a_case_that_is_for_few_again_lets_go_of_what_it_said(country: Country) -> None:
    """Headquarters had raised it after the backup; what the post therefore deleted unsent is parked no longer."""
    post, case = country.post, begin_case(country.post)
    country.sync()
    backup = country.office.store.backup()
    write(country.office, case, Change(CASE.number, case, {CASE.by_name["sealing"].number: "restricted"}))
    country.sync()
    gone = add_note(post, case)
    redact(post, post.log, gone.head.seq, "resealed")
    country.put_back_office(backup)
    assert country.receive(country.without_body(bundle_of(post), gone.head.seq)).parked == 1
    with country.office.desk().work() as work:
        assert [one.reason for one in work.ledger.find_parked()] == ["redaction"]
    for content in ask(country):
        country.receive(content)
    with country.office.desk().work() as work:
        assert work.ledger.find_parked() == []


def test_a_device_that_is_known_again_gets_everything(country: Country) -> None:
    """Enrolled after the backup: once another post has brought its row back, its down-log begins with all it needs."""
    mine = begin_case(country.post)
    country.sync()
    backup = country.office.store.backup()
    add_note(country.office, mine)
    late, gone = country.join("B2", "B"), country.join("B3", "B")
    revoke_device(country.office.desk(), gone.device)
    begin_case(country.posts[1])
    country.sync()
    country.put_back_office(backup)
    push(country, country.posts[1])
    with country.office.desk().work() as work:
        assert work.get_row(DEVICE, late.device) is None
        before = {site.device: len(_places(country, site.device)) for site in (country.office, gone, late)}
    assert set(before.values()) == {0}
    for content in ask(country):
        country.receive(content)
    with country.office.desk().work() as work:
        entries = work.ledger.scope_entries(int(Scope.DIRECTORY))
    own = {(one.log, one.seq) for one in entries}
    assert len(own) > 2
    assert set(_places(country, late.device)) == own | {(country.posts[1].log, 1)}
    assert _places(country, gone.device) == _places(country, country.office.device) == []


def _places(country: Country, device: bytes) -> list[tuple[bytes, int]]:
    with country.office.desk().work() as work:
        if work.ledger.down.head_of(device)[0] == 0:
            return []
        items = work.ledger.down.read(device, 0, LIMITS.plaintext)
    return [(one.entry.log, one.entry.seq) for one in items]


def test_a_device_of_which_no_log_is_left_is_answered(country: Country) -> None:
    """It is in the directory again and sends back before it has asked: its receipt speaks of no log yet."""
    backup = country.office.store.backup()
    late = country.join("B2", "B")
    country.sync(late)
    country.sync()
    country.put_back_office(backup)
    for content in ask(country):
        country.receive(content)
    with country.office.desk().work() as work:
        assert work.ledger.find_logs(late.device) == []
    with late.desk().work() as work:
        said = receipt_in(LAST_RECEIPT.get(work))
        signer = country.office.keys.office().signer()
        keep_receipt(work, write_payload(RECEIPT, msgspec.structs.replace(said, wanted=1), signer))
    [back, *_more] = [bundle.content for bundle in send_back(late.desk())]
    received = country.receive(back)
    assert received.verdict in {Verdict.ACCEPTED, Verdict.REPLAY}
    assert (receipt_in(received.receipt).log, receipt_in(received.receipt).seq) == (b"", 0)


def test_a_device_that_was_put_back_too_is_answered_for_its_present_log(country: Country) -> None:
    """It has a closed log and one that goes on: the receipt is of that one."""
    place = noted_and_lost(country)
    country.put_back_post(country.post.store.backup())
    backs = ask(country)
    received = [country.receive(content) for content in backs]
    assert receipt_in(received[-1].receipt).log == country.post.log
    assert holds(country, place)
