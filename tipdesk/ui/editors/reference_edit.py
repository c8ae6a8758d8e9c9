"""One row that a field refers to, chosen by its title: a person of the case, an officer, an agency.

Promises: a row that is no longer offered stays shown. Leaves to others: which rows there are, missing answers.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from tipdesk.domain.values import Missing
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo


class ReferenceEdit(CodeCombo):
    """A drop-down list whose codes are row ids as hexadecimal digits; its value is the id."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(choices, _("Type to find"), parent)

    def value(self) -> object:
        """Return the id of the row, None when empty."""
        code = super().value()
        return bytes.fromhex(code) if isinstance(code, str) else None

    def set_value(self, value: object) -> None:
        """Show a row by its id."""
        super().set_value(value.hex() if isinstance(value, bytes) else None)

    def missing_value(self, missing: Missing) -> object:
        """A reference has no reserved codes."""
        return missing

    def missing_in(self, value: object) -> Missing | None:
        """Only a Missing is one."""
        return value if isinstance(value, Missing) else None
