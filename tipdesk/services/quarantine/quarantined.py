"""What came and was refused: list it, take the bytes of one thing out to study, discard it, and see how full it is.

It works the same at headquarters and at posts. Nothing in quarantine is believed, and the audit knows who discards one.
Discarding loses nothing of a post or of headquarters, since what was sent and not receipted comes again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_deed
from tipdesk.services.ledger import Quarantined
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.permit_authority import permit_authority
from tipdesk.services.quarantine.keep_refused import CAPS, Caps, get_month, month_of
from tipdesk.services.results import Changed
from tipdesk.sync.limits import LIMITS

KIND = "Quarantine"


@dataclass(frozen=True)
class Discarded(Changed):
    """What a discard of many things has changed; `count` says how many are gone."""

    count: int = 0


def find_quarantined(desk: LinkDesk) -> list[Quarantined]:
    """Return everything that is kept, latest first."""
    with desk.work() as work:
        return work.ledger.quarantine.find_all()


def get_quarantined(desk: LinkDesk, number: int) -> bytes:
    """Return the bytes of one thing, as far as they are kept; raises UserError `not-in-quarantine` when it is gone."""
    with desk.work() as work:
        content = work.ledger.quarantine.get_content(number)
    if content is None:
        raise _gone()
    return content


def discard_quarantined(desk: LinkDesk, number: int) -> Changed:
    """Drop one thing; raises UserError `not-allowed`, and `not-in-quarantine` when it is gone."""
    permit_authority(desk)
    with desk.work() as work:
        one = next((kept for kept in work.ledger.quarantine.find_all() if kept.id == number), None)
        if one is None:
            raise _gone()
        work.ledger.quarantine.discard(number)
        note_deed(desk, work, "quarantine_discarded", {"reason": one.reason})
    return Changed(frozenset({KIND}))


def discard_alike(desk: LinkDesk, number: int) -> Discarded:
    """Drop one thing and all that were refused for the same reason and kept alike.

    Raises UserError `not-allowed`, and `not-in-quarantine` when it is gone.
    """
    permit_authority(desk)
    with desk.work() as work:
        kept = work.ledger.quarantine.find_all()
        one = next((each for each in kept if each.id == number), None)
        if one is None:
            raise _gone()
        alike = find_alike(kept, one)
        for each in alike:
            work.ledger.quarantine.discard(each.id)
        note_deed(desk, work, "quarantine_discarded", {"reason": one.reason, "count": len(alike)})
    return Discarded(frozenset({KIND}), count=len(alike))


def find_alike(kept: Iterable[Quarantined], one: Quarantined) -> list[Quarantined]:
    """Return the things of one kind: refused for the same reason, and kept alike, whole or by their beginning."""
    return [
        each for each in kept if (each.verdict, each.reason, each.is_whole) == (one.verdict, one.reason, one.is_whole)
    ]


def _gone() -> UserError:
    return UserError("not-in-quarantine", _("Nothing in quarantine has this number."))


@dataclass(frozen=True)
class QuarantineState:
    """How full the quarantine is.

    `lines` counts the things that are kept and `size` their bytes; `counted` is how many were only counted this month.
    `is_full` says that the next bundle that an enrolled key signed might not be kept whole, or that nothing of the next
    stray would be.
    """

    lines: int
    size: int
    counted: int
    is_full: bool


def see_quarantine(desk: LinkDesk, caps: Caps = CAPS) -> QuarantineState:
    """Return how full the quarantine is now."""
    with desk.work() as work:
        shares = work.ledger.quarantine.find_shares()
        month = get_month(work, month_of(desk.clock.now_ms()))
    whole = [one for one in shares if one.is_evidence]
    lines, size = sum(one.lines for one in whole), sum(one.size for one in whole)
    beginnings = sum(one.lines for one in shares) - lines
    is_full = size + LIMITS.sealed > caps.whole or max(lines, beginnings) >= caps.lines
    return QuarantineState(lines + beginnings, sum(one.size for one in shares), month.counted, is_full)
