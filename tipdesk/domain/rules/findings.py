"""What the findings of a determination come to: which elements they name as found, and what either branch would lack.

It counts and decides nothing. Where findings, or two answers to one of them, say different things of an element, it is
contradicted. Of a child no means is asked for (Palermo Protocol, Art. 3(c)); what an adult would need is told beside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values

ACT, MEANS, PURPOSE, CHILD = "act", "means", "purpose", "child"
"""The codes of the list `element`."""
ELEMENTS = (ACT, MEANS, PURPOSE)
FIELDS: Mapping[str, str] = {ACT: "acts", MEANS: "means", PURPOSE: "purposes"}
"""The field of an episode, and of a determination, in which each element is ticked."""
FOUND, MISSING, CONTRADICTED = "found", "missing", "contradicted"
OPEN_RULES = frozenset({"age_open_decided_as_child", "age_open_decided_as_adult"})
"""The answers to `child_rule` of an age that is open."""


@dataclass(frozen=True)
class ElementsTold:
    """What findings say of each element: `states` by element, and `named` the codes that were found of it."""

    states: Mapping[str, str]
    named: Mapping[str, tuple[str, ...]]

    @property
    def lacking_of_child(self) -> tuple[str, ...]:
        """Return the elements that are not found, where no means is asked for."""
        return tuple(one for one in ELEMENTS if one != MEANS and self.states[one] != FOUND)

    @property
    def lacking_of_adult(self) -> tuple[str, ...]:
        """Return the elements that are not found, where all three are asked for."""
        return tuple(one for one in ELEMENTS if self.states[one] != FOUND)


def elements_told(findings: Iterable[Row]) -> ElementsTold:
    """Return what these findings come to."""
    told = tuple(findings)
    states, named = {}, {}
    for element in ELEMENTS:
        own = [row for row in told if element in live_values(row, "element")]
        said: set[Value] = {value for row in own for value in live_values(row, "state")}
        states[element] = _state(said)
        codes = [str(row[element]) for row in own if row[element] and FOUND in live_values(row, "state")]
        named[element] = tuple(dict.fromkeys(codes))
    return ElementsTold(states, named)


def _state(said: set[Value]) -> str:
    if said == {FOUND}:
        return FOUND
    return CONTRADICTED if FOUND in said or CONTRADICTED in said else MISSING
