"""The quick line of the notes: a box to write one at once, above the list of all notes.

`Quickly` saves what is written here. Notes that are held back from this officer are counted here, with the reason.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.labels import muted, small
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.problem_line import ProblemLine
from tipdesk.ui.wording import Wording

USUAL_KIND = "case_note"


class QuickNote(Card):
    """The box for a new note.

    `save_asked` is emitted with "Note" and the answers of a new note, and `typed` whenever it changes.
    """

    save_asked = Signal(str, object)
    typed = Signal()

    def __init__(
        self, kinds: Sequence[Choice], privacies: Sequence[Choice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.text = LongText(2, _("What was said, done or decided"), grows=False)
        self.text.set_name(_("New note"))
        self.text.changed.connect(self.typed)
        self.kind = CodeCombo(kinds)
        self.kind.set_value(USUAL_KIND)
        self.kind.set_name(_("Kind of note"))
        self.only = CodeCombo(privacies)
        self.only.box.setItemText(0, _("For all who see the case"))
        self.only.set_name(_("Only for"))
        self._held_back, self._problem = muted(), ProblemLine(1)
        self.add_note = primary(_("Add note"), icon="plus", pressed=self._save)
        self.column.setContentsMargins(12, 8, 12, 6)
        self.column.setSpacing(6)
        row, below = QHBoxLayout(), QHBoxLayout()
        for part, stretch in ((self.kind, 1), (self.only, 1), (small(_("Ctrl+Enter adds it")), 0), (self.add_note, 0)):
            row.addWidget(part, stretch)
        below.addWidget(self._problem, 1)
        below.addWidget(self._held_back)
        self._held_back.setWordWrap(False)
        self._held_back.setFixedHeight(current().pixels(20))
        self.add(self.text)
        self.column.addLayout(row)
        self.column.addLayout(below)

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Say how many notes of the case are held back from this officer."""
        self._held_back.setText(_held_back(workspace, wording))

    def clear(self) -> None:
        """Empty the box for a new note, because it was saved."""
        self.text.set_value(None)
        self.kind.set_value(USUAL_KIND)
        self.only.set_value(None)
        self._problem.setText("")
        self.add_note.setEnabled(True)

    def refuse(self, sentence: str) -> None:
        """Say why the note was not saved; it stays as typed."""
        self._problem.setText(sentence)
        speak(self._problem, sentence)
        self.add_note.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the note on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        text = self.text.value()
        if text is None:
            self.refuse(_("Write first what was said, done or decided."))
            self.text.setFocus()
            return
        self.add_note.setEnabled(False)
        self._problem.setText("")
        given = {"text": text, "kind": self.kind.value() or USUAL_KIND}
        only = self.only.value()
        self.save_asked.emit("Note", {**given, "privacy": only} if only else given)


def _held_back(workspace: Workspace, wording: Wording) -> str:
    """Return how many notes are held back from this officer, and why."""
    told = []
    for mark, count in workspace.view.held_back.items():
        counted = plural("{count} note is held back", "{count} notes are held back", count)
        told.append(f"{counted}: {wording.label('note_privacy', mark)}")
    return "   ·   ".join(told)
