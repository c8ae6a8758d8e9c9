"""One question on a page: its label, help, editor, and what is wrong with the answer.

The value of a field is the answer in its editor, or a missing answer (unknown, refused, not asked, not applicable) that
was chosen in the small menu beside it. The label's access key leads to the editor, and help and problem are read out
with it. A problem stands here in the same words as in the page's summary, in room that is kept for it, so that nothing
moves when it shows.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.errors import UserError
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.labels import caption, small
from tipdesk.ui.widgets.problem_line import ProblemLine

if TYPE_CHECKING:
    from tipdesk.domain.values import Missing
    from tipdesk.ui.widgets.missing_menu import MissingMenu
    from tipdesk.ui.widgets.pill import Pill

BESIDE_LABEL = 14
"""The pixels between a column of labels and what stands beside it."""


class FieldFrame(QFrame):
    """An editor with its label, known to the page by `path`, the field's name in problems (such as "birth_date").

    `problem_lines` is the room in lines that a problem has under the editor from the start; it is 0 where none is ever
    shown. With a `label_width`, in pixels at the ordinary size of letters, the label stands in a column of that width
    beside the editor, and the help in the room of the problem. `changed` is emitted when the officer changes the answer
    or the reason why there is none.
    """

    changed = Signal()

    def __init__(
        self,
        path: str,
        label: str,
        editor: Editor,
        *,
        help_text: str = "",
        can_be_missing: bool = True,
        problem_lines: int = 1,
        label_width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.path, self.editor, self._help = path, editor, help_text
        self._missing: Missing | None = None
        self.label = caption(label)
        self.label.lead_to(editor, editor.faces[0])
        self._pill: Pill | None = None
        self._menu: MissingMenu | None = None
        self._label_width = label_width
        self._under, self._wrong = small("" if label_width else help_text), ProblemLine(problem_lines)
        heard = label.replace("&", "")
        self.name = heard.removesuffix(" *")  # in a sentence; the star says that an answer is needed
        editor.set_name(heard)
        self._lay_out()
        if can_be_missing:
            self._add_missing()
        editor.changed.connect(self._edited)
        self.set_problem(None)
        self._show_missing()
        self.setFocusProxy(editor)

    @property
    def last(self) -> QWidget:
        """What Tab comes to last in the frame."""
        return self._menu or self.editor.last_face

    def value(self) -> object:
        """Return the answer, or the missing answer that was chosen.

        Raises UserError when what was typed cannot be read.
        """
        return self.editor.value() if self._missing is None else self.editor.missing_value(self._missing)

    def set_value(self, value: object) -> None:
        """Show an answer or a missing one without emitting `changed`; a problem with the answer before it goes away."""
        self._missing = self.editor.missing_in(value)
        self.editor.set_value(None if self._missing else value)
        self._show_missing()
        if self._is_wrong:
            self.set_problem(None)

    def check(self) -> bool:
        """Show what is wrong with what was typed, if anything, and return whether it can be read."""
        try:
            self.value()
        except UserError as problem:
            self.set_problem(problem.text(_))
            return False
        self.set_problem(None)
        return True

    def set_problem(self, sentence: str | None) -> None:
        """Show a sentence under the editor, with the red border; None or "" takes both away."""
        self._is_wrong = bool(sentence)
        if self._label_width:
            dye(self._wrong, "guise", "error" if sentence else "small")
            self._wrong.setText(sentence or self._help)
        else:
            self._wrong.setText(sentence or "")
        self.editor.set_wrong(is_wrong=bool(sentence))
        self.editor.describe(" ".join(part for part in (sentence, self._help) if part))

    def refuse(self, sentence: str | None) -> None:
        """Answer a press that this field stands in the way of.

        The sentence is shown, scrolled to and spoken, and the editor gets the focus; None or "" only takes the problem
        away.
        """
        self.set_problem(sentence)
        if sentence:
            from tipdesk.ui.spoken import speak  # the unlock window does without until something is refused
            from tipdesk.ui.widgets.scrolled import come_into_view

            self.editor.setFocus()
            come_into_view(self)
            speak(self, self.told_problem())

    def problem(self) -> str:
        """Return the problem that is shown, or "" when there is none."""
        return self._wrong.text() if self._is_wrong else ""

    def told_problem(self) -> str:
        """Return the problem that is shown as it is told away from the field: with its name, unless it says that."""
        said = self.problem()
        return said if said.startswith(self.name) else f"{self.name}: {said}"

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Let the answer be seen but not changed, or let it be changed again."""
        self.editor.set_read_only(is_read_only=is_read_only)
        if self._menu is not None:
            self._menu.setEnabled(not is_read_only)

    def _lay_out(self) -> None:
        column = self._column()
        self._beside = row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.editor, 1)
        if not self._label_width:
            column.addWidget(self.label)
            column.addWidget(self._under)
        column.addLayout(row, 1 if self.editor.has_lines else 0)
        self._below = QHBoxLayout()
        self._below.addWidget(self._wrong, 1)
        column.addLayout(self._below)
        column.addStretch(0 if self.editor.has_lines else 1)
        for part in (self.label, self._under):  # only now they have a parent: shown before, each would be a window
            part.setVisible(bool(part.text()))

    def _column(self) -> QVBoxLayout:
        """Return the column of the editor, which is all there is unless the label has a column of its own."""
        if not self._label_width:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            return column
        from PySide6.QtCore import Qt  # see `theme`: not at import

        row, column = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BESIDE_LABEL)
        self.label.setFixedWidth(current().pixels(self._label_width))
        self.label.setContentsMargins(0, current().pixels(7), 0, 0)  # beside the first line of the editor
        self._under.setParent(self)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        column.setSpacing(2)
        row.addLayout(column, 1)
        return column

    def _add_missing(self) -> None:
        from PySide6.QtCore import Qt  # see `theme`: not at import

        from tipdesk.ui.widgets.missing_menu import MissingMenu

        self._menu = MissingMenu()
        self._menu.set_field(self.name)
        self._menu.chosen.connect(self._miss)
        self._beside.addWidget(self._menu, 0, Qt.AlignmentFlag.AlignTop)

    def _add_pill(self) -> "Pill":
        from PySide6.QtCore import Qt

        from tipdesk.ui.widgets.pill import Pill

        self._pill = Pill("", "info")
        self._below.insertWidget(0, self._pill, 0, Qt.AlignmentFlag.AlignTop)
        return self._pill

    def _edited(self) -> None:
        if self._missing is not None:
            self._missing = None
            self._show_missing()
        if self._is_wrong:
            self.check()
        self.changed.emit()

    def _miss(self, missing: "Missing | None") -> None:
        self._missing = missing
        if missing is not None:
            self.editor.set_value(None)
        self._show_missing()
        self.set_problem(None)
        if missing is None:
            self.editor.setFocus()
        self.changed.emit()

    def _show_missing(self) -> None:
        if self._missing is None:
            if self._pill is not None:
                self._pill.hide()
            return
        from tipdesk.domain.kinds import MISSING_LABELS

        pill = self._pill or self._add_pill()
        pill.setText(_(MISSING_LABELS[self._missing]))
        pill.show()
