"""Ask somebody else to agree before a deed is done: for a gate, about one row, with words; and take a question back.

What is agreed to is fixed by a digest when it is asked, so that a later change makes the answer worthless. The answers
which the deed needs (why a case is to be closed) can be written in the same unit of work: they are what is asked about.
At a post where nobody else may agree, headquarters sees the question as well.
"""

from collections.abc import Mapping

from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.gates.approved import digests_now, find_approvals
from tipdesk.domain.rules.gates.gate import Gate
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow
from tipdesk.services.access.deciding import CASE, check_reason, get_known_case, written
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.case.amend_record import amend_in
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new
from tipdesk.services.gates.asked import APPROVAL, WITHDRAWN, get_approval, get_asked_gate, get_subject, named
from tipdesk.services.look import RefusedError, deed, no_such_case
from tipdesk.services.results import Changed


def ask_approval(
    desk: Desk,
    case: bytes,
    gate: str,
    ask: str,
    *,
    subject: NamedRow | str | None = None,
    basis: str | None = None,
    seen: Row | None = None,
    given: Mapping[str, object] | None = None,
) -> Changed:
    """Ask for an approval; `Changed.row` is the id of the question.

    `subject` is the row that is asked about, the case itself where none is named. `ask` says what is asked and why, and
    `basis` is a code of the list override_reason. `given` are answers of the row `seen` that are written with it.
    Raises UserError `no-such-gate`, `gate-takes-no-approval`, `reason-needed`, `may-not-ask`, `asked-already`,
    `not-a-holder` where part of what is asked about does not open here, and those of `amend_record`.
    """
    rule, words = get_asked_gate(gate), check_reason(ask)
    with deed(desk) as unit:
        eyes = permit_edit(unit, desk, case)
        _refuse_stranger(eyes, rule)
        _refuse_code(desk, basis)
        kinds, dots = {APPROVAL.name}, tuple[Dot, ...]()
        if seen is not None and given:
            changed = amend_in(unit, eyes, seen, given)
            kinds, dots = kinds | changed.kinds, changed.dots
        values: dict[str, Value] = {**_asked(unit, desk, case, rule, subject), "ask": words, "basis": basis}
        change = change_of_new(APPROVAL, desk.ids.new_id(), values)
        entry = write_case(desk, unit, case, [change], urgent=True)
        note_deed(desk, unit, "ask_approval", {"case": case, "row": change.row, "reason": rule.id})
    return Changed(frozenset(kinds), case, change.row, (*dots, entry.dot))


def withdraw_approval(desk: Desk, approval: bytes | str) -> Changed:
    """Take back a question of one's own that nobody has answered yet.

    Raises UserError `no-such-row`, `answered-already`, and `not-yours` where somebody else asked.
    """
    with deed(desk) as unit:
        asked = get_approval(unit, approval)
        case = asked.case or b""
        eyes = get_known_case(unit, desk, case)
        refuse_answered(asked)
        if asked["asked_by"] not in eyes.ids:
            raise UserError("not-yours", _("Somebody else asked this. Only who asked takes the question back."))
        values: dict[str, Value] = {
            "decision": WITHDRAWN,
            "decided_by": desk.actor.officer,
            "decided_at": moment_now(desk),
        }
        entry = write_case(desk, unit, case, written(asked, values), urgent=True)
        note_deed(desk, unit, "withdraw_approval", {"case": case, "row": asked.id})
    return Changed.of(APPROVAL.name, case, asked.id, entry.dot)


def refuse_answered(asked: Row) -> None:
    """Raise UserError `answered-already` where a question has an answer, or was taken back."""
    if live_values(asked, "decision") != {None} or asked["decided_at"] is not None:
        raise UserError("answered-already", _("This has been answered already, or was taken back."))


def _asked(unit: UnitOfWork, desk: Desk, case: bytes, rule: Gate, subject: NamedRow | str | None) -> dict[str, Value]:
    held = unit.get_row(CASE, case)
    if held is None:
        raise no_such_case()
    view = freeze(unit, desk, held)
    row = get_subject(view, subject)
    digests = digests_now(view, rule, row)
    if not digests:
        raise UserError(
            "not-a-holder", _("Part of what would be approved is sealed to others: ask somebody who can open it.")
        )
    for one in find_approvals(view, rule.id, row.id):
        if live_values(one, "decision") == {None} and one["digest"] in digests:
            raise UserError("asked-already", _("This has been asked already, and waits for an answer."))
    return {
        "gate": rule.id,
        "subject": named(row),
        "digest": digests[0],
        "asked_by": desk.actor.officer,
        "asked_at": moment_now(desk),
    }


def _refuse_stranger(eyes: Eyes, rule: Gate) -> None:
    if rule.who and (rule.who | rule.asks).isdisjoint(eyes.desk.actor.roles):
        refusal = UserError("may-not-ask", _("Your role does not take this step, so you cannot ask for it."))
        raise RefusedError.of(eyes.case.id, "ask_approval", refusal)


def _refuse_code(desk: Desk, basis: str | None) -> None:
    if basis is not None and not desk.codes.is_known("override_reason", basis):
        raise UserError("unknown-code", _("“{value}” is not in the list {list}."), value=basis[:40],
                        list="override_reason")  # fmt: skip
