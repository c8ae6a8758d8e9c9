"""Chips in one line: those that do not fit stand in a menu at its end, so that the line never becomes two."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from tipdesk.ui.plain import button_text
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import chip, plain

_GAP = 6
HEIGHT = 34


class ChipRow(QWidget):
    """The line. `switched` is emitted with the key of a chip that was switched on or off."""

    switched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chips: dict[str, QPushButton] = {}
        self.more = plain(_("More"), icon="dots")
        self.more.setParent(self)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.more.hide()
        current().changed.connect(self._arrange)

    def show_chips(self, chips: Sequence[tuple[str, str, bool]]) -> None:
        """Show chips, each with its key, its words and whether it is on; one that is known already keeps the focus."""
        for key in [key for key in self.chips if key not in {known for known, _words, _on in chips}]:
            self.chips.pop(key).deleteLater()
        for key, words, is_on in chips:
            made = self.chips.get(key)
            if made is None:
                made = chip("", pressed=partial(self.switched.emit, key))
                made.setParent(self)
                self.chips[key] = made
            made.setText(button_text(words))
            made.setChecked(is_on)
        self.chips = {key: self.chips[key] for key, _words, _on in chips}
        before: QWidget = self.more  # it was there when the page was made, and so has the place of the line
        for made in self.chips.values():
            QWidget.setTabOrder(before, made)
            before = made
        QWidget.setTabOrder(before, self.more)
        self._arrange()

    def is_on(self, key: str) -> bool:
        """Tell whether a chip is on."""
        return key in self.chips and self.chips[key].isChecked()

    def sizeHint(self) -> QSize:
        """Return a size that holds one chip; the line takes whatever width there is."""
        return QSize(current().pixels(160), current().pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the room of the menu, behind which all chips may stand."""
        return QSize(self.more.sizeHint().width(), current().pixels(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let as many chips stand in the line as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        widths = [made.sizeHint().width() + _GAP for made in self.chips.values()]
        wide = self.more.sizeHint().width() + _GAP
        is_whole = sum(widths) <= self.width() + _GAP
        x = 0
        left: list[str] = []
        for (key, made), width in zip(self.chips.items(), widths, strict=True):
            if left or (not is_whole and x + width + wide > self.width() + _GAP):
                left.append(key)
                made.hide()
                continue
            height = made.sizeHint().height()
            made.setGeometry(x, (self.height() - height) // 2, width - _GAP, height)
            made.show()
            x += width
        self.more.setVisible(bool(left))
        self.more.setGeometry(
            x, (self.height() - self.more.sizeHint().height()) // 2, wide - _GAP, self.more.sizeHint().height()
        )
        self._fill_menu(left)

    def _fill_menu(self, keys: Sequence[str]) -> None:
        self.menu.clear()
        for key in keys:
            action = self.menu.addAction(self.chips[key].text())
            action.setCheckable(True)
            action.setChecked(self.chips[key].isChecked())
            action.triggered.connect(partial(self._switch, key))

    def _switch(self, key: str, _is_on: object = None) -> None:
        self.chips[key].setChecked(not self.chips[key].isChecked())
        self.switched.emit(key)
