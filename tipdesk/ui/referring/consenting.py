"""Recording what a person says of an agency, in the place of what is asked: the form that consents have everywhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.complete import TO_AN_AGENCY
from tipdesk.ui.records.deeds import CaseDeeds
from tipdesk.ui.records.pane import RecordPane
from tipdesk.ui.records.row_writing import RowWriting
from tipdesk.ui.referring.page import ReferPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSENT = BY_NAME["Consent"]


class Consenting(QObject):
    """Presents that form on one page, with which it ends. `left` is emitted when the page asks again what is needed.

    `offered` carries what a rule offers that leads elsewhere in the case.
    """

    left = Signal()
    offered = Signal(object)

    def __init__(self, seat: Seat, case: bytes, page: ReferPage) -> None:
        super().__init__(page)
        self._seat, self._case, self._page = seat, case, page
        self._writing: RowWriting | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the form is in front."""
        return self._writing is not None

    def begin(self, person: bytes, agency: bytes, wording: Wording) -> None:
        """Open the form of a consent of this person for this agency."""
        known: Mapping[str, object] = {"person": person, "scope": TO_AN_AGENCY, "agency": agency}
        pane = RecordPane(CONSENT)
        pane.head.show_back(is_shown=True)
        pane.head.offer_steps(is_offered=False)
        pane.back.connect(self.end)
        writing = self._writing = RowWriting(self._seat, pane, CaseDeeds(self._case), self)
        writing.show(None, wording)
        writing.left.connect(self.end)
        writing.offered.connect(self.offered)
        self._page.show_over(pane)
        writing.add(CONSENT, known)

    def keep(self) -> None:
        """Keep what is half typed as a draft now."""
        if self._writing is not None:
            self._writing.keep()

    def end(self) -> None:
        """Go back to what is asked; what is half typed stays as a draft."""
        writing, self._writing = self._writing, None
        if writing is None:
            return
        writing.left.disconnect()
        writing.close()
        writing.deleteLater()
        self._page.close_over()
        self.left.emit()
