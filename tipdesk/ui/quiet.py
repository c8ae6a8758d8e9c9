"""Makes the window quiet while a person can see the screen.

It gets a neutral title and shows nothing of what the program is or holds. The rail and the status line keep their room
and say nothing; opening any other page brings everything back. What the page itself shows meanwhile is up to the page.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.ui.plain import set_title
from tipdesk.ui.shell import Shell
from tipdesk.ui.widgets.room import keep_room


class QuietWindow(QObject):
    """Makes one window quiet and loud again.

    `title` is what the window is called meanwhile, and `ended` is called when another page ends the quiet.
    """

    def __init__(self, shell: Shell, title: str, ended: Callable[[], object]) -> None:
        super().__init__(shell)
        self._shell, self._title, self._ended = shell, title, ended
        self._before = ""
        self._hidden: list[QWidget] = []
        self.is_quiet = False
        shell.opened.connect(self._leave)

    def begin(self) -> None:
        """Hide the rail and the status line and show the neutral title, unless the window is quiet already."""
        if self.is_quiet:
            return
        self.is_quiet, self._before = True, self._shell.top.title.text()
        self._hidden = [self._shell.rail, *(part for part in self._status() if not part.isHidden())]
        for part in self._hidden:
            keep_room(part)
            part.hide()
        self._shell.top.title.setText(self._title)
        set_title(self._shell, self._title)

    def end(self) -> None:
        """Show everything again, with the title that stood there before."""
        if self.is_quiet:
            self._show()
            self._shell.show_title(self._before)

    def _leave(self, _page: str) -> None:
        """Show everything again because another page came to the front, which has a title of its own."""
        if self.is_quiet:
            self._show()
            self._ended()

    def _show(self) -> None:
        self.is_quiet = False
        for part in self._hidden:
            part.show()
        self._hidden = []

    def _status(self) -> list[QWidget]:
        bar = self._shell.statusBar()
        return [part for part in bar.findChildren(QWidget) if part.parent() is bar]
