"""An editor for several short texts, such as other names or tags.

Enter adds what is typed, with commas between several texts; pressing a chip takes its text away, and brings it back.
"""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_tip
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.chips import Chips
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.parsed_edit import is_left


class TextsEdit(Editor):
    """An editor whose answer is a tuple of texts in the order in which they were given, each of them once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self._chips = Chips(self.line)
        self.line.setPlaceholderText(_("Type one, Enter to add"))
        set_tip(self.line, self.line.placeholderText())
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._chips)
        self._row.addLayout(column, 1)
        self.faces = [self.line]
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self._add)
        self.line.editingFinished.connect(self._finished)
        self._chips.changed.connect(self.changed)

    def value(self) -> tuple[str, ...]:
        """Return the texts, including the one that is still half typed."""
        typed = self.line.text().strip()
        return tuple(dict.fromkeys([*self._chips.keys(), *([typed] if typed else [])]))

    def set_value(self, value: object) -> None:
        """Show texts as chips and empty the line; anything but a tuple, list or frozenset shows as none."""
        texts = [str(text) for text in value] if isinstance(value, tuple | list | frozenset) else []
        self._chips.show_all([(text, text) for text in texts])
        self.line.clear()

    def typed(self) -> str:
        """Return all texts with commas between them, as they could be typed."""
        return ", ".join(str(text) for text in self.value())

    def retype(self, typed: str) -> None:
        """Take the chips away and put the texts into the line again, as they were typed."""
        self.set_value(())
        self.line.setText(typed)

    def _finished(self) -> None:
        if not is_left(self.line):  # else the screen was covered: what is half typed waits as it is
            self._add()

    def _add(self) -> None:
        added = [part.strip() for part in self.line.text().split(",") if part.strip()]
        self.line.clear()
        for text in added:
            self._chips.add(text, text)
        if added:
            self.changed.emit()
