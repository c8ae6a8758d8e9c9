"""Ask for what alone is missing to a step that was stopped: the approvals of somebody else.

What the step would write is written with the question, since that is what is agreed to. Where anything else is missing
nobody is asked, and nothing is written.
"""

from collections.abc import Mapping, Sequence

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import StoppedByGateError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.gates.ask_approval import ask_approval
from tipdesk.services.gates.asked import approvers_for, get_asked_gate

_ASKED = "asked-already"


def ask_missing(
    desk: Desk,
    seen: Row,
    given: Mapping[str, object],
    stopped: StoppedByGateError,
    ask: str,
    *,
    of: bytes | None = None,
) -> int:
    """Ask for the approvals that a step of a case lacks, and return how many were asked; 0 where they are not all.

    `seen` is its Case row as the officer saw it, `given` what the step writes beside the stage, and `ask` the words of
    the question. Raises the UserErrors of `ask_approval`, but none for what was asked already; where an officer is
    named of whom it is asked, `not-yourself` and `not-allowed` if they may not agree to it.
    """
    gates = [need.gate for one in stopped.failed for need in one.needs]
    if not all(gates):
        return 0
    if of is not None:
        _refuse_who_may_not(desk, seen, gates, of)
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


def _refuse_who_may_not(desk: Desk, seen: Row, gates: Sequence[str], officer: bytes) -> None:
    with desk.read() as reader:
        view = freeze(reader, desk, seen)
        if desk.actor.officer in view.same_person(officer):
            raise UserError(
                "not-yourself", _("Nobody agrees to what they ask for themself. Name a supervisor, or headquarters.")
            )
        for gate in gates:
            if approvers_for(view, get_asked_gate(gate), view.case).isdisjoint(view.roles_of(officer)):
                raise UserError("not-allowed", _("The rule asks somebody of another role for this."))
