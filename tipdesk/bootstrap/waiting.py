"""The window of a store that is still being checked: it is open for reading, and takes up the rest with the verdict.

After a crash the store is checked whole. The window does not wait for that: it says so above every page; whatever would
write waits by itself (`Verdict`). Promises that a store which does not hold is shown as such at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.bootstrap.settling import settle, take_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.domain.errors import TipdeskError
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.workplace import Workplace


def settle_beside(place: Workplace, session: Session, then: Callable[[], object]) -> None:
    """Wait for the verdict on the write lane and write what waits for it; `then` on the GUI thread, whatever it is."""
    from tipdesk.ui.integrity.checking import CheckingStrip

    store = session.store
    strip = CheckingStrip(place.shell)
    store.verdict.step = strip.tell

    def wait(_desk: LinkDesk) -> None:
        store.settle()
        session.refresh_actor()
        session.attended = take_up(session.paths, store, session.desk)
        settle(session.paths, store, session.desk)
        session.seal_to_recovery()

    def known(_done: object) -> None:
        strip.end()
        place.refresh_actor()
        then()

    def failed(problem: TipdeskError) -> None:
        strip.end()
        place.say_problem(problem)

    place.lanes.write(wait, then=known, failed=failed, owner=strip)
