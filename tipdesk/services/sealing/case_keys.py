"""The keys of one case as the officer at the keyboard holds them, opened from its `CaseKey` rows.

An officer opens what is sealed to their own key on this PC; a member of headquarters' case unit what is sealed to the
unit as well. Promises that a row which opens to nothing, or to a key of another name or case, is passed over. Who is
entitled is left to `entitled`, sealing and opening of values to `write_case` and `unsealing`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.fields import change_of_new
from tipdesk.services.sealing.entitled import Holder, is_disabled
from tipdesk.sync.sealing import key_in, name_of_key, name_of_recipient, parcel_of

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

CASE_KEY, _UNIT_KEY = BY_NAME["CaseKey"], BY_NAME["CaseUnitKey"]


@dataclass(frozen=True)
class CaseKeys:
    """The key rows of a case, in the order of their making, and the keys that the officer opened, by name."""

    case: bytes
    rows: tuple[Row, ...] = ()
    held: Mapping[bytes, bytes] = field(default_factory=dict, repr=False)

    @property
    def last_version(self) -> int:
        """Return the highest version that anybody holds, 0 while the case has no key."""
        return max((_version(row) for row in self.rows), default=0)

    @cached_property
    def officers(self) -> frozenset[bytes]:
        """Return the officers who hold some key and were not removed since."""
        return _officers(row for row in self.rows if row["ended"] is not True)

    @cached_property
    def named(self) -> frozenset[bytes]:
        """Return those of them who were let in by name."""
        return _officers(row for row in self.rows if row["ended"] is not True and row["named"] is True)

    @cached_property
    def removed(self) -> frozenset[bytes]:
        """Return the officers who held a key of the case, were removed, and were not let in again."""
        return _officers(self.rows) - self.officers

    def find_for_writing(self, reader: Reader) -> bytes | None:
        """Return the name of the latest key held that nobody holds who was removed or disabled; None without one."""
        unfit = {row["key"] for row in self.rows if row["ended"] is True or is_disabled(reader, row["officer"])}
        fit = [row for row in self.rows if row["key"] in self.held and row["key"] not in unfit]
        last = max(fit, key=lambda row: (_version(row), row["key"]), default=None)
        name = last["key"] if last else None
        return name if isinstance(name, bytes) else None


def keys_of(reader: Reader, desk: Desk, case: bytes) -> CaseKeys:
    """Return the keys of a case. Opening costs a fraction of a millisecond a key, two for the case unit's."""
    rows = tuple(reader.find_rows(CASE_KEY, case=case))
    if not rows:
        return CaseKeys(case)
    return CaseKeys(case, rows, dict(_opened(desk, case, rows, _wrapped_units(reader, desk))))


def row_changes(desk: Desk, case: bytes, key: bytes, version: int, holders: Iterable[Holder]) -> Iterator[Change]:
    """Yield the changes that give a key to these holders, one row each."""
    ring, parcel = desk.officer_keys, parcel_of(case, key)
    for holder in holders:
        values: dict[str, Value] = {
            "version": version,
            "key": name_of_key(key),
            "kind": holder.kind,
            "officer": holder.officer,
            "recipient": holder.name,
            "sealed": ring.seal(parcel, [holder.recipient]),
            "named": holder.is_named or None,
        }
        yield change_of_new(CASE_KEY, desk.ids.new_id(), values)


def missing_rows(desk: Desk, keys: CaseKeys, holders: Iterable[Holder]) -> list[Change]:
    """Return the changes that give every key held to those of these holders who lack it."""
    found = list(holders)
    changes: list[Change] = []
    for name, key in keys.held.items():
        rows = [row for row in keys.rows if row["key"] == name]
        have = {(row["recipient"], named) for row in rows for named in {False, row["named"] is True}}
        lacking = [one for one in found if (one.name, one.is_named) not in have]
        changes += row_changes(desk, keys.case, key, _version(rows[0]), lacking)
    return changes


def _officers(rows: Iterable[Row]) -> frozenset[bytes]:
    return frozenset(officer for row in rows if isinstance(officer := row["officer"], bytes))


def _version(row: Row) -> int:
    version = row["version"]
    return version if isinstance(version, int) else 0


def _wrapped_units(reader: Reader, desk: Desk) -> dict[bytes, bytes]:
    """Return the case unit's private halves that are sealed to this officer, by the name of their recipient."""
    rows = reader.find_rows(_UNIT_KEY, where={"holder": desk.actor.officer})
    return {
        name_of_recipient(recipient): sealed
        for row in rows
        if isinstance(recipient := row["recipient"], str) and isinstance(sealed := row["sealed"], bytes)
    }


def _opened(
    desk: Desk, case: bytes, rows: Iterable[Row], units: Mapping[bytes, bytes]
) -> Iterator[tuple[bytes, bytes]]:
    ring, found = desk.officer_keys, set[bytes]()
    own = name_of_recipient(ring.seal_key)
    for row in rows:
        name, sealed, to = row["key"], row["sealed"], row["recipient"]
        if not (isinstance(name, bytes) and isinstance(sealed, bytes) and isinstance(to, bytes)) or name in found:
            continue
        if to != own and to not in units:
            continue
        try:
            parcel = ring.open(sealed) if to == own else ring.open_through(units[to], sealed)
        except (Distrust, UserError):
            continue
        key = key_in(parcel, case)
        if key is not None and name_of_key(key) == name:
            found.add(name)
            yield name, key
