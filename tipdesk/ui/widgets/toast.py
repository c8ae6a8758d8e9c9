"""A short sentence after a deed, in the foot of the window, which goes by itself and may offer Undo.

It stands in the line at the foot, beside the words there or for a while in their place, so that it covers no button and
moves nothing. It is spoken but never takes the focus. It stays for 8 seconds, and longer while the mouse or the focus
is on it. Undoing is up to the function given to `say`; Ctrl+Z does it, too, where whatever has the focus has nothing of
its own to undo.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import PlainLabel

STAYS_MS = 8000


class Toast(QFrame):
    """The toast of a window, where a new sentence replaces the one before.

    `beside` is the widget in the same line that is hidden while there is no room for both.
    """

    def __init__(self, beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside = beside
        self.setProperty("guise", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 4, 0)
        sign = PlainLabel()
        current().dress(sign, "circle-check", "ok", 16)
        self._words = ElidedLabel("toast-words")
        self._undo: Callable[[], object] | None = None
        self._button = quiet("", icon="arrow-back-up", pressed=self._pressed)
        self._button.setProperty("guise", "foot-link")
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(STAYS_MS)
        self._clock.timeout.connect(self._go)
        self.hide()

    def say(
        self, sentence: str, *, offer: str = "", undo: Callable[[], object] | None = None, icon: str = "arrow-back-up"
    ) -> None:
        """Show a sentence and speak it.

        With `undo` there is also a button with `icon` that reads `offer` ("Undo") and calls `undo`.
        """
        self._words.setText(sentence)
        set_name(self, sentence)
        self._undo = undo
        self._button.setText(offer)
        current().dress(self._button, icon, "accent", 16)
        self._button.setVisible(undo is not None)
        self._make_room()
        self.window().installEventFilter(self)
        speak(self, sentence)
        self._clock.start()

    def offers(self) -> bool:
        """Tell whether there is something to undo now."""
        return self.isVisible() and self._undo is not None

    def undo(self) -> None:
        """Press the button, where there is one."""
        if self.offers():
            self._pressed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo on the key for it, once it has come to the window because nothing in it had a use for it."""
        is_press, undo = event.type() == QEvent.Type.KeyPress, QKeySequence.StandardKey.Undo
        if is_press and isinstance(event, QKeyEvent) and event.matches(undo) and self.offers():
            self.undo()
            return True
        return super().eventFilter(watched, event)

    def _go(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._clock.start()
        else:
            self._leave()

    def _make_room(self) -> None:
        self._beside.show()
        self.show()
        foot = self.parentWidget()
        layout = foot.layout() if foot is not None else None
        if layout is not None:
            layout.activate()
        self._beside.setVisible(not self._words.is_cut())

    def _leave(self) -> None:
        self.window().removeEventFilter(self)
        self.hide()
        self._beside.show()

    def _pressed(self) -> None:
        self._leave()
        if self._undo is not None:
            self._undo()
