"""Saves the lines of a case, each as its row is left: person, role and needs in one entry."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.rules.access import Action
from tipdesk.services.case.take_back import take_back_all
from tipdesk.services.line_list.lines import typed_key
from tipdesk.services.line_list.save_line import Besides, LineSaved, save_line
from tipdesk.services.results import Changed
from tipdesk.services.sheets.typed import keep_typed
from tipdesk.ui.line_list.entry import Entry
from tipdesk.ui.line_list.model import LineListModel
from tipdesk.ui.seat import Seat
from tipdesk.ui.sheet.saving import SheetSaving
from tipdesk.ui.translate import _


class Saving(SheetSaving[Entry, LineSaved]):
    """Saves the rows of one line list."""

    def __init__(self, seat: Seat, model: LineListModel, parent: QObject | None = None) -> None:
        super().__init__(seat, model.entries, model.note_changed, parent)
        self._case, self._action = b"", Action.VIEW
        model.typed.connect(lambda row: self.note_typed(model.entries[row]))

    def open(self, case: bytes, action: Action) -> None:
        """Save rows of this case from now on; `action` is that of the look with which it was opened."""
        self.begin(case)
        self._case, self._action = case, action

    def send(
        self, entry: Entry, sent: dict[str, str], then: Callable[[LineSaved], None], failed: Callable[..., None]
    ) -> None:
        """Save what was typed into a line; what is refused of a passport is to be scanned again."""

        def refuse(problem: TipdeskError) -> None:
            if isinstance(problem, UserError):
                entry.passport = None
            failed(problem)

        self._seat.lanes.write(
            save_line,
            self._case,
            entry.line,
            sent,
            line_key=entry.key,
            besides=Besides(passport=entry.passport),
            action=self._action,
            translate=_,
            then=then,
            failed=refuse,
            owner=self,
        )

    def put_aside(self, kept: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what was typed into lines that were not left yet."""
        self._seat.lanes.write(keep_typed, typed_key(self._case), kept, owner=self)

    def take_back(self, deeds: tuple[Changed, ...], then: Callable[..., None], failed: Callable[..., None]) -> None:
        """Take back what was saved together."""
        self._seat.lanes.write(take_back_all, deeds, then=then, failed=failed, owner=self)

    def take_over(self, entry: Entry, sent: Mapping[str, str], saved: LineSaved, refused: Mapping[str, str]) -> None:
        """Let a row show the line that was saved."""
        entry.take_saved(saved.line, sent, refused)
