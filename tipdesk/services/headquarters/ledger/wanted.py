"""What headquarters wants back after a restore: the part of a device's down-log that its backup knows nothing of.

A device states how far it has taken in its down-log. Where that place is not on ours, we want back whatever leads from
the last place that we know of to it: the device proves and sends it in stretches, in any order. Places are told by
their chain hashes, since a device that was put back itself goes another way over the same numbers. What is wanted
follows the newest statement: a device can prove no more than it holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.sync.bundle import Inner
from tipdesk.sync.codec import decode_plain, encode_plain, first_down_hash

Place = tuple[int, bytes]


@dataclass(frozen=True)
class Wish:
    """We know of the down-log up to `known`; the device is at `stated`.

    `came`: first, last, prev and head of each stretch that has come back since.
    """

    known: Place
    stated: Place
    came: tuple[tuple[int, int, bytes, bytes], ...] = ()

    def is_granted(self) -> bool:
        """Tell whether what came leads from the stated place back to the known one, or to the beginning."""
        seq, place = self.stated
        while seq and place != self.known[1]:
            ends_here = [one for one in self.came if one[3] == place]
            goes_past = [one for one in self.came if one[0] <= seq < one[1]]
            if not ends_here and not goes_past:
                return False
            first, _last, place, _head = (ends_here or goes_past)[0]
            seq = first - 1
        return True


def get_wish(reader: Reader, device: bytes) -> Wish | None:
    """Return what is wanted back from a device, None when nothing is."""
    content = reader.get_setting(_key(device))
    if content is None:
        return None
    known, stated, came = decode_plain(content)
    return Wish(tuple(known), tuple(stated), tuple(tuple(one) for one in came))


def want_back(work: UnitOfWork, device: bytes, known: Place, stated: Place) -> None:
    """Want back what leads to the stated place. `known` holds unless something was wanted already.

    Where the device says that it is not even as far, it has been put back itself or speaks from an old stick, and its
    way there may have nothing in common with what we know: then all of it is wanted.
    """
    before = get_wish(work, device)
    if before is not None:
        known = before.known
    _keep(work, device, Wish(known if known[0] < stated[0] else (0, first_down_hash(device)), stated))


def note_back(work: UnitOfWork, inner: Inner, hashes: Sequence[bytes]) -> None:
    """Note that a stretch has come back. `hashes`: the chain hash of each item in it."""
    wish = get_wish(work, inner.device)
    if wish is None:
        return
    first, prev = inner.first, inner.prev
    if wish.known[1] in hashes:  # it overlaps what we know of: only what follows counts
        first, prev = inner.first + hashes.index(wish.known[1]) + 1, wish.known[1]
    came = (first, inner.last, prev, inner.head)
    if came not in wish.came:
        _keep(work, inner.device, replace(wish, came=(*wish.came, came)))


def _keep(work: UnitOfWork, device: bytes, wish: Wish) -> None:
    content = None if wish.is_granted() else encode_plain((wish.known, wish.stated, wish.came))
    work.put_setting(_key(device), content)


def _key(device: bytes) -> str:
    return "wanted:" + device.hex()
