"""Keep what an officer has typed so far, as JSON; called each second by the screens that have a form open.

It may be what a case would seal, so it is sealed to the officer who typed it.
"""

import json
from collections.abc import Mapping

from tipdesk.services.desk import Desk
from tipdesk.services.draft_table import Draft, own_key
from tipdesk.sync.sealing import NONCE_BYTES


def keep_draft(desk: Desk, key: str, answers: Mapping[str, object]) -> None:
    """Keep a draft of the desk's officer. Answers are what JSON holds: texts, numbers, lists, true, false, null."""
    value = json.dumps(answers, ensure_ascii=False).encode("utf-8", "surrogatepass")
    officer = desk.actor.officer
    place = own_key(officer, key)
    sealed = desk.officer_keys.seal_own(desk.ids.noise(NONCE_BYTES), value, place.encode())
    with desk.work() as unit:
        unit.drafts.put(Draft(place, officer, sealed, desk.clock.now_ms()))
