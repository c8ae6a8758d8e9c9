"""The buttons that the page of trainings has beyond those of every register: participants, certificates, checking.

They stand where they are; what cannot be done with the row under the cursor is not offered.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from tipdesk.domain.rows import Row
from tipdesk.services.outreach.courses import Refresher, find_refreshers
from tipdesk.services.outreach.rooms import CERTIFICATE, SESSION, TRAINING
from tipdesk.ui.case.printing import Printing, ask_where
from tipdesk.ui.outreach.certificates import Certificates
from tipdesk.ui.outreach.figures_line import FiguresLine
from tipdesk.ui.outreach.refreshers import RefreshersDialog
from tipdesk.ui.records.tabbed_page import TabbedPage
from tipdesk.ui.records.tabbed_presenter import TabbedPresenter
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.progress_card import ProgressCard

PARTICIPANTS_PAGE = "participants"


class OutreachTools(QObject):
    """The buttons of one page: *Participants…* on sessions, and the menu *Certify*, which stands on every tab."""

    def __init__(self, page: TabbedPage, seat: Seat, presenter: TabbedPresenter) -> None:
        super().__init__(page)
        self._page, self._seat, self._presenter = page, seat, presenter
        self.refreshers: RefreshersDialog | None = None
        self.figures = FiguresLine(page, seat)
        progress = ProgressCard(_("Certificates"))
        page.add_foot(progress)
        printing = Printing(seat, progress, ask_where(page, seat.choosing), presenter.say_problem, self)
        self.deeds = Certificates(seat, page, printing, presenter.say_problem)
        self.people = plain(_("&Participants…"), icon="users", pressed=self.open_people)
        self.certify = plain(_("Certif&y"), icon="circle-check")
        menu = QMenu(self.certify)
        self.give = menu.addAction(_("&Give certificates…"), self.give_certificates)
        self.paper = menu.addAction(_("&Print certificates…"), self.print_here)
        self.withdraw = menu.addAction(_("&Withdraw the certificate…"), self.withdraw_one)
        menu.addSeparator()
        self.check = menu.addAction(_("&Check a certificate…"), self.deeds.check)
        self.due = menu.addAction(_("&Refreshers due…"), self.show_refreshers)
        menu.aboutToShow.connect(self._fit)
        self.certify.setMenu(menu)
        page.add_tool(self.certify, *(board.record for board in page.boards.values()))
        page.add_tool(self.people, SESSION)
        for board in page.boards.values():
            board.row_shown.connect(self._fit)
        self._fit()

    def _fit(self, _row: object = None) -> None:
        """Offer what can be done with the row under the cursor at this kind of home."""
        row, is_there = self._page.row, self._seat.is_headquarters
        is_course = is_there and row is not None and row.record in (TRAINING, SESSION)
        is_certificate = is_there and row is not None and row.record is CERTIFICATE
        self.give.setEnabled(is_course)
        self.paper.setEnabled(is_course or is_certificate)
        self.withdraw.setEnabled(is_certificate)

    def open_people(self) -> None:
        """Open the sheet of participants of the session under the cursor."""
        if (row := self._row()) is not None:
            self._seat.go(PARTICIPANTS_PAGE, row.id)

    def give_certificates(self) -> None:
        """Give the certificates of the training or the session under the cursor."""
        if (row := self._row()) is not None:
            self.deeds.give(row.id, self._seat.wording.title(row))

    def show_refreshers(self) -> None:
        """Show whose training is to be refreshed."""

        def show(found: list[Refresher]) -> None:
            self.refreshers = RefreshersDialog(found, self._seat.now().date(), self._page.window())
            self.refreshers.finished.connect(self._forget)
            self.refreshers.open()

        self._seat.lanes.read(find_refreshers, then=show, failed=self._presenter.say_problem, owner=self)

    def print_here(self) -> None:
        """Print the certificate under the cursor, or all of the training or the session under it."""
        if (row := self._row()) is not None:
            self.deeds.print(str(row["number"]) if row.record is CERTIFICATE else row.id)

    def withdraw_one(self) -> None:
        """Withdraw the certificate under the cursor."""
        if (row := self._row()) is not None:
            self.deeds.withdraw(str(row["number"]))

    def _forget(self, _result: int) -> None:
        self.refreshers = None

    def _row(self) -> Row | None:
        """Return the row under the cursor; where there is none, say so."""
        row = self._page.row
        if row is None:
            self._page.say(_("Choose a line first."), "info")
        return row
