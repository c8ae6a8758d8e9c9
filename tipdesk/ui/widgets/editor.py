"""The base of every editor of one answer.

All editors share this contract: `changed` is emitted when the officer changes the answer but not when the program fills
it in; `value` and `set_value` read and show an answer; the field's name, help and problem reach the screen reader; a
wrong answer gets a red border. Reading what was typed is done by `domain.values`; the label, the help text and missing
answers belong to the `FieldFrame` around the editor.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tipdesk.ui.plain import set_description, set_name
from tipdesk.ui.theme import dye

if TYPE_CHECKING:  # the unlock window has an editor and no missing answers: it does without `values`
    from tipdesk.domain.values import Missing


class Editor(QFrame):
    """An editor of one answer; a subclass puts in its widgets with `_hold`, the one that takes the focus first.

    `faces` are the widgets that an officer reaches with Tab. `changed` is emitted when the officer changed the answer.
    """

    changed = Signal()
    has_lines = False
    """Whether the editor uses more height than one line when there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.faces: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def value(self) -> object:
        """Return the answer, or None when the editor is empty. Raises UserError when what was typed is no answer."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show an answer without emitting `changed`."""
        raise NotImplementedError

    def typed(self) -> str:
        """Return what was typed, even where it cannot be read.

        An editor in which nothing is typed returns "".
        """
        return ""

    def retype(self, typed: str) -> None:
        """Show again what was typed and could not be read, for example from a draft."""

    def missing_value(self, missing: "Missing") -> object:
        """Return how a missing answer is written in this kind of field; coded kinds write a reserved code instead."""
        return missing

    def missing_in(self, value: object) -> "Missing | None":
        """Return the missing answer that `value` stands for, or None when it is an ordinary answer."""
        from tipdesk.domain.values import Missing

        return value if isinstance(value, Missing) else None

    @property
    def last_face(self) -> QWidget:
        """Return what Tab reaches last."""
        return self.faces[-1]

    def set_name(self, name: str) -> None:
        """Give every face the field's name, which a screen reader says."""
        for face in self.faces:
            set_name(face, name)

    def describe(self, text: str) -> None:
        """Give every face this text, the field's help or problem, as its description for screen readers."""
        for face in self.faces:
            set_description(face, text)

    def set_wrong(self, *, is_wrong: bool) -> None:
        """Show or take away the red border of every face."""
        for face in self.faces:
            if is_wrong or face.property("wrong"):
                dye(face, "wrong", is_wrong)

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Let the answer be seen but not changed, or let it be changed again."""
        self.setEnabled(not is_read_only)

    def _hold(self, faces: Sequence[QWidget]) -> None:
        for face in faces:
            self._row.addWidget(face, 1)
        self.faces = list(faces)
        self.setFocusProxy(faces[0])


class CodedEditor(Editor):
    """The base of editors whose answers are codes, where a missing answer is one of the reserved codes."""

    def missing_value(self, missing: "Missing") -> object:
        """Return the reserved code of this missing answer."""
        return missing.code

    def missing_in(self, value: object) -> "Missing | None":
        """Return the missing answer whose reserved code this is, or None for any other value.

        A set that holds the reserved code and nothing else stands for the missing answer too.
        """
        from tipdesk.domain.values import MISSING_BY_CODE

        if isinstance(value, frozenset) and len(value) == 1:
            (value,) = value
        return MISSING_BY_CODE.get(value) if isinstance(value, str) else None
