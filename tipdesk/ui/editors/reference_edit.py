"""The editor of a field that refers to a row, chosen by its title: a person of the case, an officer, any row at all.

A row that is no longer offered stays shown. Whoever makes the editor says which rows there are, and whether one that is
not there yet can be begun beside it; missing answers are chosen in the frame around it.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from tipdesk.domain.kinds import AnyRow, Reference, Value
from tipdesk.domain.values import Missing, NamedRow
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import quiet
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo


class ReferenceEdit(CodeCombo):
    """A drop-down list of rows; its codes are what the field holds, as hexadecimal digits, and its value is the row.

    `new_pressed` is emitted when a row is to be begun that is not in the list.
    """

    new_pressed = Signal()

    def __init__(self, declared: Reference | AnyRow, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(choices, _("Type to find"), parent)
        self._declared = declared
        self._new: QPushButton | None = None

    @property
    def record(self) -> str:
        """Return the name of the record whose rows are chosen from."""
        return self._declared.record

    @property
    def last_face(self) -> QWidget:
        """Return what Tab reaches last: the button for a new row, where there is one."""
        return self._new or super().last_face

    def offer_new(self, name: str) -> None:
        """Offer beside the list to begin a row that is not in it; `name` is what the button is called."""
        self._new = quiet(_("New…"), icon="plus", pressed=self.new_pressed.emit)
        set_name(self._new, name)
        set_tip(self._new, name)
        self._row.addWidget(self._new)

    def value(self) -> Value:
        """Return the row that is chosen, or None when none is."""
        code = super().value()
        return self._declared.from_wire(bytes.fromhex(code)) if isinstance(code, str) else None

    def set_value(self, value: object) -> None:
        """Show this row as the one that is chosen."""
        octets = value.octets if isinstance(value, NamedRow) else value
        super().set_value(octets.hex() if isinstance(octets, bytes) else None)

    def missing_value(self, missing: Missing) -> object:
        """Return the missing answer itself, since a reference has no reserved codes."""
        return missing

    def missing_in(self, value: object) -> Missing | None:
        """Return the value if it is a missing answer, else None."""
        return value if isinstance(value, Missing) else None
