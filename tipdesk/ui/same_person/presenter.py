"""What the card "Same person" asks and answers: reads links as a person is read, links, takes back, gathers, opens."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.results import Changed
from tipdesk.services.same_person.find_linked import Linked, find_linked
from tipdesk.services.same_person.link_lines import LinkLine, LinkLines, find_link_lines
from tipdesk.services.same_person.link_person import restore_link, unlink_person
from tipdesk.ui.linking.asking import LinkAsking
from tipdesk.ui.records.pane_body import Reading
from tipdesk.ui.same_person.card import SamePersonCard
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _

KEY = "same-person"


class SamePeople(QObject):
    """Presents one card; `is_unmasked` tells whether the case in front shows what is hidden at first.

    `gathered` is emitted with what is known of a person in all cases, and `refused` with a refusal.
    """

    gathered = Signal(object)
    refused = Signal(object)

    def __init__(
        self, seat: Seat, card: SamePersonCard, is_unmasked: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._seat, self._card, self._is_unmasked = seat, card, is_unmasked
        self.asking = LinkAsking(seat, card, self)
        self._reading: Reading | None = None
        card.row_shown.connect(self._show)
        card.link_pressed.connect(self._link)
        card.all_pressed.connect(self._gather)
        card.opened.connect(self._open)
        card.unlink_pressed.connect(self._unlink)
        seat.notices.subscribe(self._heard)

    def _show(self, reading: Reading) -> None:
        is_other = self._reading is None or self._reading.row.id != reading.row.id
        self._reading = reading
        if is_other:
            self._card.show_nothing()
        self._ask()

    def _ask(self) -> None:
        reading = self._reading
        if reading is None or reading.row.case is None:
            return
        self._seat.lanes.read(
            find_link_lines,
            reading.row.case,
            reading.row.id,
            unmask=self._is_unmasked(),
            then=partial(self._tell, reading.row.id),
            failed=self._refuse,
            key=KEY,
            owner=self,
        )

    def _tell(self, person: bytes, found: LinkLines) -> None:
        reading = self._reading
        if reading is not None and reading.row.id == person:
            self._card.show_lines(found, self._seat.wording, can_write=reading.can_write)

    def _link(self) -> None:
        reading = self._reading
        if reading is not None and reading.row.case is not None:
            self.asking.ask(reading.row.case, reading.row.id)

    def _open(self, line: LinkLine) -> None:
        self._seat.open_case(line.case, line.person)

    def _unlink(self, line: LinkLine) -> None:
        self._seat.lanes.write(unlink_person, line.link, then=self._unlinked, failed=self._refuse, owner=self)

    def _unlinked(self, changed: Changed) -> None:
        undo = partial(self._seat.lanes.write, restore_link, changed.row, failed=self._seat.say_problem)
        self._seat.say(_("Link taken back"), offer=_("Undo"), undo=undo)
        self._card.link.setFocus()

    def _gather(self) -> None:
        reading = self._reading
        if reading is not None and reading.row.case is not None:
            ids = (reading.row.case, reading.row.id)
            unmask = self._is_unmasked()
            self._seat.lanes.read(
                find_linked, *ids, unmask=unmask, then=self._gathered, failed=self._refuse, owner=self
            )

    def _gathered(self, found: Linked) -> None:
        self.gathered.emit(found)

    def _heard(self, changed: Changed) -> None:
        if "PersonLink" in changed.kinds or "CaseLink" in changed.kinds:
            self._ask()

    def _refuse(self, problem: TipdeskError) -> None:
        self.refused.emit(problem)
