"""The box into which a passport is scanned or pasted: letters of equal width, one line of the zone in one line of it.

A scanner types as a keyboard does, only faster, and ends its lines with Enter, some with Tab. Neither leaves the box
while it types: Enter begins a line as everywhere, and a Tab that follows faster than anybody types is taken for Enter.
"""

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.long_text import LongText

FASTER_THAN_TYPED_MS, LINES = 50, 3


class _Typed(QPlainTextEdit):
    """The box itself, which knows how long ago the last key came."""

    def __init__(self) -> None:
        super().__init__()
        self._since = QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a Tab of a scanner for Enter."""
        is_scanned = self._since.isValid() and self._since.elapsed() < FASTER_THAN_TYPED_MS
        self._since.restart()
        if event.key() == Qt.Key.Key_Tab and is_scanned:
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)


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
