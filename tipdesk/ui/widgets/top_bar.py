"""The bar at the top of the window: the page's title, the search, whom to ring, the state of the link and the lock.

Its buttons only emit signals; the shell does what they ask for.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import icon_only, plain
from tipdesk.ui.widgets.labels import title


class TopBar(QFrame):
    """A bar with the title on the left and four buttons on the right.

    `search_pressed`, `ring_pressed`, `sync_pressed` and `lock_pressed` are emitted when their button is pressed;
    `find_pressed` when a line of a page stands in place of the title, and the search is within what that names.
    """

    search_pressed = Signal()
    find_pressed = Signal()
    ring_pressed = Signal()
    sync_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.title = title()
        self._usual: tuple[str, ...] = (_("Search everything   (Ctrl+K)"), _("Search everything"), _("Search"), "")
        self._words, self._is_within = tuple[str, ...](self._usual), False
        self._search = plain(self._words[0], icon="search", pressed=self._press)
        set_name(self._search, self._words[0])
        self._search.setProperty("guise", "search")
        # its width hangs on the room alone, not on the words that `_word` chooses for it
        self._search.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._search.installEventFilter(self)
        self._sync = plain("", pressed=self.sync_pressed.emit)
        self._ring = icon_only(_("Ring now"), "phone", pressed=self.ring_pressed.emit)
        self._lock = icon_only(_("Lock"), "lock", pressed=self.lock_pressed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._search, 1)
        row.addWidget(self._ring)
        row.addWidget(self._sync)
        row.addWidget(self._lock)
        self._row, self._lent = row, set[QWidget]()
        self.show_sync(_("Not sent yet"), "cloud", "muted")
        current().changed.connect(self._fit)
        self._fit()

    def show_line(self, line: QWidget | None, search: Sequence[str] = ()) -> None:
        """Show a line of a page in place of the title, or the title again; whoever lends the line keeps it filled.

        `search` are the words of a search within what the line names, the longest first; then `find_pressed` is emitted
        in place of `search_pressed`.
        """
        self._is_within = bool(search)
        self._words = tuple(search) or self._usual
        set_name(self._search, self._words[0])
        self._word()
        if line is not None and line not in self._lent:
            self._lent.add(line)
            line.destroyed.connect(lambda: self._lent.discard(line))
            self._row.insertWidget(0, line)
        for other in self._lent:
            other.setVisible(other is line)
        self.title.setVisible(line is None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose the words on the search button again when its width has changed."""
        if event.type() == QEvent.Type.Resize:
            self._word()
        return super().eventFilter(watched, event)

    def _press(self) -> None:
        (self.find_pressed if self._is_within else self.search_pressed).emit()

    def _fit(self) -> None:
        self._search.setMinimumWidth(current().pixels(44))
        self._search.setMaximumWidth(current().pixels(340))
        self._word()

    def _word(self) -> None:
        """Write on the search button as many words as fit: large text beside a long title leaves little room."""
        for words in self._words:
            self._search.setText(words)
            if self._search.sizeHint().width() <= self._search.width():
                return

    def show_sync(self, text: str, icon: str, colour: str) -> None:
        """Show the state of the link in words, with an icon.

        `colour` is the colour token of the icon: "ok", "warn", "danger" or "muted".
        """
        self._sync.setText(text)
        set_name(self._sync, _("Link to headquarters: {state}").format(state=text))
        current().dress(self._sync, icon, colour)
