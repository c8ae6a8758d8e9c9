"""The officer at the keyboard proves once more who they are, by passphrase or PIN, and sets the PIN.

A passphrase passes the throttle of the unlock window (`opening`), and a wrong PIN is noted at once. Everything here
stretches a key and takes about a second, so it is called on a lane. The window's guard, the screens and the commands
decide when somebody has to prove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.pins import check_pin_strength, is_pin
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from tipdesk.homes.sessions import Session
    from tipdesk.services.desk import Desk


def fits(session: Session, words: str) -> bool:
    """Tell whether this is the PIN or the passphrase of the officer at the keyboard."""
    from tipdesk.adapters.keys.pins import PinSeal
    from tipdesk.homes.opening import try_passphrase
    from tipdesk.services.keys.unlock.noted import note_failed_tries
    from tipdesk.services.keys.unlock.pins import check_pin

    if is_pin(words):
        is_right = check_pin(session.desk, words, PinSeal())
        if not is_right:  # a wrong passphrase is counted by the throttle, and told at the next unlock
            note_failed_tries(session.desk, [(session.desk.actor.officer, 1)])
        return is_right
    try:
        opened = try_passphrase(session.paths, session.opened.login, words)
    except UserError as refusal:
        if refusal.code != "wrong-passphrase":
            raise
        return False
    return opened.store_key == session.opened.store_key


def confirm_officer(session: Session, passphrase: str) -> None:
    """Return when the passphrase opens the slot of the officer who is unlocked.

    Raises UserError `wrong-passphrase` where it opens another store, and what `try_passphrase` raises.
    """
    from tipdesk.homes.opening import try_passphrase

    opened = try_passphrase(session.paths, session.opened.login, passphrase)
    if opened.store_key != session.opened.store_key:
        raise UserError("wrong-passphrase", _("The officer or the passphrase is not right."))


def keep_pin(session: Session, desk: Desk, passphrase: str, pin: str) -> None:
    """Set the officer's PIN, after the passphrase was typed once more.

    Raises UserError `weak-pin` or `wrong-passphrase`.
    """
    from tipdesk.adapters.keys.pins import PinSeal
    from tipdesk.services.keys.unlock.pins import set_pin

    check_pin_strength(pin)
    confirm_officer(session, passphrase)
    set_pin(desk, pin, PinSeal())
