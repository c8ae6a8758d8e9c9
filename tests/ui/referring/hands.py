"""An officer at the page Refer: opens it from a need, answers, waits for the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.referred import CLINIC, POINTS
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.look import look
from tipdesk.ui.referring.pane_card import PaneCard
from tipdesk.ui.widgets.ask_dialog import AskDialog

if TYPE_CHECKING:
    from tests.ui.invented import CasesDesk
    from tipdesk.domain.rows import Row
    from tipdesk.ui.referring.page import ReferPage


def rows(desk: CasesDesk, case: bytes, record: str) -> tuple[Row, ...]:
    """Return the rows of a record as they stand in the store."""
    return look(desk.store, case).of(record)


def agree(desk: CasesDesk, case: bytes) -> None:
    """Record that she agrees that the clinic is told."""
    [person] = rows(desk, case, "Person")
    given = {"person": person.id, "scope": "share_with_agency", "agency": CLINIC, "points": POINTS, "how": "said"}
    given |= {"language": "eng", "status": "given", "given_by": "self", "form": "signed_paper"}
    add_record(desk.store, case, BY_NAME["Consent"], given)
    desk.settle()


def wait(desk: CasesDesk) -> ReferPage:
    """Return the page once the letter that was asked for is there."""
    page = desk.screen.case.refers.page
    assert page is not None
    asking = desk.screen.case.refers.asking
    desk.settle()
    if asking is not None:
        asking.letter.ask()
    desk.settle()
    return page


def open_page(desk: CasesDesk, case: bytes) -> ReferPage:
    """Press *Refer…* in the pane of her need."""
    [need] = rows(desk, case, "Need")
    pane = desk.read(need)
    [card] = pane.findChildren(PaneCard)
    desk.press(card.go)
    page = wait(desk)
    page.recipients.list.choose(CLINIC)
    return wait(desk)


def dialog_of(desk: CasesDesk) -> AskDialog:
    """Return the dialog that was opened last."""
    desk.settle()
    return desk.screen.window().findChildren(AskDialog)[-1]


def choose(page: ReferPage, name: str, value: object) -> None:
    """Answer a question as an officer does."""
    page.asking.frames[name].set_value(value)
    page.asking.frames[name].editor.changed.emit()
