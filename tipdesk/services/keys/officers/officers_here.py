"""The officers of this PC's post: what each can do on this PC, and which of them may be given a passphrase on it.

It is for somebody with authority who has unlocked, and for nobody else. All of it is checked before anybody types a
passphrase.
"""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.keys.officers.accepted_keys import accepted_keys
from tipdesk.services.keys.officers.register_key import REMOVED, find_keys_here
from tipdesk.services.keys.officers.who_am_i import known_logins
from tipdesk.services.permit_authority import permit_authority

_OFFICER, _DEVICE = BY_NAME["Officer"], BY_NAME["Device"]


@dataclass(frozen=True)
class Picked:
    """An officer who may use this PC: the id under which they write, and their login name."""

    officer: bytes
    login: str


def pick_officer(desk: Desk, login: str) -> Picked:
    """Return the officer with this login, if they may be given a passphrase on this PC.

    Raises `not-enrolled`, `unknown-officer`, `officer-disabled`, `officer-moved` for one of another post, and the
    UserErrors of `permit_authority`.
    """
    permit_authority(desk)
    wanted = login.strip().casefold()
    with desk.read() as reader:
        post = own_post(reader, desk)
        found = [row for row in reader.find_rows(_OFFICER) if str(row["login"]).casefold() == wanted]
    if post is None:
        raise UserError("not-enrolled", _("Officers are added once headquarters has enrolled this PC."))
    if not found or is_key_row(found[0]):
        raise UserError(
            "unknown-officer",
            _("Headquarters has no officer with the login name “{login}” yet, or this PC has not synced since."),
            login=login[:40],
        )
    row = found[0]
    if row["disabled"] is True:
        raise UserError("officer-disabled", _("Headquarters has disabled this officer. Ring headquarters."))
    if row["post"] != post:
        raise UserError(
            "officer-moved", _("This officer belongs to another post. Ask headquarters to move them to this one.")
        )
    return Picked(row.id, str(row["login"]))


def own_post(reader: Reader, desk: Desk) -> bytes | None:
    """Return the id of this PC's post, None before it is enrolled."""
    row = reader.get_row(_DEVICE, desk.place.device)
    post = row["post"] if row else None
    return post if isinstance(post, bytes) else None


def is_key_row(row: Row) -> bool:
    """Tell whether a row of Officer only holds the keys that an officer of another row has on a further PC."""
    return isinstance(row["same_as"], bytes)


class Here(Enum):
    """Whether an officer can unlock this PC, and if not, why."""

    READY = _("Unlocks this PC")
    WAITING = _("Unlocks this PC; headquarters compares the key")
    NONE = _("No passphrase here yet")
    DISABLED = _("Disabled by headquarters: remove them here")
    MOVED = _("Belongs to another post now: remove them here")


@dataclass(frozen=True)
class OfficerHere:
    """One officer as the page of this PC shows them.

    `has_slot` says that they have a passphrase here, and `key` is both public halves of their keys until headquarters
    has compared them.
    """

    officer: bytes
    login: str
    name: str
    roles: frozenset[str]
    state: Here
    has_slot: bool
    key: tuple[bytes, bytes] | None = None


class OfficerLine(NamedTuple):
    """An officer on this PC, the thirty digits for headquarters to compare ("" for none), and how many wrong tries."""

    officer: OfficerHere
    digits: str
    failures: int


def find_officers_here(desk: Desk) -> list[OfficerHere]:
    """Return the officers of the post, and whoever else has a slot on this PC, by login.

    Raises UserError `not-allowed` for somebody without authority here.
    """
    permit_authority(desk)
    with desk.read() as reader:
        post, known, accepted = own_post(reader, desk), known_logins(reader), accepted_keys(reader)
        rows = {row.id: row for row in reader.find_rows(_OFFICER) if not is_key_row(row)}
        logins = {officer: login for login, officer in known.items()}
        lines = []
        for officer in {*logins, *(row.id for row in rows.values() if post is not None and row["post"] == post)}:
            row = rows.get(officer) or reader.get_row(_OFFICER, officer)
            if officer not in logins and row is not None and row["disabled"] is True:
                continue
            held = {key.seal_key for key in accepted.get(officer, ())}
            keys = find_keys_here(reader, desk, officer)
            waiting = [one for one in keys if one["cause"] != REMOVED and one["seal_key"] not in held]
            state = _state(row, post, has_slot=officer in logins, is_waiting=bool(waiting))
            lines.append(_line(officer, logins.get(officer), row, state, waiting))
    return sorted(lines, key=lambda line: line.login)


def _state(row: Row | None, post: bytes | None, *, has_slot: bool, is_waiting: bool) -> Here:
    if row is not None and row["disabled"] is True:
        return Here.DISABLED
    if not has_slot:
        return Here.NONE
    if row is not None and post is not None and row["post"] != post:
        return Here.MOVED
    return Here.WAITING if is_waiting else Here.READY


def _line(officer: bytes, login: str | None, row: Row | None, state: Here, waiting: list[Row]) -> OfficerHere:
    roles = row["roles"] if row else None
    key = (waiting[-1]["seal_key"], waiting[-1]["sign_key"]) if waiting else (None, None)
    return OfficerHere(
        officer=officer,
        login=login or str(row["login"] if row else ""),
        name=str(row["name"] or "") if row else "",
        roles=roles if isinstance(roles, frozenset) else frozenset(),
        state=state,
        has_slot=login is not None,
        key=(seal, sign) if isinstance(seal := key[0], bytes) and isinstance(sign := key[1], bytes) else None,
    )
