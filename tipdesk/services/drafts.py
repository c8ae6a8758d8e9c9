"""What an officer has typed and not finished: kept each second, found again after a crash, a lock or another officer.

A draft stays on this PC, in no log and no bundle. It may be what a case would seal, so it is sealed to the officer who
typed it, and only that officer's keys open it again. What it holds is JSON, whose meaning is its screen's.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from tipdesk.domain.errors import Distrust
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


def drop_draft(desk: Desk, key: str) -> None:
    """Drop a draft of the desk's officer; nothing happens when there is none."""
    with desk.work() as unit:
        unit.drafts.delete(own_key(desk.actor.officer, key))
