"""One row that a field refers to, chosen by its title: a person of the case, an officer, an agency, any row at all.

Promises: a row that is no longer offered stays shown. Leaves to others: which rows there are, missing answers.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tipdesk.domain.kinds import AnyRow, Reference, Value
from tipdesk.domain.values import Missing, NamedRow
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo


class ReferenceEdit(CodeCombo):
    """A drop-down list whose codes are what the field holds as hexadecimal digits; its value is the row."""

    def __init__(self, declared: Reference | AnyRow, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(choices, _("Type to find"), parent)
        self._declared = declared

    def value(self) -> Value:
        """Return the row, None when empty."""
        code = super().value()
        return self._declared.from_wire(bytes.fromhex(code)) if isinstance(code, str) else None

    def set_value(self, value: object) -> None:
        """Show a row."""
        octets = value.octets if isinstance(value, NamedRow) else value
        super().set_value(octets.hex() if isinstance(octets, bytes) else None)

    def missing_value(self, missing: Missing) -> object:
        """A reference has no reserved codes."""
        return missing

    def missing_in(self, value: object) -> Missing | None:
        """Only a Missing is one."""
        return value if isinstance(value, Missing) else None
