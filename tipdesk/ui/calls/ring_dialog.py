"""Ring somebody about a case, from a list: the number in large figures, and under it the note of the call.

The dialog stays until the call is noted or it is closed; a refusal stands in it and nothing typed is lost.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.calls.call_form import CallForm
from tipdesk.ui.calls.ring_card import Ringing
from tipdesk.ui.plain import set_title
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.labels import heading, muted

WIDTH = 560


class RingDialog(QDialog):
    """The dialog; `form` carries what was answered."""

    def __init__(self, seat: Seat, title: str, advice: str, ringing: Ringing, parent: QWidget) -> None:
        super().__init__(parent)
        set_title(self, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self.form = CallForm(seat.codes, seat.language, seat.now)
        self.form.ring(ringing)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for words in (heading(title), *(muted(line) for line in advice.splitlines())):
            column.addWidget(words)
        column.addWidget(self.form)
        column.addWidget(plain(_("Close"), pressed=self.reject))

    def refuse(self, problem: TipdeskError) -> None:
        """Say why the call was not noted."""
        self.form.refuse("  ".join(one.text(_) for one in problem.fields) or problem.text(_))
