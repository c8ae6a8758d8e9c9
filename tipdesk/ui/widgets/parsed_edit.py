"""The base of one-line editors whose text is parsed: dates, telephone numbers, money, durations, places, addresses.

What was typed stays as typed until it can be read; when the officer leaves the line it is shown the way it is kept.
Invisible characters in an answer are shown as marks, and as long as nobody types over them the answer stays exactly
what it was. Reading and showing one kind is done by the two functions given, `parse` and `show`, mostly from
`domain.values`.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from tipdesk.domain.characters import visible
from tipdesk.domain.errors import UserError
from tipdesk.ui.plain import set_tip
from tipdesk.ui.widgets.editor import Editor


def is_left(line: QWidget) -> bool:
    """Tell whether a line stands in a window that has lost the keyboard.

    Then its officer has not gone on to another field: the screen was covered, or another program came to the front.
    """
    return line.isVisible() and not line.isActiveWindow()


class ParsedEdit(Editor):
    """A line of text with a parser.

    `parse` turns the text into an answer and raises UserError when it cannot; `show` turns an answer into text.
    `example` stands in the line while it is empty, and in its tooltip.
    """

    def __init__(
        self,
        parse: Callable[[str], object],
        show: Callable[[object], str] = str,
        example: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse, self._show = parse, show
        self._marked: tuple[str, object] | None = None
        self.line = QLineEdit()
        self.show_example(example)
        self._hold([self.line])
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)

    def show_example(self, example: str) -> None:
        """Show what may be typed in the empty line, and all of it in its tooltip, since the line may be short."""
        self.line.setPlaceholderText(example)
        set_tip(self.line, example)

    def value(self) -> object:
        """Return what the line says, or None when it is empty. Raises UserError when it cannot be read."""
        if self._marked is not None and self._marked[0] == self.line.text():
            return self._marked[1]
        text = self.line.text().strip()
        return self._parse(text) if text else None

    def set_value(self, value: object) -> None:
        """Show an answer as text, with marks for invisible characters, without emitting `changed`."""
        told = "" if value is None else self._show(value)
        self.line.setText(visible(told, paragraphs=False))
        self._marked = (self.line.text(), value) if self.line.text() != told else None

    def typed(self) -> str:
        """Return the text exactly as it stands in the line."""
        return self.line.text()

    def retype(self, typed: str) -> None:
        """Put a text back into the line as it was typed."""
        self.line.setText(typed)

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Let the line be selected and copied but not changed, or let it be changed again."""
        self.line.setReadOnly(is_read_only)

    def _tidy(self) -> None:
        if is_left(self.line):
            return  # covered, or another program came to the front: what is half typed waits as it is
        try:
            value = self.value()
        except UserError:
            return
        self.set_value(value)
