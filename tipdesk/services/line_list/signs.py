"""The needs that a letter ticks in a line list, and how urgent a line is because of them.

A letter stands for a kind of need and for how soon it is usually wanted; any other kind of need that a person has shows
too, under its own name. The words name what is needed and never a finding about the person.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.texts import _


class Urgency(IntEnum):
    """How soon somebody has to be seen to, the most urgent first."""

    NOW = 0
    SOON = 1
    TODAY = 2
    LATER = 3


class NeedSign(NamedTuple):
    """A letter, the code of the need that it ticks (list `service_type`), its short name and its usual priority."""

    letter: str
    kind: str
    label: str
    priority: str


SIGNS = (
    NeedSign("H", "medical_emergency", _("Hurt"), "urgent"),
    NeedSign("C", "child_protection", _("Child protection"), "urgent"),
    NeedSign("M", "medical_general", _("Medicine"), "high"),
    NeedSign("P", "medical_sexual_reproductive", _("Reproductive care"), "high"),
    NeedSign("S", "shelter", _("Safe place"), "high"),
    NeedSign("W", "food_clothing_hygiene", _("Water or food"), "normal"),
    NeedSign("D", "psychosocial", _("Distress"), "normal"),
    NeedSign("I", "interpretation", _("Interpreter"), "normal"),
)
BY_LETTER: Mapping[str, NeedSign] = {sign.letter: sign for sign in SIGNS}
BY_KIND: Mapping[str, NeedSign] = {sign.kind: sign for sign in SIGNS}
ENDED = frozenset({"met", "declined", "not_available"})
"""The states of a need (list `need_status`) that ask nobody to do anything now."""
_SOONEST: Mapping[str, Urgency] = {"urgent": Urgency.NOW, "high": Urgency.SOON, "normal": Urgency.TODAY}


def is_open(need: Row) -> bool:
    """Tell whether a need is still to be seen to, by any of its live answers."""
    return any(state not in ENDED for state in live_values(need, "status"))


def urgency_of(need: Row) -> Urgency:
    """Return how soon a need has to be seen to, by the most urgent of its live answers; not said counts as soon."""
    told = live_values(need, "priority")
    return min(_SOONEST.get(str(value), Urgency.SOON if value is None else Urgency.LATER) for value in told)


def most_urgent(needs: Iterable[Row]) -> Urgency:
    """Return the urgency of the most urgent of these needs."""
    return min((urgency_of(need) for need in needs), default=Urgency.LATER)
