"""What was typed into the rows of a sheet and is not saved: cells that were refused, and a row that was not left yet.

It is kept in the draft table, sealed to the officer, one draft for a whole sheet, under a key of its own. A save writes
it in its own unit of work, so that a refused cell is never without a place.
"""

import json
from collections.abc import Mapping

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.draft_table import Draft, own_key
from tipdesk.sync.sealing import NONCE_BYTES

Typed = dict[str, dict[str, str]]
"""By the key of a row, what was typed by the name of its column."""


def read_typed(reader: Reader, desk: Desk, sheet: str) -> Typed:
    """Return what the officer typed and did not save; nothing where it cannot be read any more."""
    place = own_key(desk.actor.officer, sheet)
    kept = reader.drafts.get(place)
    if kept is None:
        return {}
    try:
        found = json.loads(desk.officer_keys.open_own(kept.value, place.encode()).decode("utf-8", "surrogatepass"))
    except (Distrust, ValueError):  # typed before the officer got new keys
        return {}
    return {
        str(key): {str(name): str(words) for name, words in cells.items()}
        for key, cells in (found.items() if isinstance(found, dict) else ())
        if isinstance(cells, dict)
    }


def write_typed(unit: UnitOfWork, desk: Desk, sheet: str, changed: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what was typed for these rows in place of what was kept of them; an empty one is dropped."""
    before = read_typed(unit, desk, sheet)
    after = {**before, **{key: dict(cells) for key, cells in changed.items()}}
    after = {key: cells for key, cells in after.items() if cells}
    if after == before:
        return
    place = own_key(desk.actor.officer, sheet)
    if not after:
        unit.drafts.delete(place)
        return
    value = json.dumps(after, ensure_ascii=False).encode("utf-8", "surrogatepass")
    sealed = desk.officer_keys.seal_own(desk.ids.noise(NONCE_BYTES), value, place.encode())
    unit.drafts.put(Draft(place, desk.actor.officer, sealed, desk.clock.now_ms()))


def keep_typed(desk: Desk, sheet: str, changed: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what was typed for these rows, or drop it where it is empty."""
    with desk.work() as unit:
        write_typed(unit, desk, sheet, changed)
