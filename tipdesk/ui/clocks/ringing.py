"""Ring from a list about a clock that a call stops: whom the roster names, and the note of the call in one dialog."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tipdesk.services.case.note_call import note_call
from tipdesk.services.clock_lists.find_clocks import ClockLine
from tipdesk.services.directory.find_duty_numbers import DutyLine, find_duty_numbers
from tipdesk.services.results import Changed
from tipdesk.ui.calls.ring_card import Ringing
from tipdesk.ui.calls.ring_dialog import RingDialog
from tipdesk.ui.clocks.offers import presets_of
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

USUAL = "duty_officer"


class ClockRinging(QObject):
    """Opens the dialog for the clock of a line, and notes the call."""

    def __init__(self, seat: Seat, window: Callable[[], QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._window = seat, window
        self.dialog: RingDialog | None = None

    def ask(self, line: ClockLine) -> None:
        """Ask for the numbers on duty, and then whom was rung."""
        self._seat.lanes.read(find_duty_numbers, then=partial(self._open, line), key="clock-ring", owner=self)

    def _open(self, line: ClockLine, numbers: list[DutyLine]) -> None:
        case, told = line.case, dict(presets_of(line.clock, None))
        if case is None:
            return
        duty = str(told.get("duty") or USUAL)
        number = next((one for one in numbers if one.kind == duty), None)
        called = self._seat.label("duty_kind", duty)
        ringing = Ringing(number.label or called, number.phone, duty) if number else Ringing(called, "", duty)
        advice = _("Read out the reference: {reference}").format(reference=case.reference)
        if number is None:
            advice += "\n" + _("The roster names no number for it at this hour. In danger, the police: 911.")
        title = _("Ring {whom}").format(whom=ringing.whom)
        dialog = self.dialog = RingDialog(self._seat, title, advice, ringing, self._window())
        dialog.form.pressed.connect(partial(self._note, dialog, case.id, told))
        dialog.open()

    def _note(
        self, dialog: RingDialog, case: bytes, told: dict[str, object], given: dict[str, object], _seen: object
    ) -> None:
        values = {**told, **given}
        then = partial(self._noted, dialog)
        self._seat.lanes.write(note_call, case, values, then=then, failed=dialog.refuse, owner=dialog)

    def _noted(self, dialog: RingDialog, _changed: Changed) -> None:
        dialog.accept()
        self._seat.say(_("The call is noted."))
