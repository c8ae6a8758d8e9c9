"""One line of text that `domain.values` reads: dates, telephone numbers, money, durations, places, addresses.

Promises: what was typed stays as typed until it can be read; then it is shown the way it is kept. What is hidden in an
answer stands as marks, and as long as nobody types, the answer stays what it was. Leaves to others: reading and showing
one kind (`parse`, `show`).
"""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from tipdesk.domain.characters import visible
from tipdesk.domain.errors import UserError
from tipdesk.ui.plain import set_tip
from tipdesk.ui.widgets.editor import Editor


def is_left(line: QWidget) -> bool:
    """Tell whether a line stands in a window that has lost the keyboard: its officer has not gone on to another."""
    return line.isVisible() and not line.isActiveWindow()


class ParsedEdit(Editor):
    """A line with a parser. `example` stands in the empty line."""

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
        """Return what the line says; None when it is empty. UserError when it cannot be read."""
        if self._marked is not None and self._marked[0] == self.line.text():
            return self._marked[1]
        text = self.line.text().strip()
        return self._parse(text) if text else None

    def set_value(self, value: object) -> None:
        """Show a value."""
        told = "" if value is None else self._show(value)
        self.line.setText(visible(told, paragraphs=False))
        self._marked = (self.line.text(), value) if self.line.text() != told else None

    def typed(self) -> str:
        """Return the line as it stands."""
        return self.line.text()

    def retype(self, typed: str) -> None:
        """Show a line again."""
        self.line.setText(typed)

    def set_read_only(self, *, is_read_only: bool) -> None:
        """A line that is only read can still be selected and copied."""
        self.line.setReadOnly(is_read_only)

    def _tidy(self) -> None:
        if is_left(self.line):
            return  # covered, or another program came to the front: what is half typed waits as it is
        try:
            value = self.value()
        except UserError:
            return
        self.set_value(value)
