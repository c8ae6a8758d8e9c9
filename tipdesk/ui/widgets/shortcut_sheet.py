"""The list of keyboard shortcuts, which F1 or a question mark opens.

It is read from the registry of actions, so that it is never out of date.
"""

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from tipdesk.ui.actions import Actions
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.labels import body, heading, strong


class ShortcutSheet(QDialog):
    """A dialog that lists every shortcut and what it does."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        self.setAccessibleName(_("Keyboard shortcuts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(heading(_("Keyboard shortcuts")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for row, action in enumerate(actions.find_shortcuts()):
            grid.addWidget(strong(action.shortcut), row, 0)
            words = body(_(action.text))
            words.setWordWrap(False)  # a dialog is as wide as its lines; one that wraps would be cut
            grid.addWidget(words, row, 1)
        column.addLayout(grid)
        close = primary(_("Close"), pressed=self.accept)
        column.addWidget(close)
        close.setFocus()
