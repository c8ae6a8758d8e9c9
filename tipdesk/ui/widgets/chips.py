"""Chosen things in a row, each shown as a button that takes itself away when pressed, and comes back at a second press.

What was taken away stays where it stood, struck out, until the row is filled anew: so a key too many is seen, said and
undone. Tab goes past the chips to the next question, since whoever has added one types on. From the line in which they
are added Shift+Tab, Backspace and the arrow to the left lead to them.

The row has its height from the start, and where more chips are chosen than fit they scroll inside it, so that nothing
below ever moves. How a thing gets into the row is up to the editor that uses it.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.push_button import PushButton
from tipdesk.ui.widgets.room import take_away
from tipdesk.ui.widgets.scrolled import scrolled

ROOM, SIGN = 32, 14
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Backtab: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_TAKES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Chip(PushButton):
    """One chosen thing; `is_on` until it is taken away. `stepped` carries the key that leads to another chip."""

    stepped = Signal(object)

    def __init__(self, label: str) -> None:
        super().__init__(button_text(label))
        self._label, self.is_on = label, True
        self.setProperty("guise", "chip")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.switch(is_on=True)

    def switch(self, *, is_on: bool) -> None:
        """Take the thing away, or bring it back."""
        self.is_on = is_on
        name = (_("Remove {what}") if is_on else _("Put back {what}")).format(what=self._label)
        set_name(self, name)
        set_tip(self, name)
        current().dress(self, "x" if is_on else "arrow-back-up", "muted", SIGN)
        dye(self, "removed", not is_on)

    def tell(self) -> None:
        """Say what has just become of it."""
        told = _("{what} is back.") if self.is_on else _("Removed: {what}. Press again to put it back.")
        speak(self, told.format(what=self._label))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take it away with Delete and Backspace too; the arrows lead from chip to chip."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(key)
        elif key in _TAKES:
            if self.is_on:
                self.click()
        else:
            super().keyPressEvent(event)


class Chips(QFrame):
    """A row of removable chips, each known by its key.

    `line` is the widget in which the officer adds chips. `changed` is emitted when the officer took a chip away, or
    brought one back.
    """

    changed = Signal()

    def __init__(self, line: QLineEdit | QComboBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.setProperty("guise", "plain")
        inner = QWidget()
        self._flow = Flow(inner)
        self._buttons: dict[str, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inner, is_low=True)
        column.addWidget(self._area)
        line.installEventFilter(self)
        current().changed.connect(self._fit)
        self._fit()

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all chips that are not taken away, in the order in which they were added."""
        return tuple(key for key, chip in self._buttons.items() if chip.is_on)

    def add(self, key: str, label: str) -> None:
        """Add a chip unless its key is there already, and scroll the row, but not the page, so that it is seen."""
        chip = self._buttons.get(key) or self._made(key, label)
        chip.switch(is_on=True)
        QTimer.singleShot(0, chip, lambda: self._area.ensureWidgetVisible(chip, 0, 0))

    def _made(self, key: str, label: str) -> Chip:
        chip = Chip(label)
        chip.clicked.connect(lambda _checked=False: self._turn(chip))
        chip.stepped.connect(lambda led: self._step(chip, led))
        chip.installEventFilter(self)
        self._flow.addWidget(chip)
        self.setTabOrder(next(reversed(self._buttons.values()), self._line), chip)
        self._buttons[key] = chip
        return chip

    def show_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show a chip for each of these (key, label) pairs and no others."""
        for key in tuple(self._buttons):
            take_away(self._flow, self._buttons.pop(key))
        for key, label in pairs:
            if key not in self._buttons:
                self._made(key, label)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the line to the last chip with Shift+Tab, and from its beginning with Backspace or to the left."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, chips = Qt.Key(event.key()), list(self._buttons.values())
        if isinstance(watched, Chip) and key == Qt.Key.Key_Backtab:
            self._step(watched, key)
        elif watched is self._line and chips and self._leads(key):
            self._go(chips[-1])
        else:
            return super().eventFilter(watched, event)
        return True

    def _leads(self, key: Qt.Key) -> bool:
        line = self._line.lineEdit() if isinstance(self._line, QComboBox) else self._line
        if line is None or line.isReadOnly() or key == Qt.Key.Key_Backtab:
            return key == Qt.Key.Key_Backtab
        is_first = line.cursorPosition() == 0 and not line.hasSelectedText()
        return is_first and (key == Qt.Key.Key_Left or (key == Qt.Key.Key_Backspace and not line.text()))

    def _step(self, chip: Chip, key: Qt.Key) -> None:
        chips = list(self._buttons.values())
        at = chips.index(chip) + _STEPS[key]
        if at >= len(chips):
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif at >= 0:
            self._go(chips[at])
        elif key == Qt.Key.Key_Backtab:
            self._line.setFocus(Qt.FocusReason.BacktabFocusReason)
            self._line.focusPreviousChild()

    def _go(self, chip: Chip) -> None:
        chip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(chip, 0, 0)

    def _turn(self, chip: Chip) -> None:
        chip.switch(is_on=not chip.is_on)
        chip.tell()
        self.changed.emit()

    def _fit(self) -> None:
        self.setFixedHeight(current().pixels(ROOM))
