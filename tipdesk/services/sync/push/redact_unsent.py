"""Delete here what a case said openly before it was raised to "these people only", as far as it never left this PC.

Headquarters deletes what it has received (`sealing/redact_resealed`). What it has not received nobody else can have
read or need ever read: on the wire go only head and hash. This is done after the raise and before anything is packed,
so that a raise cut short by a power cut is finished before the next bundle. Nothing is lost: an entry goes only where
all that it says was written again, sealed. What has left this PC, or may have, waits for headquarters, and is counted.
"""

from collections.abc import Iterator
from functools import partial

from tipdesk.domain.changes import Dot
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import received_up_to
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.redaction import redaction_of
from tipdesk.services.remembered.link import OUTBOX_SEALED
from tipdesk.services.remembered.shapes import OutboxBundle
from tipdesk.services.sealing.redact_resealed import RESEALED, find_open, find_spent, restricted_among
from tipdesk.services.sync.push.holds import get_handed
from tipdesk.services.sync.push.withdrawals import note_withdrawal
from tipdesk.sync.codec import decode_head
from tipdesk.sync.limits import BUNDLE_AIM


def redact_unsent(desk: LinkDesk) -> int:
    """Delete what may go, and return how many entries that were.

    Nothing happens at headquarters, which deletes all of it itself.
    """
    if desk.place.is_headquarters:
        return 0
    with desk.work() as work:
        left = max(received_up_to(work), get_handed(work, desk.place.log))
        found = _find(work, desk.place.log, left)
        if not found:
            return 0
        going = _take_back(desk, work, found)
        if going:
            found = _find(work, desk.place.log, max(left, *(one.last for one in going)))
        if found:
            work.append(Scope.REGISTER, None, [redaction_of(desk, dot.log, dot.seq, RESEALED) for dot in found])
            note_withdrawal(work)
        return len(found)


def count_open(desk: LinkDesk, case: bytes) -> int:
    """Return how many entries of a restricted case still say openly, in this store, what is sealed by now."""
    with desk.read() as reader:
        return len(find_open(reader.find_happenings(case))) if restricted_among(reader, {case}) else 0


def _find(work: UnitOfWork, log: bytes, left: int) -> list[Dot]:
    """Return the entries of the own log after entry `left` that may go."""
    cases = set(_cases_after(work, log, left))
    may_go = partial(_is_after, log, left)
    return [dot for case in sorted(restricted_among(work, cases)) for dot in find_spent(work, case, may_go)]


def _is_after(log: bytes, left: int, dot: Dot) -> bool:
    return dot.log == log and dot.seq > left


def _cases_after(work: UnitOfWork, log: bytes, left: int) -> Iterator[bytes]:
    """Yield the cases about which the own log says something after an entry; a case may come more than once."""
    end = work.ledger.own().seq
    while left < end and (stretch := work.ledger.read(log, left, BUNDLE_AIM)):
        left = stretch[-1].seq
        heads = (decode_head(one.head) for one in stretch if one.body is not None)
        yield from (head.case for head in heads if head.case is not None)


def _take_back(desk: LinkDesk, work: UnitOfWork, found: list[Dot]) -> list[OutboxBundle]:
    """Take the bundles that hold these entries out of the outbox, and return those that are on their way already."""
    sealed = OUTBOX_SEALED.get(work)
    holding = [one for one in sealed if any(_holds(one, dot) for dot in found)]
    going = [one for one in holding if not desk.outbox.take_back(one.name)]
    OUTBOX_SEALED.keep(work, [one for one in sealed if one not in holding or one in going])
    return going


def _holds(sealed: OutboxBundle, dot: Dot) -> bool:
    return sealed.log == dot.log and sealed.first <= dot.seq <= sealed.last
