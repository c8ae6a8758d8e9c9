"""Runs the page of one register: its rows with what belongs to them, panes, drafts, the trash and undo.

What a post writes goes to headquarters with its next sync, and what headquarters writes to a row of the post comes back
the same way. The rules are in `services/registers`.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.services.directory.names import read_names
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.registers.certificates import CERTIFICATE, find_certificates
from tipdesk.services.registers.open_register import open_register
from tipdesk.ui.records.drafted_rows import find_drafted
from tipdesk.ui.records.speaker import Speaker
from tipdesk.ui.records.tabbed_presenter import TabbedPresenter, Told
from tipdesk.ui.registers.deeds import RegisterDeeds
from tipdesk.ui.registers.speakers import speaker_of
from tipdesk.ui.registers.view import RegisterPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.wording import Wording


class RegisterPresenter(TabbedPresenter):
    """Connects the page with the services; it lives as long as its page. `told` says that rows were shown."""

    told = Signal()

    def __init__(self, page: RegisterPage, seat: Seat) -> None:
        deeds = RegisterDeeds()
        self._begins: tuple[RecordType, Mapping[str, object]] | None = None
        super().__init__(page, seat, deeds, partial(_find, deeds=deeds))
        page.turned_to.connect(self._turn_to)
        seat.names_switch.turned.connect(self.refresh)

    def speaker(self, record: RecordType, words: Wording) -> Speaker:
        """Return who says what stands in the list of a record."""
        return speaker_of(record)(record, words, drafts=self._told.drafts.keys())

    @property
    def can_change(self) -> bool:
        """Tell whether the officer may write rows of the record in front."""
        return self._told.can_change

    def reference_of(self, case: bytes) -> str:
        """Return the reference of a case that a row names, "" where the officer may not know of it."""
        return self._told.titles.get(case, "")

    def can_put_away(self, row: Row) -> bool:
        """Tell whether a row may go into the trash: a certificate does not."""
        return row.record is not CERTIFICATE

    def begin(self, record: RecordType, presets: Mapping[str, object]) -> None:
        """Begin a new row of a record, of which these answers are known, once its list is in front."""
        self._begins = (record, presets)
        self.turn(record)

    def _turn_to(self, record: str, row: bytes | None) -> None:
        """Read a row, or begin a new one where none is named."""
        if row is None:
            self.begin(BY_NAME[record], {})
        else:
            self.turn(BY_NAME[record], row)

    def _show(self, record: RecordType, told: Told) -> None:
        super()._show(record, told)
        self.told.emit()
        begins, presets = self._begins or (None, {})
        if record is begins:
            self._begins = None
            if told.can_change and presets:
                self._add(self._page.in_front, presets)
            elif told.can_change:
                self._page.in_front.add_asked.emit(record.name)


def _find(desk: LinkDesk, record: RecordType, with_deleted: bool, *, deeds: RegisterDeeds) -> Told:  # noqa: FBT001 - called by the lane
    """Return, on the read lane, what a tab shows; of a register whose rows the officer may only count, nothing."""
    if record is CERTIFICATE:
        return Told(find_certificates(desk), read_names(desk))
    found = open_register(desk, record, with_deleted=with_deleted)
    drafts = find_drafted(desk, deeds)
    return Told(found.rows, found.names, drafts, found.can_write, found.children, found.others, found.cases)
