"""Keep what an officer has typed so far, as JSON; called each second by the screens that have a form open."""

import json
from collections.abc import Mapping

from tipdesk.services.desk import Desk
from tipdesk.services.draft_table import Draft, own_key


def keep_draft(desk: Desk, key: str, answers: Mapping[str, object]) -> None:
    """Keep a draft of the desk's officer. Answers are what JSON holds: texts, numbers, lists, true, false, null."""
    value = json.dumps(answers, ensure_ascii=False).encode("utf-8", "surrogatepass")
    officer = desk.actor.officer
    with desk.work() as unit:
        unit.drafts.put(Draft(own_key(officer, key), officer, value, desk.clock.now_ms()))
