"""Yes or no, where neither is something else than "no". Leaves to others: missing answers (`FieldFrame`)."""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.values import Missing
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

_WORDS = {True: "yes", False: "no"}


class FlagEdit(YesNoUnsure):
    """Two segments; its value is True, False or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((Choice("yes", _("Yes")), Choice("no", _("No"))), parent)

    def value(self) -> object:
        """Return the answer."""
        return {"yes": True, "no": False}.get(str(super().value()))

    def set_value(self, value: object) -> None:
        """Show an answer."""
        super().set_value(_WORDS.get(value) if isinstance(value, bool) else None)

    def missing_value(self, missing: Missing) -> object:
        """A flag has no reserved codes."""
        return missing

    def missing_in(self, value: object) -> Missing | None:
        """Only a Missing is one."""
        return value if isinstance(value, Missing) else None
