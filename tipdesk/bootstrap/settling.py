"""What an unlock writes once the store is known to hold, and the window that waits for it while it is read.

After a crash the store is checked whole. The window does not wait for that: it opens for reading, says so above every
page, and takes up the rest when the verdict has come; whatever would write until then waits by itself (`Verdict`).
Promises that a store which does not hold is shown as such at once. Leaves to others: the checks (`adapters/store`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.domain.errors import TipdeskError
    from tipdesk.services.sync.keys import LinkDesk
    from tipdesk.ui.workplace import Workplace


def take_up(session: Session) -> None:
    """Write what was kept aside or waits beside a store that holds. Errors of `attend`."""
    from tipdesk.bootstrap.attending import attend
    from tipdesk.bootstrap.integrity import bring_incidents_in

    if session.store.suspicion is None:
        bring_incidents_in(session.store, session.desk)
        session.attended = attend(session.paths, session.store, session.desk)


def settle(session: Session) -> None:
    """Write what an unlock by passphrase leaves in the log, and seal the store to the recovery in force."""
    from tipdesk.bootstrap.unlocking import tell_failed_tries
    from tipdesk.services.keys.withdraw_officer import note_rekeyed

    tell_failed_tries(session.paths, session.desk)
    session.seal_to_recovery()
    if session.store.suspicion is None:
        note_rekeyed(session.desk)


def settle_beside(place: Workplace, session: Session, then: Callable[[], object]) -> None:
    """Wait for the verdict on the write lane, then take up and settle; `then` on the GUI thread, whatever it is."""
    from tipdesk.ui.integrity.checking import CheckingStrip

    strip = CheckingStrip(place.shell)
    session.store.verdict.step = strip.tell

    def wait(_desk: LinkDesk) -> None:
        session.store.settle()
        session.refresh_actor()
        take_up(session)
        settle(session)

    def known(_done: object) -> None:
        strip.end()
        place.refresh_actor()
        then()

    def failed(problem: TipdeskError) -> None:
        strip.end()
        place.say_problem(problem)

    place.lanes.write(wait, then=known, failed=failed, owner=strip)
