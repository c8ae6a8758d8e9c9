"""A bordered surface for widgets that belong together, with an optional heading above them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name
from tipdesk.ui.widgets.labels import heading


class Card(QFrame):
    """A bordered surface: add widgets below each other to `column`, or with `add`.

    With a `name` the card has a heading, which is also its accessible name; `add_beside` puts a widget to the right of
    it.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(10)
        self._head = QHBoxLayout()
        if name:
            self._heading = heading()
            self.set_title(name)
            self._head.addWidget(self._heading)
            self._head.addStretch(1)
            self.column.addLayout(self._head)

    def set_title(self, name: str) -> None:
        """Change the heading; only a card that was made with a name has one."""
        self._heading.setText(name)
        set_name(self, name)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget below the others."""
        self.column.addWidget(widget, stretch)

    def add_beside(self, widget: QWidget) -> None:
        """Add a widget to the right of the heading."""
        self._head.addWidget(widget)
