"""At unlock, what came while the store was locked is settled: receipts are verified, and what left is known to have.

Promises that a receipt counts only once it has verified; that one which does not is kept aside and, where it says that
headquarters holds another history, told as an incident, as after a sync; that what was taken from the outbox can be
withdrawn no more; and that a file somebody altered there is moved out of the way and told.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered import Left, get_left, keep_left, received_up_to
from tipdesk.services.sealed_files import WAITING, Sealed, get_sealed, keep_sealed
from tipdesk.services.sync.pull.take_arrival import take_arrival
from tipdesk.services.sync.push.holds import keep_handed
from tipdesk.sync.trust import Verdict


@dataclass(frozen=True)
class SettledOutbox:
    """`receipts`: how many were good; `refused`: how many were not; `altered`: files that somebody changed."""

    receipts: int = 0
    refused: int = 0
    altered: int = 0


def settle_outbox(desk: LinkDesk, receipts: Iterable[bytes]) -> SettledOutbox:
    """Settle it. `receipts`: what came while locked, oldest first."""
    taken = [take_arrival(desk, content, awaited="receipt") for content in receipts]
    refused = sum(one is not None and one.verdict == Verdict.REFUSED.value for one in taken)
    with desk.read() as reader:
        sealed = get_sealed(reader)
    altered = _altered(desk, sealed)
    states = desk.outbox.states() if sealed else {}
    left = [one for one in sealed if one not in altered and states.get(one.name) != WAITING]
    if left or altered:
        with desk.work() as work:
            keep_sealed(work, [one for one in sealed if one not in altered])
            _note_left(work, desk.place.log, left)
    return SettledOutbox(len(taken) - refused, refused, len(altered))


def _altered(desk: LinkDesk, sealed: list[Sealed]) -> list[Sealed]:
    """Return what somebody has changed, moved out of the way by now: here, or by the locked window before."""
    aside, altered = desk.outbox.aside() if sealed else (), []
    for one in sealed:
        content = desk.outbox.read(one.name)
        if content is not None and hashlib.sha256(content).digest() != one.digest:
            desk.outbox.set_aside(one.name)
            altered.append(one)
        elif content is None and one.name in aside:
            altered.append(one)
    return altered


def _note_left(work: UnitOfWork, log: bytes, left: list[Sealed]) -> None:
    """Note that these may be at headquarters, or lie on a stick until their receipt takes them off it."""
    known = {one.name for one in get_left(work)}
    received = received_up_to(work)
    own = [one for one in left if one.log == log and one.last > received]
    for one in own:
        keep_handed(work, log, one.last)
    fresh = [Left(one.name, one.log, one.last) for one in own if one.name not in known]
    if fresh:
        keep_left(work, [*get_left(work), *fresh])
