"""The dialog in which participants are pasted: the words at the top, and below what each line says, before it is saved.

The words can be put right in their place; the lines are read again as they are typed. While one line cannot be taken,
it says why, and nothing can be saved. The dialog does not save by itself: whoever opens it listens to `agreed`.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tipdesk.domain.characters import visible
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.outreach.participants import Pasted, PastedLine
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.ask_dialog import ENTER
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.empty_state import EmptyState
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.line_model import Line
from tipdesk.ui.widgets.line_table import LineTable
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.titled_dialog import TitledDialog

WIDTH, TEXT_LINES, TABLE_HEIGHT, PAUSE_MS = 820, 7, 210, 300
HEADS = (mark("Line"), mark("Name"), mark("What it says"))


class PasteDialog(TitledDialog):
    """The dialog; `typed` carries the words when they have changed, and `agreed` when they are to be saved."""

    typed = Signal(str)
    agreed = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        title = _("Paste participants")
        super().__init__(title, title, current().pixels(WIDTH), parent)
        self.column.addWidget(
            body(
                _(
                    "Paste rows from a spreadsheet or a list. A first row may name the columns; else they are: name, "
                    "agency, audience, sex, attended, test before, test after, passed."
                )
            )
        )
        self.text, self._given = LongText(TEXT_LINES, grows=False), text
        self.text.set_value(text)
        set_name(self.text.box, _("Rows to paste"))
        self.text.box.setLineWrapMode(self.text.box.LineWrapMode.NoWrap)
        empty = EmptyState("users", _("Nothing pasted yet"))
        self.table = LineTable(_("Lines read"), [_(head) for head in HEADS], (50, 190, 500), empty, wide=2)
        self.table.setFixedHeight(current().pixels(TABLE_HEIGHT))
        self.told = body("")
        self.problem = Banner("", "danger")
        for widget in (self.text, self.told, self.table, self.problem):
            self.column.addWidget(widget)
        self.problem.keep_room()
        self.problem.hide()
        self.deed = primary(_("&Save all"), icon="check", pressed=self._press)
        self.deed.setEnabled(False)
        self.add_buttons(self.deed, plain(_("Cancel"), pressed=self.reject))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.words()))
        self.text.box.textChanged.connect(self._changed)
        self.text.box.setFocus()

    def words(self) -> str:
        """Return the words as they are pasted; those of the beginning with what is hidden in them, until one types."""
        typed = self.text.typed()
        return self._given if typed == visible(self._given) else typed

    def show_read(self, pasted: Pasted) -> None:
        """Show what the lines say, those that cannot be taken first."""
        self.problem.setVisible(bool(pasted.unknown))
        if pasted.unknown:
            names = ", ".join(pasted.unknown)
            self.problem.say(
                _("No column here is called: {names}. Rename or remove them.").format(names=names), "danger"
            )
        lines = [*pasted.bad, *(line for line in pasted.lines if not line.problems)]
        self.table.show_lines([_line(one) for one in lines])
        self.told.setText(_counted(pasted))
        self.deed.setEnabled(pasted.is_good)

    def refuse(self, problem: TipdeskError) -> None:
        """Say why nothing was saved; the words stay as typed."""
        self.problem.refuse(problem.text(_))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Ctrl+Enter."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.deed.click()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self.deed.setEnabled(False)
        self._pause.start()

    def _press(self) -> None:
        self.deed.setEnabled(False)
        self.agreed.emit(self.words())


def _counted(pasted: Pasted) -> str:
    good, bad = len(pasted.lines) - len(pasted.bad), len(pasted.bad)
    words = [plural("{count} line can be saved.", "{count} lines can be saved.", good)]
    if bad:
        words.append(
            plural(
                "{count} line cannot be taken: nothing is saved until it is put right.",
                "{count} lines cannot be taken: nothing is saved until they are put right.",
                bad,
            )
        )
    return "  ".join(words)


def _line(line: PastedLine) -> Line:
    said = " ".join(problem.text(_) for problem in line.problems) or _said(list(line.cells.items()))
    name = line.cells.get("name", "")
    tones = {0: "danger"} if line.problems else {}
    return Line((str(line.number), name, said), line.number, tip=said, tones=tones)


def _said(cells: Sequence[tuple[str, str]]) -> str:
    return " · ".join(words for name, words in cells if words and name != "name")
