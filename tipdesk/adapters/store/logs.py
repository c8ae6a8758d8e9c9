"""The logs known here, the small local numbers that stand for them, and the other logs that their bodies name by index.

Local numbers keep rows and dots short; they differ from store to store and never leave this one.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from tipdesk.adapters.store.link import Link
from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _
from tipdesk.services.ledger import LogState
from tipdesk.sync.codec import first_hash

_COLUMNS = "no, log, device, seq, hash, closed"
UNKNOWN_DEVICE = b""
"""The device of a log of which only some entries, or only its name, have arrived."""


class Logs:
    """The logs, as one unit of work sees them."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._numbers: dict[bytes, int] = {}
        self._states: dict[bytes, LogState] = {}
        self._tables: dict[int, list[int]] = {}

    def number_of(self, log: bytes) -> int:
        """Return the local number of a log, making one when the log is new."""
        number = self.find_number(log)
        if number is None:
            self._link.run(
                "INSERT INTO logs (log, device, seq, hash, closed) VALUES (?, ?, 0, NULL, 0)", (log, UNKNOWN_DEVICE)
            )
            number = int(self._link.value("SELECT no FROM logs WHERE log = ?", (log,)))
            self._numbers[log] = number
        return number

    def find_number(self, log: bytes) -> int | None:
        """Return the local number of a log, or None when the log has never been named."""
        number = self._numbers.get(log)
        if number is None:
            number = self._link.value("SELECT no FROM logs WHERE log = ?", (log,))
            if number is not None:
                self._numbers[log] = number
        return number

    def get(self, log: bytes) -> LogState | None:
        """Return the state of a log that is held from its start, or None for one that is only named."""
        state = self._states.get(log)
        if state is None:
            found = self._link.row(f"SELECT {_COLUMNS} FROM logs WHERE log = ? AND hash IS NOT NULL", (log,))  # noqa: S608 - columns of ours
            if found is not None:
                self._numbers[log], state = found[0], _state(found)
                self._states[log] = state
        return state

    def find(self, device: bytes | None) -> list[LogState]:
        """Return the logs held from their start, of one device or of all, in the order in which they came here."""
        sql = f"SELECT {_COLUMNS} FROM logs WHERE hash IS NOT NULL"  # noqa: S608 - columns of ours
        if device is not None:
            return [_state(row) for row in self._link.rows(sql + " AND device = ? ORDER BY no", (device,))]
        return [_state(row) for row in self._link.rows(sql + " ORDER BY no")]

    def open(self, log: bytes, device: bytes, *, closes: bool) -> LogState:
        """Start to hold a log at h₀ or go on with it; with `closes`, the other logs of its device are closed by it.

        Raises Distrust `log-differs` where the log is held as another device's.
        """
        held = self.get(log)
        if held is not None and held.device != device:
            raise Distrust("log-differs", _("A log is claimed by two devices."))
        if held is not None and not (closes and held.closed):
            return held
        others = [other for other in self.find(device) if other.log != log]
        if closes:
            self._link.run("UPDATE logs SET closed = 1 WHERE device = ? AND log <> ?", (device, log))
        made = held or LogState(log, device, 0, first_hash(device, log))
        made = replace(made, closed=not closes and bool(others))
        self._link.run(
            "UPDATE logs SET device = ?, hash = ?, closed = ? WHERE no = ?",
            (device, made.hash, made.closed, self.number_of(log)),
        )
        self._states.clear()
        return made

    def advance(self, log: bytes, seq: int, after: bytes) -> None:
        """Note that a log is held up to entry `seq`, after which its chain hash is `after`."""
        self._link.run("UPDATE logs SET seq = ?, hash = ? WHERE no = ?", (seq, after, self.number_of(log)))
        held = self._states.get(log)
        if held is not None:
            self._states[log] = LogState(log, held.device, seq, after, held.closed)

    def table(self, log: bytes) -> list[int]:
        """Return the local numbers that dots in this log's bodies name by index; index 0 is the log itself."""
        number = self.number_of(log)
        if number not in self._tables:
            rows = self._link.rows("SELECT other_no FROM log_tables WHERE log_no = ? ORDER BY place", (number,))
            self._tables[number] = [number, *(other for (other,) in rows)]
        return self._tables[number]

    def tables(self, numbers: Collection[int]) -> dict[int, list[int]]:
        """Return the tables of several logs by their local numbers, which costs one question to the database."""
        tables = {number: [number] for number in numbers}
        sql = "SELECT log_no, other_no FROM log_tables WHERE log_no IN ({keys}) ORDER BY log_no, place"
        for number, other in self._link.rows_in(sql, sorted(tables)):
            tables[number].append(other)
        return tables

    def used_table(self, log: bytes) -> list[int]:
        """Return the part of a log's table that this unit's own bodies use.

        That is the log itself, or the whole table once `index_of` has asked for another log.
        """
        number = self.number_of(log)
        return self._tables.get(number) or [number]

    def index_of(self, log: bytes, other: bytes) -> int:
        """Return the index of another log in a log's table, adding it where it is new there."""
        if other == log:
            return 0
        table, number = self.table(log), self.number_of(other)
        if number not in table:
            self._link.run(
                "INSERT INTO log_tables (log_no, place, other_no) VALUES (?, ?, ?)", (table[0], len(table), number)
            )
            table.append(number)
        return table.index(number)

    def ids(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """Return the log ids of these local numbers, by number."""
        return dict(self._link.rows_in("SELECT no, log FROM logs WHERE no IN ({keys})", sorted(set(numbers))))

    def table_ids(self, log: bytes) -> tuple[bytes, ...]:
        """Return a log's table as log ids."""
        numbers = self.table(log)
        ids = self.ids(numbers)
        return tuple(ids[number] for number in numbers)

    def keep_table(self, log: bytes, table: Sequence[bytes]) -> None:
        """Keep a longer table; raises Distrust `log-table-differs` where it contradicts the table held."""
        for other in table[len(self.table(log)) :]:
            self.index_of(log, other)
        if self.table_ids(log)[: len(table)] != tuple(table):  # named otherwise than before, or twice
            raise Distrust("log-table-differs", _("A log names other logs than it did before."))


def _state(row: tuple[int, bytes, bytes, int, bytes, int]) -> LogState:
    _no, log, device, seq, after, closed = row
    return LogState(log, device, seq, after, bool(closed))
