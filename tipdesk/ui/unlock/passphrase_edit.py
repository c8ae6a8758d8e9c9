"""A line for a passphrase, hidden unless the officer asks to see it, with a hint when Caps Lock seems on.

The keyboard alone is enough, and an input method remembers nothing that is typed. Qt does not say whether Caps Lock is
on, so it is read from the letters that arrive: a capital without Shift, or the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import icon_only
from tipdesk.ui.widgets.editor import Editor

if TYPE_CHECKING:  # made by PySide when a key is pressed, not before (see `push_button`)
    from PySide6.QtGui import QKeyEvent


class _PassphraseLine(QLineEdit):
    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt  # see `theme`: not at import

        text = event.text()
        if len(text) == 1 and text.lower() != text.upper():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(text.isupper() is not has_shift)
        super().keyPressEvent(event)


class PassphraseEdit(Editor):
    """The line and the button that shows it.

    `caps_seen` carries, after each letter, whether Caps Lock seems on; `entered` says that Enter was pressed.
    """

    caps_seen = Signal(bool)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _PassphraseLine()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._hold([self.line])
        self._eye = icon_only(_("Show the passphrase"), "eye", pressed=self._toggle)
        self._eye.setCheckable(True)
        self._row.addWidget(self._eye)
        self.line.caps_seen.connect(self.caps_seen)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self.entered)

    def value(self) -> object:
        """Return what was typed, "" for nothing; blanks count in a passphrase and are not stripped."""
        return self.line.text()

    def set_value(self, value: object) -> None:
        """Fill the line, or clear it with None."""
        self.line.setText("" if value is None else str(value))

    def conceal(self) -> None:
        """Forget what was typed and hide what is typed next."""
        self.line.clear()
        if self._eye.isChecked():
            self._eye.setChecked(False)
            self._toggle()

    def _toggle(self) -> None:
        from PySide6.QtCore import Qt

        is_shown = self._eye.isChecked()
        hints = self.line.inputMethodHints()  # a hidden line has those that keep it out of an input method's memory
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        if is_shown:
            self.line.setInputMethodHints(hints & ~Qt.InputMethodHint.ImhHiddenText)
        set_name(self._eye, _("Hide the passphrase") if is_shown else _("Show the passphrase"))
        set_tip(self._eye, self._eye.accessibleName())
        self.line.setFocus()
