"""Headquarters adds an officer to the directory, disables one, enables one again, or moves one to another post.

When an officer moves, no key travels: the old PCs refuse them, and new keys are made and compared at the new post. What
waits at the old post is sent by those who stay; a supervisor there removes the slot.
"""

from collections.abc import Iterable

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER, find_officer, get_officer, get_post
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.results import Changed


def add_officer(desk: Desk, login: str, post: str, roles: Iterable[str], name: str | None = None) -> bytes:
    """Add an officer, and return their id.

    Raises UserError `unknown-role` for a role that is none, `login-taken`, and `unknown-post`.
    """
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
    """Disable an officer.

    Their later entries are parked, and a supervisor removes their slots on each PC.
    """
    with desk.work() as work:
        row = get_officer(work, login)
        write_directory(desk, work, [change_of(OFFICER, row.id, {"disabled": True}, row)])


def enable_officer(desk: Desk, login: str) -> None:
    """Enable a disabled officer again: what was parked for that reason is applied."""
    with desk.work() as work:
        row = get_officer(work, login)
        write_directory(desk, work, [change_of(OFFICER, row.id, {"disabled": False}, row)])


def move_officer(desk: Desk, login: str, post: str) -> Changed:
    """Move an officer to another post, in one entry of the directory.

    Raises UserError `unknown-officer`, `unknown-post`, `same-post`, and `last-one` where nobody would be left who keeps
    the directory.
    """
    with desk.work() as work:
        officer, place = get_officer(work, login), get_post(work, post)
        if officer["post"] == place.id:
            raise UserError("same-post", _("This officer belongs to that post already."))
        given = {"post": place.id, **keys_given_up(work, officer, place.id)}
        changes = [change_of(OFFICER, officer.id, given, officer), *further_given_up(work, officer, place.id)]
        write_directory(desk, work, changes)
    return Changed.of(OFFICER.name, None, officer.id)


def keys_given_up(work: UnitOfWork, row: Row, post: bytes) -> dict[str, Value]:
    """Return what an officer's row must say of keys after a move: nothing where they are of a PC of the new post."""
    device = row["key_device"]
    place = work.get_row(DEVICE, device) if isinstance(device, bytes) else None
    if place is not None and place["post"] == post:
        return {}
    return {"seal_key": None, "key_device": None}


def further_given_up(work: UnitOfWork, officer: Row, post: bytes) -> list[Change]:
    """Return the changes that disable the officer's keys on further PCs, those of the new post aside."""
    rows = work.find_rows(OFFICER, where={"same_as": officer.id})
    left = [(row, keys_given_up(work, row, post)) for row in rows]
    return [change_of(OFFICER, row.id, {**given, "disabled": True}, row) for row, given in left if given]
