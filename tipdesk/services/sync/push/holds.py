"""How long an entry stays here before the automatic push takes it, so that its author may still withdraw it.

An entry of a case is held some minutes, unless it is urgent, or an urgent one or an officer's own sync came after it:
either ends the hold of everything before it in the log. How many minutes is a value of this PC; a supervisor sets it,
and the audit says so: without a hold nothing can be withdrawn, with a long one headquarters hears late.

A clock that jumps neither keeps an entry for ever nor lets it go at once: how long is left is read off the wall clock
when this program first meets the entry, never more than the whole hold, and from then on counted by a clock that only
goes forward. Also kept here is how far a carrier has begun to take the own log: what may have left this PC can be
withdrawn no more.
"""

from dataclasses import dataclass
from typing import Final

from tipdesk.domain.errors import UserError
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import counted
from tipdesk.services.audit import note_deed
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.from_headquarters import received_up_to
from tipdesk.services.ledger import Logged
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.permit_authority import permit_authority
from tipdesk.services.remembered.link import HANDED_OVER, HOLD_MINUTES, LAST_URGENT
from tipdesk.services.results import Changed
from tipdesk.sync.codec import decode_head
from tipdesk.sync.limits import BUNDLE_AIM

MOST_MINUTES: Final = 240
_MINUTE_MS: Final = 60_000
_HOLD: Final = counted("A hold lasts from 0 to {most} minute.", "A hold lasts from 0 to {most} minutes.")


@dataclass(frozen=True)
class Held:
    """One entry that the automatic push leaves here, and for how many more milliseconds."""

    seq: int
    left_ms: int


def keep_hold_minutes(work: UnitOfWork, minutes: int) -> None:
    """Keep another length of the hold, 0 for none; raises UserError `bad-hold` where it is out of bounds."""
    if not 0 <= minutes <= MOST_MINUTES:
        raise UserError("bad-hold", _HOLD.of(MOST_MINUTES), most=MOST_MINUTES)
    HOLD_MINUTES.keep(work, minutes)


def find_held(desk: LinkDesk, work: UnitOfWork) -> list[Held]:
    """Return the entries that the automatic push would leave here now, in the order of the log."""
    own, met, whole = work.ledger.own(), desk.met, HOLD_MINUTES.get(work) * _MINUTE_MS
    start = max(received_up_to(work), get_handed(work, own.log), LAST_URGENT.get(work), met.passed)
    met.ends = {seq: end for seq, end in met.ends.items() if start < seq <= own.seq}
    now, ticks = desk.clock.now_ms(), desk.clock.running_ms()
    found: list[Held] = []
    while start < own.seq and (stretch := work.ledger.read(own.log, start, BUNDLE_AIM)):
        for entry in stretch:
            at = _withdrawable_at(entry)
            if at is not None:
                end = met.ends.setdefault(entry.seq, ticks + whole - min(max(now - at, 0), whole))
                found += [Held(entry.seq, min(end - ticks, whole))] if end > ticks else []
            met.passed = entry.seq if not found else met.passed
        start = stretch[-1].seq
    return found


def end_holds(work: UnitOfWork) -> None:
    """End the hold of everything written so far, because an officer syncs."""
    seq = work.ledger.own().seq
    if seq > LAST_URGENT.get(work):
        LAST_URGENT.keep(work, seq)


def get_handed(reader: Reader, log: bytes) -> int:
    """Return the last entry of a log that a carrier has begun to take away, whether it was received or not."""
    known, seq = HANDED_OVER.get(reader) or (log, 0)
    return seq if known == log else 0


def keep_handed(work: UnitOfWork, log: bytes, seq: int) -> None:
    """Note that entries of the own log, up to this one, may leave this PC from now on."""
    if seq > get_handed(work, log):
        HANDED_OVER.keep(work, (log, seq))


def _withdrawable_at(entry: Logged) -> int | None:
    """Return when an entry that its author might withdraw was written; None for any other, which is never held."""
    if entry.body is None:
        return None
    head = decode_head(entry.head)
    return head.at if head.scope is Scope.CASE else None


KIND = "Hold"


def set_hold(desk: LinkDesk, minutes: int) -> Changed:
    """Set for how many minutes entries are held, 0 for none.

    Raises UserError `not-allowed` for somebody without authority here, and `bad-hold`.
    """
    permit_authority(desk)
    with desk.work() as work:
        keep_hold_minutes(work, minutes)
        note_deed(desk, work, "hold_changed", {"count": minutes})
    return Changed(frozenset({KIND}))


def count_held(desk: LinkDesk) -> int:
    """Return how many entries are held now; 0 at headquarters."""
    if desk.place.is_headquarters:
        return 0
    with desk.work() as work:
        return len(find_held(desk, work))
