"""Homes that are open: the unlocked store, its keys, and the Desk of the officer at the keyboard.

Heavy parts (SQLAlchemy, the server, documents) are imported when they are first needed, so that the unlock window stays
light. Decision: locking ends the process. A `Session` is therefore made once and closed once; nothing tries to wipe
memory.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.adapters.system.clock import SystemClock, SystemIds
from tipdesk.adapters.system.paths import HomePaths
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.adapters.carriers.folder import FolderStick
    from tipdesk.adapters.keys.ring import KeyRing
    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.adapters.store.checks import Finding
    from tipdesk.adapters.store.ladder import Step
    from tipdesk.adapters.store.store import Store
    from tipdesk.adapters.store.surroundings import Surroundings
    from tipdesk.bootstrap.attending import Attended
    from tipdesk.bootstrap.rekeying import Due
    from tipdesk.services.desk import Reader
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.sync.carrier import Carrier


@dataclass
class Session:
    """An unlocked home: its store, its keys, and the Desk of the officer at the keyboard.

    `attended`: what the unlock found waiting.
    """

    paths: HomePaths
    store: Store
    opened: Opened
    keys: KeyRing
    clock: SystemClock
    desk: LinkDesk
    attended: Attended | None = None

    def close(self) -> None:
        """Close the store cleanly. The process should end soon after."""
        self.store.close()

    def refresh_actor(self) -> None:
        """Read the officer's roles again, after a grant or a change of the directory."""
        before = self.desk
        fresh = _desk(self.paths, self.store, self.opened, self.keys, self.clock)
        self.desk = replace(fresh, looked=before.looked, permits=before.permits)

    @contextmanager
    def carrier(self, *, stick: Path | None = None, url: str | None = None) -> Iterator[Carrier]:
        """Give the carrier over a stick's folder, or over the wire to headquarters' address, for one sync."""
        from tipdesk.adapters.carriers.folder import FolderCarrier
        from tipdesk.adapters.carriers.https import HttpsCarrier
        from tipdesk.services.from_headquarters import get_address, need_grant, refuse_headquarters

        refuse_headquarters(self.desk.place)
        if stick is not None:
            yield FolderCarrier(stick, self.paths.folder, self.desk.place.device)
            return
        with self.desk.read() as reader:
            grant = need_grant(reader)
            address = url or get_address(reader)
        if not address:
            raise UserError("no-address", _("No address of headquarters is known. Use a stick, or give the address."))
        with HttpsCarrier(address, grant.authority, self.desk.ids.noise) as carrier:
            yield carrier

    def stick(self, folder: Path) -> FolderStick:
        """Return a stick as headquarters sees it."""
        from tipdesk.adapters.carriers.folder import FolderStick

        return FolderStick(folder, self.paths.folder)

    def check(self) -> list[Finding]:
        """Check pages, database, chains, projection and head; each finding says what it looked at."""
        return self.store.check()

    def rebuild(self) -> list[str]:
        """Project the tables again from the ledger, beside the store, and return every difference."""
        return self.store.find_differences()

    def print_case_file(self, reference: str, *, identity: bool, copy_number: int = 1) -> bytes:
        """Return the PDF of a case file, audited as a print and signed. UserErrors of `make_case_file`."""
        from tipdesk.bootstrap.printing import print_case
        from tipdesk.services.case.references import get_case_id

        return print_case(self.desk, get_case_id(self.desk, reference), identity=identity, copy_number=copy_number)

    def declare_restored(self) -> int:
        """Go on in a new log and epoch after this headquarters was put back from a backup; return the epoch."""
        from tipdesk.services.headquarters.directory.writing import permit_directory
        from tipdesk.services.headquarters.ledger.epoch import declare_restored

        permit_directory(self.desk)
        self.store.begin_log(self.desk.ids.noise(16))
        self.refresh_actor()
        return declare_restored(self.desk)

    def seal_to_recovery(self) -> None:
        """Seal the store key to headquarters' recovery where the keyset names another one than before."""
        from tipdesk.bootstrap.keeping import keep_recovery

        keep_recovery(self.desk, self.paths.slots, self.opened.store_key)


def open_session(
    folder: Path,
    login: str | None,
    passphrase: str,
    *,
    clock: SystemClock | None = None,
    disabled_too: bool = False,
    suspicious_too: bool = False,
    step: Step | None = None,
    patience: float | None = None,
) -> Session:
    """Unlock a home. UserErrors `no-home` and of `try_passphrase`; Distrust when a check of the store fails.

    Trouble of `half_put_back.settle`.

    `disabled_too`: as for `who_am_i`; for syncing alone. `suspicious_too`: open a store that fails a check for reading;
    `step` is told of each check that takes time. `patience`: seconds after which a store that is still being checked
    is open for reading; `settle` must follow.
    """
    from tipdesk.bootstrap.half_put_back import settle
    from tipdesk.bootstrap.unlocking import try_passphrase

    paths = HomePaths(folder.expanduser().absolute())
    settle(paths.folder)
    if not paths.exists():
        raise UserError(
            "no-home", _("There is no TIPdesk store in this folder. Begin with “post request” or “hq init”.")
        )
    opened = try_passphrase(paths, login, passphrase)
    session = open_with(
        paths,
        opened,
        clock or SystemClock(),
        disabled_too=disabled_too,
        suspicious_too=suspicious_too,
        step=step,
        patience=patience,
    )
    return _settled(session, disabled_too=disabled_too) if session.store.is_settled else session


def _settled(session: Session, *, disabled_too: bool) -> Session:
    """Write what waits for the unlock, and give the store the key that is due."""
    from tipdesk.bootstrap.rekeying import find_due
    from tipdesk.bootstrap.settling import settle

    try:
        settle(session.paths, session.store, session.desk)
        session.seal_to_recovery()
        due = None if session.store.suspicion else find_due(session.desk, session.opened)
    except BaseException:
        session.close()
        raise
    return session if due is None else _rekeyed(session, due, disabled_too=disabled_too)


def _rekeyed(session: Session, due: Due, *, disabled_too: bool) -> Session:
    """Give the store the key that is due and open it again; where that cannot be now, it stays due."""
    from tipdesk.bootstrap.rekeying import rekey_store
    from tipdesk.services.keys.officers.withdraw_officer import note_rekeyed

    session.close()
    opened = session.opened
    with suppress(Trouble):
        opened = rekey_store(session.paths, opened, due)
    again = open_with(session.paths, opened, session.clock, disabled_too=disabled_too)
    try:
        note_rekeyed(again.desk)
    except BaseException:
        again.close()
        raise
    return again


def open_with(
    paths: HomePaths,
    opened: Opened,
    clock: SystemClock,
    *,
    disabled_too: bool = False,
    suspicious_too: bool = False,
    step: Step | None = None,
    patience: float | None = None,
) -> Session:
    """Open the store of a home whose slot has been opened: what the unlock window does off the GUI thread.

    On a full disk it lets the home's reserve go. UserErrors `unsafe-home` for a home that was moved to where none may
    be, `open-home` for one that cannot be closed to other accounts.
    """
    from tipdesk.adapters.keys.ring import KeyRing
    from tipdesk.adapters.keys.signing import DeviceKeys
    from tipdesk.adapters.store.ballast import with_room
    from tipdesk.adapters.store.peek import peek
    from tipdesk.adapters.store.store import Store
    from tipdesk.adapters.system.homes import close_to_others, refuse_unsafe
    from tipdesk.bootstrap.settling import take_up
    from tipdesk.services.remembered.here import DEVICE_KEYS

    refuse_unsafe(paths.folder)
    close_to_others(paths.folder)
    kept = with_room(paths.folder, lambda: peek(paths.folder, opened.store_key, DEVICE_KEYS.name))
    keys = KeyRing(DeviceKeys.from_bytes(kept))
    around = surroundings(keys, clock)
    opening = partial(Store.open, paths.folder, opened.store_key, around, suspicious_too=suspicious_too, step=step)
    store = with_room(paths.folder, lambda: opening(patience=patience))
    try:
        session = session_of(paths, store, opened, keys, clock, disabled_too=disabled_too)
        if store.is_settled:
            session.attended = take_up(paths, store, session.desk)
    except BaseException:
        store.close()
        raise
    return session


def surroundings(keys: KeyRing, clock: SystemClock) -> Surroundings:
    """Return what a store needs from outside itself."""
    from tipdesk.adapters.store.surroundings import Surroundings
    from tipdesk.adapters.system.codebook import load_code_book
    from tipdesk.services.headquarters.directory.route import route

    return Surroundings(
        clock=clock,
        ids=SystemIds(clock),
        sign=keys.signer.sign,
        verify=partial(keys.verify, keys.signer.public),
        rank=load_code_book().rank,
        route=route,
        describe=partial(_describe, keys),
        verify_by=keys.verify,
    )


def _describe(keys: KeyRing, reader: Reader) -> bytes:
    from tipdesk.services.locked.describe_outside import describe_outside
    from tipdesk.sync.outside import write_outside

    return write_outside(describe_outside(reader, keys.signer.public), keys.signer)


def session_of(
    paths: HomePaths, store: Store, opened: Opened, keys: KeyRing, clock: SystemClock, *, disabled_too: bool = False
) -> Session:
    """Return the session of an open store, with the Desk of its officer."""
    desk = _desk(paths, store, opened, keys, clock, disabled_too=disabled_too)
    return Session(paths, store, opened, keys, clock, desk)


def _desk(
    paths: HomePaths, store: Store, opened: Opened, keys: KeyRing, clock: SystemClock, *, disabled_too: bool = False
) -> LinkDesk:
    from tipdesk.adapters.keys.ring import OfficerKeyRing
    from tipdesk.adapters.system.codebook import load_code_book
    from tipdesk.adapters.system.outbox import Outbox
    from tipdesk.adapters.system.words import load_words
    from tipdesk.bootstrap.integrity import find_incidents
    from tipdesk.services.keys.officers.who_am_i import who_am_i
    from tipdesk.services.link_desk import LinkDesk

    with store.read() as reader:
        actor = who_am_i(reader, opened.login, keys.device.device_id, disabled_too=disabled_too)
    return LinkDesk(
        work=partial(store.work, actor),
        looks=partial(store.looks, actor),
        read=store.read,
        clock=clock,
        ids=SystemIds(clock),
        actor=actor,
        place=Place(keys.device.device_id, store.own_log, store.is_headquarters),
        codes=load_code_book(),
        officer_keys=OfficerKeyRing(opened.officer_keys),
        words=load_words(),
        keys=keys,
        outbox=Outbox(paths.outbox),
        incidents=find_incidents(store) if store.suspicion else (),
    )
