"""Headquarters adds an officer to the directory, disables one, or enables one again."""

from collections.abc import Iterable

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.headquarters.directory.registry import OFFICER, find_officer, get_officer, get_post
from tipdesk.services.headquarters.directory.writing import change_of, write_directory


def add_officer(desk: Desk, login: str, post: str, roles: Iterable[str], name: str | None = None) -> bytes:
    """Return the id of the new officer. UserError when the login is taken, the post unknown or a role is none."""
    chosen = frozenset(roles)
    unknown = [role for role in chosen if not desk.codes.is_known("officer_role", role)]
    if unknown:
        raise UserError("unknown-role", _("“{role}” is not a role of an officer."), role=unknown[0][:40])
    with desk.work() as work:
        if find_officer(work, login) is not None:
            raise UserError(
                "login-taken", _("There is an officer with the login name “{login}” already."), login=login[:40]
            )
        row = desk.ids.new_id()
        given = {"login": login, "name": name, "post": get_post(work, post).id, "roles": sorted(chosen)}
        write_directory(desk, work, [change_of(OFFICER, row, given)])
        return row


def disable_officer(desk: Desk, login: str) -> None:
    """Disable an officer: later entries are parked, and the slots on PCs are removed there by a supervisor."""
    with desk.work() as work:
        row = get_officer(work, login)
        write_directory(desk, work, [change_of(OFFICER, row.id, {"disabled": True}, row)])


def enable_officer(desk: Desk, login: str) -> None:
    """Enable a disabled officer again: what was parked for that reason is applied."""
    with desk.work() as work:
        row = get_officer(work, login)
        write_directory(desk, work, [change_of(OFFICER, row.id, {"disabled": False}, row)])
