"""Keep what an officer has typed so far, as JSON; called each second by the screens that have a form open."""

import json
from collections.abc import Mapping

from tipdesk.services.desk import Desk
from tipdesk.services.drafts.drafts import Drafts, own_key


def keep_draft(desk: Desk, drafts: Drafts, key: str, answers: Mapping[str, object]) -> None:
    """Keep a draft of the desk's officer. Answers are what JSON holds: texts, numbers, lists, true, false, null."""
    value = json.dumps(answers, ensure_ascii=False).encode("utf-8", "surrogatepass")
    drafts.put(own_key(desk.actor.officer, key), desk.actor.officer, value, desk.clock.now_ms())
