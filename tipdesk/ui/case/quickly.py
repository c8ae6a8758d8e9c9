"""A note or a task written in one line of the workspace: saved at once, taken back at once, and a note kept as a draft.

The whole editors of notes and tasks are `Editing`'s. What was saved shows when the case is read again.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.take_back import take_back
from tipdesk.services.results import Changed
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.editors.autosave import Autosave, Draft
from tipdesk.ui.gates.told_with import told_with
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

_TEXT = "text"


class Quickly(QObject):
    """The quick lines of one open case, until `close`."""

    def __init__(self, seat: Seat, view: CaseView, case: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._view, self._case = seat, view, case
        self._autosave = Autosave(seat.lanes, f"case:{case.hex()}/Note/quick", self._draft, lambda _words: None, self)
        self._is_open = True
        view.notes.clear()
        view.tasks.clear()
        view.notes.typed.connect(self._autosave.typed)
        view.save_asked.connect(self._save)
        self._autosave.recover(self._recover)

    def keep(self) -> None:
        """Keep the half-written note as a draft now."""
        self._autosave.keep()

    def close(self) -> None:
        """Leave the case; what is half-written stays as a draft."""
        if self._view.notes.text.value() is not None:
            self._autosave.keep()
        self._is_open = False
        self._autosave.stop()
        self._view.notes.typed.disconnect(self._autosave.typed)
        self._view.save_asked.disconnect(self._save)
        self._view.notes.clear()
        self._view.tasks.clear()
        self.deleteLater()

    def _draft(self) -> Draft:
        text = self._view.notes.text.value()
        return {} if text is None else {_TEXT: text}

    def _recover(self, draft: Draft | None) -> None:
        if draft and self._is_open and self._view.notes.text.value() is None:
            self._view.notes.text.set_value(draft.get(_TEXT))

    def _save(self, record: str, given: Mapping[str, object]) -> None:
        answers = given if record != "Task" else {"assigned_to": self._seat.officer, **given}
        if record == "Note":
            self._autosave.pause()
        self._seat.lanes.write(
            add_record,
            self._case,
            BY_NAME[record],
            answers,
            draft=self._autosave.key if record == "Note" else None,
            then=partial(self._saved, record),
            failed=partial(self._refused, record),
            owner=self,
        )

    def _saved(self, record: str, changed: Changed) -> None:
        undo = partial(self._seat.lanes.write, take_back, changed)
        self._seat.say(told_with(_("Saved"), changed), offer=_("Undo"), undo=undo)
        self._view.saved(record)
        if record == "Note":
            self._autosave.pause()  # its draft went with the save

    def _refused(self, record: str, problem: TipdeskError) -> None:
        words = [field.text(_) for field in problem.fields] or [problem.text(_)]
        self._view.refuse(record, " ".join(words))
