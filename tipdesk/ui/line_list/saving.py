"""Saves the rows of the sheet, each as it is left, and takes the last ones back.

One save of a row is under way at a time; what is typed meanwhile follows it. A row that is refused as a whole stays as
typed, in the draft table too, and is tried again when it is next left. What is typed is kept within a second.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rules.access import Action
from tipdesk.services.case.take_back import take_back_all
from tipdesk.services.line_list.save_line import LineSaved, save_line
from tipdesk.services.line_list.typed import keep_typed
from tipdesk.services.results import Changed
from tipdesk.ui.editors.autosave import AUTOSAVE_MS
from tipdesk.ui.line_list.entry import Entry
from tipdesk.ui.line_list.model import LineListModel
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _


class Saving(QObject):
    """Saves the rows of one list; `done` is emitted with the row that was, and `refused` with why one was not."""

    done = Signal(object)
    refused = Signal(str)

    def __init__(self, seat: Seat, model: LineListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat, self._model = seat, model
        self._case: bytes | None = None
        self._action = Action.VIEW
        self._deeds: list[tuple[Changed, ...]] = []
        self._own = set[Dot]()
        self._unkept: dict[str, Entry] = {}
        self.begun = 0
        """How many saves were begun, by which a reader knows whether what it read is older than one of them."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AUTOSAVE_MS)
        self._pause.timeout.connect(self.keep)
        model.typed.connect(self._note)

    @property
    def can_undo(self) -> bool:
        """Whether a save of this sitting can be taken back."""
        return bool(self._deeds)

    @property
    def is_busy(self) -> bool:
        """Whether the save of some row has not been answered."""
        return any(entry.is_saving for entry in self._model.entries)

    def open(self, case: bytes, action: Action) -> None:
        """Save rows of this case from now on; `action` is that of the look with which it was opened."""
        if case != self._case:
            self._deeds, self._own, self._unkept = [], set(), {}
        self._case, self._action = case, action

    def is_own(self, changed: Changed) -> bool:
        """Tell whether a change is a save of this list, which shows it already."""
        return bool(changed.dots) and self._own.issuperset(changed.dots)

    def leave(self, entry: Entry) -> None:
        """Save a row, if there is anything to save."""
        if self._case is None or entry.is_saving or not entry.waits:
            return
        entry.is_saving, sent = True, dict(entry.typed)
        self.begun += 1
        self._unkept.pop(entry.key, None)
        self._seat.lanes.write(
            save_line,
            self._case,
            entry.line,
            sent,
            line_key=entry.key,
            action=self._action,
            translate=_,
            then=partial(self._saved, entry, sent),
            failed=partial(self._failed, entry),
            owner=self,
        )

    def leave_all(self) -> None:
        """Save every row that waits."""
        for entry in list(self._model.entries):
            self.leave(entry)

    def keep(self) -> None:
        """Keep what was typed into rows that were not left yet."""
        self._pause.stop()
        kept = {entry.key: dict(entry.typed) for entry in self._unkept.values() if not entry.is_saving}
        self._unkept.clear()
        if kept and self._case is not None:
            self._seat.lanes.write(keep_typed, self._case, kept, owner=self)

    def note_deeds(self, deeds: tuple[Changed, ...]) -> None:
        """Let a deed of this list that saved no row be taken back as well."""
        self._deeds.append(deeds)

    def undo(self) -> None:
        """Take back the save that came last."""
        if self._deeds:
            deeds = self._deeds.pop()
            again = partial(self._undo_failed, deeds)
            self._seat.lanes.write(take_back_all, deeds, then=self._undone, failed=again, owner=self)

    def _note(self, row: int) -> None:
        entry = self._model.entries[row]
        self._unkept[entry.key] = entry
        if not self._pause.isActive():
            self._pause.start()

    def _saved(self, entry: Entry, sent: Mapping[str, str], saved: LineSaved) -> None:
        entry.is_saving = False
        if saved.changed.case != self._case:
            return
        self._own.update(saved.changed.dots)
        if saved.deeds:
            self._deeds.append(saved.deeds)
        entry.take_saved(saved.line, sent, {name: problem.text(_) for name, problem in saved.refused.items()})
        self._model.note_changed()
        self.done.emit(entry)

    def _failed(self, entry: Entry, problem: TipdeskError) -> None:
        entry.is_saving, entry.problem = False, problem.text(_)
        self._unkept[entry.key] = entry
        self.keep()
        self._model.note_changed()
        self.refused.emit(entry.problem)

    def _undone(self, _changed: Changed) -> None:
        self._seat.say(_("Taken back"))

    def _undo_failed(self, deeds: tuple[Changed, ...], problem: TipdeskError) -> None:
        if problem.code != "changed-since":
            self._deeds.append(deeds)
        self.refused.emit(problem.text(_))
