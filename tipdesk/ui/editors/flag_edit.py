"""The editor of yes or no, in which choosing neither is something else than "no".

Why an answer is missing is chosen in the frame around it (`FieldFrame`).
"""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.values import Missing
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

_WORDS = {True: "yes", False: "no"}


class FlagEdit(YesNoUnsure):
    """Two segments, Yes and No; its value is True, False or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((Choice("yes", _("Yes")), Choice("no", _("No"))), parent)

    def value(self) -> object:
        """Return True for yes, False for no, and None where neither is chosen."""
        return {"yes": True, "no": False}.get(str(super().value()))

    def set_value(self, value: object) -> None:
        """Show True or False; anything else chooses neither."""
        super().set_value(_WORDS.get(value) if isinstance(value, bool) else None)

    def missing_value(self, missing: Missing) -> object:
        """Return the missing answer itself, since a flag has no reserved codes."""
        return missing

    def missing_in(self, value: object) -> Missing | None:
        """Return the value if it is a missing answer, else None."""
        return value if isinstance(value, Missing) else None
