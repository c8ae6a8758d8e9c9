"""The public halves of an officer's new keys go into the register, so that headquarters can compare and accept them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.fields import change_of_deletion, change_of_new
from tipdesk.services.keys.officers.who_am_i import know_officer
from tipdesk.services.keys.unlock.pins import forget_pin

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

OFFICER_KEY = BY_NAME["OfficerKey"]
ADDED, RESET, RECOVERED, REMOVED = "added", "reset", "recovered", "removed"
_DEEDS = {ADDED: "officer_added", RESET: "passphrase_reset", RECOVERED: "passphrase_reset"}


@dataclass(frozen=True)
class NewKeys:
    """New keys of an officer: whose they are, the login as the slots know it, and both public halves.

    `cause` is a code of the list officer_key_cause.
    """

    officer: bytes
    login: str
    seal_key: bytes
    sign_key: bytes
    cause: str = ADDED


def register_key(desk: Desk, keys: NewKeys) -> bytes:
    """Write new keys into the register, in place of those of this officer on this PC, and return the row's id.

    The officer at the keyboard is the one who authorised it; whether they may is asked before (`permit_authority`). The
    deed goes into the audit too.
    """
    row = desk.ids.new_id()
    values: dict[str, Value] = {
        "officer": keys.officer,
        "login": keys.login,
        "seal_key": keys.seal_key,
        "sign_key": keys.sign_key,
        "cause": keys.cause,
        "device": desk.place.device,
    }
    with desk.work() as work:
        know_officer(work, keys.login, keys.officer)
        forget_pin(work, keys.officer)
        former = [change_of_deletion(one) for one in find_keys_here(work, desk, keys.officer)]
        work.append(Scope.REGISTER, None, [*former, change_of_new(OFFICER_KEY, row, values)])
        note_deed(desk, work, _DEEDS[keys.cause], {"officer": keys.officer})
    return row


def withdraw_keys(desk: Desk, work: UnitOfWork, officer: bytes, login: str) -> None:
    """Say in the register that an officer's slot on this PC is gone, in place of what stands there of them."""
    former = [change_of_deletion(one) for one in find_keys_here(work, desk, officer)]
    values: dict[str, Value] = {"officer": officer, "login": login, "cause": REMOVED, "device": desk.place.device}
    work.append(Scope.REGISTER, None, [*former, change_of_new(OFFICER_KEY, desk.ids.new_id(), values)])


def find_keys_here(reader: Reader, desk: Desk, officer: bytes) -> list[Row]:
    """Return the register's rows of an officer's keys on this PC."""
    return reader.find_rows(OFFICER_KEY, where={"officer": officer, "device": desk.place.device})


def key_material(officer: bytes, seal_key: bytes, sign_key: bytes) -> bytes:
    """Return the bytes of which the thirty digits of an officer's keys are made: their id and both public halves."""
    return officer + seal_key + sign_key
