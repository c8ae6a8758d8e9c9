"""Runs the page of officers' keys at headquarters: list those that wait, accept one, read out a one-time code.

A code that is shown goes from the screen with the next deed.
"""

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.directory.names import Names, read_names
from tipdesk.services.headquarters.keys.read_code import ReadCode, read_code
from tipdesk.services.headquarters.keys.waiting_keys import WaitingKey, accept_key, find_waiting_keys
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.headquarters.officer_keys_view import OfficerKeysPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line


class OfficerKeysPresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: OfficerKeysPage, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat
        self._waiting: dict[object, WaitingKey] = {}
        page.lines.chosen.connect(self._chose)
        page.accept_pressed.connect(self._accept)
        page.code_pressed.connect(self._read)
        seat.notices.subscribe(self._hear)
        self.refresh()

    def refresh(self) -> None:
        """Ask again which keys wait to be compared."""
        self._seat.lanes.write(_find, then=self._show, failed=self._refuse, key="officer-keys", owner=self)

    def _hear(self, _changed: object) -> None:
        self.refresh()

    def _show(self, found: tuple[list[WaitingKey], Names]) -> None:
        waiting, names = found
        self._waiting = {one.seen.id: one for one in waiting}
        self._page.show_lines([self._line(one, names) for one in waiting])
        self._chose(self._page.lines.subject())

    def _line(self, one: WaitingKey, names: Names) -> Line:
        why = self._seat.label("officer_key_cause", one.cause)
        if one.is_changed and not one.is_removal:
            why = _("{why}. These are other keys than before.").format(why=why)
        tone = "danger" if one.is_removal else "warn" if one.is_changed else "neutral"
        return Line((one.login, names.device(one.device), why), one.seen.id, {2: tone})

    def _chose(self, row: object) -> None:
        one = self._waiting.get(row)
        self._page.show_chosen(is_chosen=one is not None, is_removal=one is not None and one.is_removal)

    def _accept(self, digits: str) -> None:
        row = self._page.lines.subject()
        if isinstance(row, bytes):
            self._page.show_code("", "")
            self._seat.lanes.write(accept_key, row, digits, then=self._accepted, failed=self._refuse, owner=self)

    def _accepted(self, _changed: object) -> None:
        self._page.say(_("The directory has been changed. Every PC learns of it at its next sync."), "ok")
        self.refresh()

    def _read(self, login: str, reason: str) -> None:
        self._page.show_code("", "")
        self._seat.lanes.write(read_code, login, reason, then=self._show_code, failed=self._refuse, owner=self)

    def _show_code(self, read: ReadCode) -> None:
        self._page.say(_("Read it out now: it is not shown again."), "info")
        self._page.show_code(read.code, read.device_name)

    def _refuse(self, problem: TipdeskError) -> None:
        self._page.say(problem.text(_), "warn")


def _find(desk: LinkDesk) -> tuple[list[WaitingKey], Names]:
    return find_waiting_keys(desk), read_names(desk)
