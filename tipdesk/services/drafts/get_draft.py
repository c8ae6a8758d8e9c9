"""Return what an officer had typed before the crash, the lock or the next person at the counter."""

import json

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Desk
from tipdesk.services.draft_table import own_key


def get_draft(desk: Desk, key: str) -> dict[str, object] | None:
    """Return the answers of the officer's draft, None when there is none or it cannot be read."""
    place = own_key(desk.actor.officer, key)
    with desk.read() as reader:
        kept = reader.drafts.get(place)
    if kept is None:
        return None
    try:
        value = desk.officer_keys.open_own(kept.value, place.encode())
        answers = json.loads(value.decode("utf-8", "surrogatepass"))
    except (Distrust, ValueError):  # typed before the officer got new keys, or by a program that kept it otherwise
        return None
    return answers if isinstance(answers, dict) else None
