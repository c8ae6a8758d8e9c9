"""Reports that came in without login, on top of their case: who says to have written them, and a button that vouches.

Promises: it stays until somebody who may has confirmed the author. Leaves to others: confirming.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain


class UnverifiedReports(QFrame):
    """`confirm_asked` carries the report."""

    confirm_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "plain")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.banners: list[Banner] = []
        self.hide()

    def show_reports(self, reports: Sequence[Row]) -> None:
        """Show these and no others."""
        for banner in self.banners:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.banners = [self._banner(report) for report in reports]
        for banner in self.banners:
            self._column.addWidget(banner)
        self.setVisible(bool(reports))

    def _banner(self, report: Row) -> Banner:
        named = str(report["author_claimed"] or "")
        words = (
            _("Author not verified: “{name}” wrote this report without unlocking this PC. Ask them.").format(name=named)
            if named
            else _("Author not verified: this report was written without unlocking this PC, and without a name.")
        )
        banner = Banner(words, "warn")
        pressed = partial(self.confirm_asked.emit, report)
        banner.add_button(plain(_("Confirm the author"), icon="check", pressed=pressed))
        return banner
