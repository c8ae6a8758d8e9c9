"""How a row lies in its table: the place of each field, and the SQL that reads and writes whole rows.

A row in memory is a list: row id, case id, clock, hidden, extra, then one column a field. Records that this version
does not know live in `raw_rows` under their number, with no field columns: everything they hold is `extra`.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import compress

from tipdesk.adapters.store.columns import is_octets
from tipdesk.domain.kinds import Search
from tipdesk.domain.records import BY_NUMBER
from tipdesk.domain.schema import RecordType, Scope

ROW_ID, CASE, CLOCK, HIDDEN, EXTRA = range(5)
FIXED = ("row_id", "case_id", "clock", "hidden", "extra")


@dataclass(frozen=True, eq=False)  # one object a number: found by identity
class Shape:
    """One record as the store keeps it. `record` is None where this version does not know the number."""

    number: int
    record: RecordType | None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns, in the order of a row in memory."""
        return FIXED + tuple(field.name for field in (self.record.fields if self.record else ()))

    @cached_property
    def places(self) -> dict[int, tuple[int, bool]]:
        """Return for each field number its place in the row, and whether its column holds bytes."""
        fields = self.record.fields if self.record else ()
        return {field.number: (len(FIXED) + place, is_octets(field)) for place, field in enumerate(fields)}

    def _searched(self, kind: Search) -> tuple[int, ...]:
        if self.record is None or self.record.scope is not Scope.CASE:
            return ()
        return tuple(self.places[field.number][0] for field in self.record.fields if field.search is kind)

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Return the places of the fields that are found by whole words and their beginnings."""
        return self._searched(Search.WORDS)

    @cached_property
    def names(self) -> tuple[int, ...]:
        """Return the places of the fields that are found by any part."""
        return self._searched(Search.NAMES)

    @cached_property
    def searched_numbers(self) -> frozenset[int]:
        """Return the numbers of the fields that some index holds."""
        found = {*self.words, *self.names}
        return frozenset(number for number, (place, _octets) in self.places.items() if place in found)

    @cached_property
    def table(self) -> str:
        """Return the quoted name of the table."""
        return f'"{self.record.table}"' if self.record else "raw_rows"

    @cached_property
    def select(self) -> str:
        """Return the SELECT … FROM … WHERE of whole rows; the caller adds what follows AND."""
        only = "" if self.record else f" AND record_no = {self.number:d}"
        names = ", ".join(f'"{name}"' for name in self.columns)
        return f"SELECT {names} FROM {self.table} WHERE 1 = 1{only}"  # noqa: S608 - names from the declarations

    @cached_property
    def insert(self) -> str:
        """Return the INSERT of a whole row."""
        names = [f'"{name}"' for name in self.columns] + ([] if self.record else ["record_no"])
        marks = ["?"] * len(self.columns) + ([] if self.record else [f"{self.number:d}"])
        return f"INSERT INTO {self.table} ({', '.join(names)}) VALUES ({', '.join(marks)})"  # noqa: S608 - as above

    @cached_property
    def blank(self) -> tuple[None, ...]:
        """Return what a new row holds from `extra` on."""
        return (None,) * (len(self.columns) - EXTRA)

    def update(self, changed: tuple[bool, ...]) -> str:
        """Return the UPDATE of the columns that have changed; the id comes once more at the end of the values.

        What has not changed is not named: an index over it is left alone, and so is all that lies in the row.
        """
        found = self._updates.get(changed)
        if found is None:
            only = "" if self.record else f" AND record_no = {self.number:d}"
            sets = ", ".join(f'"{name}" = ?' for name in compress(self.columns, changed))
            found = f"UPDATE {self.table} SET {sets} WHERE row_id = ?{only}"  # noqa: S608 - as above
            self._updates[changed] = found
        return found

    @cached_property
    def _updates(self) -> dict[tuple[bool, ...], str]:
        return {}

    @cached_property
    def delete(self) -> str:
        """Return the DELETE of a row by id."""
        only = "" if self.record else f" AND record_no = {self.number:d}"
        return f"DELETE FROM {self.table} WHERE row_id = ?{only}"  # noqa: S608 - as above


@cache
def shape_of(number: int) -> Shape:
    """Return the shape of a record number, known or not."""
    return Shape(number, BY_NUMBER.get(number))
