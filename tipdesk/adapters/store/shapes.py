"""How a row lies in its table: the place of each field, and the SQL that reads and writes whole rows.

A row in memory is a list: row id, case id, clock, hidden, extra, then one column for each field. Records that this
version does not know live in `raw_rows` under their number, with no field columns: everything they hold is `extra`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from tipdesk.adapters.store.columns import is_octets
from tipdesk.domain.kinds import Search
from tipdesk.domain.pages import is_register
from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.schema import RecordType, Scope

ROW_ID, CASE, CLOCK, HIDDEN, EXTRA = range(5)
FIXED = ("row_id", "case_id", "clock", "hidden", "extra")

Numbers = tuple[int, ...] | None
"""Field numbers, or None for every column."""

Pick = Callable[[Sequence[Any]], tuple[Any, ...]]
"""Picks some columns of a row in memory."""

Statement = tuple[str, Callable[[Any], Any]]
"""SQL, and the function that picks its values from a row in memory."""


@dataclass(frozen=True, eq=False)  # one object a number: found by identity
class Shape:
    """How the store keeps one record; `record` is None where this version does not know the number."""

    number: int
    record: RecordType | None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns, in the order of a row in memory."""
        return FIXED + tuple(field.name for field in (self.record.stored_fields if self.record else ()))

    @cached_property
    def places(self) -> dict[int, tuple[int, bool]]:
        """Return for each field number its place in the row, and whether its column holds bytes."""
        fields = self.record.stored_fields if self.record else ()
        return {field.number: (len(FIXED) + place, is_octets(field)) for place, field in enumerate(fields)}

    @cached_property
    def texts(self) -> dict[int, int]:
        """Return the place in the row of each field whose column holds text, by field number."""
        return {number: place for number, (place, octets) in self.places.items() if not octets}

    def _searched(self, kind: Search) -> tuple[int, ...]:
        if self.record is None or not (is_of_case(self) or is_register(self.record)):
            return ()
        sought = (field.number for field in self.record.stored_fields if field.search is kind)
        return tuple(self.texts[number] for number in sought if number in self.texts)

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Return the places of the fields that are found by whole words and their beginnings."""
        return self._searched(Search.WORDS)

    @cached_property
    def names(self) -> tuple[int, ...]:
        """Return the places of the fields that are found by any part of them."""
        return self._searched(Search.NAMES)

    @cached_property
    def pick_words(self) -> Pick:
        """Return the function that picks the fields found by whole words from a row in memory."""
        return _picker(self.words)

    @cached_property
    def pick_names(self) -> Pick:
        """Return the function that picks the fields found by any part from a row in memory."""
        return _picker(self.names)

    @cached_property
    def searched_numbers(self) -> frozenset[int]:
        """Return the numbers of the fields that one of the indexes holds."""
        found = {*self.words, *self.names}
        return frozenset(number for number, (place, _octets) in self.places.items() if place in found)

    @cached_property
    def table(self) -> str:
        """Return the quoted name of the table."""
        return f'"{self.record.table}"' if self.record else "raw_rows"

    @cached_property
    def select(self) -> str:
        """Return the SELECT … FROM … WHERE of whole rows, to which the caller may add conditions with AND."""
        return select_of(self, self.columns)

    def insert_of(self, numbers: Numbers = None) -> Statement:
        """Return the INSERT of a new row, and what picks its values from a row in memory.

        `numbers` are the only fields that the row holds, where it has no `extra`; None stands for every column.
        """
        return self._statement("insert", numbers)

    def update_of(self, numbers: Numbers = None) -> Statement:
        """Return the UPDATE of a row, and what picks its values from a row in memory.

        It sets everything but the id, or, where `numbers` is given, only the clock and these fields. Columns that are
        not named stay as they were, so an index over them is left alone.
        """
        return self._statement("update", numbers)

    def _statement(self, kind: str, numbers: Numbers) -> Statement:
        found = self._statements.get((kind, numbers))
        if found is None:
            found = self._statements[kind, numbers] = (self._insert if kind == "insert" else self._update)(numbers)
        return found

    @cached_property
    def _statements(self) -> dict[tuple[str, Numbers], Statement]:
        return {}

    def _fields(self, numbers: tuple[int, ...]) -> list[int]:
        return [self.places[number][0] for number in numbers if number in self.places]

    def _insert(self, numbers: Numbers) -> Statement:
        all_places = list(range(len(self.columns)))
        places = all_places if numbers is None else [*all_places[:EXTRA], *self._fields(numbers)]
        names = [f'"{self.columns[place]}"' for place in places] + ([] if self.record else ["record_no"])
        marks = ["?"] * len(places) + ([] if self.record else [f"{self.number:d}"])
        sql = f"INSERT INTO {self.table} ({', '.join(names)}) VALUES ({', '.join(marks)})"  # noqa: S608 - as above
        return sql, itemgetter(*places)

    def _update(self, numbers: Numbers) -> Statement:
        places = list(range(1, len(self.columns))) if numbers is None else [CLOCK, *self._fields(numbers)]
        only = "" if self.record else f" AND record_no = {self.number:d}"
        sets = ", ".join(f'"{self.columns[place]}" = ?' for place in places)
        sql = f"UPDATE {self.table} SET {sets} WHERE row_id = ?{only}"  # noqa: S608 - as above
        return sql, itemgetter(*places, ROW_ID)

    @cached_property
    def newest(self) -> str:
        """Return the SELECT of the greatest row id in the table."""
        only = "" if self.record else f" WHERE record_no = {self.number:d}"
        return f"SELECT max(row_id) FROM {self.table}{only}"  # noqa: S608 - as above

    @cached_property
    def blank(self) -> tuple[None, ...]:
        """Return what a new row holds from `extra` on: None in every place."""
        return (None,) * (len(self.columns) - EXTRA)

    @cached_property
    def delete(self) -> str:
        """Return the DELETE of a row by its id."""
        only = "" if self.record else f" AND record_no = {self.number:d}"
        return f"DELETE FROM {self.table} WHERE row_id = ?{only}"  # noqa: S608 - as above


def select_of(shape: Shape, there: Collection[str]) -> str:
    """Return the SELECT of whole rows from a table that has only these columns, as that of an earlier release may."""
    only = "" if shape.record else f" AND record_no = {shape.number:d}"
    names = ", ".join(f'"{name}"' for name in shape.columns if name in there)
    return f"SELECT {names} FROM {shape.table} WHERE 1 = 1{only}"  # noqa: S608 - names from the declarations


def is_of_case(shape: Shape) -> bool:
    """Tell whether rows of a record belong to cases."""
    return shape.record is not None and shape.record.scope is Scope.CASE


def _picker(places: tuple[int, ...]) -> Pick:
    return itemgetter(*places) if len(places) > 1 else lambda row: tuple(row[place] for place in places)


@cache
def shape_of(number: int) -> Shape:
    """Return the shape of a record by its number, whether this version knows the record or not."""
    return Shape(number, BY_NUMBER.get(number))
