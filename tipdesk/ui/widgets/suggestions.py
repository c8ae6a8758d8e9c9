"""The list of answers that fit what is being typed, which opens above the line.

It lies above the line, over what was answered before, and never over what comes next. It is part of the window and not
a window of its own, so a click beside it closes it and also reaches what was clicked. The arrow keys move in it, Enter
takes the marked answer, Tab takes the only one that is left, and Escape closes the list and nothing else. Ctrl+Enter
takes what the arrow keys marked, else the only one that is left, and goes on to what holds the line, which saves: it
guesses among several nothing. What taking an answer means is up to the function `take`.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QListWidget, QWidget

from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.scrolled import come_into_view

MOST_ROWS = 8
MOST_MATCHES = 200
GAP = 2
LEAST_WIDTH = 260
ROW = 32
_LEAVING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.MouseFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST_ROWS, Qt.Key.Key_PageUp: -MOST_ROWS}


def matches(text: str, texts: Sequence[str]) -> list[str]:
    """Return the texts that hold the letters typed, in any case and in their own order; none when nothing is typed."""
    sought = text.strip().casefold()
    return [one for one in texts if sought in one.casefold()] if sought else []


class Suggestions(QListWidget):
    """The suggestions of one `line`.

    `offered` returns all answers that can be given, and `take` is called with the one that was chosen. With `is_free`
    any other words are an answer too, so that none is marked beforehand and Enter takes only what the officer marked.
    """

    def __init__(
        self, line: QLineEdit, offered: Callable[[], Sequence[str]], take: Callable[[str], object], *, is_free: bool
    ) -> None:
        super().__init__(line)  # goes with its line; `_open` puts it into the window
        self._line, self._offered, self._take_it, self._is_free = line, offered, take, is_free
        self._watched = {line, line.focusProxy() or line}
        self._is_stepped = False  # somebody moved the mark
        self.setProperty("guise", "suggestions")
        self.setAccessibleName(_("Answers that fit"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(lambda item: self._take(item.text()))
        line.textEdited.connect(self._typed)
        for watched in self._watched:
            watched.installEventFilter(self)
        line.destroyed.connect(self.deleteLater)
        self.hide()

    def texts(self) -> list[str]:
        """Return the answers that are shown, for tests and screen readers; none while the list is closed."""
        return [self.item(row).text() for row in range(self.count())] if self.isVisible() else []

    def first(self) -> str | None:
        """Return the first answer that fits what is typed, or None."""
        found = matches(self._line.text(), self._offered())
        return found[0] if found else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the line's keys while the list is open, and close it when the line is left or hidden."""
        if watched not in self._watched:  # Qt's own: bars and ground of the list
            return super().eventFilter(watched, event)
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._keeps(event)
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._leave(event.reason())
        elif kind == QEvent.Type.Hide:
            self.hide()
        return False

    def _keeps(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Tab:
            self._take_only()
            return False
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go_on()
            event.ignore()  # so that it reaches what holds the line, past the line itself
            return True
        if not self.isVisible():
            return False
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in _ENTER and self.currentItem() is not None:
            self._take(self.currentItem().text())
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        self._is_stepped = True
        row = min(max(self.currentRow() + step, 0), self.count() - 1)
        self.setCurrentRow(row)
        speak(self._line, self.item(row).text())

    def _go_on(self) -> None:
        if self.isVisible() and self._is_stepped and self.currentItem() is not None:
            self._take(self.currentItem().text())
        self._take_only()
        self.hide()

    def _leave(self, reason: Qt.FocusReason) -> None:
        if reason in _LEAVING and self._line.isActiveWindow():
            self._take_only()
        self.hide()

    def _take_only(self) -> None:
        found = matches(self._line.text(), self._offered())
        if len(found) == 1 and found[0] != self._line.text():
            self._take(found[0])

    def _take(self, text: str) -> None:
        self.hide()
        self._take_it(text)

    def _typed(self, text: str) -> None:
        found = matches(text, self._offered())
        if not found or found == [text]:
            self.hide()
            return
        self.clear()
        self.addItems(found[:MOST_MATCHES])
        self.setCurrentRow(-1 if self._is_free else 0)
        self._is_stepped = False
        self._open()
        speak(self._line, plural("{count} answer fits", "{count} answers fit", len(found)))

    def _open(self) -> None:
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            self._hide_when_scrolled()
        come_into_view(self._line.focusProxy() or self._line)
        self.setFont(current().font())
        self.setGeometry(self._room_in(window))
        self.show()
        self.raise_()

    def _room_in(self, window: QWidget) -> QRect:
        row = current().pixels(ROW)
        face = self._line.focusProxy() or self._line  # the box around the line of a drop-down list
        at = QRect(face.mapTo(window, QPoint(0, 0)), face.size())
        width = max(at.width(), min(current().pixels(LEAST_WIDTH), window.width()))
        wanted = min(self.count(), MOST_ROWS) * row + 2 * GAP
        left = min(at.left(), window.width() - width)
        room = at.top() - GAP
        if room >= row:
            height = min(wanted, room)
            return QRect(left, at.top() - GAP - height, width, height)
        height = min(wanted, window.height() - at.bottom())  # a line at the very top: as far from the next as it can be
        return QRect(left, window.height() - height, width, height)

    def _hide_when_scrolled(self) -> None:
        above = self._line.parentWidget()
        while above is not None and not above.isWindow():
            if isinstance(above, QAbstractScrollArea):
                above.verticalScrollBar().valueChanged.connect(self.hide)
            above = above.parentWidget()
