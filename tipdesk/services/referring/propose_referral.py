"""Propose a referral, for somebody else to send, or only keep it as a draft to go on with.

A draft has no status, and passes no gate: what is lacking yet is no reason to lose what is there. It is also what an
approval is asked about. A proposal is judged as the sending will be.
"""

from tipdesk.domain.rules.gates.passing import Override
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk
from tipdesk.services.look import deed
from tipdesk.services.referring.drawing import Request, draw
from tipdesk.services.referring.writing import write_drawn
from tipdesk.services.results import Changed

PROPOSED = "proposed"


def propose_referral(
    desk: Desk, case: bytes, request: Request, *, draft: str | None = None, override: Override | None = None
) -> Changed:
    """Store what is asked as a proposal; `Changed.row` is the referral.

    `draft` is the key of what was typed, and `override` goes past a gate. Raises the UserErrors of `draw`, of
    `permit_edit` and of `write_case`.
    """
    with deed(desk, draft) as unit:
        eyes = permit_edit(unit, desk, case)
        drawn = draw(unit, eyes, request).with_values({"status": PROPOSED}, {})
        return write_drawn(desk, unit, drawn, override, urgent=False)


def keep_referral(desk: Desk, case: bytes, request: Request) -> Changed:
    """Store what is asked as a draft, or as the proposal that it is already; raises the errors of `propose_referral`.

    What was typed stays where it is as well, since it is not done.
    """
    with deed(desk) as unit:
        eyes = permit_edit(unit, desk, case)
        return write_drawn(desk, unit, draw(unit, eyes, request), None, urgent=False)
