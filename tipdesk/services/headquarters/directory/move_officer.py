"""An officer moves to another post: the old PCs refuse them, and new keys are made and compared there.

No key travels. What waits at the old post is sent by those who stay; a supervisor there removes the slot.
"""

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER, get_officer, get_post
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.results import Changed


def move_officer(desk: Desk, login: str, post: str) -> Changed:
    """Write it in one directory entry. UserError `unknown-officer`, `unknown-post`, `same-post`, `last-one`."""
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
    """Return the changes that disable the officer's keys on further PCs of other posts."""
    rows = work.find_rows(OFFICER, where={"same_as": officer.id})
    left = [(row, keys_given_up(work, row, post)) for row in rows]
    return [change_of(OFFICER, row.id, {**given, "disabled": True}, row) for row, given in left if given]
