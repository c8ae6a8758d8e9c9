"""Set how long an entry stays on this PC before the automatic push takes it; it holds for what is written already, too.

Promises that a supervisor decides it and that the audit says so: without a hold nothing can be withdrawn, with a long
one headquarters hears late.
"""

from tipdesk.services.audit import note_deed
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.permit_authority import permit_authority
from tipdesk.services.results import Changed
from tipdesk.services.sync.push.holds import keep_hold_minutes

KIND = "Hold"


def set_hold(desk: LinkDesk, minutes: int) -> Changed:
    """Keep it; 0 for none. UserError `not-allowed`, `bad-hold`."""
    permit_authority(desk)
    with desk.work() as work:
        keep_hold_minutes(work, minutes)
        note_deed(desk, work, "hold_changed", {"count": minutes})
    return Changed(frozenset({KIND}))
