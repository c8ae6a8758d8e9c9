"""From a passphrase to an open home, and back: the slot is tried, the store opened and checked, what waits for it done.

`open_session` is the whole way, for the window and the command line alike. `open_with` is its second half, for whoever
has opened a slot otherwise (a code, the custodians' cards, a backup), and `close_session` is the end. Every way to a
passphrase passes the same throttle here, and so does asking for it again while unlocked: each try is counted before it
is made, and those that failed are told in the audit log at the next unlock. What a session is stands in `sessions`, and
what an unlock attends to in `attending`. Slots and stretching are in `adapters/keys`, and the checks of the store in
`adapters/store`.
"""

from __future__ import annotations

from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tipdesk.adapters.keys.throttle import Throttle, Uptime
from tipdesk.adapters.keys.vault import open_slot, pick_slot_id
from tipdesk.adapters.store.ballast import ballast_of, with_room
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.adapters.system.paths import HomePaths, outside_tries
from tipdesk.adapters.system.uptime import read_uptime
from tipdesk.domain.errors import TipdeskError, Trouble, UserError
from tipdesk.domain.texts import _
from tipdesk.homes.attending import take_up
from tipdesk.homes.half_put_back import finish_put_back
from tipdesk.homes.rekeying import find_due, rekey_store, settle_home
from tipdesk.homes.sessions import session_of, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.adapters.store.ladder import Step
    from tipdesk.homes.rekeying import Due
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk

T = TypeVar("T")
_RIGHT_CODE = "choose-passphrase"
TURN_SECONDS = 120.0
"""How many seconds a try waits for those that were begun before it, each of which takes about a second."""


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
    """Unlock a home and return its session.

    `disabled_too` lets in an officer whom headquarters has disabled, for syncing alone. `suspicious_too` opens a store
    that fails a check, for reading. `step` is told of each check that takes time. `patience` is the number of seconds
    after which a store that is still being checked is open for reading; `await_verdict` must follow then.

    Raises UserError `no-home` and what `try_passphrase` raises, Distrust when a check of the store fails, and the
    Trouble of `finish_put_back`.
    """
    paths = HomePaths(folder.expanduser().absolute())
    finish_put_back(paths.folder)
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
    """Write what waits for the unlock, and give the store the key that is due; return the session to go on with."""
    try:
        _catch_up(session)
        due = None if session.store.suspicion else find_due(session.desk, session.opened)
    except BaseException:
        session.close()
        raise
    return session if due is None else _rekeyed(session, due, disabled_too=disabled_too)


def await_verdict(session: Session) -> None:
    """Wait for the verdict of a store that is still being checked, and do what the unlock left for it."""
    session.store.settle()
    session.refresh_actor()
    session.attended = take_up(session.paths, session.store, session.desk)
    _catch_up(session)


def _catch_up(session: Session) -> None:
    """Write into the log what waited for an unlock, and let void cards go, and files that nothing names.

    That is which tries failed since the last unlock, and that the store was given another key.
    """
    from tipdesk.homes.cards import drop_void_cards
    from tipdesk.services.files.let_go import let_go
    from tipdesk.services.keys.officers.withdraw_officer import note_rekeyed

    tell_failed_tries(session.paths, session.desk)
    if session.store.suspicion is None:
        let_go(session.desk)
        note_rekeyed(session.desk)
        drop_void_cards(session.paths, session.desk)
    session.seal_to_recovery()


def _rekeyed(session: Session, due: Due, *, disabled_too: bool) -> Session:
    """Give the store the key that is due and open it again; where that cannot be now, it stays due."""
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
    """Open the store of a home whose slot has been opened, which the unlock window does off the GUI thread.

    On a full disk it lets the home's reserve go. Raises UserError `unsafe-home` for a home that was moved to where none
    may be, and `open-home` for one that cannot be closed to other accounts.
    """
    from tipdesk.adapters.keys.ring import KeyRing
    from tipdesk.adapters.keys.signing import DeviceKeys
    from tipdesk.adapters.store.peek import peek
    from tipdesk.adapters.store.store import Store
    from tipdesk.adapters.system.homes import close_to_others, refuse_unsafe
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


def close_session(session: Session) -> bool:
    """Close the store, and give it the key that is due; tell whether it got one.

    Raises what `rekey_store` raises, and the Trouble of a store that cannot tell what is due. It is closed all the
    same.
    """
    from tipdesk.services.keys.officers.withdraw_officer import note_rekeyed

    with closing(session):
        due = find_due(session.desk, session.opened)
    if due is None:
        return False
    with closing(open_with(session.paths, rekey_store(session.paths, session.opened, due), session.clock)) as again:
        note_rekeyed(again.desk)
    return True


def end_session(session: Session) -> None:
    """Close the store as the window does at its end. A key that is due and cannot be given now follows at an unlock."""
    with suppress(TipdeskError):
        close_session(session)


def throttle_of(paths: HomePaths) -> Throttle:
    """Return the throttle of a home. Raises Distrust or Trouble where the slots cannot be read."""
    from tipdesk.adapters.keys.slots_file import read_slots

    return Throttle(
        places=(paths.tries, outside_tries(read_slots(paths.slots).salt)),
        lock=partial(file_lock, paths.tries_lock),
        turn=partial(file_lock, paths.tries_turn, wait_seconds=TURN_SECONDS),
        uptime=lambda: Uptime(*read_uptime()),
        make_room=ballast_of(paths.folder).release,
    )


def try_passphrase(paths: HomePaths, login: str | None, passphrase: str) -> Opened:
    """Open an officer's slot as `open_slot` does, within the tries that the throttle allows.

    An officer who is unlocked proves who they are in the same way. Raises UserError `too-many-tries` and
    `tries-stopped` besides what `open_slot` raises.
    """
    return throttled(paths, login, lambda: open_slot(paths.slots, login, passphrase))


def throttled(paths: HomePaths, login: str | None, deed: Callable[[], Opened]) -> Opened:
    """Do what tries a passphrase or code of an officer, once the throttle allows it; a wrong one is counted."""
    settle_home(paths)
    return counted(throttle_of(paths), pick_slot_id(paths.slots, login), deed)


def counted(throttle: Throttle, slot_id: bytes, deed: Callable[[], T]) -> T:
    """Do what tries a secret of one slot, in its turn, and tell the throttle how it ended.

    Raises the UserErrors of `Throttle.begin`, and Trouble `store-busy` where others keep trying.
    """
    with throttle.turn():
        throttle.begin(slot_id)
        try:
            done = deed()
        except UserError as refusal:
            if refusal.code == _RIGHT_CODE:
                throttle.succeed(slot_id)
            elif refusal.code != "wrong-passphrase":
                throttle.take_back(slot_id)
            raise
        except TipdeskError:
            throttle.take_back(slot_id)
            raise
        throttle.succeed(slot_id)
        return done


def tell_failed_tries(paths: HomePaths, desk: Desk) -> None:
    """Write what failed since the last unlock into the audit log: one row for each login that was tried in vain."""
    from tipdesk.adapters.keys.officer_slot import slot_id_of
    from tipdesk.adapters.keys.slots_file import read_slots
    from tipdesk.services.keys.officers.who_am_i import known_logins
    from tipdesk.services.keys.unlock.noted import note_failed_tries

    throttle = throttle_of(paths)
    untold = throttle.untold()
    if not untold:
        return
    salt = read_slots(paths.slots).salt
    with desk.read() as reader:
        officers = {slot_id_of(salt, login): officer for login, officer in known_logins(reader).items()}
    note_failed_tries(desk, [(officers.get(slot_id), count) for slot_id, count in untold.items()])
    throttle.note_told(untold)
