"""Whom to ring about people of a case: which duty helps with what they need, and which languages they speak.

Of what is needed, what cannot wait comes first: somebody under 18, a bed for the night, somebody hurt.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.case_roles import VICTIMS, lasts
from tipdesk.domain.rules.caution import live_values

_DUTIES = {
    "child_protection": "child_protection",
    "shelter": "safe_place",
    "medical_emergency": "medical",
    "medical_general": "medical",
    "medical_sexual_reproductive": "medical",
    "medical_hiv_pep": "medical",
    "medical_forensic": "medical",
    "interpretation": "interpreter",
    "safety_witness_protection": "counter_trafficking_unit",
}
"""Which duty (code list `duty_kind`) helps with what is needed (code list `service_type`)."""
_FIRST = ("child_protection", "safe_place", "medical", "interpreter", "counter_trafficking_unit")
_SEEN_TO: frozenset[Value] = frozenset({"met", "in_hand", "declined"})
BEDS = frozenset({"safe_place", "child_protection"})
"""The duties whose answer is enough for the first days of somebody in a safe place."""


class Wanted(NamedTuple):
    """Whom a case makes one ring first: which duty, "" for any, and somebody who speaks which language, "" for any."""

    duty: str = ""
    language: str = ""


def wanted_of(rows_of: Callable[[str], Collection[Row]], *, has_child: bool) -> Wanted:
    """Return whom a case makes one ring first; `rows_of` gives its rows, and `has_child` says that a child is in it."""
    open_needs = [row for row in rows_of("Need") if not live_values(row, "status") <= _SEEN_TO]
    wanted = [row for row in open_needs if live_values(row, "wish") != {"declined"}]
    duties = {_DUTIES[str(one)] for row in wanted for one in live_values(row, "kind") if one in _DUTIES}
    duties |= {_FIRST[0]} if has_child else set()
    spoken = (row["main_language"] for row in rows_of("Person"))
    language = next((one for one in spoken if isinstance(one, str)), "")
    return Wanted(next((one for one in _FIRST if one in duties), ""), language)


def without_bed(rows_of: Callable[[str], Collection[Row]], today: date) -> list[bytes]:
    """Return the victims of a case who stay in no safe place now."""
    housed = {row["person"] for row in rows_of("ShelterStay") if None in live_values(row, "ended")}
    roles = (row for row in rows_of("CaseRole") if lasts(row, today))
    victims = (row["person"] for row in roles if not live_values(row, "role").isdisjoint(VICTIMS))
    return [one for one in dict.fromkeys(victims) if isinstance(one, bytes) and one not in housed]
