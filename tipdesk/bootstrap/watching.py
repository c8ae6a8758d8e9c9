"""What watches over access while a window is open: the clock each minute, looks to prune now and then, the passphrase.

Promises that pruning and the clock wait their turn on the write lane. What is noted is services'; a passphrase that is
asked for once more passes the throttle of the unlock window.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tipdesk.bootstrap.sessions import Session
    from tipdesk.ui.workplace import Workplace

SOON_MS = 2_000
"""The first page is on the screen by then."""
CLOCK_MS = 60_000
AUDIT_PAGE = "audit"
PRUNE_MS = 6 * 60 * 60_000


def watch(place: Workplace, session: Session) -> None:
    """Add the page of the audit, and look at the clock soon and each minute; prune soon and each six hours."""
    from PySide6.QtCore import QTimer

    from tipdesk.services.integrity.notice_clock import notice_clock
    from tipdesk.services.looks.prune_looks import prune_looks

    add_audit(place, session)
    for deed, every_ms in ((notice_clock, CLOCK_MS), (prune_looks, PRUNE_MS)):
        timer = QTimer(place.shell)
        timer.setInterval(every_ms)
        timer.timeout.connect(partial(place.lanes.write, deed))
        timer.start()
        QTimer.singleShot(SOON_MS, place.shell, partial(place.lanes.write, deed))


def add_audit(place: Workplace, session: Session) -> None:
    """Add the page of the audit to the window of an officer who reads it."""
    from tipdesk.services.looks.find_looks import can_read_looks
    from tipdesk.ui.shell import Page

    def make() -> QWidget:
        from tipdesk.ui.audit.page import make_page

        return make_page(place)

    if can_read_looks(session.desk):
        place.shell.add_page(Page(AUDIT_PAGE, _("A&udit"), "eye", make))


def confirm_officer(session: Session, passphrase: str) -> None:
    """Return when the passphrase opens the slot of the officer who is unlocked. UserErrors of `try_passphrase`."""
    from tipdesk.bootstrap.unlocking import try_passphrase

    opened = try_passphrase(session.paths, session.opened.login, passphrase)
    if opened.store_key != session.opened.store_key:
        raise UserError("wrong-passphrase", _("The officer or the passphrase is not right."))
