"""A case as gates and clocks read it: its rows as they stand, who wrote them when, and what the directory says.

Nothing is masked in it, since rules judge what is; what a rule says of it is masked for its reader afterwards. Rows are
read when they are first asked for, so that a rule which asks for little costs little. All of it is one state of the
store.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, TypeVarTuple

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import EntryTold, Happening, Row
from tipdesk.domain.rules.childhood import Ages

Told = TypeVar("Told")
Place = TypeVarTuple("Place")


def _nothing(_record: str) -> tuple[Row, ...]:
    return ()


def _nowhere() -> bytes | None:
    return None


def _by_person(view: "FrozenCase", record: str) -> Mapping[Value, tuple[Row, ...]]:
    found: dict[Value, list[Row]] = defaultdict(list)
    for row in view.of(record):
        found[row["person"]].append(row)
    return {person: tuple(rows) for person, rows in found.items()}


@dataclass(frozen=True)
class FrozenCase:
    """One state of one case.

    `read_rows` gives the live rows of a record of the case by its name, in the order of their making. `read_directory`
    does so for the records of the directory. `read_standing` tells of the earliest entry of which something still
    stands in a row, without reading the history; None where none is held. `read_last` is when a person last wrote to
    the case, in ms since 1970. `read_stories` is everything that was written, by row, latest first, and `read_keys` are
    the keys of the case that open here, latest first. `read_gone` gives the rows of a record that are in the trash, and
    `read_row` one live row alone. `today` is the day in Saint Lucia. `read_listed_open` tells of a closed case whether
    it counts as an open one, since it was closed past a gate (`gates/breaching`), and `read_lower` has the assessments
    of danger that say less than before and count (`rules/risks`). `read_post` is the post in charge, which follows the
    hand-overs that were accepted (`rules/handing_over`), None while no enrolled PC has begun the case.
    """

    case: Row
    now_ms: int
    today: date
    read_rows: Callable[[str], tuple[Row, ...]]
    read_directory: Callable[[str], tuple[Row, ...]]
    read_standing: Callable[[Row], EntryTold | None]
    read_last: Callable[[], int]
    is_headquarters: bool = False
    read_stories: Callable[[], Mapping[bytes, tuple[Happening, ...]]] = dict
    read_keys: Callable[[], tuple[bytes, ...]] = tuple
    read_gone: Callable[[str], tuple[Row, ...]] = _nothing
    read_row: Callable[[str, bytes], Row | None] | None = None
    read_listed_open: Callable[[], bool] = bool
    read_lower: Callable[[], Collection[bytes]] = frozenset
    read_post: Callable[[], bytes | None] = _nowhere
    _kept: dict[str, tuple[Row, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _told: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def _stories(self) -> Mapping[bytes, tuple[Happening, ...]]:
        return self.read_stories()

    @cached_property
    def ages(self) -> Ages:
        """What the case tells of how old its people are."""
        return Ages.read(self.today, self.of, self.directory("RuleSetting"))

    def of(self, record: str) -> tuple[Row, ...]:
        """Return the live rows of a record of the case, none where there are none."""
        if record not in self._kept:
            self._kept[record] = self.read_rows(record)
        return self._kept[record]

    def once(self, ask: Callable[["FrozenCase", *Place], Told], *place: *Place) -> Told:
        """Return what a rule tells of the case, and of a `place` in it, worked out when it is first asked for.

        For what is asked of each row of many and takes a walk through all of them. Nobody may alter what is returned.
        """
        key = (ask, place)
        if key not in self._told:
            self._told[key] = ask(self, *place)
        told: Told = self._told[key]
        return told

    def of_person(self, record: str, person: Value) -> tuple[Row, ...]:
        """Return the live rows of a record that are about a person, by the `person` that they show."""
        return self.once(_by_person, record).get(person, ())

    def gone(self, record: str) -> tuple[Row, ...]:
        """Return the rows of a record of the case that are in the trash."""
        return self.read_gone(record)

    def made(self, row: Row) -> EntryTold | None:
        """Return who wrote the earliest of what stands in a row, and when: of one never amended, its maker."""
        return self.read_standing(row)

    def wrote(self, row: Row, *names: str) -> EntryTold | None:
        """Return who wrote the earliest of what stands in these fields of a row, and when; its maker for none."""
        numbers = {row.record.by_name[name].number for name in names}
        dots = {number: dots for number, dots in row.dots.items() if number in numbers}
        return self.read_standing(replace(row, dots=dots) if dots else row)

    def directory(self, record: str) -> tuple[Row, ...]:
        """Return the live rows of a record of the directory."""
        if record not in self._kept:
            self._kept[record] = self.read_directory(record)
        return self._kept[record]

    def story(self, row: bytes) -> tuple[Happening, ...]:
        """Return what was written to a row of the case, latest first."""
        return self._stories.get(row, ())

    def first_written(self, row: bytes) -> Happening | None:
        """Return the first write to a row of the case, None where no entry is held that wrote to it."""
        return next(reversed(self.story(row)), None)

    def has_written_with(self, schema: int, later: Happening) -> bool:
        """Tell whether the log of a write had an entry of this version of the declarations before it, in this case."""
        earlier = (one for story in self._stories.values() for one in story if one.dot.log == later.dot.log)
        return any(one.dot.seq < later.dot.seq and one.schema >= schema for one in earlier)

    def standing(self, row: Row, field: str) -> tuple[Happening, ...]:
        """Return the writes of a field of a row that still stand, latest first."""
        dots = row.dots.get(row.record.by_name[field].number, ())
        return tuple(one for one in self.story(row.id) if one.field == field and one.dot in dots)

    def roles_of(self, officer: bytes, at_ms: int | None = None) -> frozenset[str]:
        """Return the roles that the directory gives an officer under any of their ids, none where they are disabled.

        With `at_ms` (ms since 1970), somebody who was disabled later has them still.
        """
        rows = [row for row in self.directory("Officer") if row.id in self.same_person(officer)]
        if any(row["disabled"] is True and not self._is_later(row, "disabled", at_ms) for row in rows):
            return frozenset()
        return frozenset(role for row in rows if isinstance(roles := row["roles"], frozenset) for role in roles)

    def _is_later(self, row: Row, name: str, at_ms: int | None) -> bool:
        writing = self.wrote(row, name) if at_ms is not None else None
        return at_ms is not None and writing is not None and writing.at > at_ms

    def same_person(self, officer: bytes) -> frozenset[bytes]:
        """Return every id under which an officer is known, the given one among them."""
        joined = {row.id: row["same_as"] for row in self.directory("Officer")}
        first = joined.get(officer) or officer
        return frozenset({officer, *(one for one in (first,) if isinstance(one, bytes))}) | frozenset(
            one for one, same in joined.items() if same == first
        )

    def get_row(self, record: str, row: bytes) -> Row | None:
        """Return one live row of the case by its record and id, None where there is none."""
        if row == self.case.id:
            return self.case
        if self.read_row is not None and record not in self._kept:
            return self.read_row(record, row)
        return next((one for one in self.of(record) if one.id == row), None)
