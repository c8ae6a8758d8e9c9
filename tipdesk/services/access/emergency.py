"""Open one case in an emergency ("break the glass"): whoever may not see it sees it for an hour and answers for it.

It goes in this order: a typed reason; the passphrase once more; the entry that tells headquarters, which must
acknowledge it; the row of the audit; and only then the case, without sources, on the screen, for sixty minutes of this
session's own clock. An officer has three a day; one more needs a ground and is reviewed within 24 hours. Somebody who
must not know of the case opens nothing. The passphrase is checked, and throttled, by whatever implements `Confirm`.

Headquarters finds the emergencies that wait, the latest first: who, why, when, and whether it has been answered. The
reason was written for headquarters, so whoever acknowledges reads it although they open no case; nothing else of the
case is shown. The words of the answer stay beside the reason for the case's post to read. Nobody acknowledges their
own.
"""

from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rules.access import OPENS_IN_EMERGENCY, Action, Level
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.texts import _, counted
from tipdesk.services.access.act_now import allow, check_ground
from tipdesk.services.access.deciding import (
    ACCESS,
    CASE,
    Confirm,
    check_reason,
    confirm_officer,
    get_known_case,
    get_live_row,
    later,
    not_yourself,
    permit_deed,
    review_of,
    written,
)
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import RefusedError, deed, noting_refusals
from tipdesk.services.relation import own_ids
from tipdesk.services.results import Changed

MOST_A_DAY = 3
EMERGENCY = "emergency"
OPENED = (Action.VIEW, Action.UNMASK)
_ENOUGH = counted(
    "You have opened {most} case in an emergency today. One more is reviewed by a supervisor.",
    "You have opened {most} cases in an emergency today. One more is reviewed by a supervisor.",
)


def open_in_emergency(
    desk: Desk, case: bytes, reason: str, confirm: Confirm, passphrase: str, *, ground: str | None = None
) -> Changed:
    """Open a case for an hour, and tell headquarters.

    `ground` is one of `act_now.GROUNDS` and is needed where the officer's three of today are used up. Raises UserError
    `reason-needed`, `not-needed` where the case is open to them already, `not-allowed` where their role opens none,
    `emergency-limit` without a ground for one more, `wrong-passphrase` and `no-such-case`.
    """
    words = check_reason(reason)
    with noting_refusals(desk), desk.read() as reader:  # no passphrase is asked for what would be refused
        _permit(reader, desk, case, ground, words)
    confirm_officer(desk, case, confirm, passphrase, EMERGENCY)
    change = change_of_new(ACCESS, desk.ids.new_id(), _values(desk, words))
    with deed(desk) as unit:
        reviews = _permit(unit, desk, case, ground, words)
        write_case(desk, unit, case, [change, *reviews], urgent=True)
        note_deed(desk, unit, EMERGENCY, {"case": case, "row": change.row})
    for action in OPENED:
        allow(desk, case, action)
    return Changed(frozenset({ACCESS.name}), case, change.row)


def _permit(reader: Reader, desk: Desk, case: bytes, ground: str | None, words: str) -> list[Change]:
    """Return the change that asks for a review of one emergency more than a day allows, in a list.

    The list is empty where it is not one too many. Raises the refusals of `open_in_emergency` where there is no need,
    no right, or no ground for one more.
    """
    _refuse_needless(get_known_case(reader, desk, case))
    if count_today(reader, desk) < MOST_A_DAY:
        return []
    if ground is None:
        refusal = UserError(
            "emergency-limit",
            _ENOUGH.of(MOST_A_DAY),
            most=MOST_A_DAY,
        )
        raise RefusedError.of(case, EMERGENCY, refusal)
    check_ground(ground)
    return [review_of(desk, "emergency_again", ground, words)]


def count_today(reader: Reader, desk: Desk) -> int:
    """Return how many cases the officer has opened in an emergency on this day of theirs, on any PC known here."""
    now = moment_now(desk)
    rows = [row for officer in own_ids(reader, desk) for row in reader.find_rows(ACCESS, where={"officer": officer})]
    days = (row["begun_at"] for row in rows if row["kind"] == EMERGENCY)
    return sum(getattr(begun, "astimezone", now.astimezone)(now.tzinfo).date() == now.date() for begun in days)


def _values(desk: Desk, words: str) -> dict[str, Value]:
    return {
        "officer": desk.actor.officer,
        "kind": EMERGENCY,
        "level": "full",
        "reason": words,
        "begun_at": moment_now(desk),
        "until": later(desk, hours=1),
    }


def _refuse_needless(eyes: Eyes) -> None:
    if all(eyes.level_for(action) >= Level.FULL for action in OPENED):
        raise UserError("not-needed", _("This case is open to you already."))
    if OPENS_IN_EMERGENCY.isdisjoint(eyes.desk.actor.roles):
        raise UserError("not-allowed", _("Your role opens no case in an emergency. Ring the coordinator."))


def acknowledge_emergency(desk: Desk, grant: bytes | str, words: str) -> Changed:
    """Acknowledge an emergency, given by the id of its row, in headquarters' words.

    Raises UserError `reason-needed`, `not-headquarters`, `not-yourself` for one's own emergency (or a row that is
    none), `acknowledged-already`, `not-allowed` and `no-such-row`.
    """
    said = check_reason(words)
    if not desk.place.is_headquarters:
        raise UserError("not-headquarters", _("Headquarters acknowledges what was opened in an emergency."))
    with deed(desk) as unit:
        seen = get_live_row(unit, ACCESS, grant)
        case = seen.case or b""
        is_own = seen["officer"] in permit_deed(unit, desk, case, Deed.ACKNOWLEDGE).ids
        if seen["kind"] != EMERGENCY or is_own:
            raise not_yourself()
        if seen["acknowledged_by"] is not None:
            raise UserError("acknowledged-already", _("Headquarters has acknowledged this already."))
        write_case(
            desk,
            unit,
            case,
            written(
                seen,
                {
                    "acknowledged_by": desk.actor.officer,
                    "acknowledged_at": moment_now(desk),
                    "acknowledged_words": said,
                },
            ),
        )
        note_deed(desk, unit, "acknowledge", {"case": case, "row": seen.id, "officer": seen["officer"]})
    return Changed.of(ACCESS.name, case, seen.id)


@dataclass(frozen=True)
class EmergencyLine:
    """One case opened in an emergency, as a list shows it.

    `id` is the row of access, `reason` what the officer gave, and `words` headquarters' answer, "" while it waits.
    """

    id: bytes
    case: bytes
    reference: str
    officer: bytes
    reason: str
    begun_at: datetime | None
    is_acknowledged: bool
    words: str


def find_emergencies(desk: Desk, *, waiting_only: bool = True) -> list[EmergencyLine]:
    """Return the emergencies that the officer at the desk may acknowledge, or may review at their post; latest first.

    With `waiting_only` those that are acknowledged are left out.
    """
    lines = []
    with desk.read() as reader:
        for row in reader.find_rows(ACCESS, where={"kind": EMERGENCY}):
            is_done = row["acknowledged_by"] is not None
            case = reader.get_row(CASE, row.case) if row.case else None
            if case is None or (waiting_only and is_done):
                continue
            eyes = Eyes(reader, desk, case)
            if not any(eyes.may(one) for one in (Deed.ACKNOWLEDGE, Deed.REVIEW)):
                continue
            officer, begun = row["officer"], row["begun_at"]
            lines.append(
                EmergencyLine(
                    id=row.id,
                    case=case.id,
                    reference=str(case["reference"] or ""),
                    officer=officer if isinstance(officer, bytes) else b"",
                    reason=str(row["reason"] or ""),
                    begun_at=begun if isinstance(begun, datetime) else None,
                    is_acknowledged=is_done,
                    words=str(row["acknowledged_words"] or ""),
                )
            )
    return lines[::-1]
