"""The dialog that lists which cases a deed on many was refused for, each with its reason.

A reason may be longer than its line: that of the case under the cursor stands whole below the list.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.titled_dialog import TitledDialog

WIDTH, LINES = 640, 4
HEADS = (mark("Reference"), mark("Why"))


class RefusedLine(NamedTuple):
    """A case by its reference, and why it was left as it is."""

    reference: str
    reason: str


class RefusedDialog(TitledDialog):
    """A list to read and to close."""

    def __init__(self, lines: Sequence[RefusedLine], parent: QWidget | None = None) -> None:
        title = plural("{count} case was left as it is", "{count} cases were left as they are", len(lines))
        super().__init__(title, title, current().pixels(WIDTH), parent)
        self.column.addWidget(body(_("All the others were done.")))
        self.table = LineTable(title, HEADS, (110, 400), EmptyState("folders", title), wide=1)
        self.table.show_lines([Line((one.reference, one.reason), one.reference, tip=one.reason) for one in lines])
        self.reason = ElidedLabel("body", LINES)
        self.column.addWidget(self.table)
        self.column.addWidget(self.reason)
        self.add_buttons(primary(_("&Close"), pressed=self.accept))
        whole = {one.reference: one.reason for one in lines}
        self.table.chosen.connect(lambda reference: self.reason.setText(whole[reference]))
        self.table.table.selectRow(0)
        self.table.table.setFocus()
