"""The box into which a passport is scanned or pasted: letters of equal width, one line of the zone in one line of it.

A scanner types as a keyboard does, only faster, and ends its lines with Enter, some with Tab. Neither leaves the box
while it types: Enter begins a line as everywhere, and a Tab that follows a letter faster than anybody types is taken
for Enter.
"""

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.long_text import LongText

FASTER_THAN_TYPED_MS, LINES = 50, 3


class _Typed(QPlainTextEdit):
    """The box itself, which knows how long ago the last letter came."""

    def __init__(self) -> None:
        super().__init__()
        self._since = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note when a letter came; after Enter nothing more is waited for."""
        if event.text().isprintable() and event.text():
            self._since.restart()
        else:
            self._since.invalidate()
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's name, and how Qt calls it
        """Take a Tab of a scanner for Enter; Qt asks this before the key comes to the box."""
        if next and self._since.isValid() and self._since.elapsed() < FASTER_THAN_TYPED_MS:
            self._since.invalidate()
            self.insertPlainText("\n")
            return True
        return super().focusNextPrevChild(next)


class ScanBox(LongText):
    """An editor of as many lines as the longest zone has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LINES, _("P<… or I<… or V<…, with every <"), grows=False, parent=parent, box=_Typed())
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.set_name(_("Lines of the passport, card or visa"))
        self._dress()
        current().changed.connect(self._dress)

    def _dress(self) -> None:
        font = current().font()
        font.setFamilies(["DejaVu Sans Mono", "Consolas", "Courier New", "monospace"])
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.box.setFont(font)
