"""The base of every button with words: Enter presses it as Space does, because officers expect both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from tipdesk.domain.characters import visible

if TYPE_CHECKING:  # PySide makes a class when it is first named: the unlock window does without this one
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


class PushButton(QPushButton):
    """A button that Enter presses; with Qt's own, Enter would press only the default button of a dialog."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(visible(text), parent)

    def setText(self, text: str) -> None:
        """Show other words, with marks in place of invisible characters."""
        super().setText(visible(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button on Enter, once also when the key is held down; Ctrl+Enter is the form's around it."""
        from PySide6.QtCore import Qt  # see `theme`: not at import

        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.animateClick()
            return
        super().keyPressEvent(event)
