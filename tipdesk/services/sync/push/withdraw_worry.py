"""An officer withdraws a worry as a whole: everything that they have written in its case, the latest first, or nothing.

The page after a worry offers it while nothing of it can have left. Each entry keeps its place, its author and why.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.results import Changed
from tipdesk.services.sync.push.withdraw_entry import WITHDRAWN_KINDS, withdraw_in


def withdraw_worry(desk: LinkDesk, case: bytes, reason: str) -> Changed:
    """Withdraw every entry of the own log in a case. UserErrors of `withdraw_entry`, `no-such-entry` for none."""
    with desk.work() as work:
        own = work.ledger.own().log
        entries = [one for one in work.ledger.case_entries(case) if one.log == own and one.body is not None]
        if not entries:
            raise UserError("no-such-entry", _("Nothing was written in this case on this PC."))
        for entry in sorted(entries, key=lambda one: one.seq, reverse=True):
            withdraw_in(desk, work, entry.seq, reason)
    return Changed(WITHDRAWN_KINDS, case)
