"""The page of one register: a tab for each of its records, and beside those of trainings one for certificates."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tipdesk.domain.pages import Page, register_records
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _ as mark
from tipdesk.services.registers.certificates import CERTIFICATE
from tipdesk.services.registers.kept import REGISTERS
from tipdesk.ui.records.tabbed_page import TabbedPage
from tipdesk.ui.wording import Wording

OUTREACH = "outreach"
OWN_CERTIFICATES = mark("My certificates")


class CallDeeds(Protocol):
    """What can be done with the hotline call in front, as the actions of the window ask for it."""

    def open_case(self) -> None:
        """Open a case from the call, or go to the one that was opened before."""

    def called_back(self) -> None:
        """Note that the caller was rung back."""


class MeetingDeeds(Protocol):
    """What can be done with the meeting in front, as the actions of the window ask for it."""

    def add_action(self) -> None:
        """Begin an action of the plan that the meeting decided."""


class RegisterPage(TabbedPage):
    """The page of one register.

    `turned_to` carries the name of a record and the id of the row that is to be read, None for a new one.
    `turned` says that another record came to the front. `calls` and `meetings` are the deeds of
    these records, where they are here.
    """

    turned_to = Signal(str, object)
    turned = Signal()

    def __init__(
        self, register: Page, wording: Wording, *, is_headquarters: bool, parent: QWidget | None = None
    ) -> None:
        self.calls: CallDeeds | None = None
        self.meetings: MeetingDeeds | None = None
        records = register_records(register, REGISTERS)
        called = {} if is_headquarters else {CERTIFICATE.name: OWN_CERTIFICATES}
        beside = (CERTIFICATE,) if register.name == OUTREACH else ()
        every = (*records, *beside) if is_headquarters else (*beside, *records)
        super().__init__(wording, every, _is_register, known=REGISTERS, called=called, parent=parent)

    def show_tab(self, record: RecordType) -> None:
        """Bring the board of a record to the front."""
        super().show_tab(record)
        self.turned.emit()

    def turn_to(self, subject: object) -> None:
        """Read the row that is meant by the name of its record and its id, or with None begin a new one.

        Anything else is passed over.
        """
        match subject:
            case (str(record), bytes() | None as row) if record in self.boards:
                self.turned_to.emit(record, row)


def _is_register(record: RecordType) -> bool:
    return record in REGISTERS
