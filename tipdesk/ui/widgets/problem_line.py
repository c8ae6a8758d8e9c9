"""The line under an editor that says what is wrong with its answer, in room that is there from the start.

Its height depends on the size of the letters and on nothing else, so that a problem moves no field. Words that do not
fit are cut here; the page's summary and the screen reader have them in full.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from tipdesk.ui.theme import current
from tipdesk.ui.widgets.elided_label import ElidedLabel

LINE = 20


class ProblemLine(ElidedLabel):
    """Room for a problem of up to `lines` lines, empty while there is none."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__("error", lines, parent)

    def sizeHint(self) -> QSize:
        """Return the height of its lines, whatever stands in them, and no width."""
        return QSize(0, current().pixels(LINE) * self._lines)

    def minimumSizeHint(self) -> QSize:
        """Return the same height, so that a crowded page cannot squeeze it."""
        return self.sizeHint()

    def heightForWidth(self, _width: int) -> int:
        """Return the same height for every width, so that wrapped words cannot make it taller."""
        return self.sizeHint().height()
