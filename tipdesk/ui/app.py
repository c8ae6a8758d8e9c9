"""The one QApplication: names, the theme and the crash page.

Promises: whatever escapes from our code is shown without case values and the program goes on.
Leaves to others: the windows (bootstrap).
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QMessageBox

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.crash import CrashPage, hear_crashes
from tipdesk.ui.theme import Resources, Scheme, Theme
from tipdesk.ui.translate import _


class DeskApp(QApplication):
    """The application of one process. Build it once, before any widget."""

    def __init__(self, arguments: Sequence[str], resources: Resources) -> None:
        super().__init__(list(arguments))
        self.setApplicationName("tipdesk")
        self.setApplicationDisplayName("TIPdesk")
        self.setDesktopFileName("tipdesk")
        self.look = Theme(self, resources)
        self.look.apply(Scheme.SYSTEM, text_percent=100)
        self.setWindowIcon(self.look.icon("shield", "accent", 64))
        hear_crashes(self.show_crash)

    def show_crash(self, error: BaseException) -> None:
        """Show the crash page over the active window; more than one at a time would only hide the first."""
        if not any(isinstance(window, CrashPage) and window.isVisible() for window in self.topLevelWidgets()):
            CrashPage(error, self.activeWindow()).show()

    def show_refusal(self, refusal: TipdeskError) -> None:
        """Say why the program does not start, where no window is there to say it in."""
        QMessageBox.warning(None, "TIPdesk", refusal.text(_))
