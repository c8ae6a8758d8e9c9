"""What a command would have printed, shown in a window, by a program that was started without a console."""

from PySide6.QtWidgets import QPlainTextEdit

from tipdesk.domain.characters import visible
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.titled_dialog import TitledDialog


class SaidPage(TitledDialog):
    """A dialog with words that can be read to their end and copied, such as the version for whoever helps."""

    def __init__(self, words: str) -> None:
        super().__init__("TIPdesk", _("TIPdesk says"), 640)
        self.words = QPlainTextEdit(visible(words))
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("What TIPdesk says"))
        self.column.addWidget(self.words)
        close = primary(_("Close"), pressed=self.accept)
        self.add_buttons(close, plain(_("Copy"), icon="file-text", pressed=self._copy))
        close.setFocus()

    def _copy(self) -> None:
        self.words.selectAll()
        self.words.copy()
