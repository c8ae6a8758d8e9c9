"""Trying a passphrase on a home: throttled, each try counted, and what failed told in the audit log afterwards.

Promises that every way to a passphrase (window, command line, a second asking for it while unlocked) goes through the
same throttle. Leaves to others: slots (`adapters/keys`), the store that is opened with what a slot yields.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tipdesk.adapters.keys.throttle import Throttle, Uptime
from tipdesk.adapters.keys.vault import open_slot, pick_slot_id
from tipdesk.adapters.store.ballast import ballast_of
from tipdesk.adapters.store.file_lock import file_lock
from tipdesk.adapters.system.paths import outside_tries
from tipdesk.adapters.system.uptime import read_uptime
from tipdesk.bootstrap.rekeying import settle_home
from tipdesk.domain.errors import TipdeskError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.services.desk import Desk

T = TypeVar("T")
_RIGHT_CODE = "choose-passphrase"
TURN_SECONDS = 120.0
"""How long a try waits for those that were begun before it, each of which takes about a second."""


def throttle_of(paths: HomePaths) -> Throttle:
    """Return the throttle of a home. Distrust, Trouble: the slots cannot be read."""
    from tipdesk.adapters.keys.slots_file import read_slots

    return Throttle(
        places=(paths.tries, outside_tries(read_slots(paths.slots).salt)),
        lock=partial(file_lock, paths.tries_lock),
        turn=partial(file_lock, paths.tries_turn, wait_seconds=TURN_SECONDS),
        uptime=lambda: Uptime(*read_uptime()),
        make_room=ballast_of(paths.folder).release,
    )


def try_passphrase(paths: HomePaths, login: str | None, passphrase: str) -> Opened:
    """Open an officer's slot, as `open_slot`; UserError `too-many-tries` and `tries-stopped` besides.

    So does an officer who is unlocked prove it once more.
    """
    return throttled(paths, login, lambda: open_slot(paths.slots, login, passphrase))


def throttled(paths: HomePaths, login: str | None, deed: Callable[[], Opened]) -> Opened:
    """Do what tries a passphrase or code of an officer, once the throttle allows it; a wrong one is counted."""
    settle_home(paths)
    return counted(throttle_of(paths), pick_slot_id(paths.slots, login), deed)


def counted(throttle: Throttle, slot_id: bytes, deed: Callable[[], T]) -> T:
    """Do what tries a secret of one slot, in its turn, and tell the throttle how it ended.

    UserErrors of `Throttle.begin`; Trouble `store-busy` where others keep trying.
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
