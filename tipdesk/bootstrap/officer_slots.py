"""The slots of an unlocked home as the officers' page sees them, and the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.bootstrap import officers
from tipdesk.ui.officers.slots import OfficerLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.ui.workplace import Workplace


@dataclass(frozen=True)
class SessionSlots:
    """Implements `ui.officers.slots.Slots`."""

    session: Session

    def own_officer(self) -> bytes:
        """Return who is at the keyboard."""
        return self.session.desk.actor.officer

    def own_login(self) -> str:
        """Return their login."""
        return self.session.opened.login

    def find(self) -> list[OfficerLine]:
        """Return the officers."""
        return [OfficerLine(*found) for found in officers.find_officers(self.session)]

    def add(self, login: str, passphrase: str) -> str:
        """Give an officer a passphrase."""
        return officers.add_officer(self.session, login, passphrase)

    def reset(self, login: str, passphrase: str) -> str:
        """Give an officer another passphrase and other keys."""
        return officers.reset_officer(self.session, login, passphrase)

    def change(self, old: str, passphrase: str) -> None:
        """Change the own passphrase."""
        officers.change_passphrase(self.session, old, passphrase)

    def remove(self, login: str) -> None:
        """Take an officer's passphrase away."""
        officers.remove_officer(self.session, login)

    def lift(self, login: str) -> None:
        """Let an officer try again."""
        officers.lift_tries(self.session, login)

    def judge(self, passphrase: str, login: str) -> None:
        """Refuse a weak passphrase."""
        officers.judge_passphrase(self.session, passphrase, login)

    def suggest(self) -> str:
        """Return six random words."""
        from tipdesk.adapters.keys.passphrases import six_words

        return six_words()


def make_officers_page(place: Workplace, session: Session) -> QWidget:
    """Return the page of this PC's officers. Removing one locks, so that the store gets its next key."""
    from tipdesk.ui.officers.presenter import OfficersPresenter
    from tipdesk.ui.officers.view import OfficersPage

    page = OfficersPage()
    OfficersPresenter(page, place, SessionSlots(session), place.shell.top.lock_pressed.emit)
    return page
