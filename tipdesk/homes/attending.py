"""What an unlock attends to before anybody works, once the store is known to hold, and what a lock leaves behind.

`take_up` brings into the log what was noticed while the store could only be read, writes anew the file that a locked PC
knows, and takes in the receipts that came and the reports that were written while the PC was locked. After it the
locked window can do its deeds again. It waits for the verdict of the store's checks, since nothing is written into a
store that may not hold. `seal_at_lock` is its counterpart when the PC is locked. What each part does to the store is
decided by the service that it calls.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from tipdesk.domain.errors import Distrust, Trouble, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.adapters.keys.age_recipients import Identity
    from tipdesk.adapters.store.store import Store
    from tipdesk.adapters.system.inbox import Inbox
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.services.desk import UnitOfWork
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.locked.outbox import OutboxTakenIn
    from tipdesk.services.locked.report import KeptReport
    from tipdesk.services.locked.take_report import TakenReport

WRITING: Final = "writing"
"""The lock file in the inbox which says that a window is writing a report, so that no unlock takes in a half one."""

_TAKING: Final = "taking"
"""The lock file that keeps two unlocks from taking in the same report."""


@dataclass(frozen=True)
class Attended:
    """What an unlock found waiting.

    `reports` are the cases that were made of reports, and `refused` counts the sealed reports that could not be read
    and are kept aside. `outbox` is what became of the files in the outbox.
    """

    reports: tuple[TakenReport, ...] = ()
    refused: int = 0
    outbox: OutboxTakenIn | None = None


def take_up(paths: HomePaths, store: Store, desk: LinkDesk) -> Attended | None:
    """Write what was noticed or waits beside a store that holds, and return what that was.

    It returns None, and writes nothing, for a store that fails a check. Raises Distrust `outside-altered`, which
    headquarters hears of as well.
    """
    if store.suspicion is not None:
        return None
    _bring_incidents_in(store, desk)
    return _attend(paths, store, desk)


def _bring_incidents_in(store: Store, desk: LinkDesk) -> None:
    """Write into the log what was noticed while the store could only be read."""
    from tipdesk.adapters.store.setting_aside import drop_incident, find_incidents
    from tipdesk.services.integrity.note_incident import take_note

    for note in find_incidents(store.aside):
        with desk.work() as work:
            take_note(work, note, desk.place.device)
        drop_incident(store.aside, note)


def _attend(paths: HomePaths, store: Store, desk: LinkDesk) -> Attended:
    from tipdesk.adapters.store.before_update import let_go_when_old

    let_go_when_old(paths.folder, desk.clock.now_ms())
    try:
        check_outside(store, desk)
    except Distrust as refusal:
        _note(desk, "outside", refusal.code)
        raise
    settled = take_receipts(paths, desk)
    if settled.altered:
        _note(desk, "outbox", str(settled.altered))
    return replace(take_reports(paths, desk), outbox=settled)


def _note(desk: LinkDesk, kind: str, detail: str) -> None:
    from tipdesk.services.integrity.note_incident import note_incident

    with desk.work() as work:
        note_incident(desk, work, kind, desk.place.device, detail)


def seal_at_lock(desk: LinkDesk) -> None:
    """Seal what waits into the outbox, so that it can be sent while the PC is locked.

    A disk that fails here must not keep an officer from locking, so Trouble is passed over: everything stands in the
    store all the same.
    """
    from tipdesk.services.locked.outbox import seal_outbox

    with suppress(Trouble):
        seal_outbox(desk)


def take_receipts(paths: HomePaths, desk: LinkDesk) -> OutboxTakenIn:
    """Take in the receipts that came while the PC was locked, and return what became of the files in the outbox."""
    from tipdesk.adapters.system.inbox import RECEIPT, Inbox
    from tipdesk.services.locked.outbox import take_in_outbox

    inbox = Inbox(paths.inbox)
    found = list(inbox.find(RECEIPT))
    settled = take_in_outbox(desk, [content for _name, content in found])
    for name, _content in found:
        inbox.drop(name)
    return settled


def give_report_key(work: UnitOfWork) -> None:
    """Give a store the key pair that a report without login is sealed to, unless it has one."""
    from tipdesk.adapters.keys.age_recipients import format_identity, generate_identity
    from tipdesk.services.remembered.here import REPORT_IDENTITY, REPORT_RECIPIENT

    if REPORT_IDENTITY.get(work) is None:
        identity = generate_identity()
        REPORT_IDENTITY.keep(work, format_identity(identity))
        REPORT_RECIPIENT.keep(work, str(identity.recipient))


def check_outside(store: Store, desk: LinkDesk) -> None:
    """Compare the `outside` file with the store, and write it anew where it is older than the store or missing.

    Raises Distrust `outside-altered` for a file that this store never wrote.
    """
    from tipdesk.services.remembered.here import REPORT_IDENTITY

    file = store.outside_file
    found = file.read() if file else None
    with desk.read() as reader:
        is_whole = REPORT_IDENTITY.get(reader) is not None
        is_current = file is None or file.is_current(reader, found)
    if not is_whole:
        with desk.work() as work:
            give_report_key(work)
    elif file is not None and not is_current:
        with desk.work() as work:
            file.prepare(work)
            file.write(file.describe(work))


def take_reports(paths: HomePaths, desk: LinkDesk) -> Attended:
    """Make a case of each report that was written while the PC was locked.

    A report that cannot be read is kept aside and counted. A file is dropped once its case is committed. No more are
    taken in at once than a locked PC keeps, and what this officer may not take in waits for another officer's unlock.
    """
    from tipdesk.adapters.keys.age_recipients import parse_identity
    from tipdesk.adapters.store.file_lock import file_lock
    from tipdesk.adapters.system.inbox import MOST_REPORTS, Inbox, digest_of
    from tipdesk.services.locked.take_report import take_report
    from tipdesk.services.remembered.here import REPORT_IDENTITY

    inbox = Inbox(paths.inbox)
    taken: list[TakenReport] = []
    refused = 0
    with desk.read() as reader:
        secret = REPORT_IDENTITY.get(reader)
    if secret is None or not paths.inbox.is_dir():
        return Attended()
    identity = parse_identity(secret)
    with suppress(UserError, Trouble), file_lock(paths.inbox / _TAKING, wait_seconds=0):
        for name, sealed in islice(_found(paths, inbox), MOST_REPORTS):
            try:
                report = _opened(sealed, identity)
            except Distrust as refusal:
                _set_aside(desk, sealed, refusal)
                refused += 1
            else:
                made = take_report(desk, digest_of(sealed), report)
                taken += [made] if made else []
            inbox.drop(name)
    return Attended(tuple(taken), refused)


def _found(paths: HomePaths, inbox: Inbox) -> Iterator[tuple[str, bytes]]:
    """Give the reports, and the drafts of a window that has ended without finishing them."""
    from tipdesk.adapters.store.file_lock import file_lock
    from tipdesk.adapters.system.inbox import DRAFT, REPORT

    yield from inbox.find(REPORT)
    with suppress(Trouble), file_lock(paths.inbox / WRITING, wait_seconds=0):
        yield from inbox.find(DRAFT)


def _opened(sealed: bytes, identity: Identity) -> KeptReport:
    from tipdesk.adapters.keys.age import open_sealed
    from tipdesk.services.locked.report import unpack_report

    return unpack_report(open_sealed(sealed, identity))


def _set_aside(desk: LinkDesk, sealed: bytes, refusal: Distrust) -> None:
    from tipdesk.services.quarantine.keep_refused import Proof, Refusal, keep_refused

    with desk.work() as work:  # it may be a report of an officer, whom nobody can ask: it is kept whole like evidence
        said = Refusal("report", "refused", refusal.code, desk.clock.now_ms())
        keep_refused(work, sealed, said, Proof.WHOLE)
