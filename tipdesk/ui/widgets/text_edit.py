"""An editor for one line of words, which are taken as they are typed and not parsed."""

from PySide6.QtWidgets import QWidget

from tipdesk.ui.widgets.parsed_edit import ParsedEdit


class TextEdit(ParsedEdit):
    """A line for a name, a place or a number in words; `most` is the longest text it takes, in characters."""

    def __init__(self, example: str = "", most: int = 500, parent: QWidget | None = None) -> None:
        super().__init__(str, str, example, parent)
        self.line.setMaxLength(most)
