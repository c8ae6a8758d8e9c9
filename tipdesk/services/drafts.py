"""What an officer has typed and not finished: kept each second, found again after a crash, a lock or another officer.

A draft stays on this PC, in no log and no bundle. It may hold what a case would seal, so it is sealed to the officer
who typed it, and only that officer's keys open it again. It is JSON, of which only its screen knows the meaning.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Desk
from tipdesk.services.draft_table import Draft, own_key
from tipdesk.sync.sealing import NONCE_BYTES


def keep_draft(desk: Desk, key: str, answers: Mapping[str, object]) -> None:
    """Keep a draft for the officer at the desk.

    `answers` may hold what JSON can: texts, numbers, lists, true, false and null.
    """
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
    """One unfinished draft: the `key` under which it was kept, and when, in milliseconds since 1970."""

    key: str
    updated_at: int


def find_drafts(desk: Desk) -> list[DraftLine]:
    """Return the drafts of the officer at the desk, latest first, without what they hold."""
    prefix = own_key(desk.actor.officer, "")
    with desk.read() as reader:
        kept = reader.drafts.find(desk.actor.officer)
    return [DraftLine(draft.key.removeprefix(prefix), draft.updated_at) for draft in kept]


def drop_draft(desk: Desk, key: str) -> None:
    """Drop a draft of the officer at the desk; nothing happens when there is none."""
    with desk.work() as unit:
        unit.drafts.delete(own_key(desk.actor.officer, key))
