"""At lock, what headquarters has not receipted is sealed into the outbox, ready to be sent while the store is closed.

Promises that nothing held goes before its time, that what lies there from an earlier lock and still holds is left as it
is, and that the list of it is signed by the device. It takes some seconds at most: what a post has gathered in weeks
without a link is sealed over several locks, oldest first. Entries of a log that a restore has closed wait for the next
sync.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import get_grant, get_keyset, received_up_to
from tipdesk.services.sealed_files import Sealed, get_sealed, keep_sealed
from tipdesk.services.sync.push.holds import find_held
from tipdesk.services.sync.push.make_bundles import Outgoing, pack_log
from tipdesk.services.sync.push.redact_unsent import redact_unsent
from tipdesk.sync.document import Mark
from tipdesk.sync.outbox import MOST_FILES, SealedFile, write_sheet

MOST_MS: Final = 4_000
"""How long one lock may go on sealing."""


def seal_outbox(desk: LinkDesk) -> list[Sealed]:
    """Return what lies in the outbox now; nothing before the grant or at headquarters. Trouble when the disk fails."""
    redact_unsent(desk)
    with desk.work() as work:
        if desk.place.is_headquarters or get_grant(work) is None:
            return []
        before, sealed = get_sealed(work), _still_good(desk, work)
        end, start = work.ledger.own().seq, sealed[-1].last if sealed else received_up_to(work)
        held, keyset = find_held(desk, work), get_keyset(work).mark
    for stale in {*desk.outbox.states(), *(one.name for one in before)} - {one.name for one in sealed}:
        desk.outbox.drop(stale)
    free = max(start, held[0].seq - 1) if held else end
    now, wait = desk.clock.now_ms(), held[-1].left_ms if held else 0
    ends = desk.clock.running_ms() + MOST_MS
    for bundle, hold in _bundles(desk, start, ((free, 0), (end, wait))):
        sealed.append(_put(desk, bundle, keyset, now, hold))
        if len(sealed) >= MOST_FILES or desk.clock.running_ms() > ends:
            break
    with desk.work() as work:
        keep_sealed(work, sealed)
    _list(desk, sealed)
    return sealed


def _bundles(desk: LinkDesk, start: int, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[Outgoing, int]]:
    """Give bundles up to each place, with the hold of what is in them."""
    for until, hold in stretches:
        for bundle in pack_log(desk, desk.place.log, start, until):
            yield bundle, hold
        start = max(start, until)


def _still_good(desk: LinkDesk, work: UnitOfWork) -> list[Sealed]:
    """Return the files of an earlier lock that go on from what is receipted without a gap, under the keys in force."""
    states, keyset, after = desk.outbox.states(), get_keyset(work).mark, received_up_to(work)
    good: list[Sealed] = []
    for one in get_sealed(work):
        follows = one.first <= after + 1 <= one.last if not good else one.first == after + 1
        if one.log == desk.place.log and one.keyset == keyset and follows and one.name in states:
            content = desk.outbox.read(one.name)
            if content is not None and hashlib.sha256(content).digest() == one.digest:
                good.append(one)
                after = one.last
    return good


def _put(desk: LinkDesk, bundle: Outgoing, keyset: Mark, now: int, hold_ms: int) -> Sealed:
    desk.outbox.put(bundle.name, bundle.content)
    digest = hashlib.sha256(bundle.content).digest()
    return Sealed(
        bundle.name, bundle.log, bundle.first, bundle.last, digest, keyset, now + hold_ms if hold_ms else 0, hold_ms
    )


def _list(desk: LinkDesk, sealed: list[Sealed]) -> None:
    files = tuple(SealedFile(one.name, one.digest, one.not_before, one.hold_ms) for one in sealed)
    desk.outbox.keep_sheet(write_sheet(files, desk.keys.signer))
