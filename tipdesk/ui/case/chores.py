"""Small deeds on one row of a case that need no form: a task is done, and what was put away is brought back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import is_done, live_values
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import restore_record
from tipdesk.services.case.take_back import take_back
from tipdesk.services.results import Changed
from tipdesk.ui.case.view import CaseView
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording


class Chores(QObject):
    """Does them when the view asks for it; `wording` gives the words of the case in front."""

    def __init__(
        self,
        seat: Seat,
        view: CaseView,
        wording: Callable[[], Wording],
        failed: Callable[[TipdeskError], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._seat, self._wording, self._failed = seat, wording, failed
        view.done_asked.connect(self._mark_done)
        view.restore_asked.connect(self._restore)

    def _mark_done(self, task: Row) -> None:
        if is_done(live_values(task, "status")):
            self._seat.say(_("It is done already"))
            return

        def marked(changed: Changed) -> None:
            undo = partial(self._seat.lanes.write, take_back, changed)
            self._seat.say(_("Done: {task}").format(task=self._wording().title(task)), offer=_("Undo"), undo=undo)

        self._seat.lanes.write(amend_record, task, {"status": "done"}, then=marked, failed=self._failed, owner=self)

    def _restore(self, row: Row) -> None:
        def restored(_changed: Changed) -> None:
            self._seat.say(_("Brought back: {row}").format(row=self._wording().title(row)))

        self._seat.lanes.write(restore_record, row, then=restored, failed=self._failed, owner=self)
