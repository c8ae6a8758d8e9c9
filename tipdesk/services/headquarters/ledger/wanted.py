"""What headquarters wants back after a restore: the part of a device's down-log that its backup knows nothing of.

A device states how far it has taken in its down-log. Where that place is not on ours, we want back whatever leads from
the last place that we know of to it: the device proves and sends it in stretches, in any order. Places are told by
their chain hashes, since a device that was put back itself goes another way over the same numbers. What is wanted
follows the newest statement: a device can prove no more than it holds.
"""

from collections.abc import Sequence
from dataclasses import replace

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.remembered.office import WANTED
from tipdesk.services.remembered.shapes import DownPoint, Wish
from tipdesk.sync.bundle import Inner
from tipdesk.sync.codec import first_down_hash


def want_back(work: UnitOfWork, device: bytes, known: DownPoint, stated: DownPoint) -> None:
    """Want back what leads to the place that a device states, from the known one.

    `known` is used unless something was wanted already. Where the device says that it has not even come as far, it was
    put back itself or speaks from an old stick, and its way there may have nothing in common with what we know; then
    all of it is wanted.
    """
    before = WANTED.of(device).get(work)
    if before is not None:
        known = before.known
    _keep(work, device, Wish(known if known[0] < stated[0] else (0, first_down_hash(device)), stated))


def note_back(work: UnitOfWork, inner: Inner, hashes: Sequence[bytes]) -> None:
    """Note that a stretch has come back; `hashes` are the chain hashes of the items in it."""
    wish = WANTED.of(inner.device).get(work)
    if wish is None:
        return
    first, prev = inner.first, inner.prev
    if wish.known[1] in hashes:  # it overlaps what we know of: only what follows counts
        first, prev = inner.first + hashes.index(wish.known[1]) + 1, wish.known[1]
    came = (first, inner.last, prev, inner.head)
    if came not in wish.came:
        _keep(work, inner.device, replace(wish, came=(*wish.came, came)))


def _keep(work: UnitOfWork, device: bytes, wish: Wish) -> None:
    WANTED.of(device).keep(work, None if wish.is_granted() else wish)
