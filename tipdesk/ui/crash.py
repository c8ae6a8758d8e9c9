"""The page that is shown when the program itself is at fault: it says that the store is whole, and where the bug is.

It names exceptions, files, lines and functions; it never shows a value, a name or an exception's message, since a
message may hold an answer. Whether to close the program is for the officer to decide.
"""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tipdesk.domain.bug_lines import bug_lines
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.titled_dialog import TitledDialog


class CrashPage(TitledDialog):
    """A dialog with what a maintainer needs and nothing of a case."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(_("TIPdesk has a bug"), _("Something in the program went wrong"), 520, parent)
        self.column.addWidget(
            body(
                _(
                    "What was saved is safe. You can go on; if a page looks wrong, lock and unlock again. "
                    "The lines below say where the fault is. They hold nothing of any case."
                )
            )
        )
        self.lines = QPlainTextEdit(bug_lines(error))
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(_("Where the fault is"))
        self.column.addWidget(self.lines)
        close = primary(_("Go on"), pressed=self.accept)
        self.add_buttons(close, plain(_("Copy the lines"), icon="file-text", pressed=self._copy))
        close.setFocus()

    def _copy(self) -> None:
        self.lines.selectAll()
        self.lines.copy()
