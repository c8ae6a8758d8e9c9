"""Runs the page Keys: what stands, and each deed on the write lane.

A card with a wrong word is told at its own box. After a deed the page forgets the words of cards and asks for
everything again. The deeds themselves are done by `Custody` and services.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.moments import datetime_shown, in_zone
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _ as mark
from tipdesk.services.documents.recovery_card import RecoveryCard, Renewed
from tipdesk.services.headquarters.keys.case_unit import Member, list_members
from tipdesk.services.headquarters.keys.members import admit_member, remove_member
from tipdesk.services.headquarters.keys.see_keys import KeysSeen, see_keys
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.ui.custodians.custody import Custody
from tipdesk.ui.headquarters.keys_view import KeysPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.words import joined
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _

REQUESTS, ANSWERS = mark("Recovery requests (*.tiprecover);;All files (*)"), mark("Answers (*.tipanswer)")
PDF = mark("PDF document (*.pdf)")
MOST_EVENTS = 8
_FIELD_OF = {"wrong-fingerprint": "digits"}


class _Seen(NamedTuple):
    keys: KeysSeen
    members: Sequence[Member]
    has_cards: bool


class KeysPresenter(QObject):
    """Connects the page with custody and services; it lives as long as its page."""

    def __init__(self, page: KeysPage, seat: Seat, custody: Custody) -> None:
        super().__init__(page)
        self._page, self._seat, self._custody = page, seat, custody
        self._renewed: Renewed | None = None
        custodians = page.custodians
        custodians.card_left.connect(self._check_card)
        custodians.renew_pressed.connect(self._renew)
        custodians.lost_pressed.connect(self._replace_lost)
        custodians.answer_pressed.connect(self._answer)
        page.cards.save_asked.connect(self._save_card)
        page.cards_taken.connect(self._note_taken)
        page.in_force.cards_pressed.connect(self._show_again)
        page.unit.admit_pressed.connect(lambda login: self._change_unit(admit_member, login))
        page.unit.remove_pressed.connect(lambda login: self._change_unit(remove_member, login))
        seat.notices.subscribe(self.hear)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for everything that the page shows."""
        self._seat.lanes.read(_see, self._custody, then=self._show, key="keys-page", owner=self)

    def hear(self, _changed: object) -> None:
        """Ask again, because a post may have taken the keys or somebody may have changed the unit."""
        self.refresh()

    def _show(self, seen: _Seen) -> None:
        keys, seat = seen.keys, self._seat
        made = time_text(keys.made_at, seat.offset_minutes(), seat.now_ms())
        behind = "; ".join(f"{one.name} ({one.keyset})" for one in keys.behind)
        self._page.in_force.show_keys(
            _("Keyset {number}, made {time}. Every post compares these digits:").format(number=keys.number, time=made),
            keys.fingerprint,
            _("Still with earlier keys: {pcs}").format(pcs=behind) if behind else _("Every enrolled PC holds them."),
            _due(keys, has_cards=seen.has_cards),
        )
        self._page.in_force.again.setVisible(seen.has_cards)
        stale = _("{login}: has new keys since; let in again")
        self._page.unit.show_members(
            [(one.login, stale.format(login=one.login) if one.is_stale else one.login) for one in seen.members]
        )
        self._page.events.show_events([self._event(row) for row in keys.events[:MOST_EVENTS]])

    def _event(self, row: Row) -> str:
        at, label = row["noted_at"], self._seat.label("key_event", row["kind"])
        day = datetime_shown(in_zone(at, self._seat.offset_minutes()), _) if isinstance(at, datetime) else ""
        return joined((day, label, str(row["login"] or "")))

    def _check_card(self, number: int, words: str) -> None:
        """Tell a custodian of a wrong word while the card is still in hand."""
        card = self._page.custodians

        def told(refusal: str) -> None:
            if card.shares()[number - 1] == words:
                card.show_card(number, refusal)

        self._seat.lanes.read(
            _check_card,
            self._custody,
            words,
            number,
            then=lambda _none: told(""),
            failed=lambda problem: told(problem.text(_)),
            key=f"keys-card-{number}",
            owner=self,
        )

    def _renew(self, new_cards: bool) -> None:  # noqa: FBT001 - the argument of a signal
        shares = self._page.custodians.shares()
        missing = {f"card-{number}": _("This card is needed.") for number, one in enumerate(shares, 1) if not one}
        if missing:
            self._page.custodians.show_problems(missing)
            return
        self._begin(shares, new_cards=new_cards)

    def _replace_lost(self) -> None:
        self._begin((), new_cards=True)

    def _begin(self, shares: Sequence[str], *, new_cards: bool) -> None:
        self._seat.lanes.write(
            _renew_keys,
            self._custody,
            shares,
            new_cards=new_cards,
            then=self._renewing,
            failed=self._refused,
            owner=self,
        )

    def _renewing(self, renewed: Renewed) -> None:
        self._page.custodians.forget()
        self._renewed = renewed
        if renewed.cards:
            self._page.show_cards(renewed.cards)
        else:
            self._tell_renewed()

    def _show_again(self) -> None:
        """Show the cards again, because the power went or the window was left before every custodian had one."""
        self._seat.lanes.read(_cards_again, self._custody, then=self._renewing, failed=self._refused, owner=self)

    def _note_taken(self) -> None:
        self._seat.lanes.write(_note_taken, self._custody, then=lambda _none: self.refresh(), owner=self)
        self._tell_renewed()

    def _tell_renewed(self) -> None:
        if self._renewed is None:
            return
        said = _(
            "Keyset {number} is in force. Make a backup now: an older one cannot open what posts send from now on."
        )
        self._page.say(said.format(number=self._renewed.number), "ok")
        self._renewed = None
        self.refresh()

    def _answer(self) -> None:
        card = self._page.custodians
        shares, digits = card.shares(), str(card.digits.value() or "")
        missing = {f"card-{number}": _("This card is needed.") for number, one in enumerate(shares, 1) if not one}
        missing |= {} if digits else {"digits": _("Type the digits that you hear.")}
        if missing:
            card.show_problems(missing)
            return
        request = self._seat.choosing.file(self._page, _("Choose the request of the locked PC"), _(REQUESTS))
        target = (
            self._seat.choosing.target(self._page, _("Save the answer"), "answer.tipanswer", _(ANSWERS))
            if request
            else None
        )
        if request is None or target is None:
            return

        def answered(login: str) -> None:
            card.forget()
            said = _("The answer for {login} is in {file}. It opens that PC alone, with the passphrase chosen there.")
            self._page.say(said.format(login=login, file=target.name), "ok")
            self.refresh()

        self._seat.lanes.write(
            _answer_request,
            self._custody,
            request,
            digits,
            shares,
            target,
            then=answered,
            failed=self._refused,
            owner=self,
        )

    def _refused(self, problem: TipdeskError) -> None:
        number = problem.values.get("place")
        field = f"card-{number}" if problem.code == "bad-share" else _FIELD_OF.get(problem.code)
        said = problem.text(_)
        self._page.custodians.show_problems({field: said} if field else {}, [] if field else [said])

    def _save_card(self, card: RecoveryCard) -> None:
        file = self._seat.choosing.target(self._page, _("Save the card"), "card.pdf", _(PDF))
        if file is None:
            return

        def refused(problem: TipdeskError) -> None:
            self._page.cards.show_refusal(problem.text(_))

        self._seat.lanes.write(
            _write_card,
            self._custody,
            file,
            card,
            then=self._page.cards.show_saved,
            failed=refused,
            owner=self,
        )

    def _change_unit(self, verb: Callable[[LinkDesk, str], Changed], login: str) -> None:
        def done(_changed: Changed) -> None:
            self._page.unit.show_refusal(None)
            self.refresh()

        def refused(problem: TipdeskError) -> None:
            self._page.unit.show_refusal(problem.text(_))

        self._seat.lanes.write(verb, login, then=done, failed=refused, owner=self)


def _due(keys: KeysSeen, *, has_cards: bool) -> str:
    if has_cards:
        return _("Not every custodian has taken a card: without two of them nothing can be recovered.")
    if keys.are_cards_pending:
        return _(
            "Not every custodian has taken a card: without two of them nothing can be recovered. The officer who made "
            "them unlocks this PC and shows them again; if that cannot be, make new cards."
        )
    if keys.is_turned_back:
        return _("Posts hold later keys than this headquarters, which was put back: renew the keys with two cards.")
    return _("Somebody has left the case unit: renew the keys.") if keys.is_rotation_due else ""


def _see(desk: LinkDesk, custody: Custody) -> _Seen:
    """Read what the page shows; this runs on the read lane."""
    return _Seen(see_keys(desk), list_members(desk), custody.has_cards())


def _cards_again(_desk: LinkDesk, custody: Custody) -> Renewed:
    """Return the cards that were made last; this runs on the read lane."""
    return custody.cards_again()


def _note_taken(_desk: LinkDesk, custody: Custody) -> None:
    """Note that every custodian has taken a card; this runs on the write lane."""
    custody.cards_taken()


def _check_card(_desk: LinkDesk, custody: Custody, words: str, number: int) -> None:
    custody.check_card(words, number)


def _renew_keys(_desk: LinkDesk, custody: Custody, shares: Sequence[str], *, new_cards: bool) -> Renewed:
    """Renew the keys; this runs on the write lane."""
    return custody.renew(shares, new_cards=new_cards)


def _answer_request(
    _desk: LinkDesk, custody: Custody, request: Path, digits: str, shares: Sequence[str], target: Path
) -> str:
    """Write the answer to a locked PC's request and return the officer's login; this runs on the write lane."""
    return custody.answer(request, digits, shares, target)


def _write_card(_desk: LinkDesk, custody: Custody, file: Path, card: RecoveryCard) -> str:
    """Write a recovery card as a file and return the file's name; this runs on the write lane."""
    return custody.write_card(file, card)
