"""The two lines for a worry that is typed in from paper: the number of the sheet and when it was written.

Once opened, they stay. Clocks run from the time that was written on the sheet. Printing such sheets is done elsewhere.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.ui.editors.moment_edit import MomentEdit
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.labels import body, small
from tipdesk.ui.widgets.scrolled import come_into_view
from tipdesk.ui.worry.person_strip import line
from tipdesk.ui.worry.question import EMPTY, told

if TYPE_CHECKING:
    from tipdesk.ui.widgets.parsed_edit import ParsedEdit

REPORT = BY_NAME["Report"]


class FromPaper(QFrame):
    """The two lines, hidden until the button `opener` shows them; `now` returns the officer's local time."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.opener: QPushButton = quiet(_("From paper"), icon="file-text", pressed=self.open)
        self.opener.setProperty("guise", "foot")
        self.editors: dict[str, ParsedEdit] = {"paper_no": line(""), "written_at": MomentEdit(now)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, editor in self.editors.items():
            label = body(_(REPORT.by_name[name].label))
            editor.set_name(label.text())
            label.setBuddy(editor.faces[0])
            row.addWidget(label)
            row.addWidget(editor, 1)
        row.addWidget(small(_("clocks run from then")))
        self.hide()

    def open(self) -> None:
        """Show the lines and go to the first, since they are the last of the page and seldom in view."""
        self.show_lines()
        self.editors["paper_no"].setFocus(Qt.FocusReason.OtherFocusReason)
        come_into_view(self)

    def show_lines(self) -> None:
        """Show the lines for good, and switch the button off that opens them."""
        self.show()
        self.opener.setEnabled(False)

    def values(self) -> dict[str, object]:
        """Return number and time by the field names of Report, the time as JSON keeps it, without empty answers."""
        kept = {name: _plain(editor) for name, editor in self.editors.items()}
        return {name: value for name, value in kept.items() if value not in EMPTY}

    def show_values(self, draft: Mapping[str, object]) -> None:
        """Show what a draft holds, opening the lines where it has any of the two."""
        for name, editor in self.editors.items():
            editor.set_value(draft.get(name))
        if any(draft.get(name) for name in self.editors):
            self.show_lines()


def _plain(editor: Editor) -> object:
    value = told(editor)
    return value.isoformat(timespec="minutes") if hasattr(value, "isoformat") else value
