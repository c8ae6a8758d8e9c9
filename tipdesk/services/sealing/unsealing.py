"""Open what is sealed, for the officer at the keyboard and no further than the keys they hold.

It never raises: what does not open (no key, another place, an altered byte) stays sealed and is shown as such. Masking
above the officer's level, and the audit row, are done by `look`, through which every answer passes.
"""

from collections.abc import Iterable
from dataclasses import replace

from tipdesk.domain.changes import Reason
from tipdesk.domain.errors import Distrust
from tipdesk.domain.kinds import Field, Value
from tipdesk.domain.rows import Row
from tipdesk.domain.values import Sealed
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.keys.cases.case_keys import CaseKeys, keys_of
from tipdesk.services.keys.cases.directory import Directory
from tipdesk.sync.sealing import Spot, bound_to, reason_spot, unpadded


class Unsealing:
    """Opens sealed values for one reader, which look and rules share.

    The keys of a case are read once, when its first sealed value is met, and the row that a reader gives again and
    again is opened once.
    """

    def __init__(self, reader: Reader, desk: Desk) -> None:
        self._reader = reader
        self._desk = desk
        self.directory = Directory(reader)
        self._keys: dict[bytes, CaseKeys] = {}
        self._rows: dict[bytes, tuple[Row, Row]] = {}

    def row(self, row: Row) -> Row:
        """Return the row with its sealed values, and those of its siblings, opened as far as the keys go."""
        sealed = {name for name, value in row.values.items() if isinstance(value, Sealed)}
        if row.siblings:
            sealed |= {
                name for name, told in row.siblings.items() if any(isinstance(one.value, Sealed) for one in told)
            }
        if not sealed:
            return row
        kept = self._rows.get(row.id)
        if kept is None or kept[0] != row:
            kept = self._rows[row.id] = (row, self._open(row, sealed))
        return kept[1]

    def _open(self, row: Row, sealed: Iterable[str]) -> Row:
        case = row.case or row.id
        values, siblings = dict(row.values), dict(row.siblings)
        for name in sealed:
            field = row.record.by_name[name]
            spot = Spot(case, row.record.number, row.id, field.number)
            values[name] = self.value(spot, field, row[name])
            if name in siblings:
                told = siblings[name]
                siblings[name] = tuple(one._replace(value=self.value(spot, field, one.value)) for one in told)
        opened = replace(row, values=values, siblings=siblings)
        return replace(opened, sealed=frozenset(name for name in sealed if is_shut(opened, name)))

    def keys(self, case: bytes) -> CaseKeys:
        """Return the keys of a case as the officer holds them."""
        if case not in self._keys:
            self._keys[case] = keys_of(self._reader, self._desk, case, self.directory)
        return self._keys[case]

    def value(self, spot: Spot, field: Field, value: Value) -> Value:
        """Return a value opened; a value that is not sealed, or does not open, is returned as it is."""
        if not isinstance(value, Sealed):
            return value
        opened = self._opened(spot, value)
        return value if opened is None else field.from_wire(unpadded(opened))

    def reason(self, case: bytes, reason: Reason) -> str | None:
        """Return why an entry was written; None where it is sealed to others, or nobody said."""
        if not isinstance(reason, Sealed):
            return reason
        opened = self._opened(reason_spot(case), reason)
        wire = None if opened is None else unpadded(opened)
        return wire if isinstance(wire, str) else None

    def _opened(self, spot: Spot, value: Sealed) -> bytes | None:
        key = self.keys(spot.case).read.get(value.key)
        if key is None:
            return None
        try:
            return self._desk.officer_keys.open_value(key, value.box, bound_to(spot, value.key))
        except Distrust:
            return None


def is_shut(row: Row, name: str) -> bool:
    """Tell whether some live value of a field is sealed to its reader, who can then neither see nor settle it."""
    told = row.siblings.get(name, ())
    return isinstance(row[name], Sealed) or any(isinstance(one.value, Sealed) for one in told)
