"""The strip above every page while the records are being checked after a crash: how far the check is, and what waits.

It may be told from any thread. The check itself is run elsewhere.
"""

from PySide6.QtCore import QObject, Signal

from tipdesk.ui.shell import Shell
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner


class CheckingStrip(QObject):
    """The strip; it lives until there is a verdict. `told` carries which check of how many is being made."""

    told = Signal(int, int)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.banner = Banner(_words(), "info")
        self.told.connect(self._show)
        shell.show_banner(self.banner)

    def tell(self, _rung: str, number: int, count: int) -> None:
        """Say which check of how many is being made. It may be called from any thread."""
        self.told.emit(number, count)

    def end(self) -> None:
        """Take the strip away."""
        self.banner.hide()
        self.banner.deleteLater()
        self.deleteLater()

    def _show(self, number: int, count: int) -> None:
        self.banner.say(f"{_words()} " + _("Check {number} of {count}.").format(number=number, count=count), "info")


def _words() -> str:
    return _(
        "TIPdesk was not closed properly, so its records are being checked. You can read meanwhile; what you save "
        "follows by itself when the check is done."
    )
