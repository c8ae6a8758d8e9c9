"""The foot of an open case, which has its room from the start: no tab and no row moves when something is said there.

While nothing is, the keys stand in it that lead about in a case.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.one_line import OneLine

FOOT = 48


class CaseFoot(QFrame):
    """A row of strips of which at most one is seen at a time."""

    def __init__(self, *strips: QWidget) -> None:
        super().__init__()
        self.setProperty("guise", "plain")
        self._strips, self._keys = strips, OneLine()
        keys = (_("Ctrl+PgUp, Ctrl+PgDown: pages"), _("F6: parts"), _("Ctrl+T: stage"), _("Ctrl+R: risk"))
        self._keys.setText("   ·   ".join((*keys, _("Ctrl+I: in charge"))))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for strip in strips:
            row.addWidget(strip, 1)
            strip.installEventFilter(self)
        row.addWidget(self._keys, 1)
        self.setMinimumHeight(current().pixels(FOOT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room for a strip that comes, and show the keys again when it has gone."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._keys.setVisible(all(strip.isHidden() for strip in self._strips))
        return super().eventFilter(watched, event)
