"""The outbox of a locked store: filled when the store is locked, and taken in again when it is unlocked.

At lock, what headquarters has not receipted is sealed into it, ready to be sent while the store is closed. Nothing that
is held goes before its time. A file from an earlier lock that still holds good is left as it is, and the device signs
the list of files. It takes some seconds at most: what a post has gathered in weeks without a link is sealed over
several locks, oldest first. Entries of a log that a restore has closed wait for the next sync.

At unlock, what came meanwhile is verified before it counts. A receipt that does not verify is kept aside and, where it
says that headquarters holds another history, told as an incident, as after a sync. What was taken from the outbox can
be withdrawn no more, and a file that somebody altered there is moved out of the way and told.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import get_grant, get_keyset, received_up_to
from tipdesk.services.link_desk import WAITING, LinkDesk
from tipdesk.services.remembered.link import LEFT_ON_STICKS, OUTBOX_SEALED
from tipdesk.services.remembered.shapes import Left, OutboxBundle
from tipdesk.services.sync.pull.take_arrival import take_arrival
from tipdesk.services.sync.push.holds import find_held, keep_handed
from tipdesk.services.sync.push.make_bundles import Outgoing, pack_log
from tipdesk.services.sync.push.redact_unsent import redact_unsent
from tipdesk.sync.document import Mark
from tipdesk.sync.outbox import MOST_FILES, SealedFile, write_sheet
from tipdesk.sync.trust import Verdict

MOST_MS: Final = 4_000
"""How long one lock may go on sealing, in milliseconds."""


def seal_outbox(desk: LinkDesk) -> list[OutboxBundle]:
    """Seal what headquarters has not receipted into the outbox, and return what lies there now.

    Returns nothing before the grant or at headquarters. Raises Trouble when the disk fails.
    """
    redact_unsent(desk)
    with desk.work() as work:
        if desk.place.is_headquarters or get_grant(work) is None:
            return []
        before, sealed = OUTBOX_SEALED.get(work), _still_good(desk, work)
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
        OUTBOX_SEALED.keep(work, sealed)
    _list(desk, sealed)
    return sealed


def _bundles(desk: LinkDesk, start: int, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[Outgoing, int]]:
    """Yield bundles up to each of these places in the log, with the hold of what is in them."""
    for until, hold in stretches:
        for bundle in pack_log(desk, desk.place.log, start, until):
            yield bundle, hold
        start = max(start, until)


def _still_good(desk: LinkDesk, work: UnitOfWork) -> list[OutboxBundle]:
    """Return the files of an earlier lock that may stay, because they are whole and sealed to the keys in force.

    They must also go on, without a gap, from what is receipted.
    """
    states, keyset, after = desk.outbox.states(), get_keyset(work).mark, received_up_to(work)
    good: list[OutboxBundle] = []
    for one in OUTBOX_SEALED.get(work):
        follows = one.first <= after + 1 <= one.last if not good else one.first == after + 1
        if one.log == desk.place.log and one.keyset == keyset and follows and one.name in states:
            content = desk.outbox.read(one.name)
            if content is not None and hashlib.sha256(content).digest() == one.digest:
                good.append(one)
                after = one.last
    return good


def _put(desk: LinkDesk, bundle: Outgoing, keyset: Mark, now: int, hold_ms: int) -> OutboxBundle:
    desk.outbox.put(bundle.name, bundle.content)
    digest = hashlib.sha256(bundle.content).digest()
    return OutboxBundle(
        bundle.name, bundle.log, bundle.first, bundle.last, digest, keyset, now + hold_ms if hold_ms else 0, hold_ms
    )


def _list(desk: LinkDesk, sealed: list[OutboxBundle]) -> None:
    files = tuple(SealedFile(one.name, one.digest, one.not_before, one.hold_ms) for one in sealed)
    desk.outbox.keep_sheet(write_sheet(files, desk.keys.signer))


@dataclass(frozen=True)
class OutboxTakenIn:
    """What became of the outbox at an unlock.

    `receipts` counts those that were good and `refused` those that were not; `altered` counts files that somebody
    changed.
    """

    receipts: int = 0
    refused: int = 0
    altered: int = 0


def take_in_outbox(desk: LinkDesk, receipts: Iterable[bytes]) -> OutboxTakenIn:
    """Take in the receipts that came while the store was locked, oldest first, and note what has left."""
    taken = [take_arrival(desk, content, awaited="receipt") for content in receipts]
    refused = sum(one is not None and one.verdict == Verdict.REFUSED.value for one in taken)
    with desk.read() as reader:
        sealed = OUTBOX_SEALED.get(reader)
    altered = _altered(desk, sealed)
    states = desk.outbox.states() if sealed else {}
    left = [one for one in sealed if one not in altered and states.get(one.name) != WAITING]
    if left or altered:
        with desk.work() as work:
            OUTBOX_SEALED.keep(work, [one for one in sealed if one not in altered])
            _note_left(work, desk.place.log, left)
    return OutboxTakenIn(len(taken) - refused, refused, len(altered))


def _altered(desk: LinkDesk, sealed: list[OutboxBundle]) -> list[OutboxBundle]:
    """Return the bundles whose file somebody has changed, here or under the locked window.

    All of these files are moved out of the way by then.
    """
    aside, altered = desk.outbox.aside() if sealed else (), []
    for one in sealed:
        content = desk.outbox.read(one.name)
        if content is not None and hashlib.sha256(content).digest() != one.digest:
            desk.outbox.set_aside(one.name)
            altered.append(one)
        elif content is None and one.name in aside:
            altered.append(one)
    return altered


def _note_left(work: UnitOfWork, log: bytes, left: list[OutboxBundle]) -> None:
    """Note that these bundles may be at headquarters, or are on a stick until their receipt takes them off it."""
    known = {one.name for one in LEFT_ON_STICKS.get(work)}
    received = received_up_to(work)
    own = [one for one in left if one.log == log and one.last > received]
    for one in own:
        keep_handed(work, log, one.last)
    fresh = [Left(one.name, one.log, one.last) for one in own if one.name not in known]
    if fresh:
        LEFT_ON_STICKS.keep(work, [*LEFT_ON_STICKS.get(work), *fresh])
