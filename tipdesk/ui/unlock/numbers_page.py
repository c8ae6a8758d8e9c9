"""The page of the unlock window that shows whom to ring at this hour, without login."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.codes import CodeBook
from tipdesk.services.directory.find_duty_numbers import DutyLine
from tipdesk.ui.duty.numbers import NumbersCard
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.titled_page import lay_titled
from tipdesk.ui.widgets.visited_page import VisitedPage


class NumbersPage(VisitedPage):
    """The page. `back_pressed` leads back to the passphrase; `shown` is emitted when it comes to the front."""

    back_pressed = Signal()

    def __init__(self, codes: CodeBook, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Duty numbers · TIPdesk"))
        self.numbers = NumbersCard(_("Whom to ring at this hour"), codes, language)
        self._back = plain(_("&Back to unlock"), icon="chevron-left", pressed=self.back_pressed.emit)
        lay_titled(self, _("Duty numbers"), self.numbers, self._back)

    def show_numbers(self, lines: Sequence[DutyLine]) -> None:
        """Show whom to ring."""
        self.numbers.show_lines(lines)

    def focus_first(self) -> None:
        """Give the way back the focus."""
        self._back.setFocus()
