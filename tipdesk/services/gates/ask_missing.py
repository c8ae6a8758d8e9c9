"""Ask for what alone is missing to a step that was stopped: the approvals of somebody else.

What the step would write is written with the question, since that is what is agreed to. Where anything else is missing
nobody is asked, and nothing is written.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.services.desk import Desk
from tipdesk.services.gates.ask_approval import ask_approval

_ASKED = "asked-already"


def ask_missing(desk: Desk, seen: Row, given: Mapping[str, object], stopped: StoppedByGateError, ask: str) -> int:
    """Ask for the approvals that a step of a case lacks, and return how many were asked; 0 where they are not all.

    `seen` is its Case row as the officer saw it, `given` what the step writes beside the stage, and `ask` the words of
    the question. Raises the UserErrors of `ask_approval`, but none for what was asked already.
    """
    gates = [need.gate for one in stopped.failed for need in one.needs]
    if not all(gates):
        return 0
    asked = 0
    for gate in dict.fromkeys(gates):
        try:
            ask_approval(desk, seen.id, gate, ask, seen=None if asked else seen, given=None if asked else given)
        except UserError as refusal:
            if refusal.code != _ASKED:
                raise
        else:
            asked += 1
    return asked
