"""Remember what of a stick was read when not everything could be, so that it comes after the rest the next time.

Without it, somebody who lays enough old but honest bundles on a stick could keep a new one from ever being read. It is
a setting of a few bytes a bundle, and is forgotten as soon as everything could be read.
"""

from collections.abc import Iterable
from typing import Final

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.remembered.here import STICK_READ
from tipdesk.services.sticks.sifting import NEXT_TIME, Sieve
from tipdesk.services.sticks.worth import MARK_BYTES

MOST: Final = 8_000


def get_read_before(reader: Reader) -> frozenset[bytes]:
    """Return the beginnings of the marks of what was read before, and so may wait."""
    return frozenset(STICK_READ.get(reader))


def keep_read_before(work: UnitOfWork, sieves: Iterable[Sieve]) -> None:
    """Remember what these sieves have read, as long as something was left for the next time; otherwise forget it."""
    every = list(sieves)
    if not any(one.unread[NEXT_TIME] for one in every):
        STICK_READ.forget(work)
        return
    read = [mark[:MARK_BYTES] for one in every for mark in one.marks]
    STICK_READ.keep(work, list(dict.fromkeys([*STICK_READ.get(work), *read]))[-MOST:])
