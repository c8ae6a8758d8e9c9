"""A folder typed or chosen. Leaves to others: whether it can be written."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from tipdesk.ui.choosing import Choosing, Dialogs
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class FolderEdit(ParsedEdit):
    """A line with a button beside it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(Path, str, "", parent)
        self._title = title
        self.choosing: Choosing = Dialogs()
        button = plain(_("Choose…"), icon="folder", pressed=self._choose)
        button.setAccessibleName(title)
        self._row.addWidget(button)

    def _choose(self) -> None:
        folder = self.choosing.folder(self, self._title)
        if folder is not None:
            self.set_value(folder)
            self.changed.emit()
