"""What a busy country writes in years, by the case: eleven entries each, of people, what happened, notes and a look.

Promises entries like those of `entries`, of more kinds of records: a case is opened, two people are described and given
a part in it, an episode or a leg of a journey is told, two notes are written, three fields are corrected, and somebody
looked at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.entries import Author
from tipdesk.domain.records import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.domain.kinds import Wire
    from tipdesk.services.ledger import Arrival

_NOTE, _ROLE, _EPISODE, _LEG, _LOOK = (
    BY_NAME[name] for name in ("Note", "CaseRole", "Episode", "JourneyLeg", "AuditEvent")
)
_LATELY = 2_000


@dataclass
class BusyAuthor(Author):
    """A device that writes whole cases. `salts` must hold the salt of its log's audit."""

    def write_case(self) -> Iterator[Arrival]:
        """Give the eleven entries of one new case."""
        yield self.insert_case()
        case = self.cases[-1]
        yield self.insert_person(case)
        person = self.people[-1][1]
        yield self.insert_person(case)
        yield self._role(case, person)
        yield self._event(case, person)
        yield self._note(case, person)
        yield self._note(case, None)
        for is_searched in (False, True, False):
            yield self._correction(is_searched=is_searched)
        yield self.write(None, _LOOK, self.new_id(), {"action": "view", "case": case, "result": "allowed"})

    def _role(self, case: bytes, person: bytes) -> Arrival:
        role = self.dice.choice("potential_victim", "victim", "accompanying")
        return self.write(case, _ROLE, self.new_id(), {"person": person, "role": role})

    def _event(self, case: bytes, person: bytes) -> Arrival:
        dice = self.dice
        if dice.random.random() < 0.5:
            told: dict[str, Wire] = {
                "person": person,
                "promise": dice.words(12),
                "industry": dice.choice("I", "A", "F"),
            }
            return self.write(case, _EPISODE, self.new_id(), told)
        leg: dict[str, Wire] = {"person": person, "from_country": "VE", "to_country": "LC", "transport": "boat"}
        return self.write(case, _LEG, self.new_id(), leg)

    def _note(self, case: bytes, person: bytes | None) -> Arrival:
        about = {} if person is None else {"person": person}
        return self.write(case, _NOTE, self.new_id(), {"text": self.dice.words(25), "author": self.officer, **about})

    def _correction(self, *, is_searched: bool) -> Arrival:
        """Correct a field of somebody who was described lately, as most corrections are."""
        first = max(0, len(self.people) - _LATELY)
        return self.update_person(self.dice.random.randrange(first, len(self.people)), searched=is_searched)
