"""The top of the window: title, search, state of the link, lock. Leaves to others: what they do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import icon_only, plain
from tipdesk.ui.widgets.labels import title


class TopBar(QFrame):
    """Title on the left, three buttons on the right."""

    search_pressed = Signal()
    sync_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "plain")
        self.title = title()
        self._search = plain(_("Search everything   (Ctrl+K)"), icon="search", pressed=self.search_pressed.emit)
        self._search.setProperty("look", "search")
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._search.setMinimumWidth(44)
        self._search.setMaximumWidth(current().pixels(340))
        self._sync = plain("", pressed=self.sync_pressed.emit)
        self._lock = icon_only(_("Lock"), "lock", pressed=self.lock_pressed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._search, 1)
        row.addWidget(self._sync)
        row.addWidget(self._lock)
        self.show_sync(_("Not sent yet"), "cloud", "muted")

    def show_sync(self, text: str, icon: str, colour: str) -> None:
        """Show the true state of the link: words, icon and its colour token ("ok", "warn", "danger", "muted")."""
        self._sync.setText(text)
        self._sync.setAccessibleName(_("Link to headquarters: {state}").format(state=text))
        current().dress(self._sync, icon, colour)
