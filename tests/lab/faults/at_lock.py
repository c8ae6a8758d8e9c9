"""Locking, which leaves what waits sealed beside the store, and unlocking, which settles what came in the meantime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.carrier import FakeCarrier
from tests.lab.faults.at_headquarters import carry
from tests.lab.kill.child import document
from tipdesk.adapters.keys.signing import verify
from tipdesk.adapters.system.inbox import RECEIPT, REPORT, Inbox, digest_of
from tipdesk.adapters.system.outbox import Outbox
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.attending import seal_at_lock
from tipdesk.homes.locked import LockedHome
from tipdesk.homes.opening import end_session
from tipdesk.homes.sending import LockedOutbox
from tipdesk.services.from_headquarters import received_up_to
from tipdesk.services.headquarters.intake.inbox import open_inbox
from tipdesk.services.locked.report import KeptReport
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.push.holds import keep_hold_minutes
from tipdesk.sync.outbox import read_sheet

if TYPE_CHECKING:
    from tests.lab.faults.place import Place
    from tests.lab.homes import Country

KEPT_AT_MS, WRITTEN = 1_700_000_000_000, 9
"""When the report without login was written, and the number of its case."""


def lock(place: Place) -> None:
    """Lock as the window does: nothing that fails keeps it from that."""
    session = place.session
    place.forget()
    seal_at_lock(session.desk)
    end_session(session)


def is_locked(place: Place) -> bool:
    """Tell whether what was unsent before the lock reaches headquarters after the next unlock."""
    with place.session.desk.work() as work:
        own = work.ledger.own()
    carry(place.country, at_post=place)
    office = place.country.headquarters.open()
    with office.desk.work() as work:
        held = work.ledger.get_log(own.log)
    office.close()
    return held is not None and held.seq >= own.seq


def list_of_sealed(place: Place) -> list[str]:
    """The list beside the store is whole and the device's, and what it names is as it says, or is not there."""
    home = LockedHome(place.home.folder)
    outbox, outside = Outbox(home.paths.outbox), home.find_outside()
    sheet = outbox.read_sheet()
    if sheet is None:
        return []
    if outside is None:
        return ["the locked PC knows nothing any more"]
    try:
        files = read_sheet(sheet, outside.sign_key, verify)
    except TipdeskError as refusal:
        return [f"the list of what lies sealed: {refusal.code}"]
    found = {one.name: outbox.read(one.name) for one in files}
    return [
        f"{one.name} is not what was sealed"
        for one in files
        if (content := found[one.name]) is not None and digest_of(content) != one.digest
    ]


def send_while_locked(country: Country) -> None:
    """The post was locked, what waited went by wire, its receipt came; somebody has written a report since."""
    post, office = country.post.open(), country.headquarters.open()
    with post.desk.work() as work:
        keep_hold_minutes(work, 0)
    seal_at_lock(post.desk)
    post.close()
    home = LockedHome(country.post.folder)
    wire = FakeCarrier(answer=open_inbox(office.desk).receive)
    LockedOutbox(home).send(wire, no_step, never)
    office.close()
    home.keep_report(KeptReport("Invented", KEPT_AT_MS, 0, document=document(WRITTEN)))


def unlock(place: Place) -> None:
    """Open the store with all that an unlock attends to."""
    place.unlock()


def is_settled(place: Place) -> bool:
    """Tell whether the receipt counts, the report is a case, and neither lies in the inbox any more."""
    inbox = Inbox(place.session.paths.inbox)
    with place.session.desk.read() as reader:
        titles = [row["title"] for row in reader.find_rows(BY_NAME["Case"])]
        is_counted = received_up_to(reader) > 0
    waits = [*inbox.find(RECEIPT), *inbox.find(REPORT)]
    return is_counted and titles.count(f"Blue heron {WRITTEN}") == 1 and not waits
