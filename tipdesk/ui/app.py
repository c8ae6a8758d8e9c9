"""The one QApplication of the process, with its name, theme and crash page.

Whatever escapes from our code is shown on the crash page, without values of any case, and the program goes on. The
windows are made by bootstrap.
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
    """The application of one process, built once, before any widget."""

    def __init__(self, arguments: Sequence[str], resources: Resources) -> None:
        keep_no_settings()
        super().__init__([*arguments, *FUSION])
        self.setApplicationName("tipdesk")
        self.setDesktopFileName("tipdesk")
        self.theme = Theme(self, resources)
        self.theme.begin()
        hear_crashes(self.show_crash)

    def show_crash(self, error: BaseException) -> None:
        """Show the crash page over the active window, unless one is open: a second would only hide the first."""
        from tipdesk.ui.crash import CrashPage

        self.theme.complete()
        if not any(isinstance(window, CrashPage) and window.isVisible() for window in self.topLevelWidgets()):
            CrashPage(error, self.activeWindow()).show()

    def show_refusal(self, refusal: TipdeskError) -> None:
        """Say in a box of its own why the program does not start, when there is no window to say it in."""
        self.theme.complete()
        make_box("TIPdesk", refusal.text(_)).exec()


def say_in_window(words: str, resources: Resources) -> None:
    """Show words in a window, and wait until it is closed; where there is no application yet, this makes one."""
    from tipdesk.ui.said import SaidPage

    running = QApplication.instance()
    app = running if isinstance(running, DeskApp) else DeskApp(sys.argv[:1], resources)
    app.theme.complete()
    SaidPage(words).exec()


def keep_no_settings() -> None:
    """Point the settings that Qt keeps for this user at a place where no file can be.

    They would name the folders that an officer has used. On Windows Qt keeps them in the registry, which this does not
    reach.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, f"{os.devnull}/none")


def hear_crashes(show: Callable[[BaseException], object]) -> None:
    """Send whatever escapes from a slot or an event to `show` instead of printing it to the terminal."""

    def hear(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        show(error)

    sys.excepthook = hear
