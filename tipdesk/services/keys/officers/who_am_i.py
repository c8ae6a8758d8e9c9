"""Which officer a login is: as the directory has them or, before the grant, as this PC made them with its store."""

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Actor, Reader, UnitOfWork
from tipdesk.services.remembered.here import LOGINS, OFFICER_OF_LOGIN

FIRST_ROLES = frozenset({"frontline", "investigator", "supervisor"})


def who_am_i(reader: Reader, login: str, device: bytes, *, disabled_too: bool = False) -> Actor:
    """Return the officer of a login on this PC, whose id is `device`.

    With `disabled_too`, one who is disabled or has moved is let in without any role: they see and record nothing, but
    what waits can still be sent, and word that they are enabled again can come in. Raises UserError `unknown-officer`
    where nobody here has the login and, without `disabled_too`, `officer-disabled`, and `officer-moved` for one of
    another post.
    """
    content = OFFICER_OF_LOGIN.of(login).get(reader)
    if content is None:
        raise UserError("unknown-officer", _("This PC does not know an officer with that login name."))
    officer = content[:16]
    row = reader.get_row(BY_NAME["Officer"], officer)
    if row is None:
        return Actor(officer, login, FIRST_ROLES)
    refusal = _refusal(reader, row, device)
    if refusal is None:
        return Actor(officer, login, _roles(reader, row))
    if disabled_too:
        return Actor(officer, login, frozenset())
    raise refusal


def _refusal(reader: Reader, row: Row, device: bytes) -> UserError | None:
    if row["disabled"] is True:
        return UserError("officer-disabled", _("Headquarters has disabled this officer. Ring headquarters."))
    place = reader.get_row(BY_NAME["Device"], device)
    if place is not None and row["post"] is not None and place["post"] not in (None, row["post"]):
        return UserError(
            "officer-moved", _("You belong to another post now. Ask the supervisor there for a passphrase on their PC.")
        )
    return None


def know_officer(work: UnitOfWork, login: str, officer: bytes) -> None:
    """Remember the id under which a login of this PC writes."""
    logins = LOGINS.get(work)
    OFFICER_OF_LOGIN.of(login).keep(work, officer)
    if login not in logins:
        LOGINS.keep(work, [*logins, login])


def forget_officer(work: UnitOfWork, login: str) -> None:
    """Forget a login that has no slot on this PC any more."""
    OFFICER_OF_LOGIN.of(login).forget(work)
    LOGINS.keep(work, [known for known in LOGINS.get(work) if known != login])


def known_logins(reader: Reader) -> dict[str, bytes]:
    """Return the officers who have, or are getting, a slot on this PC, as their ids by login.

    They are in the order in which they came.
    """
    found = {login: OFFICER_OF_LOGIN.of(login).get(reader) for login in LOGINS.get(reader)}
    return {login: officer for login, officer in found.items() if officer is not None}


def _roles(reader: Reader, row: Row) -> frozenset[str]:
    same = row["same_as"]
    other = reader.get_row(BY_NAME["Officer"], same) if isinstance(same, bytes) else None
    roles = (other or row)["roles"]
    return roles if isinstance(roles, frozenset) else frozenset()
