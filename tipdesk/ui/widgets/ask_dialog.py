"""A dialog that asks a few questions before one deed: what it means, the fields, the deed's own button, Cancel.

Promises: a refusal stands in the dialog and nothing typed is lost; pressing twice does it once; nothing is kept when it
is gone. Leaves to others: doing it (`agreed`), and closing (`accept`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.plain import set_name, set_title
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import body, heading

WIDTH = 480


class AskDialog(QDialog):
    """`agreed` carries the answers by the fields' names."""

    agreed = Signal(object)

    def __init__(
        self,
        title: str,
        explanation: str,
        fields: Sequence[FieldFrame],
        deed: QPushButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_title(self, title)
        set_name(self, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(current().pixels(WIDTH))
        self._fields = {field.path: field for field in fields}
        self._problem, self.deed = Banner("", "danger"), deed
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(heading(title))
        if explanation:
            column.addWidget(body(explanation))
        column.addWidget(self._problem)
        for field in fields:
            column.addWidget(field)
        row = QWidget()
        flow = Flow(row)
        flow.addWidget(deed)
        flow.addWidget(plain(_("Cancel"), pressed=self.reject))
        column.addWidget(row)
        self._problem.hide()
        deed.clicked.connect(lambda _checked=False: self._press())
        if fields:
            fields[0].setFocus()

    def field(self, path: str) -> FieldFrame:
        """Return one of the fields."""
        return self._fields[path]

    def refuse(self, problem: TipdeskError) -> None:
        """Say what is wrong; the answers stay as typed."""
        self.deed.setEnabled(True)
        self._problem.say(problem.text(_), "danger")
        self._problem.show()
        self.adjustSize()

    def refuse_field(self, path: str, sentence: str) -> None:
        """Say beside a field what is wrong with it."""
        self.deed.setEnabled(True)
        self._fields[path].set_problem(sentence)
        self._fields[path].setFocus()

    def _press(self) -> None:
        checks = [field.check() for field in self._fields.values()]  # each says what is wrong with it
        if self.deed.isEnabled() and all(checks):
            self.deed.setEnabled(False)
            self._problem.hide()
            self.agreed.emit({path: field.value() for path, field in self._fields.items()})
