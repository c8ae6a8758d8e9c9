"""A dialog that asks a few questions before one deed is done.

It says what the deed means, shows the fields, and has the deed's own button and Cancel. A refusal stands in the dialog,
in room that is kept for it, so that nothing moves and nothing typed is lost. Ctrl+Enter presses the button from any
field, and so does Enter where one line alone is asked for, unless the deed is grave. Pressed twice it asks for the deed
once. The dialog does not do the deed and does not close by itself: whoever opens it listens to `agreed`, and calls
`accept` when it is done or `refuse` when it is not. Closed, it is deleted with all its answers.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.titled_dialog import TitledDialog

WIDTH, WIDE = 480, 900
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AskDialog(TitledDialog):
    """A dialog with an explanation, some fields and the button `deed`.

    `beside` stands to the right of the fields; those that are in it stay there.

    `agreed` is emitted when the button was pressed and every field can be read; it carries a dict of the answers by the
    fields' paths.
    """

    agreed = Signal(object)

    def __init__(
        self,
        title: str,
        explanation: str,
        fields: Sequence[FieldFrame],
        deed: QPushButton,
        parent: QWidget | None = None,
        *,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__(title, title, current().pixels(WIDTH if beside is None else WIDE), parent)
        self._fields = {field.path: field for field in fields}
        self._problem, self.deed = Banner("", "danger"), deed
        if explanation:
            self.column.addWidget(body(explanation))
        asked = self.column if beside is None else QVBoxLayout()
        for field in fields:
            if beside is None or not beside.isAncestorOf(field):
                asked.addWidget(field)
        if beside is not None:
            self._stand_beside(asked, beside)
        self.column.addWidget(self._problem)
        self._problem.keep_room()
        self.add_buttons(deed, plain(_("Cancel"), pressed=self.reject))
        self._problem.hide()
        deed.clicked.connect(lambda _checked=False: self._press())
        if fields:
            fields[0].setFocus()

    def field(self, path: str) -> FieldFrame:
        """Return the field with this path. Raises KeyError when the dialog has none of that name."""
        return self._fields[path]

    def has_field(self, path: str) -> bool:
        """Tell whether the dialog asks for a field of this path."""
        return path in self._fields

    def refuse(self, problem: TipdeskError) -> None:
        """Say in the dialog why the deed was not done, and let the officer press again; the answers stay as typed."""
        self.deed.setEnabled(True)
        self._problem.refuse(problem.text(_))

    def refuse_field(self, path: str, sentence: str) -> None:
        """Say beside one field what is wrong with its answer, and let the officer press again."""
        self.deed.setEnabled(True)
        self._fields[path].refuse(sentence)

    def refuse_beside(self, problem: TipdeskError, places: Mapping[str, str] | None = None) -> None:
        """Say beside each field what is wrong with it, the focus at the first; else in the dialog what is wrong.

        `places` names by the code of a refusal the field that it is about, where the refusal itself names none.
        """
        told = {one.path.rpartition(".")[2]: one.text(_) for one in problem.fields}
        if not told and places and problem.code in places:
            told = {places[problem.code]: problem.text(_)}
        shown = [name for name in told if self.has_field(name)]
        for name in reversed(shown):
            self.refuse_field(name, told[name])
        if not shown:
            self.refuse(problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button on Ctrl+Enter, and on Enter where one question is asked and no field had a use for it."""
        is_enter, is_held = event.key() in ENTER, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_simple = len(self._fields) == 1 and self.deed.property("guise") == "primary"
        if is_enter and (is_held or is_simple):
            self.deed.click()
        else:
            super().keyPressEvent(event)

    def _stand_beside(self, fields: QVBoxLayout, widget: QWidget) -> None:
        """Put a widget beside the fields; Tab comes to it after them, since they are given to the dialog first."""
        fields.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(fields, 2)
        row.addWidget(widget, 3)
        self.column.addLayout(row, 1)

    def _press(self) -> None:
        wrong = [field for field in self._fields.values() if not field.check()]  # each says what is wrong with it
        if wrong:
            self.refuse_field(wrong[0].path, wrong[0].problem())
        elif self.deed.isEnabled():
            self.deed.setEnabled(False)
            self._problem.hide()
            self.agreed.emit({path: field.value() for path, field in self._fields.items()})
