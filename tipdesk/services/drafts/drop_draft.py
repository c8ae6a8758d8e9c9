"""Drop a draft once its form is saved, or when the officer throws it away."""

from tipdesk.services.desk import Desk
from tipdesk.services.draft_table import own_key


def drop_draft(desk: Desk, key: str) -> None:
    """Drop a draft of the desk's officer; nothing happens when there is none."""
    with desk.work() as unit:
        unit.drafts.delete(own_key(desk.actor.officer, key))
