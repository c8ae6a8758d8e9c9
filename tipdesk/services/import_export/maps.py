"""What the columns of a sheet of cases mean: for each, the field of the record that it fills.

One row of a sheet is one person of one case. What it tells besides, such as an address or a telephone number, becomes a
row of its own record, which belongs to that person. The standard's map is in `htcds`; own maps are files (`map_file`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.kinds import Field
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import RecordType

DAY_FIRST: Final = "day-month-year"
MONTH_FIRST: Final = "month-day-year"
DATES: Final = (DAY_FIRST, MONTH_FIRST)


@dataclass(frozen=True)
class Slot:
    """One row that a row of a sheet fills: a row of `record`, among several of one person that which has `having`.

    `having` are pairs of a coded field and the codes that it may have; a new row gets the first of them. With `via`,
    the pair of a record and its reference, the row is the one to which that reference of the person's row leads: a
    place to which an episode refers.
    """

    record: str
    having: tuple[tuple[str, tuple[str, ...]], ...] = ()
    via: tuple[str, str] | None = None

    @property
    def type(self) -> RecordType:
        """Return the record as it is declared."""
        return BY_NAME[self.record]


@dataclass(frozen=True)
class Target:
    """The field that a column fills, and in which row."""

    slot: Slot
    name: str

    @property
    def field(self) -> Field:
        """Return the field as it is declared."""
        return self.slot.type.by_name[self.name]


@dataclass(frozen=True)
class MapColumn:
    """One column: the words that head it, the first of which names it, and what it fills.

    `also` are other words in small letters by which sheets call it, and `letter` is the place that it has where nothing
    heads it. Without a `target` its words are kept as they stand, in a note about the person. `codes` says what words
    of this sheet mean, by the words in small letters.
    """

    name: str
    target: Target | None = None
    label: str = ""
    also: tuple[str, ...] = ()
    letter: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """Return what people call the column."""
        return self.label or self.name


@dataclass(frozen=True)
class SheetMap:
    """What a sheet means. `key` names the column by which its rows are found again, `case` that of their case.

    `dated` are the columns that say when a row happened, and `dates` in which order day and month stand where only
    numbers are given. `sheet` is the sheet of a workbook, "" for the one whose head fits, and `head` the row that names
    the columns, 0 where that is found. `standard` is the column of the code lists by which its words are told, "" for
    none.
    """

    name: str
    columns: tuple[MapColumn, ...]
    key: str = ""
    case: str = ""
    dated: tuple[str, ...] = ()
    dates: str = DAY_FIRST
    between: str = ";"
    sheet: str = ""
    head: int = 0
    standard: str = ""
