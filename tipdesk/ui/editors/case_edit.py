"""The editor of a field that names another case: its reference is typed, and found when it is saved."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from tipdesk.domain.ids import id_text
from tipdesk.domain.reference import parse_reference
from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class CaseEdit(ParsedEdit):
    """A line for a reference; `references` has those of the cases that are named already, by id.

    Its value is the id of a case that was shown, else the reference that was typed.
    """

    def __init__(self, references: Mapping[bytes, str], parent: QWidget | None = None) -> None:
        super().__init__(self._read, self._told, "K7Q-42MX", parent)
        self._references = dict(references)
        self._ids = {reference: case for case, reference in references.items()}

    def _read(self, typed: str) -> object:
        return self._ids[typed] if typed in self._ids else parse_reference(typed)

    def _told(self, value: object) -> str:
        """Return the reference of a case, or its id where nobody here may know of it."""
        if not isinstance(value, bytes):
            return str(value)
        shown = self._references.get(value) or id_text(value)
        self._ids[shown] = value
        return shown
