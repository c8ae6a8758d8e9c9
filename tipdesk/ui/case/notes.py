"""The notes of a case: a box to write one at once, then all of them, the latest first, with who wrote them and when.

`Quickly` saves what is written here, and the presenter opens the editor of a note; the authors come from the history.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.case.authorship import Author, authors_of
from tipdesk.ui.plain import set_name
from tipdesk.ui.spoken import speak
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.labels import body, muted, small
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.pill import Pill
from tipdesk.ui.widgets.problem_line import ProblemLine
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

FIRST_SHOWN = 40
USUAL_KIND = "case_note"


class NotesTab(QFrame):
    """The box for a new note, and the cards of all notes.

    `save_asked` is emitted with "Note" and the answers of a new note, `edit_asked` with a note, and `typed` whenever
    the new note changes.
    """

    edit_asked = Signal(object)
    save_asked = Signal(str, object)
    typed = Signal()

    def __init__(
        self, kinds: Sequence[Choice], privacies: Sequence[Choice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self._rows: Sequence[Row] = ()
        self._authors: Mapping[bytes, Author] = {}
        self._wording: Wording | None = None
        self._most = FIRST_SHOWN
        self.text = LongText(3, _("What was said, done or decided"))
        self.text.set_name(_("New note"))
        self.text.box.setMaximumHeight(current().pixels(80))
        self.text.changed.connect(self.typed)
        self.kind = CodeCombo(kinds)
        self.kind.set_value(USUAL_KIND)
        self.kind.set_name(_("Kind of note"))
        self.only = CodeCombo(privacies)
        self.only.box.setItemText(0, _("For all who see the case"))
        self.only.set_name(_("Only for"))
        self._held_back, self._problem = muted(), ProblemLine(1)
        self.add = primary(_("Add note"), icon="plus", pressed=self._save)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._empty = muted(_("No note has been written yet. The first one stands here."))
        self._more = quiet("", pressed=self._show_more)
        self._lay_out()

    def count(self) -> int:
        """Return how many notes there are, including the older ones behind the button."""
        return len(self._rows)

    def show_case(self, workspace: Workspace, wording: Wording) -> None:
        """Show the notes of a case, each with who wrote it and when."""
        self._rows, self._wording = tuple(reversed(workspace.notes)), wording
        self._held_back.setText(_held_back(workspace, wording))
        self._held_back.setVisible(bool(workspace.view.held_back))
        self._authors = authors_of(workspace.history)
        self._fill()

    def clear(self) -> None:
        """Empty the box for a new note, because it was saved."""
        self.text.set_value(None)
        self.kind.set_value(USUAL_KIND)
        self.only.set_value(None)
        self._problem.setText("")
        self.add.setEnabled(True)

    def refuse(self, sentence: str) -> None:
        """Say why the note was not saved; it stays as typed."""
        self._problem.setText(sentence)
        speak(self._problem, sentence)
        self.add.setEnabled(True)

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
        self.add.setEnabled(False)
        self._problem.setText("")
        given = {"text": text, "kind": self.kind.value() or USUAL_KIND}
        only = self.only.value()
        self.save_asked.emit("Note", {**given, "privacy": only} if only else given)

    def _fill(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._wording is None:
            return
        for row in self._rows[: self._most]:
            self._list.addWidget(self._card(row, self._wording))
        rest = len(self._rows) - self._most
        self._more.setText(plural("Show {count} older note", "Show {count} older notes", max(rest, 0)))
        self._more.setVisible(rest > 0)
        self._empty.setVisible(not self._rows)

    def _card(self, row: Row, wording: Wording) -> Card:
        card = Card()
        author = self._authors.get(row.id)
        fields = BY_NAME["Note"].by_name
        about = [wording.value(fields[name], row[name]) for name in ("kind", "person", "occurred_at")]
        when = wording.moment(author.at, author.offset) if author else ""
        who = wording.names.officer(author.actor) if author else ""
        top = QHBoxLayout()
        top.addWidget(small("   ·   ".join(part for part in (when, who, *about) if part)), 1)
        if row["privacy"]:
            top.addWidget(Pill(wording.value(fields["privacy"], row["privacy"]), "violet"))
        edit = quiet(_("Edit"), icon="pencil", pressed=partial(self.edit_asked.emit, row))
        set_name(edit, _("Edit the note of {when}").format(when=when))
        top.addWidget(edit)
        card.column.setSpacing(2)
        card.column.addLayout(top)
        words = body(_("Hidden") if "text" in row.masked else str(row["text"] or ""))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.add(words)
        return card

    def _show_more(self) -> None:
        self._most += FIRST_SHOWN
        self._fill()

    def _lay_out(self) -> None:
        new = Card()
        new.add(self.text)
        row = QHBoxLayout()
        row.addWidget(self.kind, 1)
        row.addWidget(self.only, 1)
        row.addWidget(small(_("Ctrl+Enter adds it")))
        row.addWidget(self.add)
        new.column.addLayout(row)
        new.add(self._problem)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._held_back)
        column.addWidget(self._empty)
        column.addLayout(self._list)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(new)
        whole.addWidget(scrolled(inner), 1)
        self._more.hide()
        self._held_back.hide()


def _held_back(workspace: Workspace, wording: Wording) -> str:
    """Return how many notes are held back from this officer, and why."""
    told = []
    for mark, count in workspace.view.held_back.items():
        counted = plural("{count} note is held back", "{count} notes are held back", count)
        told.append(f"{counted}: {wording.label('note_privacy', mark)}")
    return "   ·   ".join(told)
