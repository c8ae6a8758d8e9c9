"""Does what the card of an enrolment asks for: the request and its digits, the grant file, and headquarters' digits."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.texts import _ as mark
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.services.sealing.share_case_keys import share_case_keys
from tipdesk.services.sync.enrolment import Enrolment, accept_grant
from tipdesk.services.sync.exchange import ANYTHING
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.courier import Courier
from tipdesk.ui.sync.outside import Outside, apart
from tipdesk.ui.sync.view import SyncPage
from tipdesk.ui.translate import _

if TYPE_CHECKING:
    from pathlib import Path

REQUEST_NAME = "request.tiprequest"
REQUESTS, GRANTS = mark("Enrolment requests (*.tiprequest)"), mark("Grants (*.tipgrant);;All files (*)")
_OF_DIGITS = "wrong-fingerprint"


class EnrolmentPresenter(QObject):
    """Connects the card with the services; it lives as long as its page.

    It makes a request while the PC is not enrolled, and whenever the PC is to be enrolled again.
    """

    def __init__(self, page: SyncPage, seat: Seat, outside: Outside, courier: Courier) -> None:
        super().__init__(page)
        self._page, self._seat, self._outside, self._courier = page, seat, outside, courier
        self._grant: Path | None = None
        self._request: Enrolment | None = None
        page.enrolment.save_pressed.connect(self._save)
        page.enrolment.choose_pressed.connect(self._choose)
        page.enrolment.accept_pressed.connect(self._accept)
        page.address.again_pressed.connect(self._begin_again)
        courier.changed.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        state = self._courier.state
        if self._request is None and state.link is not None and not state.is_enrolled:
            self._make()

    def _begin_again(self) -> None:
        self._request = None
        self._page.show_again(is_again=True)
        self._make()

    def _make(self) -> None:
        """Make a request on the write lane, since a request has a number and the store remembers it."""
        self._seat.lanes.write(apart, self._outside.request, then=self._show, key="enrolment-request", owner=self)

    def _show(self, request: Enrolment) -> None:
        self._request = request
        self._page.enrolment.show_digits(request.fingerprint)

    def _save(self) -> None:
        request = self._request
        if request is None:
            return
        path = self._outside.choosing.target(self._page, _("Save the request"), REQUEST_NAME, _(REQUESTS))
        if path is None:
            return

        def saved(_answer: object) -> None:
            self._page.say(_("The request is in {file}. Bring it to headquarters.").format(file=path.name), "ok")

        self._seat.lanes.read(
            apart, partial(self._outside.write, path, request.document), then=saved, failed=self._refused, owner=self
        )

    def _choose(self) -> None:
        path = self._outside.choosing.file(self._page, _("Choose headquarters' grant"), _(GRANTS))
        if path is not None:
            self._grant = path
            self._page.enrolment.show_chosen(path.name)

    def _accept(self, digits: str) -> None:
        card = self._page.enrolment
        if self._grant is None:
            card.show_problem(_("Choose the grant file first."), is_digits=False)
        elif not digits.strip():
            card.show_problem(_("Type the digits that headquarters reads out."), is_digits=True)
        else:
            self._seat.lanes.write(
                _enrol,
                partial(self._outside.read, self._grant),
                digits,
                self._outside.sealed,
                then=self._enrolled,
                failed=self._refused,
                owner=self,
            )

    def _enrolled(self, _changed: Changed) -> None:
        self._seat.refresh_actor()
        self._page.show_again(is_again=False)
        self._page.say(_("This PC is enrolled. It syncs from now on."), "ok")
        self._courier.wake()

    def _refused(self, problem: TipdeskError) -> None:
        self._page.enrolment.show_problem(problem.text(_), is_digits=problem.code == _OF_DIGITS)


def _enrol(desk: LinkDesk, read: Callable[[], bytes], digits: str, seal: Callable[[], object]) -> Changed:
    """Pin headquarters, then seal the store key and the keys of cases to it; this runs on the write lane."""
    accept_grant(desk, read(), digits)
    seal()
    share_case_keys(desk)
    return ANYTHING
