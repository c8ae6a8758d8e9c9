"""The card with the address at which headquarters is reached by wire.

The address may change; whose headquarters answers there stays pinned. From here a PC is also enrolled again, or at
another post, because its former request has ended with its grant.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flow import Flow
from tipdesk.ui.widgets.labels import muted
from tipdesk.ui.widgets.text_edit import TextEdit


class AddressCard(Card):
    """A line for the address, and the way to enrol this PC again.

    `given` carries the address as typed; `again_pressed` says that this PC is to be enrolled again.
    """

    given = Signal(str)
    again_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Address of headquarters"), parent)
        self._editor = TextEdit("https://name:8443", 300)
        self.field = FieldFrame("address", _("&Address"), self._editor, can_be_missing=False)
        self.add(self.field)
        self.add(muted(_("Only the headquarters that granted this PC can answer, whatever stands here.")))
        row = Flow()
        row.addWidget(plain(_("&Keep this address"), icon="check", pressed=self._give))
        row.addWidget(plain(_("Enrol again, or at another &post…"), icon="refresh", pressed=self.again_pressed.emit))
        self.column.addLayout(row)
        self._editor.line.returnPressed.connect(self._give)
        self.column.addStretch(1)

    def show_address(self, address: str) -> None:
        """Show the address in force, unless the officer is typing one."""
        line = self._editor.line
        if not (line.hasFocus() and line.isModified()):
            self.field.set_value(address or None)

    def mark_given(self) -> None:
        """Note that what was typed has been kept, so that the address in force may be shown in its place."""
        self._editor.line.setModified(False)

    def _give(self) -> None:
        self.given.emit(self._editor.line.text())
