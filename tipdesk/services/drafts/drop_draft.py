"""Drop a draft once its form is saved, or when the officer throws it away."""

from tipdesk.services.desk import Desk
from tipdesk.services.drafts.drafts import Drafts, own_key


def drop_draft(desk: Desk, drafts: Drafts, key: str) -> None:
    """Drop a draft of the desk's officer; nothing happens when there is none."""
    drafts.delete(own_key(desk.actor.officer, key))
