"""The help that is under way in a case and would be forgotten if it were closed: nobody is left waiting."""

from collections.abc import Iterator, Mapping
from datetime import date

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.protected import recoveries
from tipdesk.domain.rules.withdrawal import to_tell
from tipdesk.domain.values import PartialDate

_WAITS: frozenset[Value] = frozenset({None, "proposed", "sent", "received"})
_ON_THE_WAY: frozenset[Value] = frozenset({"assessed", "planned", "travelled"})
ENDING: Mapping[str, str] = {
    "Referral": "status",
    "ShelterStay": "ended",
    "Return": "status",
    "FollowUp": "done_on",
    "ProtectionStatus": "ended_early",
    "Transfer": "recalled_at",
}
"""By which field each of these ends."""


def help_under_way(view: FrozenCase, day: date) -> Iterator[Row]:
    """Yield what is under way on a day, by any answer.

    These are referrals without an answer, stays in a safe place, journeys home, follow-ups that are due, times to
    recover, and what was sent by a consent that was withdrawn, until whoever has it was told.
    """
    once = {row.id: row for row in _under_way(view, day)}
    yield from once.values()


def _under_way(view: FrozenCase, day: date) -> Iterator[Row]:
    for record, is_open in (("Referral", _WAITS), ("Return", _ON_THE_WAY)):
        yield from (row for row in view.of(record) if not live_values(row, "status").isdisjoint(is_open))
    yield from (row for row in view.of("ShelterStay") if None in live_values(row, "ended"))
    yield from (row for row in view.of("FollowUp") if None in live_values(row, "done_on") and _is_due(row, day))
    yield from recoveries(view, day)
    for consent in view.of("Consent"):
        yield from to_tell(consent, view.of)


def _is_due(row: Row, day: date) -> bool:
    return any(not isinstance(one, PartialDate) or one.first_day <= day for one in live_values(row, "due"))
