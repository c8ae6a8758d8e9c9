"""Whether the officer at the desk may decide about a case, and the pieces that the verbs of this package share.

Promises that a refusal is audited, and that somebody who must not know of the case is told that there is none.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tipdesk.domain.changes import Change
from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.deeds import Deed, may_do
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.audit import DENIED, moment_now, note_look
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import knows_of
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import no_such_case
from tipdesk.services.relation import relations_to

CASE, EXCLUSION, ACCESS, REVIEW = (BY_NAME[name] for name in ("Case", "Exclusion", "AccessGrant", "Review"))
FEWEST_CHARACTERS = 10
"""Of a reason that is more than a dot."""
HOURS_TO_REVIEW = 24


def get_known_case(desk: Desk, case: bytes) -> Row:
    """Return the Case row. UserError `no-such-case` where there is none of which the officer may know; audited."""
    with desk.read() as reader:
        row = reader.get_row(CASE, case)
        is_known = row is not None and knows_of(reader, desk, row)
    if row is None or not is_known:
        if row is not None:
            note_look(desk, "denied", case=case, result=DENIED)
        raise no_such_case()
    return row


def permit_deed(desk: Desk, case: bytes, deed: Deed) -> Row:
    """Return the Case row where the officer may decide this. UserError `not-allowed`, `no-such-case`; audited."""
    row = get_known_case(desk, case)
    with desk.read() as reader:
        is_allowed = may_decide(reader, desk, row, deed)
    if not is_allowed:
        note_look(desk, "denied", case=case, result=DENIED, reason=deed.value)
        raise UserError(
            "not-allowed",
            _("You may not decide this in case {reference}. Ask the officer in charge or your supervisor."),
            reference=row["reference"] or "?",
        )
    return row


def may_decide(reader: Reader, desk: Desk, case: Row, deed: Deed) -> bool:
    """Tell whether the officer's roles and relations to the case allow the deed."""
    return may_do(desk.actor.roles, relations_to(reader, desk, case, Action.VIEW), deed)


def check_reason(reason: str | None) -> str:
    """Return the reason without outer spaces. UserError `reason-needed` where it says nothing, `bad-text`."""
    refuse_hidden(reason or "")
    words = (reason or "").strip()
    if len(words) < FEWEST_CHARACTERS:
        raise UserError("reason-needed", _("Say why, in a few words: others will read it."))
    return words


def not_yourself() -> UserError:
    """Return the refusal of whoever would decide about themself."""
    return UserError("not-yourself", _("Nobody decides this for themself. Ask another supervisor or headquarters."))


def get_live_row(reader: Reader, record: RecordType, row: bytes | str) -> Row:
    """Return a row of an access record, given by id. UserError `no-such-row` where there is none, or it was lifted."""
    found = reader.get_row(record, row if isinstance(row, bytes) else parse_id(row))
    if found is None or found.deleted or found.case is None:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=record.name)
    return found


def review_of(desk: Desk, rule: str, ground: str, reason: str, exclusion: bytes | None = None) -> Change:
    """Return the change that asks for a review within a day of something done now."""
    values: Mapping[str, Value] = {
        "rule": rule,
        "ground": ground,
        "reason": reason,
        "officer": desk.actor.officer,
        "acted_at": moment_now(desk),
        "due": later(desk, hours=HOURS_TO_REVIEW),
        "exclusion": exclusion,
    }
    return change_of_new(REVIEW, desk.ids.new_id(), values)


def exclusion_of(desk: Desk, officer: bytes, kind: str, reason: str) -> Change:
    """Return the change that keeps an officer out. `kind`: a code of the list exclusion_kind."""
    values: Mapping[str, Value] = {"officer": officer, "kind": kind, "reason": reason, "since": moment_now(desk)}
    return change_of_new(EXCLUSION, desk.ids.new_id(), values)


def later(desk: Desk, *, hours: int) -> datetime:
    """Return a time on the desk's clock some hours from now."""
    return moment_now(desk) + timedelta(hours=hours)


def written(seen: Row, values: Mapping[str, Value]) -> list[Change]:
    """Return the change of these fields, nothing where none differs."""
    change = change_of_row(seen, values)
    return [change] if change else []
