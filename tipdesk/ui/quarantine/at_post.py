"""A post's page of what it has set aside: bundles and receipts that failed a check, reports that nobody can open.

Each line says why and what to do, in words for an officer.
"""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from tipdesk.domain.texts import _ as mark
from tipdesk.services.ledger import Quarantined
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sticks.reasons import refusal_words
from tipdesk.ui.actions import Action
from tipdesk.ui.quarantine.presenter import QuarantinePresenter
from tipdesk.ui.quarantine.view import PageWords, QuarantinePage
from tipdesk.ui.seat import QUARANTINE_PAGE, Seat
from tipdesk.ui.shell import Page
from tipdesk.ui.sync.outside import Outside
from tipdesk.ui.sync.page import SYNC_PAGE
from tipdesk.ui.sync.words import size_words
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.line_model import Line

LABEL = mark("Set aside on this PC")
HEADS = (mark("When"), mark("What"), mark("Size"), mark("Why"))
WIDTHS = (120, 210, 95, 0)
REPORT: Final = "report"
KINDS: Final = {
    "bundle": mark("Entries from headquarters"),
    "receipt": mark("Receipt of headquarters"),
    "proof": mark("Proof of headquarters' ledger"),
    "keyset": mark("Keys of headquarters"),
    REPORT: mark("Report without login"),
}
TOLD: Final = frozenset({"ledger-rewritten", "ledger-shorter", "receipt-fork"})
"""Reasons of which headquarters hears by itself."""


class AtPost:
    """Words for what a post has set aside; implements `ui.quarantine.presenter.Reading` at a post."""

    def begin(self, _desk: LinkDesk) -> None:
        """Read nothing, since the lines need nothing besides."""

    def line(self, one: Quarantined, time: str) -> Line:
        """Return the line of the table for one thing; `time` is when it came, in words."""
        return Line((time, self.source(one), size_words(one.size), _(refusal_words(one.reason))), one.id)

    def source(self, one: Quarantined) -> str:
        """Return what it is, or the name of the file on a stick."""
        return _(KINDS[one.file]) if one.file in KINDS else _("File “{name}” on a stick").format(name=one.file)

    def advice(self, one: Quarantined) -> str:
        """Return what to do about it."""
        if one.file == REPORT:
            return _("Nobody can read it any more. Ask who was on duty then to write the report again, and ring.")
        if not one.is_whole:
            return _(
                "Nothing in it has been believed. It is still where it lay: ask whose stick that is, and empty it."
            )
        if one.reason in TOLD:
            return _(
                "Headquarters hears of it at the next sync. Ring it now, at a number you knew before, and say why."
            )
        if one.reason == "unknown-version":
            return _("Update TIPdesk on this PC. Headquarters sends it again at the next sync.")
        return _(
            "Nothing in it has been believed, and nothing is lost: headquarters sends it again. If it is refused "
            "again, ring headquarters and read out number and reason."
        )

    def strangers(self) -> str:
        """Return "", since a post has no door at which strangers could knock."""
        return ""


def plug_quarantine(seat: Seat, outside: Outside) -> None:
    """Add the page of what was set aside to a post's window, below its sync page."""

    def make() -> QWidget:
        nothing = _("What comes and fails a check is kept here, unread.")
        page = QuarantinePage(PageWords(HEADS, WIDTHS, _(LABEL), _("The chosen one"), nothing))
        QuarantinePresenter(page, seat, outside, AtPost())
        return page

    seat.shell.add_page(Page(QUARANTINE_PAGE, LABEL, "shield", make, under=SYNC_PAGE))
    look = partial(seat.go, QUARANTINE_PAGE)
    seat.shell.actions_known.add(Action("set-aside", LABEL, look, icon="shield", words=mark("quarantine refused")))
