"""A column of widgets that is emptied and filled anew each time what it shows has changed."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.ui.widgets.room import take_away


class Lines(QFrame):
    """A column that holds its widgets below each other; `gap` is the pixels between them."""

    def __init__(self, gap: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        self.widgets: list[QWidget] = []

    def fill(self, widgets: Iterable[QWidget]) -> None:
        """Show these widgets in place of those that are there, which are deleted."""
        for old in self.widgets:
            take_away(self._column, old)
        self.widgets = list(widgets)
        for new in self.widgets:
            self._column.addWidget(new)
