"""Answer what somebody asked before a deed is done: approved, with conditions if need be, or refused with words.

Nobody answers what they asked, or what they wrote themself, and nobody whom the case excludes, or whose role the gate
does not name. What has changed since it was asked is not answered: it must be asked again. The answer stands for good
and is signed with the officer's key.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Relation
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import approved_of, writers_of
from tipdesk.domain.rules.gates.gate import Gate
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import CASE, Confirm, check_reason, confirm_officer, permit_deed, written
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.gates.ask_approval import refuse_answered
from tipdesk.services.gates.asked import (
    APPROVAL,
    APPROVED,
    REFUSED,
    approvers_for,
    content_of,
    find_subject,
    get_approval,
    is_stale,
)
from tipdesk.services.look import RefusedError, deed, no_such_case
from tipdesk.services.results import Changed
from tipdesk.services.signatures.sign_content import sign_content

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

USE = "approval"
_COORDINATOR = "coordinator"


def answer_approval(
    desk: Desk,
    approval: bytes | str,
    *,
    is_approved: bool,
    words: str = "",
    valid_until: datetime | None = None,
    proof: tuple[Confirm, str] | None = None,
) -> Changed:
    """Approve or refuse, given by the id of the question; `Changed.row` is that id.

    `words` say why not, or on which conditions; `valid_until` is when an approval ends. `proof` is the passphrase, and
    what asks it of the officer's slot, where somebody else may have sat down since it was unlocked. Raises UserError
    `reason-needed` where a refusal says nothing, `not-allowed`, `not-yourself`, `answered-already`, `approval-stale`,
    `ends-before` for an end that is past, `no-such-row`, and `wrong-passphrase`.
    """
    said = _words(words, is_approved=is_approved)
    if proof is not None:
        confirm_officer(desk, _case_of(desk, approval), *proof, USE)
    with deed(desk) as unit:
        asked = get_approval(unit, approval)
        case = asked.case or b""
        eyes = permit_deed(unit, desk, case, Deed.APPROVE)
        refuse_answered(asked)
        _check(unit, eyes, asked)
        if valid_until is not None and valid_until <= moment_now(desk):
            raise UserError("ends-before", _("An approval cannot end before it is given."))
        decision = APPROVED if is_approved else REFUSED
        values: dict[str, Value] = {
            "decision": decision,
            "decided_by": desk.actor.officer,
            "decided_at": moment_now(desk),
            "conditions": said,
            "valid_until": valid_until,
        }
        entry = write_case(desk, unit, case, written(asked, values), urgent=True)
        sign_content(desk, unit, USE, case, content_of(asked, decision, said, valid_until), subject=asked.id)
        note_deed(desk, unit, "answer_approval", {"case": case, "row": asked.id, "officer": asked["asked_by"]})
    return Changed.of(APPROVAL.name, case, asked.id, entry.dot)


def _case_of(desk: Desk, approval: bytes | str) -> bytes:
    with desk.read() as reader:
        return get_approval(reader, approval).case or b""


def may_answer(eyes: Eyes, view: FrozenCase, asked: Row) -> bool:
    """Tell whether an approval is asked of the officer at the desk, among others: they would not be refused."""
    gate, subject = GATES.get(str(asked["gate"])), find_subject(view, asked)
    is_named = gate is not None and _is_named(eyes, view, gate, subject)
    return is_named and eyes.may(Deed.APPROVE) and not _is_own(eyes, view, asked)


def _check(unit: UnitOfWork, eyes: Eyes, asked: Row) -> None:
    """Refuse somebody who may not answer this, and an answer to what has changed."""
    gate, held = GATES.get(str(asked["gate"])), unit.get_row(CASE, eyes.case.id)
    if held is None:
        raise no_such_case()
    if gate is None:
        raise UserError("no-such-gate", _("There is no rule called “{gate}”."), gate=str(asked["gate"])[:60])
    view = freeze(unit, eyes.desk, held)
    if not _is_named(eyes, view, gate, find_subject(view, asked)):
        refusal = UserError("not-allowed", _("The rule asks somebody of another role for this."))
        raise RefusedError.of(eyes.case.id, USE, refusal)
    if _is_own(eyes, view, asked):
        raise UserError(
            "not-yourself",
            _(
                "Nobody approves what they asked for, what they wrote, or a case that is theirs. Ask another "
                "supervisor or headquarters."
            ),
        )
    if is_stale(view, asked):
        raise UserError(
            "approval-stale", _("What this is about has changed since it was asked: it must be asked again.")
        )


def _is_named(eyes: Eyes, view: FrozenCase, gate: Gate, subject: Row | None) -> bool:
    return not approvers_for(view, gate, subject).isdisjoint(eyes.desk.actor.roles)


def _is_own(eyes: Eyes, view: FrozenCase, asked: Row) -> bool:
    """Tell whether the officer asked this, wrote what it is about, or is in charge and no coordinator."""
    is_theirs = Relation.IN_CHARGE in eyes.relations(Action.VIEW) and _COORDINATOR not in eyes.desk.actor.roles
    if asked["asked_by"] in eyes.ids or is_theirs:
        return True
    gate, row = GATES.get(str(asked["gate"])), find_subject(view, asked)
    if gate is None or row is None:
        return False
    return not eyes.ids.isdisjoint(writers_of(view, row, approved_of(gate, row)))


def _words(words: str, *, is_approved: bool) -> str | None:
    if not is_approved:
        return check_reason(words)
    refuse_hidden(words)
    return words.strip() or None
