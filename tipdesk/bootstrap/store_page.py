"""Plugging the page of this PC's records into a window: what was noticed of the store, its backups, the shift's words.

Leaves to others: the checks (`adapters/store`), making backups (`backups`), and what people are shown (`ui/integrity`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.bootstrap.backups import SessionBackups
from tipdesk.bootstrap.integrity import compare_words, register_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.ui.workplace import Workplace


def plug_store(place: Workplace, session: Session) -> Callable[[], object]:
    """Add the page of the store's state to a window; return what shows the warning where the store does not hold."""
    from tipdesk.ui.integrity.page import plug
    from tipdesk.ui.integrity.whole_store import Noticed, ShownWords, WholeStore

    store, desk = session.store, session.desk

    def noticed() -> Noticed | None:
        found = store.suspicion
        return Noticed(found.kinds, found.call_code) if found else None

    whole = WholeStore(noticed, lambda: ShownWords(*register_words(desk)), partial(compare_words, store))
    return plug(place, whole, SessionBackups(session))
