"""Ring now about the case in front: whom it makes one ring first, the note of the call, and a stay that it allows.

A call that the safe place or child protection answered is enough for the first days there; the rest is done by day.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tipdesk.domain.rules.childhood import is_child_reported
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.ringing import BEDS, wanted_of, without_bed
from tipdesk.services.case.note_call import note_call
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.results import Changed
from tipdesk.ui.case.boards import CaseBoards
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.seat import RING, Seat
from tipdesk.ui.translate import _

if TYPE_CHECKING:
    from tipdesk.ui.calls.ring_now import RingNowDialog

_ANSWERED = "answered"


class CaseRinging(QObject):
    """Opens the dialog over a case, and notes each call in it; `space` gives the case that is on the screen."""

    def __init__(
        self, seat: Seat, view: CaseView, space: Callable[[], Workspace | None], boards: CaseBoards, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._seat, self._view, self._space, self._boards = seat, view, space, boards
        self.dialog: RingNowDialog | None = None

    @property
    def asks(self) -> dict[str, Callable[[], object]]:
        """What is asked about the case in front, by its name among the actions."""
        return {RING: self.ask}

    def ask(self) -> None:
        """Open the dialog, for what the case needs most."""
        space = self._space()
        if space is None:
            return
        people = [one.person for one in space.people]
        has_child = is_child_reported(space.reports) or space.ages.count_children(people) > 0
        wanted = wanted_of(space.view.of, has_child=has_child)
        from tipdesk.ui.calls.ring_now import RingNowDialog

        dialog = self.dialog = RingNowDialog(self._seat, wanted, space.view.reference, self._view.window())
        dialog.noted.connect(partial(self._note, dialog, space.view.id))
        dialog.bed_pressed.connect(partial(self._begin_stay, dialog))
        dialog.finished.connect(self._forget)
        dialog.open()

    def _note(self, dialog: "RingNowDialog", case: bytes, given: Mapping[str, object]) -> None:
        then = partial(self._noted, dialog, is_bed=given.get("duty") in BEDS and given.get("answer") == _ANSWERED)
        self._seat.lanes.write(note_call, case, given, then=then, failed=dialog.refuse, owner=dialog)

    def _noted(self, dialog: "RingNowDialog", _changed: Changed, *, is_bed: bool) -> None:
        dialog.say_noted(is_bed=is_bed)
        bed = _("The call is noted. On it a stay of the first 72 hours can begin.")
        self._seat.say(bed if is_bed else _("The call is noted."))

    def _begin_stay(self, dialog: "RingNowDialog") -> None:
        """Open the form of a stay, of the one person who is without a bed, where there is only one."""
        dialog.accept()
        space = self._space()
        people = without_bed(space.view.of, day_of(self._seat.now_ms())) if space is not None else []
        self._boards.add("ShelterStay", {"person": people[0]} if len(people) == 1 else {})

    def _forget(self, _result: int) -> None:
        self.dialog = None
