"""One question of the page: its number, its words, and its editor beside them.

What was typed is the answer, even where it cannot be read: then it is kept as it stands, and nobody is stopped. Where
the three parts stand is decided by the sheet.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tipdesk.domain.errors import UserError
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.labels import body, muted, small
from tipdesk.ui.widgets.parsed_edit import ParsedEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

EMPTY: tuple[object, ...] = (None, "", frozenset(), [], {})
NUMBER_PIXELS, WORDS_PIXELS, WORDS_TIGHT, UNBOUND = 22, 172, 150, 16_777_215


def told(editor: Editor) -> object:
    """Return what an editor holds, as JSON keeps it, or None for nothing.

    Typed text that cannot be read is returned as it was typed.
    """
    try:
        value = editor.value()
    except UserError:
        value = editor.line.text() if isinstance(editor, ParsedEdit) else None
    if isinstance(value, frozenset | set):
        return sorted(value) or None
    return None if value in EMPTY else value


def is_read(editor: Editor) -> bool:
    """Tell whether what an editor holds can be read."""
    try:
        editor.value()
    except UserError:
        return False
    return True


class Question:
    """A question called `name`, with its number, label and editor.

    `quiet` is what stands in place of the label while the person can see the screen; None keeps the label.
    """

    def __init__(
        self, name: str, number: int, label: str, editor: Editor, help_text: str = "", quiet: str | None = None
    ) -> None:
        self.name, self.editor, self._label, self._help = name, editor, label, help_text
        self._quiet = label if quiet is None else quiet
        self.sign, self.words, self._under = muted(str(number)), QWidget(), small(help_text)
        self._asked = body(label)
        self._asked.setProperty("guise", "strong")
        self._asked.setBuddy(editor.faces[0])
        self._column = QVBoxLayout(self.words)
        self._column.setContentsMargins(0, 7, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._asked)
        self._column.addWidget(self._under)
        self._column.addStretch(1)
        self._under.setVisible(bool(help_text))
        self.sign.setContentsMargins(0, 7, 0, 0)
        self.sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        editor.set_name(label)
        editor.describe(help_text)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget under the words of the question."""
        self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> object:
        """Return the answer as JSON keeps it, or None for none."""
        return told(self.editor)

    def set_value(self, value: object) -> None:
        """Show an answer in the editor."""
        self.editor.set_value(value)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the editor the focus."""
        self.editor.setFocus(reason)

    def on_change(self, heard: Callable[[], object]) -> None:
        """Call `heard` whenever the officer changes the answer."""
        self.editor.changed.connect(heard)

    def fit(self, *, is_tight: bool, is_stacked: bool) -> None:
        """Take the width that the window leaves.

        `is_stacked` gives the words all of it, since the answer stands below them.
        """
        self.sign.setFixedWidth(current().pixels(NUMBER_PIXELS))
        pixels = current().pixels(WORDS_TIGHT if is_tight else WORDS_PIXELS)
        self.words.setMinimumWidth(0 if is_stacked else pixels)
        self.words.setMaximumWidth(UNBOUND if is_stacked else pixels)
        if isinstance(self.editor, YesNoUnsure):
            self.editor.show_tight(is_tight=is_tight)

    def show_quiet(self, *, is_quiet: bool) -> None:
        """Ask in neutral words, or in plain ones again, in the same room."""
        if self._quiet == self._label:
            return
        self.words.setFixedHeight(self.words.height()) if is_quiet else self.words.setMinimumHeight(0)
        if not is_quiet:
            self.words.setMaximumHeight(UNBOUND)
        self._asked.setText(self._quiet if is_quiet else self._label)
        self._under.setText("" if is_quiet else self._help)
        self.editor.set_name(self._quiet if is_quiet else self._label)
        self.editor.describe("" if is_quiet else self._help)


def neutral(number: int) -> str:
    """Return what a question is called while the person can see the screen."""
    return _("Question {number}").format(number=number)
