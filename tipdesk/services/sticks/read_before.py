"""What of a stick was read when not everything could be: the next time it comes after what was not.

Without it who lays enough old, honest bundles on a stick would keep a new one from being read for ever. Kept as a
setting, a few bytes a bundle, and forgotten with the first time that everything was read.
"""

from collections.abc import Iterable
from typing import Final

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.remembered.here import STICK_READ
from tipdesk.services.sticks.sifting import NEXT_TIME, Sieve
from tipdesk.services.sticks.worth import MARK_BYTES

MOST: Final = 4_000


def get_read_before(reader: Reader) -> frozenset[bytes]:
    """Return the beginnings of the marks that were read before and may wait."""
    return frozenset(STICK_READ.get(reader))


def keep_read_before(work: UnitOfWork, sieves: Iterable[Sieve]) -> None:
    """Remember what was read now, as long as something was not; forget it otherwise."""
    every = list(sieves)
    if not any(one.unread[NEXT_TIME] for one in every):
        STICK_READ.forget(work)
        return
    read = [mark[:MARK_BYTES] for one in every for mark in one.marks]
    STICK_READ.keep(work, list(dict.fromkeys([*STICK_READ.get(work), *read]))[-MOST:])
