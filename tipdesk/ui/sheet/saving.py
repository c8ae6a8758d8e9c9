"""Saves the rows of a sheet, each as it is left, and takes the last ones back.

One save of a row is under way at a time; what is typed meanwhile follows it. A row that is refused as a whole stays as
typed, in the draft table too, and is tried again when it is next left. What is typed is kept within a second. How a row
is saved, and where what was typed is kept, says whoever has the sheet.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import FieldProblem, TipdeskError
from tipdesk.domain.ids import id_text
from tipdesk.services.results import Changed
from tipdesk.ui.editors.autosave import AUTOSAVE_MS
from tipdesk.ui.seat import Seat
from tipdesk.ui.sheet.entry import SheetEntry
from tipdesk.ui.translate import _


class RowSaved(Protocol):
    """What became of a row: what was written, what can be taken back together, and why a cell was not saved."""

    @property
    def changed(self) -> Changed:
        """Return what was written."""

    @property
    def deeds(self) -> tuple[Changed, ...]:
        """Return what can be taken back together."""

    @property
    def refused(self) -> Mapping[str, FieldProblem]:
        """Return why a cell was not saved, by the name of its column."""


E = TypeVar("E", bound=SheetEntry)
S = TypeVar("S", bound=RowSaved)


class SheetSaving(QObject, Generic[E, S]):
    """Saves the rows of one sheet; `done` is emitted with the row that was, and `refused` with why one was not."""

    done = Signal(object)
    refused = Signal(str)

    def __init__(self, seat: Seat, entries: Sequence[E], told: Callable[[], None], parent: QObject | None) -> None:
        """Take the rows of the sheet, and what is called when they are to be painted anew."""
        super().__init__(parent)
        self._seat, self._entries, self._told = seat, entries, told
        self._subject: bytes | None = None
        self._deeds: list[tuple[Changed, ...]] = []
        self._own = set[Dot]()
        self._unkept: dict[str, E] = {}
        self.begun = 0
        """How many saves were begun, by which a reader knows whether what it read is older than one of them."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AUTOSAVE_MS)
        self._pause.timeout.connect(self.keep)

    def send(self, entry: E, sent: dict[str, str], then: Callable[[S], None], failed: Callable[..., None]) -> None:
        """Save what was typed into a row, on the write lane."""
        raise NotImplementedError

    def put_aside(self, kept: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what was typed into rows, on the write lane."""
        raise NotImplementedError

    def take_back(self, deeds: tuple[Changed, ...], then: Callable[..., None], failed: Callable[..., None]) -> None:
        """Take back what was saved together, on the write lane."""
        raise NotImplementedError

    def take_over(self, entry: E, sent: Mapping[str, str], saved: S, refused: Mapping[str, str]) -> None:
        """Let a row show what became of it."""
        raise NotImplementedError

    @property
    def can_undo(self) -> bool:
        """Whether a save of this sitting can be taken back."""
        return bool(self._deeds)

    @property
    def is_busy(self) -> bool:
        """Whether the save of some row has not been answered."""
        return any(entry.is_saving for entry in self._entries)

    def begin(self, subject: bytes) -> None:
        """Save rows of this case or session from now on."""
        if subject != self._subject:
            self._deeds, self._own, self._unkept = [], set(), {}
        self._subject = subject

    def is_own(self, changed: Changed) -> bool:
        """Tell whether a change is a save of this sheet, which shows it already."""
        return bool(changed.dots) and self._own.issuperset(changed.dots)

    def leave(self, entry: E) -> None:
        """Save a row, if there is anything to save."""
        if self._subject is None or entry.is_saving or not entry.waits:
            return
        entry.is_saving, sent = True, dict(entry.typed)
        self.begun += 1
        self._unkept.pop(entry.key, None)
        subject = self._subject
        self.send(entry, sent, partial(self._saved, subject, entry, sent), partial(self._failed, entry))

    def leave_all(self) -> None:
        """Save every row that waits."""
        for entry in list(self._entries):
            self.leave(entry)

    def keep(self) -> None:
        """Keep what was typed into rows that were not left yet."""
        self._pause.stop()
        kept = {entry.key: dict(entry.typed) for entry in self._unkept.values() if not entry.is_saving}
        self._unkept.clear()
        if kept and self._subject is not None:
            self.put_aside(kept)

    def note_typed(self, entry: E) -> None:
        """Keep within a second what was just typed into a row."""
        self._unkept[entry.key] = entry
        if not self._pause.isActive():
            self._pause.start()

    def note_deeds(self, deeds: tuple[Changed, ...]) -> None:
        """Let a deed of this sheet that saved no row be taken back as well."""
        self._deeds.append(deeds)

    def undo(self) -> None:
        """Take back the save that came last."""
        if self._deeds:
            deeds = self._deeds.pop()
            self.take_back(deeds, partial(self._undone, deeds), partial(self._undo_failed, deeds))

    def _saved(self, subject: bytes, entry: E, sent: Mapping[str, str], saved: S) -> None:
        entry.is_saving = False
        if subject != self._subject:
            return
        self._own.update(saved.changed.dots)
        if saved.deeds:
            self._deeds.append(saved.deeds)
        self.take_over(entry, sent, saved, {name: problem.text(_) for name, problem in saved.refused.items()})
        self._told()
        self.done.emit(entry)

    def _failed(self, entry: E, problem: TipdeskError) -> None:
        entry.is_saving, entry.problem = False, problem.text(_)
        self._unkept[entry.key] = entry
        self.keep()
        self._told()
        self.refused.emit(entry.problem)

    def _undone(self, deeds: tuple[Changed, ...], _changed: Changed) -> None:
        """Forget with a row that was made what could not be read of it, or it would come back as another row."""
        made = {id_text(one.row) for one in deeds if one.is_new and one.row is not None}
        gone = [entry for entry in self._entries if entry.key in made and entry.typed]
        for entry in gone:
            entry.typed.clear()
            entry.refused.clear()
            self._unkept.pop(entry.key, None)
        if gone:
            self.put_aside({entry.key: {} for entry in gone})
            self._told()
        self._seat.say(_("Taken back"))

    def _undo_failed(self, deeds: tuple[Changed, ...], problem: TipdeskError) -> None:
        if problem.code != "changed-since":
            self._deeds.append(deeds)
        self.refused.emit(problem.text(_))
