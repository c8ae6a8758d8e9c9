"""What this PC remembers of sheets of cases that left it or came in: which row is which person, and what stood then.

By it a row that comes in unchanged changes nothing, and what was changed in a sheet is told from what was changed here
in the meantime. No word of a row is kept, only digests; they are forgotten with the first case that is erased.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tipdesk.domain.changes import Dot
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.remembered.here import SEEN_SHEETS
from tipdesk.services.remembered.shapes import SeenSheet

_PART: Final = 16
_MOST_SHEETS: Final = 12
_MOST_BYTES: Final = 8 << 20


@dataclass(frozen=True)
class Stood:
    """What had been applied here when a sheet left or came in: the last entry of each log, by the log."""

    logs: Mapping[bytes, int]

    def has(self, dot: Dot) -> bool:
        """Tell whether an entry had been applied by then."""
        return dot.seq <= self.logs.get(dot.log, 0)


NOTHING_STOOD: Final = Stood({})


@dataclass
class SeenSheets:
    """All that is remembered, the latest sheet first where a row or a person stands in several."""

    persons: dict[bytes, bytes] = field(default_factory=dict)
    stood: dict[bytes, Stood] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: Reader) -> "SeenSheets":
        """Return what is remembered."""
        found = cls()
        for sheet in SEEN_SHEETS.get(reader):
            then = Stood(dict(sheet.logs))
            for at in range(0, len(sheet.rows), 2 * _PART):
                digest, person = sheet.rows[at : at + _PART], sheet.rows[at + _PART : at + 2 * _PART]
                found.persons[digest] = person
                found.stood[person] = then
        return found


Logs = tuple[tuple[bytes, int], ...]


def logs_now(unit: UnitOfWork) -> Logs:
    """Return how far each log has been applied by now."""
    return tuple((one.log, one.seq) for one in unit.ledger.find_logs())


def keep_sheet(unit: UnitOfWork, rows: Iterable[tuple[bytes, bytes]], logs: Logs) -> None:
    """Remember the rows of a sheet, each a digest and a person, as of when the logs stood so."""
    told = b"".join(digest + person for digest, person in rows)
    if not told:
        return
    kept = [*SEEN_SHEETS.get(unit), SeenSheet(logs, told)]
    while len(kept) > 1 and (len(kept) > _MOST_SHEETS or sum(len(one.rows) for one in kept) > _MOST_BYTES):
        kept.pop(0)
    SEEN_SHEETS.keep(unit, kept)
