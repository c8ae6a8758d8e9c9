"""One person of a case as it stands, asked as a row of a sheet asks: which row fills a slot, and what its fields say.

Of several addresses or numbers the newest that is still used counts; of decisions the newest that was signed, a final
one before a preliminary one. What older releases kept in the person itself is read where no row has it yet.
"""

from collections.abc import Iterable
from functools import cached_property

from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.closing import is_closed
from tipdesk.services.desk import Reader
from tipdesk.services.eyes import Eyes
from tipdesk.services.import_export.maps import Slot

_FIRM = ("final", "review")


class CasePerson:
    """A person, the case, and what belongs to the person, as far as it is open to the officer."""

    def __init__(self, reader: Reader, eyes: Eyes, person: Row) -> None:
        self._reader, self.eyes = reader, eyes
        self.person = eyes.cut(person)
        self._rows: dict[str, list[Row]] = {}

    @property
    def case(self) -> bytes:
        """Return the id of the case."""
        return self.eyes.case.id

    @cached_property
    def case_row(self) -> Row:
        """Return the Case row as far as it is open."""
        return self.eyes.cut(self.eyes.case)

    def rows_of(self, record: str) -> list[Row]:
        """Return the live rows of a record that belong to the person, in the order of their making."""
        if record not in self._rows:
            declared = BY_NAME[record]
            found = self._reader.find_rows(declared, case=self.case, where={declared.parent: self.person.id})
            seen = map(self.eyes.see, found)
            self._rows[record] = [row for row in seen if row is not None]
        return self._rows[record]

    def named_by(self, row: Row, name: str) -> Row | None:
        """Return the live row of the case to which a reference leads, as far as it is open."""
        meant = row.record.by_name[name].referred(row[name]) if row[name] is not None else None
        found = self._reader.get_row(BY_NAME[meant.record], meant.row) if meant and meant.record in BY_NAME else None
        return self.eyes.see(found) if found is not None and found.case == self.case and not found.deleted else None

    def row_of(self, slot: Slot) -> Row | None:
        """Return the row that fills a slot, None where there is none."""
        if slot.record in ("Person", "Case"):
            return self.person if slot.record == "Person" else self.case_row
        if slot.via is not None:
            owner = self.row_of(Slot(slot.via[0]))
            return self.named_by(owner, slot.via[1]) if owner is not None else None
        rows = self.rows_of(slot.record)
        if slot.record == "Determination":
            return self.decision or (rows[-1] if rows else None)
        found = [row for row in rows if _fits(row, slot)]
        return max(found, key=lambda row: _rank(row, slot), default=None)

    @cached_property
    def decision(self) -> Row | None:
        """Return the newest decision that was signed, a final one or a review before a preliminary one."""
        signed = [row for row in self.rows_of("Determination") if is_closed(row)]
        return max(signed, key=lambda row: (row["kind"] in _FIRM, str(row["decided_at"] or ""), row.id), default=None)

    def told_earlier(self, slot: Slot, name: str) -> Value:
        """Return what older releases kept of a field of this slot in the person itself, None for nothing."""
        codes = dict(slot.having)
        for field in self.person.record.fields:
            later = field.later
            if later is None or (later.record, later.field) != (slot.record, name):
                continue
            if all(code in codes.get(coded, (code,)) for coded, code in later.having):
                return later.answer(self.person[field.name])
        return None


def _fits(row: Row, slot: Slot) -> bool:
    still = "ended" not in row.record.by_name or row.record.name == "Episode" or row["ended"] is None
    return still and all(row[name] in codes for name, codes in slot.having)


def _rank(row: Row, slot: Slot) -> tuple[tuple[int, ...], bytes]:
    return tuple(-codes.index(str(row[name])) for name, codes in slot.having), row.id


def all_of(rows: Iterable[Row], name: str) -> frozenset[str]:
    """Return every code that rows have in a field, one or several in each."""
    found: set[str] = set()
    for row in rows:
        value = row[name]
        found |= value if isinstance(value, frozenset) else {value} if isinstance(value, str) else set()
    return frozenset(found)
