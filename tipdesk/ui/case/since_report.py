"""What stands beside a report in its pane: what came of it, what has come up since, who has read it, and the calls.

A report that was sent stands as it was told. What is added stands beside it under its author's name; what is typed for
an addition is kept as a draft.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Author, Row
from tipdesk.domain.rules.outcomes import TOLD_IN_REPORT, outcomes_of
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.calls import find_calls
from tipdesk.services.case.note_outcome import OUTCOME, move_outcome, note_outcome
from tipdesk.services.results import Changed
from tipdesk.ui.calls.calls_list import CallsList
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.editors.autosave import Autosave, Draft
from tipdesk.ui.editors.drafted import key_of
from tipdesk.ui.records.pane_body import PaneBody, Reading
from tipdesk.ui.saved.outcome_card import OutcomeCard
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.buttons import primary, quiet
from tipdesk.ui.widgets.card import Card
from tipdesk.ui.widgets.labels import muted, small
from tipdesk.ui.widgets.lines import Lines
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.said_line import said_line
from tipdesk.ui.wording import Wording

_NOTE, _TEXT, _KIND = BY_NAME["Note"], "text", "case_note"


class SinceReport(QFrame):
    """The cards beside a report.

    `added` is emitted with the words of an addition, `typed` whenever they change, and `call_pressed` when a call is to
    be noted.
    """

    added = Signal(str)
    typed = Signal()
    call_pressed = Signal()

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.outcome = OutcomeCard(wording)
        self.calls, self._readers, self._additions = CallsList(), Lines(4), Lines(8)
        self.words = LongText(2, _("What has come up since"), grows=False)
        self.words.set_name(_("Add to the report"))
        self.words.changed.connect(self.typed)
        self.add = primary(_("Add it"), icon="plus", pressed=self._add)
        new, readers, later = Card(_("Add to the report")), Card(_("Read by")), Card(_("Added later"))
        new.add(small(_("It stands beside what was told, under your name.")))
        new.add(self.words)
        new.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.calls.add_beside(quiet(_("Note a call"), icon="phone", pressed=self.call_pressed.emit))
        readers.add(self._readers)
        later.add(self._additions)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(10)
        for card in (self.outcome, later, readers, self.calls, new):
            column.addWidget(card)

    def join(self, body: PaneBody) -> None:
        """Stand below the sections of a report; what became of the people is told here alone."""
        body.leave_out(TOLD_IN_REPORT)
        body.add(self, self)

    def show_row(self, reading: Reading, wording: Wording) -> None:
        """Let nothing be added where the officer may not write."""
        self.add.setEnabled(reading.can_write)

    def show_told(self, told: CaseTold, report: bytes) -> None:
        """Show the calls about a report, who has read it, and what was added."""
        view, wording = told.workspace.view, told.wording
        self.calls.show_calls(find_calls(view, report), wording)
        readers = [_reader(one, wording) for one in view.of("Acknowledgement") if one["report"] == report]
        self._readers.fill(readers or [muted(_("Nobody has said yet that they have it."))])
        notes = [note for note in view.of(_NOTE.name) if note["report"] == report]
        row = view.get_row(report)
        outcomes = outcomes_of(row, view.of(OUTCOME.name)) if row is not None else []
        self.outcome.show_all(outcomes, wording, can_write=told.can_write)
        lines = [_addition(note, told.authors, wording) for note in notes]
        self._additions.fill(lines or [muted(_("Nothing was added yet."))])

    def show_added(self) -> None:
        """Empty the box for an addition, because it was saved."""
        self.words.set_value(None)
        self.add.setEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add what is typed on Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
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


class ReportAdditions(QObject):
    """Keeps what is being added to a report as a draft, and adds it; `refused` carries the refusal of an addition."""

    refused = Signal(object)

    def __init__(
        self, seat: Seat, case: bytes, report: bytes, card: SinceReport, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._case, self._report, self._card = seat, case, report, card
        key = key_of(case, _NOTE, None, {"report": report})
        self._autosave = Autosave(seat.lanes, key, self._draft, lambda _words: None, self)
        card.typed.connect(self._autosave.typed)
        card.added.connect(self._add)
        card.outcome.pressed.connect(self._note_outcome)
        card.outcome.move_pressed.connect(self._move_outcome)
        self._autosave.recover(self._recover)

    def show(self, told: CaseTold) -> None:
        """Show what belongs to the report as the case stands now."""
        self._card.show_told(told, self._report)

    def keep(self) -> None:
        """Keep what is being added as a draft now."""
        if self._card.words.value() is not None:
            self._autosave.keep()

    def close(self) -> None:
        """Leave the report; what is typed stays as a draft."""
        self.keep()
        self._autosave.stop()
        self.deleteLater()

    def _draft(self) -> Draft:
        words = self._card.words.value()
        return {} if words is None else {_TEXT: words}

    def _recover(self, draft: Draft | None) -> None:
        if draft and self._card.words.value() is None:
            self._card.words.set_value(draft.get(_TEXT))

    def _add(self, words: str) -> None:
        self._autosave.pause()
        given = {"text": words, "kind": _KIND, "report": self._report}
        write = partial(self._seat.lanes.write, add_record, self._case, _NOTE, given, draft=self._autosave.key)
        write(then=self._added, failed=self._refuse, owner=self)

    def _note_outcome(self, became: object, why: object) -> None:
        card, given = self._card.outcome, (str(became), None if why is None else str(why))
        self._seat.lanes.write(
            note_outcome, self._case, self._report, *given, then=self._noted, failed=card.refuse, owner=self
        )

    def _noted(self, _changed: Changed) -> None:
        self._card.outcome.clear()
        self._seat.say(_("What became of them is noted."))

    def _move_outcome(self, report: Row) -> None:
        self._seat.lanes.write(move_outcome, report, then=self._moved, failed=self.refused.emit, owner=self)

    def _moved(self, _changed: Changed) -> None:
        self._seat.say(_("Moved into a row of its own. It stands as it is; correct it beside."))

    def _added(self, _changed: Changed) -> None:
        self._card.show_added()
        self._autosave.pause()  # its draft went with the save
        self._seat.say(_("Added to the report, under your name"))

    def _refuse(self, problem: TipdeskError) -> None:
        self._card.add.setEnabled(True)
        self.refused.emit(problem)


def _reader(row: Row, wording: Wording) -> QFrame:
    fields = row.record.by_name
    told = [wording.value(fields[name], row[name]) for name in ("by", "at", "words")]
    return said_line(" · ".join(part for part in told if part))


def _addition(note: Row, authors: Mapping[bytes, Author], wording: Wording) -> QFrame:
    author = authors.get(note.id)
    who = wording.names.officer(author.actor) if author else ""
    when = wording.moment(author.at, author.offset) if author else ""
    words = _("Hidden") if "text" in note.masked else str(note["text"] or "")
    return said_line(words, "   ·   ".join(filter(None, (when, who))))
