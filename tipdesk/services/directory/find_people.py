"""The officers to whom the key of a case can be given: those of this post and of headquarters who have keys.

Each person is there once, under the first id by which the directory knows them. Only names and posts are given.
"""

from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Desk
from tipdesk.services.directory.officer_ids import ids_of

_OFFICER, _POST, _DEVICE = (BY_NAME[name] for name in ("Officer", "Post", "Device"))
_HEADQUARTERS = "headquarters"


@dataclass(frozen=True)
class Person:
    """One officer: their name, or login where they have none, and the name of their post."""

    officer: bytes
    name: str
    post: str


def find_people(desk: Desk) -> list[Person]:
    """Return everybody to whom keys can be given, by name, except the officer at the desk.

    At headquarters the officers of all posts are among them.
    """
    with desk.read() as reader:
        posts = {row.id: row for row in reader.find_rows(_POST)}
        device = reader.get_row(_DEVICE, desk.place.device)
        here = device["post"] if device else None
        mine = ids_of(reader, desk.actor.officer)
        found = []
        for row in reader.find_rows(_OFFICER):
            at = row["post"]
            post = posts.get(at) if isinstance(at, bytes) else None
            is_near = desk.place.is_headquarters or at == here or (post is not None and post["kind"] == _HEADQUARTERS)
            if (
                is_near
                and row["seal_key"]
                and row["disabled"] is not True
                and not row["same_as"]
                and row.id not in mine
            ):
                name = str(row["name"] or row["login"] or "")
                found.append(Person(row.id, name, str(post["name"] or "") if post else ""))
    return sorted(found, key=lambda one: (one.name.casefold(), one.officer))
