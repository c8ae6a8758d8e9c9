"""A reply slip that came back: its code leads to the referral that it answers, in whatever case that is."""

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.slip_code import parse_slip_code
from tipdesk.services.referring.find_by_slip import Answered, find_by_slip
from tipdesk.ui.referring.replying import BESIDE, CODE, ask_slip
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from tipdesk.ui.seat import Seat


def open_slip(seat: "Seat") -> None:
    """Ask for the code, open the case of its referral, and ask what the slip says."""
    dialog = ask_slip(seat.shell.window())

    def find(said: dict[str, object]) -> None:
        code = str(said[CODE] or "")
        read = partial(seat.lanes.read, find_by_slip, code)
        read(
            then=partial(_found, seat, dialog, code),
            failed=partial(dialog.refuse_beside, places=BESIDE),
            key="slip",
            owner=dialog,
        )

    dialog.agreed.connect(find)
    dialog.open()


def _found(seat: "Seat", dialog: AskDialog, code: str, answered: Answered) -> None:
    dialog.accept()
    seat.open_case(answered.case)
    if seat.case is not None:
        seat.case.answer(answered.referral, parse_slip_code(code))
