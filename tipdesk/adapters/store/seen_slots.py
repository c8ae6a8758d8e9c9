"""Which key slots the store has seen: a slots file that was replaced and lies there again was put back.

A slots file says by its own MAC that a holder of the store key made it, not that it is the last one. So the store
keeps a mark of each one that lay beside it, noted when it opens and when it closes; one that it has never seen is new.
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.queries import StoreReader
from tipdesk.adapters.store.unit_of_work import StoreUnitOfWork

SLOTS_FILE, SLOTS_SEEN = "slots", "slots-seen"
_MARK_BYTES, _MOST_MARKS = 16, 2_000


def slots_problems(link: Link, home: Path) -> list[str]:
    """Tell whether the key slots are a file that the store has seen replaced."""
    seen = _marks(link)
    mark = _mark(home)
    return ["key slots that were replaced have been put back"] if mark in seen[:-1] and mark != seen[-1] else []


def _slots_to_note(link: Link, home: Path) -> bytes | None:
    """Return what the setting `SLOTS_SEEN` must become, None when the store knows these slots as the last ones."""
    seen, mark = _marks(link), _mark(home)
    if not mark or (seen and seen[-1] == mark):
        return None
    return b"".join([*seen, mark][-_MOST_MARKS:])


def _marks(link: Link) -> list[bytes]:
    content = link.value("SELECT value FROM settings WHERE key = ?", (SLOTS_SEEN,)) or b""
    return [content[place : place + _MARK_BYTES] for place in range(0, len(content), _MARK_BYTES)]


def _mark(home: Path) -> bytes:
    try:
        return hashlib.sha256((home / SLOTS_FILE).read_bytes()).digest()[:_MARK_BYTES]
    except OSError:
        return b""


def note_slots(
    home: Path,
    read: Callable[[], AbstractContextManager[StoreReader]],
    unit: Callable[[bytes], AbstractContextManager[StoreUnitOfWork]],
) -> None:
    """Remember which key slots lie beside the store now, unless the store knows these as the last ones."""
    with read() as reader:
        seen = _slots_to_note(reader.link, home)
    if seen is not None:
        with unit(b"") as work:
            work.put_setting(SLOTS_SEEN, seen)
