"""The one QApplication: names, the theme and the crash page.

Promises: whatever escapes from our code is shown without case values and the program goes on.
Leaves to others: the windows (bootstrap).
"""

import os
import sys
from collections.abc import Callable, Sequence
from types import TracebackType

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.plain import make_box
from tipdesk.ui.theme import FUSION, Resources, Theme
from tipdesk.ui.translate import _


class DeskApp(QApplication):
    """The application of one process. Build it once, before any widget."""

    def __init__(self, arguments: Sequence[str], resources: Resources) -> None:
        keep_no_settings()
        super().__init__([*arguments, *FUSION])
        self.setApplicationName("tipdesk")
        self.setDesktopFileName("tipdesk")
        self.theme = Theme(self, resources)
        self.theme.begin()
        hear_crashes(self.show_crash)

    def show_crash(self, error: BaseException) -> None:
        """Show the crash page over the active window; more than one at a time would only hide the first."""
        from tipdesk.ui.crash import CrashPage

        self.theme.complete()
        if not any(isinstance(window, CrashPage) and window.isVisible() for window in self.topLevelWidgets()):
            CrashPage(error, self.activeWindow()).show()

    def show_refusal(self, refusal: TipdeskError) -> None:
        """Say why the program does not start, where no window is there to say it in."""
        self.theme.complete()
        make_box("TIPdesk", refusal.text(_)).exec()


def keep_no_settings() -> None:
    """Give Qt's own settings of this user a place where no file can be. Windows keeps them in its registry instead."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, f"{os.devnull}/none")


def hear_crashes(show: Callable[[BaseException], object]) -> None:
    """Send what escapes from a slot or an event to `show` instead of the terminal."""

    def hear(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        show(error)

    sys.excepthook = hear
