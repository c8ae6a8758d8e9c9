"""The pages of the window, in the order of the rail. A page's package is imported when the page is first opened.

An entry here is all that a new page needs. A factory gets the seat and the session, and hands the page what lies
outside services (a carrier, a printer). What a page shows is decided in its own package (`tipdesk/ui/<page>`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from tipdesk.domain.pages import Page as Register
    from tipdesk.homes.sessions import Session
    from tipdesk.ui.seat import Seat


@dataclass(frozen=True)
class Entry:
    """One page of the window.

    `at` is "post" or "headquarters" for a page that only one kind of home has, and "" for both. `under`,
    `shortcut` and `counts` are the same as in `ui.shell.Page`.
    """

    id: str
    label: str
    icon: str
    factory: Callable[[Seat, Session], QWidget]
    at: str = ""
    under: str = ""
    shortcut: str = ""
    counts: bool = False


def _home(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.home.page import make_page

    return make_page(seat)


def _urgent(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.home.urgent_page import make_page

    return make_page(seat)


def _worry(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.worry.page import make_page

    return make_page(seat)


def _saved(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.saved.page import make_page

    return make_page(seat)


def _inbox(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.inbox.page import make_page

    return make_page(seat)


def _my_work(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.my_work.page import make_page

    return make_page(seat)


def _cases(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.cases.screen import CasesScreen

    return CasesScreen(seat)


def _line_list(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.line_list.page import make_page

    return make_page(seat)


def _case_sheets(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.case_sheets.presenter import make_page

    return make_page(seat)


def _participants(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.outreach.people_presenter import make_page

    return make_page(seat)


def _search(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.search.page import make_page

    return make_page(seat)


def _keys(seat: Seat, session: Session) -> QWidget:
    from tipdesk.homes.headquarters_keys import SessionCustody
    from tipdesk.ui.headquarters.keys_presenter import KeysPresenter
    from tipdesk.ui.headquarters.keys_view import KeysPage

    page = KeysPage()
    KeysPresenter(page, seat, SessionCustody(session))
    return page


def _officers(seat: Seat, session: Session) -> QWidget:
    from tipdesk.homes.officers import SessionSlots
    from tipdesk.ui.officers.presenter import OfficersPresenter
    from tipdesk.ui.officers.view import OfficersPage

    page = OfficersPage()
    lock = seat.shell.top.lock_pressed.emit  # removing an officer locks, so that the store gets its next key
    OfficersPresenter(page, seat, SessionSlots(session), lock)
    return page


def _officer_keys(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.headquarters.officer_keys_presenter import OfficerKeysPresenter
    from tipdesk.ui.headquarters.officer_keys_view import OfficerKeysPage

    page = OfficerKeysPage()
    OfficerKeysPresenter(page, seat)
    return page


def _retention(seat: Seat, _session: Session) -> QWidget:
    from tipdesk.ui.headquarters.retention_presenter import RetentionPresenter
    from tipdesk.ui.headquarters.retention_view import RetentionPage

    page = RetentionPage()
    RetentionPresenter(page, seat)
    return page


def _about(seat: Seat, session: Session) -> QWidget:
    from tipdesk.homes.this_program import ThisProgram
    from tipdesk.ui.about.presenter import make_page
    from tipdesk.ui.translate import _ as said

    return make_page(seat.lanes, ThisProgram(session.paths.folder), said(COPIED))


COPIED = _("Copied. No name and no folder is in it. It stays on the clipboard for ten seconds.")
"""What is said in the window, whose clipboard is emptied (`ui/clipboard`)."""
FIRST_AT_HEADQUARTERS = "inbox"
PAGES = (
    Entry(FIRST_AT_HEADQUARTERS, _("Inbox"), "inbox", _inbox, at="headquarters", shortcut="Ctrl+0", counts=True),
    Entry("home", _("Home"), "home", _home),
    Entry("my-work", _("My work"), "list-check", _my_work, counts=True),
    Entry("cases", _("Cases"), "folders", _cases),
    Entry("keys", _("Keys"), "shield", _keys, at="headquarters"),
    Entry("officer-keys", _("Officers' keys"), "fingerprint", _officer_keys, at="headquarters"),
    Entry("retention", _("Retention"), "clock", _retention, at="headquarters"),
    Entry("officers", _("Officers"), "users", _officers, at="post"),
    Entry("officers", _("Officers of this PC"), "users", _officers, at="headquarters"),
    Entry("search", _("Search"), "search", _search, under="cases"),
    Entry("urgent", _("Someone needs help now"), "phone", _urgent, under="home"),
    Entry("worry", _("I am worried about someone"), "heart-handshake", _worry, under="home"),
    Entry("saved", _("Saved"), "circle-check", _saved, under="home"),
    Entry("line-list", _("Line list"), "users", _line_list, under="cases"),
    Entry("case-sheets", _("Cases in spreadsheets"), "file-text", _case_sheets, under="cases"),
    Entry("participants", _("Participants"), "users", _participants, under="outreach"),
    Entry("about", _("About TIPdesk"), "info-circle", _about, under="home"),
)
"""All pages but those of sync, the store, the audit and headquarters' posts, which `window` plugs in by itself."""


AFTER = "cases"
"""The page of the rail behind which the registers stand."""


def _registers() -> Iterator[Entry]:
    """Yield a page for each register that records name."""
    from tipdesk.domain.pages import registers_in
    from tipdesk.domain.records import RECORDS
    from tipdesk.ui.plain import button_text
    from tipdesk.ui.translate import _ as said

    def make(register: Register, seat: Seat, _session: Session) -> QWidget:
        from tipdesk.ui.registers.page import make_page

        return make_page(seat, register)

    for register in registers_in(RECORDS):
        yield Entry(register.name, button_text(said(register.label)), register.icon, partial(make, register))


def add_pages(seat: Seat, session: Session) -> None:
    """Register every page that this kind of home has."""
    from tipdesk.ui.shell import Page

    kind = "headquarters" if seat.is_headquarters else "post"
    place = 1 + next(at for at, entry in enumerate(PAGES) if entry.id == AFTER)
    for entry in (*PAGES[:place], *_registers(), *PAGES[place:]):
        if entry.at in ("", kind):
            factory = partial(entry.factory, seat, session)
            seat.shell.add_page(
                Page(entry.id, entry.label, entry.icon, factory, entry.under, entry.shortcut, entry.counts)
            )
