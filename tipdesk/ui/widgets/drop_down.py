"""A drop-down list: Qt's, which does not change its answer under the mouse wheel and names the list that it opens.

The wheel goes on to what scrolls around it, so that scrolling a page changes no answer on the way. The list is a window
of its own, made when it is first opened; a screen reader says it by the name of the field. Letters typed find an answer
by the beginning of any of its words, closed and open: a person is called by a code first, and known by the name. Tab
and Ctrl+Enter take what is marked in an open list and go on, as they do where it is closed.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox

from tipdesk.ui.plain import set_name

BESIDE = 24
"""The pixels of a list beside its longest answer: margins, and the bar where it scrolls."""
_TABS = {Qt.Key.Key_Tab: True, Qt.Key.Key_Backtab: False}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DropDown(QComboBox):
    """One of several answers. As wide as what holds it lets it be, however long its answers are."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._forget)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def showPopup(self) -> None:
        """Open the list of answers, as wide as the longest of them and the window let it be: none is cut there."""
        set_name(self.view(), self.accessibleName())
        longest = self.view().sizeHintForColumn(self.modelColumn()) + 2 * self.view().frameWidth() + BESIDE
        self.view().setMinimumWidth(min(longest, self.window().width()))
        self.view().installEventFilter(self)
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Find what is typed while the list is open, and go on from it with Tab and Ctrl+Enter."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, is_held = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._is_sought(event):
            at = self._find(event.text(), self.view().currentIndex().row())
            if at is not None:
                self.view().setCurrentIndex(self.model().index(at, self.modelColumn(), self.rootModelIndex()))
        elif key in _TABS and not is_held:
            self._take_marked()
            self.focusNextPrevChild(_TABS[key])
        elif key in _ENTER and is_held:
            self._take_marked()
            QCoreApplication.sendEvent(self, event)  # so that it reaches what holds the box, which saves
        else:
            return super().eventFilter(watched, event)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find what is typed; in a list into which one can type, that is left to its line."""
        if not self._is_sought(event):
            super().keyPressEvent(event)
            return
        at = self._find(event.text(), self.currentIndex())
        if at is not None and at != self.currentIndex():
            self.setCurrentIndex(at)
            self.activated.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def _take_marked(self) -> None:
        """Close the open list with the answer that is marked in it, as Enter does, and have the focus again."""
        at = self.view().currentIndex().row()
        self.hidePopup()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        if at not in (-1, self.currentIndex()):
            self.setCurrentIndex(at)
            self.activated.emit(at)

    def _is_sought(self, event: QKeyEvent) -> bool:
        """Tell whether a key is a letter of what is sought; a space is one within words, and opens the list before."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        is_letter = event.text().isprintable() and bool(event.text().strip() or (event.text() and self._typed))
        return is_letter and not held and not self.isEditable()

    def _find(self, letter: str, before: int) -> int | None:
        """Return the next answer, from the one `before` on, of which a word begins so; None where there is none.

        The same letter again leads from answer to answer.
        """
        self._typed += letter.casefold()
        self._pause.start(QApplication.keyboardInputInterval())
        is_again = len(set(self._typed)) == 1
        sought, first = (self._typed[0], before + 1) if is_again else (self._typed, max(before, 0))
        turned = [(first + step) % self.count() for step in range(self.count())] if self.count() else []
        return next((at for at in turned if f" {sought}" in f" {self.itemText(at).casefold()}"), None)

    def _forget(self) -> None:
        self._typed = ""
