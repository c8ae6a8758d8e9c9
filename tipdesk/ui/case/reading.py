"""What the page on which a row is read asks and answers: showing it as the case stands now, and additions.

What is being added is kept as a draft. What came in meanwhile shows by itself, and a row that was put away is left. The
page is `ReadingPage`; the editors and rows to which it leads are opened by whoever hears the signals.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.case.add_record import add_record
from tipdesk.services.look import CaseView
from tipdesk.services.results import Changed
from tipdesk.ui.case.authorship import Author
from tipdesk.ui.case.reading_page import CALL, ReadingPage
from tipdesk.ui.editors.autosave import Autosave, Draft
from tipdesk.ui.editors.drafted import key_of
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

_NOTE, _TEXT, _KIND = BY_NAME["Note"], "text", "case_note"


class Reading(QObject):
    """Presents one row on its page.

    `done` is emitted when the officer goes back. `edit_asked`, `read_asked` and `correct_asked` are emitted with a row;
    `add_asked` and `child_asked` with the name of a record and what is known of its new row, which belongs to this one
    for `child_asked`. `refused` is emitted with the refusal of an addition.
    """

    done = Signal()
    edit_asked = Signal(object)
    read_asked = Signal(object)
    child_asked = Signal(str, object)
    add_asked = Signal(str, object)
    correct_asked = Signal(object)
    refused = Signal(object)

    def __init__(self, seat: Seat, case: bytes, row: Row, page: ReadingPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._case, self._row, self._page = seat, case, row, page
        key = key_of(case, _NOTE, None, {"report": row.id})
        self._autosave = Autosave(seat.lanes, key, self._draft, lambda _words: None, self)
        page.typed.connect(self._autosave.typed)
        page.left.connect(self.leave)
        page.fill_pressed.connect(lambda: self.edit_asked.emit(self._row))
        page.edit_pressed.connect(lambda: self.edit_asked.emit(self._row))
        page.child_opened.connect(self.read_asked)
        page.child_asked.connect(self.child_asked)
        page.call_pressed.connect(lambda: self.add_asked.emit(CALL, {"report": self._row.id}))
        page.correct_pressed.connect(self.correct_asked)
        page.correct.clicked.connect(lambda _checked=False: self.correct_asked.emit(self._row))
        page.added.connect(self._add)
        self._autosave.recover(self._recover)

    def show(self, view: CaseView, authors: Mapping[bytes, Author], wording: Wording) -> None:
        """Show the row as the case stands now; a row that is not there any more is left."""
        row = view.get_row(self._row.id)
        if row is None:
            self.leave()
            return
        self._row = row
        self._page.show_row(row, view, wording)
        notes = [note for note in view.of(_NOTE.name) if note["report"] == self._row.id]
        self._page.show_additions(notes, authors, wording)

    def keep(self) -> None:
        """Keep what is being added as a draft now."""
        if self._page.words.value() is not None:
            self._autosave.keep()

    def leave(self) -> None:
        """Leave the page; what is typed stays as a draft."""
        self.keep()
        self._autosave.stop()
        self.done.emit()

    def _draft(self) -> Draft:
        words = self._page.words.value()
        return {} if words is None else {_TEXT: words}

    def _recover(self, draft: Draft | None) -> None:
        if draft and self._page.words.value() is None:
            self._page.words.set_value(draft.get(_TEXT))

    def _add(self, words: str) -> None:
        self._autosave.pause()
        given = {"text": words, "kind": _KIND, "report": self._row.id}
        write = partial(self._seat.lanes.write, add_record, self._case, _NOTE, given, draft=self._autosave.key)
        write(then=self._added, failed=self._refused, owner=self)

    def _added(self, _changed: Changed) -> None:
        self._page.show_added()
        self._autosave.pause()  # its draft went with the save
        self._seat.say(_("Added to the report, under your name"))

    def _refused(self, problem: TipdeskError) -> None:
        self._page.refuse()
        self.refused.emit(problem)
