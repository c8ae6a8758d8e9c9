"""A telephone number. Leaves to others: reading it (`parse_phone`: a local number gets Saint Lucia's code)."""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.values import parse_phone
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class PhoneEdit(ParsedEdit):
    """A line for one number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parse_phone, str, _("+1 758 452 0000 or 452 0000"), parent)
        self.line.setFont(current().font(has_figures=True))
