"""Runs in the unlock window what can be done on a locked PC: which page comes to the front, and who works behind it.

A page is built when it is first opened, so that the passphrase is never kept waiting. The deeds themselves are done by
`Locked`.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import counted
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.choosing import Choosing
from tipdesk.ui.lanes import Lanes
from tipdesk.ui.translate import _, language, plural
from tipdesk.ui.unlock.deeds import DeedsRow
from tipdesk.ui.unlock.locked import Locked
from tipdesk.ui.unlock.sender import Sender
from tipdesk.ui.unlock.sending_page import SendingPage
from tipdesk.ui.unlock.view import UnlockView

_MINUTE_MS = 60_000
_GOES_LATER = counted(
    "What can still be withdrawn goes in {count} minute.", "What can still be withdrawn goes in {count} minutes."
)


class LockedDeeds(QObject):
    """The deeds of one unlock window; it lives as long as the window."""

    def __init__(self, view: UnlockView, lanes: Lanes[Locked], home: Locked, choosing: Choosing) -> None:
        super().__init__(view)
        self._view, self._lanes, self._home, self._choosing = view, lanes, home, choosing
        self._pages: dict[str, QWidget] = {}
        self.row = DeedsRow()
        self.sending = Sender(lanes, home.delay, self)
        self.row.report_pressed.connect(partial(self._open, "report", self._report))
        self.row.numbers_pressed.connect(partial(self._open, "numbers", self._numbers))
        self.row.sending_pressed.connect(partial(self._open, "sending", self._sending))
        self.sending.changed.connect(self._show_state)
        view.version_pressed.connect(partial(self._open, "about", self._about))
        view.show_deeds(self.row)
        self.sending.start()

    def end(self) -> None:
        """End what is under way here, and its threads, because somebody has unlocked."""
        self.sending.stop()
        self._lanes.close()

    @property
    def is_writing(self) -> bool:
        """Whether the page of a report is in front."""
        page = self._pages.get("report")
        return page is not None and page.isVisible()

    def _open(self, name: str, make: Callable[[], QWidget]) -> None:
        if name not in self._pages:
            self._pages[name] = make()
        self._view.bring(self._pages[name])

    def _report(self) -> QWidget:
        from tipdesk.ui.unlock.report_page import ReportPage
        from tipdesk.ui.unlock.report_presenter import ReportPresenter

        page = ReportPage(self._home.codes(), language(), self._home.now)
        presenter = ReportPresenter(self._lanes, page)
        page.back_pressed.connect(self._view.bring_back)
        page.shown.connect(presenter.begin)
        return page

    def _numbers(self) -> QWidget:
        from tipdesk.ui.unlock.numbers_page import NumbersPage

        page = NumbersPage(self._home.codes(), language())

        def ask() -> None:
            self._lanes.read(_find_numbers, then=page.show_numbers, key="locked-page-numbers", owner=page)

        page.back_pressed.connect(self._view.bring_back)
        page.shown.connect(ask)
        return page

    def _about(self) -> QWidget:
        from tipdesk.ui.about.presenter import make_page
        from tipdesk.ui.unlock.about_page import LockedAboutPage

        page = LockedAboutPage(
            make_page(self._lanes, self._home.program(), _("Copied. No name and no folder is in it."))
        )
        page.back_pressed.connect(self._view.bring_back)
        return page

    def _sending(self) -> QWidget:
        page = SendingPage()
        page.wire_pressed.connect(self._by_wire)
        page.stick_pressed.connect(self._by_stick)
        page.back_pressed.connect(self._view.bring_back)
        self._pages["sending"] = page
        self._show_state()
        return page

    def _by_wire(self) -> None:
        self.sending.send()

    def _by_stick(self) -> None:
        chosen = self._choosing.folder(self._view, _("Choose the stick"))
        if chosen is not None:
            self.sending.send(chosen)

    def _show_state(self) -> None:
        state = self.sending.state
        self.row.show_waiting(state.stand.waiting)
        page = self._pages.get("sending")
        if isinstance(page, SendingPage):
            stand, can = state.stand, bool(state.stand.due) and not state.is_working
            sentence = (
                _("Sending…")
                if state.is_working
                else plural("{count} sealed bundle waits", "{count} sealed bundles wait", stand.waiting)
                if stand.waiting
                else _("Nothing waits here")
            )
            held = stand.waiting - stand.due
            minutes = -(-(stand.free_in_ms or 0) // _MINUTE_MS)
            later = plural(*_GOES_LATER, minutes) if held > 0 else ""
            told = " ".join(part for part in (state.said, later) if part)
            page.show_state(sentence, told, by_wire=can and stand.has_address, by_stick=can)


def _find_numbers(home: Locked) -> list[DutyLine]:
    return home.find_numbers()
