"""An editor for a whole number within bounds.

It is a line and not a spin box: a wheel or a slip must not change an answer.
"""

from PySide6.QtWidgets import QWidget

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.parsed_edit import ParsedEdit

_WRONG = _("This must be a whole number from {least} to {most}.")


class NumberEdit(ParsedEdit):
    """A line for a whole number from `least` to `most`; any other answer is refused with UserError `bad-number`."""

    def __init__(self, least: int = 0, most: int = 999_999, parent: QWidget | None = None) -> None:
        self._least, self._most = least, most
        super().__init__(self._number, str, "", parent)
        self.line.setFont(current().font(has_figures=True))
        self.line.setMaximumWidth(current().pixels(160))
        self._row.addStretch(1)

    def _number(self, text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = self._least - 1
        if not self._least <= number <= self._most:
            raise UserError("bad-number", _WRONG, least=self._least, most=self._most)
        return number
