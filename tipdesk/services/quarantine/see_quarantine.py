"""How full the quarantine is, and what came this month of which nothing is kept."""

from dataclasses import dataclass

from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.keep_refused import month_of
from tipdesk.services.quarantine.quarantine_room import CAPS, Caps, get_month
from tipdesk.sync.limits import LIMITS


@dataclass(frozen=True)
class QuarantineState:
    """How many things are kept and how many bytes of them; `counted`: what was only counted this month.

    `is_full`: the next bundle that an enrolled key signed might not be kept whole, or nothing of the next stray.
    """

    lines: int
    size: int
    counted: int
    is_full: bool


def see_quarantine(desk: LinkDesk, caps: Caps = CAPS) -> QuarantineState:
    """Return it as of now."""
    with desk.work() as work:
        shares = work.ledger.quarantine.find_shares()
        month = get_month(work, month_of(desk.clock.now_ms()))
    whole = [one for one in shares if one.is_evidence]
    lines, size = sum(one.lines for one in whole), sum(one.size for one in whole)
    beginnings = sum(one.lines for one in shares) - lines
    is_full = size + LIMITS.sealed > caps.whole or max(lines, beginnings) >= caps.lines
    return QuarantineState(lines + beginnings, sum(one.size for one in shares), month.counted, is_full)
