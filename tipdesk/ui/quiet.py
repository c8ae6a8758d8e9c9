"""The window while a person can see the screen: a neutral title, and nothing of what the program is or holds.

Promises: rail and status line keep their room and say nothing; any other page brings everything back. Leaves to others:
what the page itself shows meanwhile.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.ui.plain import set_title
from tipdesk.ui.shell import Shell


class QuietWindow(QObject):
    """Makes one window quiet and loud again. `ended` is called when another page ends it."""

    def __init__(self, shell: Shell, title: str, ended: Callable[[], object]) -> None:
        super().__init__(shell)
        self._shell, self._title, self._ended = shell, title, ended
        self._before = ""
        self._hidden: list[QWidget] = []
        self.is_quiet = False
        shell.opened.connect(self._leave)

    def begin(self) -> None:
        """Say nothing."""
        if self.is_quiet:
            return
        self.is_quiet, self._before = True, self._shell.top.title.text()
        self._hidden = [self._shell.rail, *(part for part in self._status() if not part.isHidden())]
        for part in self._hidden:
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.hide()
        self._shell.top.title.setText(self._title)
        set_title(self._shell, self._title)

    def end(self) -> None:
        """Say everything again."""
        if self.is_quiet:
            self._show()
            self._shell.show_title(self._before)

    def _leave(self, _page: str) -> None:
        """Another page came to the front, with a title of its own."""
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
