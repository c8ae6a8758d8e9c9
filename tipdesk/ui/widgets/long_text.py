"""An editor for many lines, in the officer's words or somebody else's.

Tab leaves it, as it leaves every other field.
"""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tipdesk.domain.characters import visible
from tipdesk.ui.theme import current
from tipdesk.ui.widgets.editor import Editor


class LongText(Editor):
    """A box that shows `lines` lines and scrolls beyond them.

    With `grows` it also takes the spare height of its page. `box` is the box to use where a plain one will not do.
    """

    has_lines = True

    def __init__(
        self,
        lines: int = 5,
        example: str = "",
        *,
        grows: bool = True,
        parent: QWidget | None = None,
        box: QPlainTextEdit | None = None,
    ) -> None:
        super().__init__(parent)
        self.has_lines = grows
        self.box = box or QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText(example)
        height = current().pixels(17) * lines + 18
        self.box.setMinimumHeight(height)
        if not grows:
            self.box.setMaximumHeight(height)
        self._hold([self.box])
        self._is_filling = False
        self._marked: tuple[str, object] | None = None
        self.box.textChanged.connect(self._typed)

    def value(self) -> object:
        """Return the text, or None when there is nothing but blanks.

        An answer that was shown with marks for its invisible characters is returned unchanged until somebody types.
        """
        if self._marked is not None and self._marked[0] == self.box.toPlainText():
            return self._marked[1]
        return self.box.toPlainText().strip() or None

    def set_value(self, value: object) -> None:
        """Show a text, with marks for invisible characters, without emitting `changed`."""
        self._is_filling = True
        told = "" if value is None else str(value)
        self.box.setPlainText(visible(told))
        self._marked = (self.box.toPlainText(), value) if visible(told) != told else None
        self._is_filling = False

    def typed(self) -> str:
        """Return the text exactly as it stands in the box."""
        return self.box.toPlainText()

    def retype(self, typed: str) -> None:
        """Put a text back into the box as it was typed, without emitting `changed`."""
        self._is_filling = True
        self.box.setPlainText(typed)
        self._is_filling = False

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Let the text be read, scrolled and copied but not changed, or let it be changed again."""
        self.box.setReadOnly(is_read_only)

    def _typed(self) -> None:
        if not self._is_filling:
            self.changed.emit()
