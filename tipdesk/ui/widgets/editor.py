"""What every editor of one answer has in common.

Promises: `changed` when the officer changes it (not when it is filled), `value` and `set_value`, a name for screen
readers, the red border. Leaves to others: parsing (`domain.values`), label, help and missing answers (`FieldFrame`).
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
    """Base of the editors. A subclass puts its widgets in with `_hold`, the one to focus first."""

    changed = Signal()
    has_lines = False
    """Whether it uses more height than one line when there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.faces: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def value(self) -> object:
        """Return the answer, None when empty. UserError when what was typed is none."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show an answer without saying `changed`."""
        raise NotImplementedError

    def typed(self) -> str:
        """Return what stands there as it was typed, also where it is no answer; "" where nothing is typed."""
        return ""

    def retype(self, typed: str) -> None:
        """Show again what was typed and was no answer."""

    def missing_value(self, missing: "Missing") -> object:
        """Return how this kind of field writes a missing answer (coded kinds write a reserved code)."""
        return missing

    def missing_in(self, value: object) -> "Missing | None":
        """Return the missing answer that `value` stands for, if it stands for one."""
        from tipdesk.domain.values import Missing

        return value if isinstance(value, Missing) else None

    def set_name(self, name: str) -> None:
        """Give the faces the field's name."""
        for face in self.faces:
            set_name(face, name)

    def describe(self, text: str) -> None:
        """Give the faces help and problem as description."""
        for face in self.faces:
            set_description(face, text)

    def set_wrong(self, *, is_wrong: bool) -> None:
        """Show or take away the red border."""
        for face in self.faces:
            if is_wrong or face.property("wrong"):
                dye(face, "wrong", is_wrong)

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Let the answer be seen but not changed."""
        self.setEnabled(not is_read_only)

    def _hold(self, faces: Sequence[QWidget]) -> None:
        for face in faces:
            self._row.addWidget(face, 1)
        self.faces = list(faces)
        self.setFocusProxy(faces[0])


class CodedEditor(Editor):
    """Base of editors whose answers are codes: a missing answer is a reserved code."""

    def missing_value(self, missing: "Missing") -> object:
        """Return the reserved code."""
        return missing.code

    def missing_in(self, value: object) -> "Missing | None":
        """Recognise a reserved code, alone or as the only one of a set."""
        from tipdesk.domain.values import MISSING_BY_CODE

        if isinstance(value, frozenset) and len(value) == 1:
            (value,) = value
        return MISSING_BY_CODE.get(value) if isinstance(value, str) else None
