"""What the presenters of all sheets do: each row is saved as it is left, and the foot tells about the cell.

A sheet is read again when something came from elsewhere, but never while a row of it is being saved. What is read, what
is counted and what is said of a cell is for those who present one sheet; they say it in the methods that are theirs.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer

from tipdesk.domain.moments import clock_shown
from tipdesk.services.results import Changed
from tipdesk.ui.seat import Seat
from tipdesk.ui.sheet.entry import SheetEntry
from tipdesk.ui.sheet.page import SheetPage
from tipdesk.ui.sheet.painted import SheetModel
from tipdesk.ui.sheet.saving import SheetSaving
from tipdesk.ui.translate import _


class SheetPresenter(QObject):
    """Keeps one sheet on its page; `first_words` are said, a message id, while nobody stands in it."""

    model: SheetModel
    view: SheetPage
    saving: SheetSaving[Any, Any]
    first_words = ""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._asked_at, self._is_due = 0, False

    @property
    def entries(self) -> Sequence[SheetEntry]:
        """Return the rows of the sheet."""
        raise NotImplementedError

    def ask_again(self) -> None:
        """Read the sheet again, because it has changed."""
        raise NotImplementedError

    def count(self) -> None:
        """Say what the sheet comes to, and tell about the cell anew."""
        raise NotImplementedError

    def told_of(self, row: int, place: int) -> tuple[str, bool]:
        """Return what the foot says of a cell, and whether something is wrong with it."""
        raise NotImplementedError

    def leave(self) -> None:
        """Save what is being written, because the page goes out of sight."""
        self.view.grid.end_editing()
        self.saving.leave_all()
        self.saving.keep()

    def join(self) -> None:
        """Connect page and saving; model, page and saving are there."""
        view, saving = self.view, self.saving
        view.grid.moved.connect(self._moved)
        view.grid.selection.currentChanged.connect(lambda _now, _before: self._tell())
        view.undo_pressed.connect(saving.undo)
        view.hidden.connect(self.leave)
        saving.done.connect(self._row_saved)
        saving.refused.connect(self._refuse)

    def _may_ask(self) -> bool:
        """Tell whether the sheet may be read now; while a row is being saved it is due once that is done."""
        self._is_due = self.saving.is_busy
        if not self._is_due:
            self._asked_at = self.saving.begun
        return not self._is_due

    def _is_outdated(self) -> bool:
        """Tell whether what was read is older than the save of a row, which would look as if it were gone."""
        return self.saving.begun != self._asked_at

    def _moved(self, before: int, _now: int) -> None:
        """Save the row that the cursor has left."""
        if 0 <= before < len(self.entries):
            self.saving.leave(self.entries[before])

    def _tell(self) -> None:
        """Tell about the cell that has the cursor."""
        at = self.view.grid.selection.currentIndex()
        if not at.isValid() or at.row() >= len(self.entries):
            self.view.show_about("")
        elif len(self.entries) == 1 and self.model.can_edit:
            self.view.show_about(_(self.first_words))
        else:
            told, is_grave = self.told_of(at.row(), at.column())
            self.view.show_about(told.replace("\n", "  ·  "), is_grave=is_grave)

    def _row_saved(self, entry: SheetEntry) -> None:
        at = clock_shown(self._seat.now())
        self.view.show_saved(_("✓ Saved {time}").format(time=at), can_undo=self.saving.can_undo)
        self.count()
        here = self.view.grid.selection.currentIndex()
        if not self.view.isVisible() or not here.isValid() or self.entries[here.row()] is not entry:
            self.saving.leave(entry)  # what was typed while it was being saved
        self._ask_if_due()

    def _refuse(self, sentence: str) -> None:
        self.view.show_problem(sentence)
        self.count()
        self._ask_if_due()

    def _ask_if_due(self) -> None:
        """Read the sheet where that had to wait for the rows that were being saved."""
        if self._is_due and not self.saving.is_busy:
            self.ask_again()

    def _follow(self, changed: Changed) -> None:
        """Ask again soon, when a save of this sheet has been answered if the change was one."""
        QTimer.singleShot(0, self, lambda: self._ask_unless_own(changed))

    def _ask_unless_own(self, changed: Changed) -> None:
        if not self.saving.is_own(changed):
            self.ask_again()
