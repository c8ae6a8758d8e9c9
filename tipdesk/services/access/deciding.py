"""Whether the officer at the desk may decide about a case, and the pieces that the verbs of this package share.

Somebody who must not know of the case is told that there is none. A refusal is written into the audit by the `deed`, or
the look, in which it is raised.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from tipdesk.domain.changes import Change
from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.audit import FAILED, moment_now, note_look
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import RefusedError, no_such_case, unknown_case

CASE, EXCLUSION, ACCESS, REVIEW = (BY_NAME[name] for name in ("Case", "Exclusion", "AccessGrant", "Review"))
FEWEST_CHARACTERS = 10
"""How long a reason must be to count as one: more than a dot."""
HOURS_TO_REVIEW = 24


class Confirm(Protocol):
    """Asks the officer at the keyboard once more to prove that they are who unlocked."""

    def __call__(self, passphrase: str, /) -> None:
        """Return when the passphrase opens the officer's own slot.

        Raises UserError `wrong-passphrase`, or the throttle's.
        """


def confirm_officer(desk: Desk, case: bytes, confirm: Confirm, passphrase: str, tried: str) -> None:
    """Let the officer prove once more who they are, before they do what `tried` names; a failure is audited.

    Raises the errors of `Confirm`.
    """
    try:
        confirm(passphrase)
    except TipdeskError:
        note_look(desk, "login_failed", case=case, result=FAILED, reason=tried)
        raise


def get_known_case(reader: Reader, desk: Desk, case: bytes) -> Eyes:
    """Return the officer's eyes on a case of which they may know.

    Raises UserError `no-such-case` where this store has none, and `RefusedError` saying the same where the case is here
    but the officer must not know of it.
    """
    row = reader.get_row(CASE, case)
    if row is None:
        raise no_such_case()
    eyes = Eyes(reader, desk, row)
    if not eyes.knows_of:
        raise unknown_case(case)
    return eyes


def permit_deed(reader: Reader, desk: Desk, case: bytes, wanted: Deed) -> Eyes:
    """Return the officer's eyes on a case in which they may decide `wanted`.

    Raises the UserErrors of `get_known_case`, and `RefusedError` with `not-allowed` where this is not theirs to decide.
    """
    eyes = get_known_case(reader, desk, case)
    if not eyes.may(wanted):
        refusal = UserError(
            "not-allowed",
            _("You may not decide this in case {reference}. Ask the officer in charge or your supervisor."),
            reference=eyes.case["reference"] or "?",
        )
        raise RefusedError.of(case, wanted.value, refusal)
    return eyes


def permit_review_of(reader: Reader, desk: Desk, case: bytes, seen: Row) -> Eyes:
    """Return the eyes of an officer who may decide between the answers of a row that says who may see the case.

    That is whoever may review it, but never the officer whom the row is about. Raises the UserErrors of `permit_deed`,
    and `not-yourself`.
    """
    eyes = permit_deed(reader, desk, case, Deed.REVIEW)
    held = reader.get_row(seen.record, seen.id)
    if held is not None and held["officer"] in eyes.ids:
        raise not_yourself()
    return eyes


def check_reason(reason: str | None) -> str:
    """Return the reason without outer spaces.

    Raises UserError `reason-needed` where it is too short to say anything, and `bad-text` where something is hidden in
    it.
    """
    refuse_hidden(reason or "")
    words = (reason or "").strip()
    if len(words) < FEWEST_CHARACTERS:
        raise UserError("reason-needed", _("Say why, in a few words: others will read it."))
    return words


def not_yourself() -> UserError:
    """Return the refusal for somebody who would decide about themself."""
    return UserError("not-yourself", _("Nobody decides this for themself. Ask another supervisor or headquarters."))


def get_live_row(reader: Reader, record: RecordType, row: bytes | str) -> Row:
    """Return a row of an access record, given by its id.

    Raises UserError `no-such-row` where there is none or it was lifted.
    """
    found = reader.get_row(record, row if isinstance(row, bytes) else parse_id(row))
    if found is None or found.deleted or found.case is None:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=record.name)
    return found


def review_of(desk: Desk, rule: str, ground: str, reason: str, exclusion: bytes | None = None) -> Change:
    """Return the change that asks for a review, due within a day, of something that is done now.

    `exclusion` is the row that a review which is not upheld takes away again.
    """
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
    """Return the change that excludes an officer from now on; `kind` is a code of the list exclusion_kind."""
    values: Mapping[str, Value] = {"officer": officer, "kind": kind, "reason": reason, "since": moment_now(desk)}
    return change_of_new(EXCLUSION, desk.ids.new_id(), values)


def later(desk: Desk, *, hours: int) -> datetime:
    """Return the time that the desk's clock will show some hours from now."""
    return moment_now(desk) + timedelta(hours=hours)


def written(seen: Row, values: Mapping[str, Value]) -> list[Change]:
    """Return the change that writes these fields, in a list that is empty where none differs."""
    change = change_of_row(seen, values)
    return [change] if change else []
