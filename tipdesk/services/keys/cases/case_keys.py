"""The keys of one case as the officer at the keyboard holds them, opened from its `CaseKey` rows.

An officer opens what is sealed to their own key on this PC; a member of headquarters' case unit also what is sealed to
the unit. A row that opens to nothing, or to a key of another name or case, is passed over. Holders, and keys to seal
under, come only from rows that are believed (`key_grants`); other rows are opened, if they open, and serve only to
read. Who is entitled is decided in `entitled`; values are sealed in `write_case` and opened in `unsealing`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.directory import Directory, Holder
from tipdesk.services.keys.cases.entitled import holders_of, is_disabled, officers_of, shut_out
from tipdesk.services.keys.cases.key_grants import (
    CASE_KEY,
    ENDED,
    believed,
    is_ended,
    is_signed,
    sign_case_key,
    version_of,
)
from tipdesk.sync.sealing import key_in, name_of_key, name_of_recipient, parcel_of

_UNIT_KEY = BY_NAME["CaseUnitKey"]


@dataclass(frozen=True)
class CaseKeys:
    """The key rows of a case in the order in which they were made, and the keys that the officer has opened, by name.

    `rows` are the rows that are believed and `held` the keys opened from them. `read` are all keys that open, to read
    with. `doubted` are the rows that nobody believes. `excluded` are officers who must not know of the case, and count
    as no holders meanwhile.
    """

    case: bytes
    rows: tuple[Row, ...] = ()
    held: Mapping[bytes, bytes] = field(default_factory=dict, repr=False)
    read: Mapping[bytes, bytes] = field(default_factory=dict, repr=False)
    doubted: tuple[Row, ...] = ()
    excluded: frozenset[bytes] = frozenset()

    @property
    def last_version(self) -> int:
        """Return the highest version of the case's key that anybody holds, 0 while there is none."""
        return _highest(self.rows)

    def is_live(self, row: Row) -> bool:
        """Tell whether the holder of a row was neither removed from the case nor excluded from it."""
        return not is_ended(row) and row["officer"] not in self.excluded

    @cached_property
    def live(self) -> tuple[Row, ...]:
        """Return the rows of those who hold keys now."""
        return tuple(row for row in self.rows if self.is_live(row))

    @cached_property
    def officers(self) -> frozenset[bytes]:
        """Return the officers who hold some key of the case now."""
        return _officers(self.live)

    @cached_property
    def latest(self) -> frozenset[tuple[str, bytes | None]]:
        """Return kind and officer of those who hold the latest version of the key."""
        last = [row for row in self.live if version_of(row) == self.last_version]
        pairs = ((str(row["kind"]), row["officer"]) for row in last)
        return frozenset((kind, officer if isinstance(officer, bytes) else None) for kind, officer in pairs)

    @cached_property
    def named(self) -> frozenset[bytes]:
        """Return the officers who hold some key now because they were let in by name."""
        return _officers(row for row in self.live if row["named"] is True)

    @cached_property
    def removed(self) -> frozenset[bytes]:
        """Return the officers who held a key of the case, were removed, and were not let in again."""
        return _officers(self.rows) - self.officers

    @cached_property
    def chosen(self) -> frozenset[bytes]:
        """Return the officers who hold the latest key made for "these people only", and were not removed since."""
        narrow = [row for row in self.rows if is_restricted(row["level"])]
        last = _highest(narrow)
        return _officers(row for row in narrow if version_of(row) == last and self.is_live(row))

    def opens(self, level: Value) -> bool:
        """Tell whether the officer holds some key that was made for a case of this level.

        It is true while the case has no key at all.
        """
        mine = [row for row in self.rows if row["key"] in self.held]
        return not self.rows or any(is_restricted(row["level"]) or not is_restricted(level) for row in mine)

    def find_for_writing(self, reader: Reader, level: Value) -> bytes | None:
        """Return the name of the latest key held under which something of this level may be sealed.

        None where there is none. A key that somebody holds who was removed, excluded or disabled may not be used, nor,
        for a case that is for few, one that was made for many.
        """
        unfit = {row["key"] for row in self.rows if not self.is_live(row) or is_disabled(reader, row["officer"])}
        fit = [row for row in self.rows if row["key"] in self.held and row["key"] not in unfit]
        if is_restricted(level):
            fit = [row for row in fit if is_restricted(row["level"])]
        last = max(fit, key=lambda row: (version_of(row), row["key"]), default=None)
        name = last["key"] if last else None
        return name if isinstance(name, bytes) else None


def keys_of(reader: Reader, desk: Desk, case: bytes, directory: Directory | None = None) -> CaseKeys:
    """Return the keys of a case, believed and opened.

    It costs a fraction of a millisecond for each key, and two for one of the case unit.
    """
    rows = rows_of(reader, case)
    if not rows.rows:
        return rows
    good = believed(directory or Directory(reader), desk, case, rows.rows)
    names = {row.id for row in good}
    units = _wrapped_units(reader, desk)
    doubted = tuple(row for row in rows.rows if row.id not in names)
    held = dict(_opened(desk, case, good, units))
    read = {**dict(_opened(desk, case, doubted, units)), **held}
    return replace(rows, rows=tuple(good), held=held, read=read, doubted=doubted)


def rows_of(reader: Reader, case: bytes) -> CaseKeys:
    """Return the keys of a case with none of them opened, and every row taken at its word."""
    rows = tuple(reader.find_rows(CASE_KEY, case=case))
    return CaseKeys(case, rows, excluded=shut_out(reader, case) if rows else frozenset())


def find_signed(reader: Reader, desk: Desk) -> Iterator[tuple[bytes, bool]]:
    """Yield the id of every key row that is held, and whether a signature covers what it says."""
    for row in reader.find_rows(CASE_KEY, with_deleted=True):
        yield row.id, is_signed(desk.officer_keys, row.case or b"", row.id, row.values)


def own_recipients(reader: Reader, desk: Desk) -> tuple[bytes, ...]:
    """Return the names of the public keys for which the officer can open.

    They are the officer's own and, for a member of headquarters' case unit, the unit's.
    """
    return (name_of_recipient(desk.officer_keys.seal_key), *_wrapped_units(reader, desk))


def find_cases_with_keys(reader: Reader, desk: Desk) -> list[bytes]:
    """Return the cases of which the officer holds some key, without opening any."""
    found = (reader.find_rows(CASE_KEY, where={"recipient": name}) for name in own_recipients(reader, desk))
    return list(dict.fromkeys(row.case for rows in found for row in rows if row.case is not None))


def holders_now(
    directory: Directory,
    desk: Desk,
    keys: CaseKeys,
    level: Value,
    *,
    assigned: Collection[bytes] = (),
    named: Collection[bytes] = (),
) -> list[Holder]:
    """Return everybody who is to hold the keys of a case of this level now.

    `assigned` and `named` are officers who become entitled by what is just being written.
    """
    if is_restricted(level):
        first = () if keys.rows else (desk.actor.officer, *assigned)
        found = {*keys.chosen, *first, *named}
    else:
        entitled = officers_of(directory, desk, keys.case, assigned)
        found = {*(entitled - keys.removed), *keys.officers, *named}
    able = frozenset(officer for officer in found if not is_disabled(directory.reader, officer))
    return holders_of(directory, desk, able, {*named, *keys.named})


def lacks(keys: CaseKeys, holders: Iterable[Holder]) -> bool:
    """Tell whether some key of the case is not sealed to one of these holders."""
    names = {row["key"] for row in keys.rows}
    have = {(row["key"], row["recipient"]) for row in keys.live}
    return any((name, holder.name) not in have for holder in holders for name in names)


@dataclass(frozen=True)
class Made:
    """A case key as its rows describe it: its version, the key itself, and the level of the case when it was made."""

    version: int
    key: bytes = field(repr=False)
    level: Value


def end_changes(keys: CaseKeys, people: Collection[bytes]) -> list[Change]:
    """Return the changes that end every key of these officers."""
    rows = [row for row in keys.rows if row["officer"] in people and not is_ended(row)]
    return [Change(CASE_KEY.number, row.id, {ENDED: True}) for row in rows]


def row_changes(desk: Desk, case: bytes, made: Made, holders: Iterable[Holder]) -> Iterator[Change]:
    """Yield the changes that give a key to these holders, one row each, signed by the officer at the keyboard."""
    ring, parcel = desk.officer_keys, parcel_of(case, made.key)
    for holder in holders:
        values: dict[str, Value] = {
            "version": made.version,
            "key": name_of_key(made.key),
            "kind": holder.kind,
            "officer": holder.officer,
            "recipient": holder.name,
            "sealed": ring.seal(parcel, [holder.recipient]),
            "named": holder.is_named or None,
            "level": made.level,
        }
        row = desk.ids.new_id()
        yield change_of_new(CASE_KEY, row, sign_case_key(desk, case, row, values))


def missing_rows(desk: Desk, keys: CaseKeys, holders: Iterable[Holder]) -> list[Change]:
    """Return the changes that give each key held here to those of these holders who lack it."""
    found = list(holders)
    changes: list[Change] = []
    for name, key in keys.held.items():
        rows = [row for row in keys.rows if row["key"] == name]
        live = [row for row in rows if keys.is_live(row)]
        have = {(row["recipient"], named) for row in live for named in {False, row["named"] is True}}
        lacking = [one for one in found if (one.name, one.is_named) not in have]
        changes += row_changes(desk, keys.case, Made(version_of(rows[0]), key, rows[0]["level"]), lacking)
    return changes


def _officers(rows: Iterable[Row]) -> frozenset[bytes]:
    return frozenset(officer for row in rows if isinstance(officer := row["officer"], bytes))


def _highest(rows: Iterable[Row]) -> int:
    """Return the highest version among rows, 0 where there are none."""
    return max(map(version_of, rows), default=0)


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
