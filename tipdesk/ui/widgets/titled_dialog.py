"""A dialog under a heading: what every dialog of the program that asks or tells stands on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name, set_title
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import heading


class TitledDialog(QDialog):
    """A dialog named by `title`, whose parts stand under a heading in `column`.

    Closed, it is deleted with everything that was typed into it. `width` is its least width in pixels.
    """

    def __init__(self, title: str, words: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_title(self, title)
        set_name(self, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(12)
        self.column.addWidget(heading(words))

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Add the dialog's buttons in a row."""
        row = QWidget()
        flow = Flow(row)
        for button in buttons:
            flow.addWidget(button)
        self.column.addWidget(row)
