"""What the page *Refer* asks and answers: who could help, the letter as it stands, a draft each second, and *Send*.

What is typed is kept as a draft within a second. What gates stop is kept as a draft row as well, so that somebody can
be asked to agree to it, and so that it can be gone on with later. What becomes of it once it is sent is told by
`Following`.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.referring.letter_templates import template_of
from tipdesk.services.case.open_case import Workspace
from tipdesk.services.referring.begin_referral import begin_referral
from tipdesk.services.referring.drawing import CONSENT as CONSENTED
from tipdesk.services.referring.drawing import REFERRAL, Request
from tipdesk.services.referring.find_recipients import Recipient, find_recipients
from tipdesk.services.referring.propose_referral import keep_referral, propose_referral
from tipdesk.services.referring.send_referral import send_referral
from tipdesk.services.results import Changed
from tipdesk.ui.editors.autosave import Autosave, Draft
from tipdesk.ui.editors.drafted import key_of
from tipdesk.ui.gates.offers import Offer, Step, failed_in
from tipdesk.ui.gates.rule_answers import RuleAnswers
from tipdesk.ui.referring.answers import half_typed_in, refuse_unread, retype
from tipdesk.ui.referring.basis_box import BASIS
from tipdesk.ui.referring.consenting import CONSENT, Consenting
from tipdesk.ui.referring.kept import FIELDS, Filled, filled, goes_on, kept, known_in, withheld_by
from tipdesk.ui.referring.page import ReferPage
from tipdesk.ui.referring.reading import LetterReading
from tipdesk.ui.seat import Seat
from tipdesk.ui.translate import _
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.domain.rules.gates.passing import Override

PERSON, SERVICE, AGENCY, NEED = "person", "service", "agency", "Need"
_OWN = frozenset({"Referral", "Transfer", "TransferPerson"})
_AGREEMENT = "transfer-consent"
_LOOK_AGAIN = frozenset({"preview-first", "preview-changed"})


class Referring(QObject):
    """Presents one page, with which it ends.

    `sent` carries what sending changed, `proposed` what proposing did, and `offered` what a rule offers that leads
    elsewhere in the case.
    """

    sent = Signal(object)
    proposed = Signal(object)
    offered = Signal(object)

    def __init__(
        self, seat: Seat, page: ReferPage, space: Workspace, wording: Wording, seen: Row | None = None
    ) -> None:
        super().__init__(page)
        self._seat, self._page, self._space, self._wording, self._seen = seat, page, space, wording, seen
        self._row, self._agency = seen.id if seen is not None else b"", b""
        self._pressed: Callable[[Override | None], object] = self._send
        self._autosave: Autosave | None = None
        self._is_ready = self._is_typed = self._is_writing = False
        self.letter = LetterReading(seat, self._case, page.letter, self._request, self)
        self._consenting = Consenting(seat, self._case, page)
        self._rules = RuleAnswers(seat, self._case, page.rules, self, self._may_go)
        self._connect()

    @property
    def row(self) -> bytes:
        """Return the id of the referral, b"" until it has one."""
        return self._row

    def begin(self, presets: Mapping[str, object]) -> None:
        """Fill in what is known, and what was typed before."""
        self._page.asking.know(self._wording, self._space.view.of(NEED))
        self._page.letter.show_instead(_("One moment…"))
        self._page.letter.setFocus(
            Qt.FocusReason.OtherFocusReason
        )  # until the draft has come: keys press nothing there
        named = {name: value for name, value in presets.items() if name == PERSON}
        key = key_of(self._case, REFERRAL, self._seen, named)
        autosave = self._autosave = Autosave(self._seat.lanes, key, self._draft, self._page.show_draft, self)
        autosave.recover(partial(self._recover, presets))

    def show(self, space: Workspace, wording: Wording) -> None:
        """Go on with the case as it stands now; what is typed stays."""
        self._space, self._wording = space, wording
        self._seen = space.view.get_row(self._row) or self._seen
        self._page.asking.know(wording, space.view.of(NEED))
        if self._is_ready:
            self._ask_recipients()

    def keep(self) -> None:
        """Keep what is typed as a draft now; where nothing was, there is nothing to keep."""
        self._consenting.keep()
        if self._autosave is not None and self._is_typed:
            self._autosave.keep()

    def stop(self) -> None:
        """Keep nothing any more, since it was sent or proposed."""
        if self._autosave is not None:
            self._autosave.stop()

    def _connect(self) -> None:
        page = self._page
        page.asking.changed.connect(self._typed)
        page.asking.turned.connect(self._turn)
        page.recipients.changed.connect(self._choose)
        page.fields.changed.connect(self._typed)
        page.basis.changed.connect(self._typed)
        page.basis.record_pressed.connect(self._record)
        page.send_pressed.connect(partial(self._begin_to, self._send))
        page.propose_pressed.connect(partial(self._begin_to, self._propose))
        page.hidden.connect(self.keep)
        self._consenting.left.connect(self._ask_recipients)
        self._consenting.offered.connect(self.offered)
        self._rules.passed.connect(self._go_past)
        self._rules.offered.connect(self._follow)

    @property
    def _case(self) -> bytes:
        return self._space.view.id

    def _recover(self, presets: Mapping[str, object], draft: Draft | None) -> None:
        view = self._space.view
        if draft and self._autosave is not None and not goes_on(view, draft):
            self._autosave.drop()
            draft = None
        told = filled(view, self._seen, presets, draft)
        self._page.fields.begin(told.ticked)
        self._is_typed = bool(draft)
        agency = told.referral.get(AGENCY)
        self._agency = agency if isinstance(agency, bytes) else b""
        self._page.asking.fill(told.referral)
        self._page.basis.fill(told.transfer)
        retype(self._page.frames, told.half)
        if told.row:
            self._start(told.row)
        else:
            self._seat.lanes.read(begin_referral, then=self._start, key="refer-begin", owner=self)

    def _start(self, row: bytes) -> None:
        self._row, self._is_ready = row, True
        self._show_fields()
        self._ask_recipients()
        self._page.focus_first()

    def _filled(self) -> Filled:
        chosen = self._page.recipients.chosen()
        referral = {
            **self._page.asking.answers(),
            AGENCY: chosen.agency if chosen is not None else self._agency or None,
        }
        transfer = {**self._page.basis.answers(), FIELDS: self._page.fields.ticked()}
        return Filled(self._row, referral, transfer, half_typed_in(self._page.frames))

    def _request(self) -> Request:
        told = self._filled()
        seen = self._space.view.get_row(self._row)
        return Request(self._row, told.referral, told.transfer, seen.version if seen is not None else "")

    def _draft(self) -> Draft:
        return kept(self._seen.version if self._seen is not None else "", self._filled())

    def _typed(self) -> None:
        if self._autosave is not None and self._is_ready:
            self._is_typed = True
            self._page.clear_problem()
            self._autosave.typed()
            self.letter.ask_soon()

    def _turn(self, what: str) -> None:
        """Ask for other agencies, because it is for something else; of somebody else, begin anew with the ticks."""
        if what == PERSON:
            self._page.fields.begin(None)
        self._show_fields()
        self._ask_recipients()

    def _choose(self) -> None:
        self._agency = b""
        self._tell_agreed()
        self._typed()

    def _needed(self) -> tuple[object, object]:
        """Return of whom and for what an agency is wanted."""
        told = self._page.asking.meant()
        return told[PERSON], told[SERVICE]

    def _ask_recipients(self) -> None:
        asked = person, service = self._needed()
        if isinstance(person, bytes) and service:
            ask = partial(self._seat.lanes.read, find_recipients, self._case, person, service, owner=self)
            ask(then=partial(self._take_recipients, asked), failed=self._page.refuse, key="refer-recipients")
        else:
            self._show_recipients(None)

    def _take_recipients(self, asked: tuple[object, object], found: Sequence[Recipient]) -> None:
        """Show who could help, unless something else is asked by now."""
        if asked == self._needed():
            self._show_recipients(found)

    def _show_recipients(self, found: Sequence[Recipient] | None) -> None:
        self._page.recipients.show_recipients(found, self._agency)
        self._tell_agreed()
        self.letter.ask_soon()

    def _tell_agreed(self) -> None:
        one = self._page.recipients.chosen()
        agreed, name = (one.agreed, one.name) if one is not None else (None, "")
        self._page.basis.show_agreed(agreed, name, self._wording)
        self._show_fields()

    def _show_fields(self) -> None:
        (person, service), one = self._needed(), self._page.recipients.chosen()
        template, details = template_of(service), self._page.asking.answers().get("details")
        known = known_in(self._space.view, template, person, details)
        self._page.fields.show_template(template, known, withheld_by(one.agreed if one is not None else None))
        self._page.chain()

    def _begin_to(self, deed: Callable[["Override | None"], object]) -> None:
        """Do what is pressed, past no rule; it is also what is gone on with where the officer goes past one."""
        self._rules.begin()
        self._pressed = deed
        deed(None)

    def _go_past(self, override: "Override") -> None:
        self._pressed(override)

    def _send(self, override: "Override | None") -> None:
        self._write(partial(send_referral, preview=self.letter.digest), override, self.sent.emit)

    def _propose(self, override: "Override | None") -> None:
        self._write(propose_referral, override, self.proposed.emit)

    def _write(
        self, deed: Callable[..., Changed], override: "Override | None", then: Callable[[Changed], object]
    ) -> None:
        if not self._is_ready or self._is_writing or self._autosave is None or refuse_unread(self._page.frames):
            return
        self._is_writing = True
        self._autosave.pause()
        self._page.clear_problem()
        own = partial(deed, draft=self._autosave.key, override=override)
        write = partial(self._seat.lanes.write, own, self._case, self._request())
        write(then=partial(self._done, then), failed=self._refused, owner=self)

    def _done(self, then: Callable[[Changed], object], changed: Changed) -> None:
        self.stop()
        self._page.rules.hide()
        then(changed)

    def _refused(self, problem: TipdeskError) -> None:
        self._is_writing = False
        failed = failed_in(problem)
        if failed:
            self._keep_row()
            self._rules.show(failed)
            return
        self._page.refuse(problem)
        if problem.code in _LOOK_AGAIN:
            self.letter.ask()

    def _keep_row(self) -> None:
        """Keep what is asked as a draft row, of which somebody can be asked; what it lacks yet is said elsewhere."""
        self._seat.lanes.write(keep_referral, self._case, self._request(), failed=lambda _problem: None, owner=self)

    def _may_go(self, offer: Offer) -> bool:
        """Tell whether a rule can be gone past: without agreement it leaves on another basis, which is said first."""
        basis, one = self._page.basis.frames[BASIS], self._page.recipients.chosen()
        is_agreed = one is not None and one.agreed.is_live
        if offer.failed.gate == _AGREEMENT and not is_agreed and self._page.basis.answers().get(BASIS) == CONSENTED:
            basis.refuse(_("The person has not agreed to this. Say on which other legal basis you send it."))
            return False
        if offer.step is Step.ASK:
            self._keep_row()
        return True

    def _record(self) -> None:
        one, person = self._page.recipients.chosen(), self._page.asking.answers().get(PERSON)
        if one is not None and isinstance(person, bytes):
            self._consenting.begin(person, one.agency, self._wording)

    def _follow(self, offer: Offer) -> None:
        """Lead to what satisfies a rule: an answer of this page, the form of a consent here, or elsewhere."""
        need = offer.need
        if need is not None and need.record == CONSENT.name and offer.step is Step.ADD:
            self._record()
        elif need is None or need.record not in _OWN or not self._page.lead_to(need.fields, offer.failed.text(_)):
            self.keep()
            self.offered.emit(offer)
