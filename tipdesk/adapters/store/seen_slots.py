"""Which key slots the store has seen, so that a slots file that was replaced and put back is noticed.

A slots file says by its own MAC that a holder of the store key made it, not that it is the latest one. So the store
keeps a mark of each file that lay beside it; one that it has never seen is new.
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.queries import StoreReader
from tipdesk.adapters.store.unit_of_work import StoreUnitOfWork
from tipdesk.disk import read_whole
from tipdesk.services.remembered.here import SLOTS_SEEN

SLOTS_FILE = "slots"
_MARK_BYTES, _MOST_MARKS = 16, 2_000


def slots_problems(link: Link, home: Path) -> list[str]:
    """Return a problem where the key slots are a file that the store has seen replaced."""
    seen = _marks(link)
    mark = _mark(home)
    return ["key slots that were replaced have been put back"] if mark in seen[:-1] and mark != seen[-1] else []


def _slots_to_note(link: Link, home: Path) -> bytes | None:
    """Return what `SLOTS_SEEN` must become, or None when the store knows these slots as the latest."""
    seen, mark = _marks(link), _mark(home)
    if not mark or (seen and seen[-1] == mark):
        return None
    return b"".join([*seen, mark][-_MOST_MARKS:])


def _marks(link: Link) -> list[bytes]:
    content = link.value("SELECT value FROM settings WHERE key = ?", (SLOTS_SEEN.name,)) or b""
    return [content[place : place + _MARK_BYTES] for place in range(0, len(content), _MARK_BYTES)]


def _mark(home: Path) -> bytes:
    try:
        return hashlib.sha256(read_whole(home / SLOTS_FILE)).digest()[:_MARK_BYTES]
    except OSError:
        return b""


class SeenSlots:
    """Keeps the marks of one home up to date: when its store opens, at commits after a change, and when it closes."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._slots = home / SLOTS_FILE
        self._state: tuple[int, int, int] | None = None

    def note_with(self, unit: StoreUnitOfWork) -> None:
        """Remember, as part of what is being committed, slots that were replaced since the last time.

        This costs one `stat` where they were not replaced.
        """
        try:
            found = self._slots.stat()
        except OSError:
            return
        state = (found.st_mtime_ns, found.st_size, found.st_ino)
        if state == self._state:
            return
        self._state = state
        seen = _slots_to_note(unit.link, self._home)
        if seen is not None:
            SLOTS_SEEN.keep(unit, seen)

    def note(
        self,
        read: Callable[[], AbstractContextManager[StoreReader]],
        unit: Callable[[bytes], AbstractContextManager[StoreUnitOfWork]],
    ) -> None:
        """Remember the slots that lie there now; where the store knows them as the latest, nothing is written."""
        with read() as reader:
            is_news = _slots_to_note(reader.link, self._home) is not None
        if is_news:
            with unit(b""):
                self._state = None
