"""Reports that came in without login, on top of their case: who says to have written them, and a button that vouches.

A report stays there until somebody who may do so has confirmed its author; the presenter writes that down.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.rows import Row
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.lines import Lines


class UnverifiedReports(Lines):
    """A banner for each report whose author nobody has vouched for.

    `confirm_asked` is emitted with the report.
    """

    confirm_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(8, parent)
        self.hide()

    def begin(self) -> None:
        """Show nothing and take no room, because another case is coming."""
        self.fill(())
        self.setMinimumHeight(0)
        self.hide()

    def show_reports(self, reports: Sequence[Row]) -> None:
        """Show these reports and no others; where the last was vouched for, its room stays, so that nothing moves."""
        if self.widgets:
            self.setMinimumHeight(self.height())
        self.fill(self._banner(report) for report in reports)
        self.setVisible(bool(reports) or self.minimumHeight() > 0)

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
