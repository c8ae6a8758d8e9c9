"""Conditions of bail that nobody has noted yet as no contact: for whom, and with whom.

What a court says of bail stands in words beside the time for which a suspect was held. Officers, and the rules of whom
a person is kept from, go by rows (NoContact), so each victim has one of them for each such suspect.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import SUSPECT, VICTIMS, lasts
from tipdesk.domain.rules.caution import has_ended, live_values

BAIL = "bail_condition"
_BY_COURT: frozenset[Value] = frozenset({BAIL, "court_order"})


class NotNoted(NamedTuple):
    """A victim, and a suspect who is on bail, with whom no contact is noted."""

    victim: bytes
    suspect: bytes


def bail_not_noted(rows_of: Callable[[str], tuple[Row, ...]], today: date) -> Iterator[NotNoted]:
    """Yield what is still to be noted in a case; `rows_of` gives its live rows, and `today` is the day."""
    on_bail = {row["person"] for row in rows_of("Detention") if _says_conditions(row)}
    if not on_bail:
        return
    roles = [row for row in rows_of("CaseRole") if lasts(row, today)]
    suspects = [one for one in _held_by(roles, SUSPECT) if one in on_bail]
    noted = {
        (row["person"], who)
        for row in rows_of("NoContact")
        if not live_values(row, "asked_by").isdisjoint(_BY_COURT) and not has_ended(row, today)
        for who in live_values(row, "not_person")
    }
    for victim in _held_by(roles, VICTIMS):
        for suspect in suspects:
            if victim != suspect and (victim, suspect) not in noted:
                yield NotNoted(victim, suspect)


def _says_conditions(row: Row) -> bool:
    """Tell whether conditions are written, also where they may not be read here."""
    return "bail_conditions" in row.masked or bool(live_values(row, "bail_conditions") - {None, ""})


def _held_by(roles: list[Row], codes: frozenset[Value]) -> list[bytes]:
    found = (row["person"] for row in roles if not live_values(row, "role").isdisjoint(codes))
    return list(dict.fromkeys(one for one in found if isinstance(one, bytes)))
