"""Return what an officer had typed before the crash, the lock or the next person at the counter."""

import json

from tipdesk.services.desk import Desk
from tipdesk.services.draft_table import own_key


def get_draft(desk: Desk, key: str) -> dict[str, object] | None:
    """Return the answers of the officer's draft, None when there is none or it cannot be read."""
    with desk.read() as reader:
        kept = reader.drafts.get(own_key(desk.actor.officer, key))
    if kept is None:
        return None
    try:
        answers = json.loads(kept.value.decode("utf-8", "surrogatepass"))
    except ValueError:
        return None
    return answers if isinstance(answers, dict) else None
