"""What an unlock writes into a store that is known to hold, or keeps aside where it does not.

Promises that nothing of it is done before the verdict. Leaves to others: the checks (`adapters/store`), and the window
that is open while it waits (`waiting`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.bootstrap.attending import Attended
    from tipdesk.services.link_desk import LinkDesk


def take_up(paths: HomePaths, store: Store, desk: LinkDesk) -> Attended | None:
    """Write what was noticed or waits beside a store that holds; return what that was. Errors of `attend`."""
    from tipdesk.bootstrap.attending import attend
    from tipdesk.bootstrap.integrity import bring_incidents_in

    if store.suspicion is not None:
        return None
    bring_incidents_in(store, desk)
    return attend(paths, store, desk)


def settle(paths: HomePaths, store: Store, desk: LinkDesk) -> None:
    """Tell what failed since the last unlock, and of a key that the store was given."""
    from tipdesk.bootstrap.kept_cards import drop_void_cards
    from tipdesk.bootstrap.unlocking import tell_failed_tries
    from tipdesk.services.keys.officers.withdraw_officer import note_rekeyed

    tell_failed_tries(paths, desk)
    if store.suspicion is None:
        note_rekeyed(desk)
        drop_void_cards(paths, desk)
