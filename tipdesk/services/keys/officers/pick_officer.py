"""Which officer of the directory is to get a passphrase on this PC, checked before anybody types one."""

from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.permit_authority import permit_authority

_OFFICER, _DEVICE = BY_NAME["Officer"], BY_NAME["Device"]


@dataclass(frozen=True)
class Picked:
    """An officer who may use this PC: the id under which they write, and their login name."""

    officer: bytes
    login: str


def pick_officer(desk: Desk, login: str) -> Picked:
    """Return the officer of a login.

    UserErrors of `permit_authority`; `not-enrolled`, `unknown-officer`, `officer-disabled`, `officer-moved`.
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
    """Return the post of this PC, None before it is enrolled."""
    row = reader.get_row(_DEVICE, desk.place.device)
    post = row["post"] if row else None
    return post if isinstance(post, bytes) else None


def is_key_row(row: Row) -> bool:
    """Tell whether an officer's row only holds the keys of a further PC of another row's officer."""
    return isinstance(row["same_as"], bytes)
