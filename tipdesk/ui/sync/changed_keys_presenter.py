"""Shows the card of changed keys when a sync has met them, and hides it when a supervisor has decided.

After every sync it asks again. Once keys are accepted, the store key is sealed to their recovery. What a decision does
is in `services/keys/office/changed_keys`.
"""

from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.keys.office.changed_keys import (
    ChangedKeys,
    accept_changed_keys,
    get_changed_keys,
    refuse_shown_keys,
)
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.courier import Courier
from tipdesk.ui.sync.outside import Outside, apart
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.translate import _


class ChangedKeysPresenter(QObject):
    """Connects the card of changed keys with the services; it lives as long as its page."""

    def __init__(self, page: SyncPage, seat: Seat, outside: Outside, courier: Courier) -> None:
        super().__init__(page)
        self._page, self._seat, self._outside, self._courier = page, seat, outside, courier
        page.keys.accepted.connect(self._accept)
        page.keys.refused.connect(self._refuse)
        courier.ended.connect(lambda _ended: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Ask whether keys of headquarters wait to be compared."""
        self._seat.lanes.read(_changed, then=self._show, key="changed-keys", owner=self)

    def _show(self, changed: ChangedKeys | None) -> None:
        if changed is None:
            self._page.keys.show_decided()
        else:
            self._page.keys.show_keys(changed.pinned, changed.shown)

    def _accept(self, digits: str) -> None:
        said = _("The new key of headquarters is pinned. Syncing goes on.")
        self._seat.lanes.write(
            accept_changed_keys, digits, then=partial(self._decided, said), failed=self._not_decided, owner=self
        )

    def _refuse(self) -> None:
        said = _("That key is refused for good. Syncing goes on with the key that was compared at enrolment.")
        self._seat.lanes.write(
            refuse_shown_keys, then=partial(self._decided, said), failed=self._not_decided, owner=self
        )

    def _decided(self, said: str, _answer: object) -> None:
        self._page.keys.show_decided()
        self._page.say(said, "ok")
        self._seat.lanes.write(apart, self._outside.sealed, owner=self)
        self._courier.wake()

    def _not_decided(self, problem: TipdeskError) -> None:
        self._page.keys.show_refusal(problem.text(_))


def _changed(desk: LinkDesk) -> ChangedKeys | None:
    """Return the keys that wait to be compared, or None; this runs on the read lane."""
    with desk.read() as reader:
        return get_changed_keys(desk, reader)
