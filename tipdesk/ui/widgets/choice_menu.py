"""A button with a menu of choices that can be ticked, each with the number of lines behind it.

The menu stays open while choices are ticked, with the mouse or with Space and Enter, so that several can be chosen in
one go; Escape closes it. Numbers change in the open menu, and no choice moves. The button looks pressed while anything
is chosen, and its name says how much.
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from tipdesk.ui.plain import button_text, set_name, set_tip
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.push_button import PushButton

BESIDE = 47
"""How many pixels the button has beside its words, for its edges and its arrow."""


class MenuChoice(NamedTuple):
    """One choice: its key, its words, and the number of lines that it has; None where nothing is counted."""

    key: Hashable
    words: str
    number: int | None = None


class StayingMenu(QMenu):
    """A menu that stays open while its choices are ticked, and opens under the left edge of its button."""

    def showEvent(self, event: QShowEvent) -> None:
        """Open under the left edge of the button, as far as the screen reaches."""
        super().showEvent(event)
        button = self.parentWidget()
        if button is not None:
            room, edge = button.screen().availableGeometry(), button.mapToGlobal(QPoint(0, 0)).x()
            self.move(max(room.left(), min(edge, room.right() - self.width())), self.y())

    def changeEvent(self, event: QEvent) -> None:
        """Close with a button that may not be pressed any more: a disabled menu takes every key and answers none."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.close()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the choice under the pointer without closing."""
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the choice that is marked, on Space or Enter, without closing."""
        is_tick = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (is_tick and self._tick(self.activeAction())):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class ChoiceMenu(PushButton):
    """The button. `chosen` carries the keys of everything that is ticked, whenever that changes by hand.

    `guise` is "chip" for a filter and "button" for a tool. With `is_single`, ticking one choice takes the others back.
    """

    chosen = Signal(frozenset)

    def __init__(
        self, words: str, *, guise: str = "chip", is_single: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(button_text(words), parent)
        self._words, self._is_single = words, is_single
        self.setProperty("guise", guise)
        self.setProperty("chosen", "false")
        self.setAutoDefault(False)
        self.list = StayingMenu(self)
        self.list.setProperty("guise", "ticks")
        self.setMenu(self.list)
        self._actions: dict[Hashable, QAction] = {}
        current().dress(self, "chevron-down", "muted", 14)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        self.list.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        current().changed.connect(self._fit)
        self._fit()
        self._tell()

    def show_choices(self, choices: Sequence[MenuChoice], ticked: frozenset[Hashable] = frozenset()) -> None:
        """Offer these choices; those that were there before keep their place while the menu is open."""
        wanted = [one.key for one in choices]
        if not self.list.isVisible() and wanted != list(self._actions):
            self.list.clear()
            self._actions = {one.key: self._made(one.key) for one in choices}
        for one in choices:
            if one.key in self._actions:
                action = self._actions[one.key]
                action.setText(button_text(one.words) + ("" if one.number is None else f"\t{one.number:,}"))
                action.setChecked(one.key in ticked)
        self.setEnabled(bool(choices))
        self._tell()

    def ticked(self) -> frozenset[Hashable]:
        """Return the keys of everything that is ticked."""
        return frozenset(key for key, action in self._actions.items() if action.isChecked())

    def texts(self) -> list[str]:
        """Return the lines of the menu, for tests."""
        return [action.text() for action in self._actions.values()]

    def press(self, key: Hashable) -> None:
        """Tick a choice, or take it back, as a press does. Raises KeyError where it is not offered."""
        self._actions[key].trigger()

    def _made(self, key: Hashable) -> QAction:
        action = self.list.addAction("")
        action.setCheckable(True)
        action.triggered.connect(lambda _checked=False: self._pressed(key))
        return action

    def _pressed(self, key: Hashable) -> None:
        if self._is_single and self._actions[key].isChecked():
            for other, action in self._actions.items():
                action.setChecked(other == key)
        self._tell()
        self.chosen.emit(self.ticked())

    def _fit(self) -> None:
        """Keep the width of the heavier letters of a chosen filter from the start."""
        metrics, theme = QFontMetrics(current().font(is_strong=True)), current()
        self.setMinimumWidth(metrics.horizontalAdvance(self._words) + theme.pixels(BESIDE))

    def _tell(self) -> None:
        count = len(self.ticked())
        told = plural("{count} chosen", "{count} chosen", count) if count else _("nothing chosen")
        set_name(self, f"{self._words}: {told}")
        set_tip(self, f"{self._words}: {told}")
        dye(self, "chosen", "true" if count else "false")
