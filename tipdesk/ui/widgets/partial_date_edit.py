"""A date as far as it is known: "27 3 2007", "March 2007", "2007". Leaves to others: reading it (`PartialDate`)."""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.values import PartialDate
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class PartialDateEdit(ParsedEdit):
    """A line for a date or part of one, day first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PartialDate.parse, _shown, _("27 3 2007, March 2007 or 2007"), parent)
        self.line.setFont(current().font(has_figures=True))


def _shown(value: object) -> str:
    return value.shown if isinstance(value, PartialDate) else str(value)
