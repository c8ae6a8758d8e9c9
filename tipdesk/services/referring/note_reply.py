"""Note what an agency answers to a referral, by slip or telephone; its status follows (`entries/replies`).

A slip is known by its code. Whoever answers by telephone is rung back on the number of the directory before anything
is said or noted: "I cannot say whether we know her. I ring you back." That call is noted with the answer.
"""

from collections.abc import Mapping
from dataclasses import replace

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.rules.sent import LEFT
from tipdesk.domain.slip_code import make_slip_code, parse_slip_code
from tipdesk.domain.texts import _
from tipdesk.services.case.beginnings import with_beginnings
from tipdesk.services.case.rules import permit_edit, read_answers_in, refuse_fields
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, find_needed
from tipdesk.services.look import deed
from tipdesk.services.referring.drawing import REFERRAL, TRANSFER
from tipdesk.services.results import Changed

REPLY, CALL, AGENCY = BY_NAME["ReferralReply"], BY_NAME["Call"], BY_NAME["Agency"]
SLIP, TELEPHONE, NOT_CHECKED = "slip", "telephone", "not_checked"


def note_reply(
    desk: Desk,
    referral: bytes,
    given: Mapping[str, object],
    *,
    caller_checked: str = "",
    draft: str | None = None,
    override: Override | None = None,
) -> Changed:
    """Note a reply to a referral, given by its id; `Changed.row` is the reply.

    `given` are answers by the field names of ReferralReply. `caller_checked` is a code of the list caller_check, for a
    reply by telephone. Raises UserError `not-sent` for what never left, `bad-slip-code`, `other-slip` for the code of
    another referral, `caller-not-checked`, `bad-fields`, and those of `write_case`.
    """
    with deed(desk, draft) as unit:
        seen = get_referral(unit, referral)
        eyes = permit_edit(unit, desk, seen.case or b"")
        refuse_unsent(seen)
        values = _read(unit, eyes, seen, given)
        reply = desk.ids.new_id()
        changes = [change_of_new(REPLY, reply, values)]
        if values["way"] == TELEPHONE:
            changes.append(call_about(unit, eyes, seen, values["replied_by"], values.get("words"), caller_checked))
        told = Said(override=override).listening()
        entry = write_case(desk, unit, eyes.case.id, changes, urgent=True, said=told)
    kinds = frozenset({REPLY.name, REFERRAL.name, TRANSFER.name, CALL.name})
    changed = Changed(kinds, eyes.case.id, reply, (entry.dot,), is_new=True)
    return replace(changed, warned=tuple(told.warned or ()))


def get_referral(unit: UnitOfWork, referral: bytes) -> Row:
    """Return a live referral that went out; raises UserError `no-such-row` and `referral-comes-in`."""
    row = unit.get_row(REFERRAL, referral)
    if row is None or row.deleted:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=REFERRAL.name)
    if row["direction"] != "out":
        raise UserError("referral-comes-in", _("This referral came to us. Change its status on the referral itself."))
    return row


def refuse_unsent(seen: Row) -> None:
    """Raise UserError `not-sent` for a referral that has not left, or was taken back."""
    if seen["status"] not in LEFT:
        raise UserError("not-sent", _("This was not sent, or was taken back, so there can be no answer to it."))


def call_about(
    unit: UnitOfWork, eyes: Eyes, seen: Row, whom: Value, words: Value, caller_checked: str, *, told: str = ""
) -> Change:
    """Return the call in which an agency was rung back, on its number in the directory, and what was said.

    Raises UserError `caller-not-checked`.
    """
    if caller_checked in ("", NOT_CHECKED):
        sentence = _(
            "Ring back on the number in the directory first. Until then say: “I cannot say whether we know her.”"
        )
        raise UserError("caller-not-checked", sentence)
    agency = seen["agency"]
    row = unit.get_row(AGENCY, agency) if isinstance(agency, bytes) else None
    given: dict[str, object] = {
        "way": TELEPHONE, "direction": "made", "whom": whom, "agency": agency, "answer": "answered", "words": words,
        "number": row["phone"] if row is not None else None, "caller_checked": caller_checked,
        "of_person": seen.parent, "told": told or None,
    }  # fmt: skip
    known = {name: value for name, value in given.items() if value is not None}
    values, problems = read_answers_in(unit, eyes.desk, eyes.case.id, CALL, with_beginnings(eyes.desk, CALL, known))
    refuse_fields(problems + find_needed(CALL, values, [one.path for one in problems], CALL.name))
    return change_of_new(CALL, eyes.desk.ids.new_id(), values)


def _read(unit: UnitOfWork, eyes: Eyes, seen: Row, given: Mapping[str, object]) -> dict[str, Value]:
    told = with_beginnings(eyes.desk, REPLY, {**given, "referral": seen.id})
    values, problems = read_answers_in(unit, eyes.desk, eyes.case.id, REPLY, told)
    refuse_fields(problems + find_needed(REPLY, values, [one.path for one in problems], REPLY.name))
    code = str(values.get("code") or "")
    if code or values["way"] == SLIP:
        values["code"] = parse_slip_code(code)
        if values["code"] != make_slip_code(seen.id):
            raise UserError("other-slip", _("This is the code of another letter. Read it again, or look for that one."))
    return values
