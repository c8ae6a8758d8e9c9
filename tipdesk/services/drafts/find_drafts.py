"""List the drafts that an officer has not finished, for the home page and after a crash."""

from typing import NamedTuple

from tipdesk.services.desk import Desk
from tipdesk.services.draft_table import own_key


class DraftLine(NamedTuple):
    """One unfinished draft. `key` as it was kept under; `updated_at`: ms since 1970."""

    key: str
    updated_at: int


def find_drafts(desk: Desk) -> list[DraftLine]:
    """Return the drafts of the desk's officer, latest first, without their content."""
    prefix = own_key(desk.actor.officer, "")
    with desk.read() as reader:
        kept = reader.drafts.find(desk.actor.officer)
    return [DraftLine(draft.key.removeprefix(prefix), draft.updated_at) for draft in kept]
