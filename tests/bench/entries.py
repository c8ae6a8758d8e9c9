"""Entries as a busy post would write them, made by the thousand: people of eleven fields, and one-field updates.

Promises real entries, chained and hashed as the store chains them; only their number is unusual. Everybody in them is
invented: names are joined from syllables.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change, Dot, Head
from tipdesk.domain.ids import uuid7
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.schema_version import SCHEMA_VERSION
from tipdesk.services.ledger import Arrival, Logged, LogState, ScopeKey
from tipdesk.sync.codec import body_hash, encode_body, encode_head, next_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.domain.kinds import Wire
    from tipdesk.domain.schema import RecordType

PEOPLE_A_CASE = 5
SEARCHED_ONE_IN = 5
MORNING = 1_795_000_000_000
PERSON, CASE = BY_NAME["Person"], BY_NAME["Case"]
_ONSETS = ("b", "c", "d", "f", "g", "j", "l", "m", "n", "p", "r", "s", "t", "v", "br", "ch", "del", "jo", "ka", "mar")
_NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ia", "oa", "é")
_CODAS = ("", "l", "n", "r", "s", "t", "nd", "ph", "ck", "ette")
_PLACES = ("Invented Bay", "Nowhere Hill", "Sample Town", "Example Quarter", "Madeup Village", "Fiction Point")
_WORDS = [
    "tall",
    "short",
    "scar",
    "left",
    "right",
    "hand",
    "cheek",
    "blue",
    "green",
    "jacket",
    "carries",
    "black",
    "red",
    "bag",
    "walks",
    "slowly",
    "speaks",
    "softly",
    "asked",
    "water",
    "looks",
    "tired",
    "answers",
    "companion",
    "holds",
    "phone",
    "waits",
    "beside",
    "door",
    "nurse",
    "seen",
    "twice",
    "morning",
    "evening",
    "quiet",
    "afraid",
]
_COUNTRIES = ("JM", "VE", "CO", "HT", "DO", "GY", "TT", "LC", "CU", "IN")


@dataclass
class Dice:
    """Invented values that come again on every run."""

    seed: int
    random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self._names = [self._name() for _ in range(4_000)]

    def _name(self) -> str:
        pick = self.random.choice
        count = self.random.choice((1, 2, 2, 2, 3))
        return "".join(pick(_ONSETS) + pick(_NUCLEI) for _ in range(count)).capitalize() + pick(_CODAS)

    def name(self) -> str:
        """Return a name; some are far more common than others, as names are."""
        return self._names[int(len(self._names) * self.random.random() ** 2)]

    def words(self, count: int) -> str:
        """Return a line of text."""
        return " ".join(self.random.choices(_WORDS, k=count))

    def digits(self, count: int) -> str:
        """Return digits."""
        return str(self.random.randrange(10**count)).zfill(count)

    def choice(self, *codes: str) -> str:
        """Return one of these."""
        return self.random.choice(codes)


@dataclass
class Author:
    """A device that writes entries without a store.

    `state`: where its log stands; `cases`: those with a Case row; `people`: (case, row) of each.
    """

    state: LogState
    officer: bytes
    dice: Dice
    at: int = MORNING
    salts: dict[ScopeKey, bytes] = field(default_factory=dict)
    cases: list[bytes] = field(default_factory=list)
    people: list[tuple[bytes, bytes]] = field(default_factory=list)
    _latest: bytes = b""
    _fresh_salts: dict[ScopeKey, bytes] = field(default_factory=dict)
    _dots: dict[bytes, dict[int, Dot]] = field(default_factory=dict)

    def write(self, case: bytes | None, record: RecordType, row: bytes, fields: Mapping[str, Wire]) -> Arrival:
        """Write one entry that writes these fields of one row, replacing what this author wrote to them before.

        `case`: None for a record that belongs to none, whose salt is that of this log. Only people are written again.
        """
        numbers = {record.by_name[name].number: value for name, value in fields.items()}
        dot = Dot(self.state.log, self.state.seq + 1)
        before = self._dots.setdefault(row, {}) if record is PERSON else {}
        replaces = {number: (before[number],) for number in numbers if number in before}
        before.update(dict.fromkeys(numbers, dot))
        self.at += self.dice.random.randrange(1_000, 90_000)
        head = Head(dot.seq, self.at, -240, self.officer, record.scope, case, SCHEMA_VERSION)
        encoded = encode_head(head)
        body = encode_body([Change(record.number, row, numbers, replaces)], None, lambda _log: 0)
        salt = self.salts[ScopeKey(int(record.scope), dot.log if case is None else case)]
        hashed = body_hash(salt, dot.log, dot.seq, body)
        after = next_hash(self.state.hash, encoded, hashed)
        self.state = LogState(self.state.log, self.state.device, dot.seq, after)
        return Arrival(Logged(dot.log, dot.seq, encoded, body, hashed), head, after)

    def new_id(self) -> bytes:
        """Return the id of a new row."""
        return uuid7(self.at, self.dice.random.randbytes(10))

    def _begin_case(self) -> bytes:
        case = self.new_id()
        key = ScopeKey(int(Scope.CASE), case)
        self.salts[key] = self._fresh_salts[key] = self.dice.random.randbytes(32)
        self._latest = case
        return case

    def take_fresh_salts(self) -> dict[ScopeKey, bytes]:
        """Return the salts of the cases begun since the last call."""
        fresh, self._fresh_salts = self._fresh_salts, {}
        return fresh

    def insert_case(self) -> Arrival:
        """Write the Case row of a new case."""
        case, dice = self._begin_case(), self.dice
        self.cases.append(case)
        return self.write(
            case,
            CASE,
            case,
            {
                "reference": f"{dice.digits(3)}-{dice.digits(3)}X",
                "title": f"{dice.choice('Blue', 'Grey', 'Green')} heron {dice.digits(4)}",
                "case_type": "suspected_trafficking",
                "status": dice.choice("open", "screening", "open", "closed"),
                "report_channel": "border_post",
            },
        )

    def insert_person(self, case: bytes | None = None) -> Arrival:
        """Write a new person of eleven fields, which both search indexes hold."""
        if case is None:
            case = self._begin_case() if len(self.people) % PEOPLE_A_CASE == 0 else self._latest
        dice, row = self.dice, self.new_id()
        self.people.append((case, row))
        return self.write(
            case,
            PERSON,
            row,
            {
                "given_names": dice.name(),
                "family_name": dice.name(),
                "birth_date": f"{dice.random.randrange(1960, 2012)}-{dice.random.randrange(1, 13):02}",
                "citizenships": [dice.choice(*_COUNTRIES)],
                "sex": dice.choice("female", "male"),
                "birth_country": dice.choice(*_COUNTRIES),
                "languages": [dice.choice("eng", "spa", "hat", "acf")],
                "document_type": "passport",
                "document_number": dice.choice("A", "B", "PX") + dice.digits(7),
                "address": f"{dice.digits(2)} {dice.choice(*_PLACES)}",
                "description": dice.words(8),
            },
        )

    def update_person(self, place: int, *, searched: bool) -> Arrival:
        """Write one field of the person at this place among those written so far."""
        case, row = self.people[place]
        dice = self.dice
        if searched:
            name = dice.choice("family_name", "given_names", "document_number", "description")
            text = {"document_number": dice.digits(8), "description": dice.words(8)}.get(name) or dice.name()
            return self.write(case, PERSON, row, {name: text})
        choices: dict[str, Wire] = {
            "marital_status": dice.choice("single", "married", "widowed"),
            "occupation": dice.choice("cook", "cleaner", "fisher", "student"),
            "education": dice.choice("primary", "secondary", "none"),
            "migration_status": dice.choice("visitor", "resident", "irregular"),
            "needs_interpreter": dice.random.random() < 0.5,
        }
        name = dice.choice(*choices)
        return self.write(case, PERSON, row, {name: choices[name]})

    def update_people(self, first: int, count: int) -> list[Arrival]:
        """Update so many people from this place on, each once, in no order; one in five in a searched field."""
        places = self.dice.random.sample(range(first, len(self.people)), count)
        return [self.update_person(place, searched=nth % SEARCHED_ONE_IN == 0) for nth, place in enumerate(places)]
