"""A row opened for reading: its answers by section, what belongs to it, and what came later, with author and time.

Nothing of it is edited here. A row that can be changed has a button that leads to its editor. One that stands for good
has buttons for what may still be done: filling in once what was left empty, correcting a call beside. A report shows
its calls, who has read it and what was added, and takes an addition. `Reading` asks and saves.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tipdesk.domain.pages import children_of
from tipdesk.domain.records import PLAIN_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import find_frozen, is_closed
from tipdesk.domain.schema import RecordType
from tipdesk.services.case.calls import find_calls
from tipdesk.services.look import CaseView
from tipdesk.ui.calls.calls_list import CallsList
from tipdesk.ui.case.authorship import Author
from tipdesk.ui.case.child_cards import ChildCards
from tipdesk.ui.case.facts import facts_of
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import plain, primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.facts import Facts
from tipdesk.ui.widgets.labels import heading, muted, small
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.said_line import said_line
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

BESIDE = 300
REPORT, CALL = "Report", "Call"


class ReadingPage(QFrame):
    """The page with one row of a record.

    `left`, `fill_pressed`, `edit_pressed` and `call_pressed` (note a call) are emitted when these buttons are pressed,
    and `typed` whenever the addition changes. `added` is emitted with the words of an addition, `correct_pressed` with
    the row of a call, `child_opened` with a row that belongs to this one, and `child_asked` with the record and the
    parent of a new one.
    """

    left = Signal()
    fill_pressed = Signal()
    edit_pressed = Signal()
    child_opened = Signal(object)
    child_asked = Signal(str, object)
    added = Signal(str)
    typed = Signal()
    call_pressed = Signal()
    correct_pressed = Signal(object)

    def __init__(
        self,
        title: str,
        record: RecordType,
        records: Sequence[RecordType] = PLAIN_RECORDS,
        parent: QFrame | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        set_name(self, title)
        self._record = record.name
        self._stands, self._facts = muted(""), Facts()
        self.children_of_row = ChildCards(children_of(record.name, records), hides_empty=False)
        self.children_of_row.opened.connect(self.child_opened)
        self.children_of_row.add_asked.connect(self.child_asked)
        self.edit = plain(_("Edit"), icon="pencil", pressed=self.edit_pressed.emit)
        set_name(self.edit, _("Edit {row}").format(row=title))
        self.fill = plain(_("Fill in what was left empty"), icon="pencil", pressed=self.fill_pressed.emit)
        self.correct = plain(_("Correct it beside"), icon="pencil")
        self.calls, self._readers, self._additions = CallsList(), Lines(4), Lines(8)
        self.words = LongText(2, _("What has come up since"), grows=False)
        self.words.set_name(_("Add to the report"))
        self.words.changed.connect(self.typed)
        self.add = primary(_("Add it"), icon="plus", pressed=self._add)
        self.calls.correct_pressed.connect(self.correct_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        top = QHBoxLayout()
        self.back = quiet(_("Back"), icon="chevron-left", pressed=self.left.emit)
        top.addWidget(self.back)
        top.addWidget(heading(title), 1)
        column.addLayout(top)
        column.addWidget(scrolled(self._body()), 1)

    def show_row(self, row: Row, view: CaseView, wording: Wording) -> None:
        """Show what the row tells, what belongs to it, and what can still be done with it."""
        facts, foot = facts_of(row, wording, names_empty=True)
        self._facts.show_facts(facts, foot)
        is_shut = is_closed(row)
        self._stands.setText(_stands(row, wording) if is_shut else "")
        self._stands.setVisible(is_shut)
        answers = [field.name for field in row.record.fields if field.is_asked]
        self.fill.setVisible(is_shut and len(find_frozen(row, answers)) < len(answers))
        self.edit.setVisible(not is_shut)
        self.correct.setVisible(is_shut and "corrects" in row.record.by_name)
        self.children_of_row.show_of(row, view, wording)
        if self._record == REPORT:
            self.calls.show_calls(find_calls(view, row.id), wording)
            readers = [_reader(one, wording) for one in view.of("Acknowledgement") if one["report"] == row.id]
            self._readers.fill(readers or [muted(_("Nobody has said yet that they have it."))])

    def show_additions(self, notes: Sequence[Row], authors: Mapping[bytes, Author], wording: Wording) -> None:
        """Show what was added, each with its author and time, in the order in which it was added."""
        lines = [_addition(note, authors.get(note.id), wording) for note in notes]
        self._additions.fill(lines or [muted(_("Nothing was added yet."))])

    def show_added(self) -> None:
        """Empty the box for an addition, because it was saved."""
        self.words.set_value(None)
        self.add.setEnabled(True)

    def refuse(self) -> None:
        """Let the addition be pressed again, because it was not saved; it stays as typed."""
        self.add.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape, and add what is typed on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._record == REPORT:
            self._add()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        words = self.words.value()
        if words is None:
            self.words.setFocus()
            return
        self.add.setEnabled(False)
        self.added.emit(str(words))

    def _body(self) -> QFrame:
        told = Card()
        told.add(self._stands)
        told.add(self._facts)
        foot = QHBoxLayout()
        foot.addWidget(self.edit)
        foot.addWidget(self.fill)
        foot.addWidget(self.correct)
        foot.addStretch(1)
        told.column.addLayout(foot)
        told.column.addStretch(1)
        main = QVBoxLayout()
        main.setSpacing(12)
        main.addWidget(told)
        main.addWidget(self.children_of_row)
        main.addStretch(1)
        body_ = QFrame()
        row = QHBoxLayout(body_)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(main, 1)
        if self._record == REPORT:
            row.addWidget(self._beside())
        return body_

    def _beside(self) -> QFrame:
        beside = QFrame()
        beside.setFixedWidth(current().pixels(BESIDE))
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        new = Card(_("Add to the report"))
        new.add(small(_("It stands beside what was told, under your name.")))
        new.add(self.words)
        new.add(self.add)
        self.calls.add_beside(quiet(_("Note a call"), icon="phone", pressed=self.call_pressed.emit))
        readers = Card(_("Read by"))
        readers.add(self._readers)
        later = Card(_("Added later"))
        later.add(self._additions)
        for card in (new, readers, self.calls, later):
            column.addWidget(card)
        column.addStretch(1)
        return beside


def _stands(row: Row, wording: Wording) -> str:
    sent = row["sent_at"] if "sent_at" in row.record.by_name else None
    if sent is not None:
        field = row.record.by_name["sent_at"]
        return _("Sent {when}. It stands as it was told.").format(when=wording.value(field, sent))
    return _("It stands as it was told.")


def _reader(row: Row, wording: Wording) -> QFrame:
    fields = row.record.by_name
    told = [wording.value(fields[name], row[name]) for name in ("by", "at", "words")]
    return said_line(" · ".join(part for part in told if part))


def _addition(note: Row, author: Author | None, wording: Wording) -> QFrame:
    who = wording.names.officer(author.actor) if author else ""
    when = wording.moment(author.at, author.offset) if author else ""
    return said_line(
        _("Hidden") if "text" in note.masked else str(note["text"] or ""), "   ·   ".join(filter(None, (when, who)))
    )
