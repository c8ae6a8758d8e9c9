"""Saves the participants of a session, each as its row is left."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from tipdesk.services.desk import Desk
from tipdesk.services.outreach.save_person import PersonSaved, people_key, save_person
from tipdesk.services.registers.take_back_row import take_back_row
from tipdesk.services.results import Changed
from tipdesk.services.sheets.typed import keep_typed
from tipdesk.ui.outreach.people_model import PeopleModel, PersonEntry
from tipdesk.ui.seat import Seat
from tipdesk.ui.sheet.saving import SheetSaving
from tipdesk.ui.translate import _


class PeopleSaving(SheetSaving[PersonEntry, PersonSaved]):
    """Saves the rows of one sheet of participants."""

    def __init__(self, seat: Seat, model: PeopleModel, parent: QObject | None = None) -> None:
        super().__init__(seat, model.entries, model.note_changed, parent)
        self._session = b""
        model.typed.connect(lambda row: self.note_typed(model.entries[row]))

    def open(self, session: bytes) -> None:
        """Save rows of this session from now on."""
        self.begin(session)
        self._session = session

    def send(
        self, entry: PersonEntry, sent: dict[str, str], then: Callable[[PersonSaved], None], failed: Callable[..., None]
    ) -> None:
        """Save what was typed into a row."""
        seen = entry.line.row if entry.line is not None else None
        self._seat.lanes.write(
            save_person,
            self._session,
            seen,
            sent,
            line_key=entry.key,
            translate=_,
            then=then,
            failed=failed,
            owner=self,
        )

    def put_aside(self, kept: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what was typed into rows that were not left yet."""
        self._seat.lanes.write(keep_typed, people_key(self._session), kept, owner=self)

    def take_back(self, deeds: tuple[Changed, ...], then: Callable[..., None], failed: Callable[..., None]) -> None:
        """Take back what was saved together."""
        self._seat.lanes.write(_take_back, deeds, then=then, failed=failed, owner=self)

    def take_over(
        self, entry: PersonEntry, sent: Mapping[str, str], saved: PersonSaved, refused: Mapping[str, str]
    ) -> None:
        """Let a row show the participant who was saved."""
        if saved.line is not None:
            entry.line, entry.key = saved.line, saved.line.key
        entry.settle(sent, refused)


def _take_back(desk: Desk, deeds: tuple[Changed, ...]) -> Changed:
    """Take back one save, which is one entry."""
    return take_back_row(desk, deeds[0])
