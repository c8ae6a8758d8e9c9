"""A button that Enter presses as Space does: officers expect both. Leaves to others: guise, words and deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from tipdesk.domain.characters import visible

if TYPE_CHECKING:  # PySide makes a class when it is first named: the unlock window does without this one
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


class PushButton(QPushButton):
    """The base of every button with words. Only a dialog's default button would take Enter otherwise."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(visible(text), parent)

    def setText(self, text: str) -> None:
        """Show other words, what is hidden in them as marks."""
        super().setText(visible(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; held down it does not press again."""
        from PySide6.QtCore import Qt  # see `theme`: not at import

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.animateClick()
            return
        super().keyPressEvent(event)
