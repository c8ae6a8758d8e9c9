"""The deeds on certificates, wherever they are asked for: give a batch, print, withdraw, check one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.outreach.check_certificate import check_code
from tipdesk.services.outreach.give_certificates import Given, give_certificates, preview_certificates
from tipdesk.services.outreach.withdraw_certificate import withdraw_certificate
from tipdesk.services.results import Changed
from tipdesk.ui.case.printing import Printing, saying_of_papers
from tipdesk.ui.outreach.dialogs import REASON, CheckDialog, certificates_dialog, withdraw_dialog
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.ask_dialog import AskDialog


class Certificates(QObject):
    """The deeds of one page; `dialog` is the one that is open, and `failed` hears why something was refused.

    `closed` says that a dialog was closed, so that the keys go on where they were.
    """

    closed = Signal()

    def __init__(self, seat: Seat, page: QWidget, printing: Printing, failed: Callable[[TipdeskError], object]) -> None:
        super().__init__(page)
        self._seat, self._page, self._printing, self._failed = seat, page, printing, failed
        self.dialog: QDialog | None = None

    def give(self, row: bytes, title: str) -> None:
        """Say to how many a session or a training would give certificates, and give them when the officer agrees."""
        self._seat.lanes.read(
            preview_certificates, row, then=partial(self._offer, row, title), failed=self._failed, owner=self
        )

    def print(self, row: bytes | str) -> None:
        """Ask where to, and print the certificate of this number, or all of a session or a training."""
        make = self._seat.print_certificates
        path = self._printing.ask("certificates.pdf", saying_of_papers()) if make is not None else None
        if make is not None and path is not None:
            self._printing.write(path, lambda desk, _told: make(desk, row), saying_of_papers())

    def withdraw(self, number: str) -> None:
        """Ask why, and withdraw a certificate."""
        dialog = withdraw_dialog(number, self._page.window())

        def agreed(answers: dict[str, object]) -> None:
            reason = str(answers[REASON] or "")
            self._seat.lanes.write(withdraw_certificate, number, reason, then=done, failed=dialog.refuse, owner=dialog)

        def done(_changed: Changed) -> None:
            dialog.accept()
            self._seat.say(_("Withdrawn: {number}").format(number=number))

        dialog.agreed.connect(agreed)
        self._open(dialog)

    def check(self) -> None:
        """Ask for a code, and say whether it is true."""
        dialog = CheckDialog(self._page.window())

        def asked(code: str, name: str) -> None:
            self._seat.lanes.read(check_code, code, name, then=dialog.show_checked, failed=dialog.refuse, owner=dialog)

        dialog.asked.connect(asked)
        self._open(dialog)

    def _offer(self, row: bytes, title: str, preview: Given) -> None:
        dialog = certificates_dialog(preview, title, self._page.window())
        dialog.agreed.connect(lambda _answers: self._give(dialog, row))
        self._open(dialog)

    def _give(self, dialog: AskDialog, row: bytes) -> None:
        def given(told: Given) -> None:
            dialog.accept()
            words = plural("{count} certificate given", "{count} certificates given", len(told.given))
            self._seat.say(words, offer=_("Print them"), undo=lambda: self.print(row), icon="printer")

        self._seat.lanes.write(give_certificates, row, then=given, failed=dialog.refuse, owner=dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, _result: int) -> None:
        self.dialog = None
        self.closed.emit()
