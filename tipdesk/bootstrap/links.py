"""What the screens of sync, of headquarters and of this PC's records need from outside, made from an unlocked session.

Heavy parts are imported when they are first used, so that the first screen shows before the link is built. What people
are shown is decided in `ui/sync`, `ui/headquarters`, `ui/quarantine` and `ui/integrity`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from tipdesk.adapters.documents.qr import qr_matrix
from tipdesk.adapters.system.drives import DriveWatch, find_drives
from tipdesk.adapters.system.files import read_small_file, write_whole_file
from tipdesk.homes.backups import SessionBackups
from tipdesk.homes.integrity import compare_words, register_words
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tipdesk.homes.sessions import Session
    from tipdesk.services.sticks.stick import Stick
    from tipdesk.services.sync.carrier import Carrier
    from tipdesk.services.sync.enrolment import Enrolment
    from tipdesk.ui.seat import Seat
    from tipdesk.ui.sync.outside import Outside

_DICE = 256


class Starts(Protocol):
    """What begins once the window is there: the courier of a post, the watch for sticks."""

    def start(self) -> None:
        """Begin what goes on by itself from now on."""


def plug_link(seat: Seat, session: Session) -> Starts:
    """Add the pages of this kind of home to its window: a post's sync, or posts and enrolment at headquarters.

    It returns what is to be started once the store is known to hold.
    """
    if seat.is_headquarters:
        from tipdesk.ui.headquarters.page import plug_headquarters

        return plug_headquarters(seat, outside_of(session))
    from tipdesk.ui.quarantine.at_post import plug_quarantine
    from tipdesk.ui.sync.page import plug

    outside = outside_of(session)
    plugged = plug(seat, outside)
    plug_quarantine(seat, outside)
    return plugged


def outside_of(session: Session) -> Outside:
    """Return the carriers, sticks and files that the screens of a session use, which lie outside services."""
    from tipdesk.ui.sync.outside import Outside

    def carrier(stick: Path | None) -> AbstractContextManager[Carrier]:
        return session.carrier(stick=stick)

    def stick(folder: Path) -> Stick:
        return session.stick(folder)

    def request() -> Enrolment:
        from tipdesk.services.sync.enrolment import request_enrolment

        keys = session.opened.officer_keys
        return request_enrolment(session.desk, keys.x25519_public, keys.signing_public)

    def sealed() -> None:
        from tipdesk.homes.officers import keep_code

        session.seal_to_recovery()
        keep_code(session, session.opened, session.desk.actor.officer)

    def delay(failures: int) -> float:
        from tipdesk.sync.wire import next_delay

        return next_delay(failures, session.desk.ids.noise(1)[0] / _DICE)

    watch = DriveWatch()
    return Outside(
        carrier=carrier,
        stick=stick,
        request=request,
        sealed=sealed,
        matrix=qr_matrix,
        sticks=find_drives,
        new_sticks=watch.poll,
        delay=delay,
        read=lambda path: read_small_file(path, LIMITS.document),
        write=write_whole_file,
    )


def plug_store(seat: Seat, session: Session) -> Callable[[], object]:
    """Add the page of the store's state to a window; return a function that warns where the store does not hold."""
    from tipdesk.ui.integrity.page import plug
    from tipdesk.ui.integrity.whole_store import Noticed, ShownWords, WholeStore

    store, desk = session.store, session.desk

    def noticed() -> Noticed | None:
        found = store.suspicion
        return Noticed(found.kinds, found.call_code) if found else None

    whole = WholeStore(noticed, lambda: ShownWords(*register_words(desk)), partial(compare_words, store))
    return plug(seat, whole, SessionBackups(session))
