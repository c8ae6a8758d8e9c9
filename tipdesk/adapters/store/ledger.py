"""The logs, entries and salts of the store: the `Ledger` of `services/ledger`.

Entries are kept as the exact bytes that were hashed. What is taken in is applied in the same transaction, unless it is
parked. What is held already is skipped, and a gap in a log that is held from its start is refused by name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from tipdesk.adapters.store.apply import apply, note_first_logs
from tipdesk.adapters.store.down_logs import StoreDownLogs
from tipdesk.adapters.store.entries import EntryShelf
from tipdesk.adapters.store.forgetting import forget_case, take_back
from tipdesk.adapters.store.incoming import Decoded, decoded
from tipdesk.adapters.store.indexes import ChangedIndexes, changed_indexes
from tipdesk.adapters.store.ledger_tree import LedgerTree
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.quarantine import StoreQuarantine
from tipdesk.adapters.store.redacting import drop_bare_salts, obey_redactions, redacted_places
from tipdesk.domain.changes import Head
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.ledger import Arrival, Logged, LogState, Parked, ScopeKey
from tipdesk.sync.codec import decode_head
from tipdesk.sync.collector import collector_resting

AT_ONCE = 500
"""So many entries are logged, merged and written before the next, so that their rows stay in the processor's cache."""

_INSERT_ENTRY = (
    "INSERT INTO entries (log_no, seq, head, body_hash, hash, at, actor, scope, case_id, received_at, parked) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)

_REACH = "SELECT seq, coalesce((SELECT max(seq) FROM entries WHERE log_no = logs.no), 0) FROM logs WHERE no = ?"
"""How far a log is held without a gap, and the last of its entries that is held at all."""
_SALTS = "SELECT key, salt FROM salts WHERE scope = ? AND key IN ({keys})"
_NEWEST_SALT = "SELECT max(key) FROM salts WHERE scope = ?"
_INSERT_BODY = "INSERT INTO bodies (entry_no, body) VALUES (last_insert_rowid() + ?, ?)"
"""Its values are the body, and how far its entry lies from the row that was inserted last, be that an entry or a
body.

The numbers of new entries are not asked for, because asking costs more than counting."""


class StoreLedger(EntryShelf):
    """The ledger inside one unit of work.

    `arrived` is called with what has been applied, so that headquarters can route it to devices.
    """

    def __init__(self, link: Link, own: bytes, arrived: Callable[[Sequence[Arrival]], None]) -> None:
        super().__init__(link, Logs(link))
        self._own = own
        self._arrived = arrived
        self._down = StoreDownLogs(link, self.logs)
        self._quarantine = StoreQuarantine(link)
        self.has_erased = False
        """Whether bodies of a case were erased for good in this unit of work."""

    @property
    def down(self) -> StoreDownLogs:
        """Return headquarters' down-logs, which are empty on a post's PC."""
        return self._down

    @property
    def quarantine(self) -> StoreQuarantine:
        """Return the quarantine, where refused bundles are kept."""
        return self._quarantine

    @property
    def tree(self) -> LedgerTree:
        """Return the hash tree over the ledger."""
        return LedgerTree(self._link)

    def own(self) -> LogState:
        """Return the state of this installation's own log.

        Raises Distrust `no-own-log` where the store does not hold it.
        """
        state = self.logs.get(self._own)
        if state is None:
            raise Distrust("no-own-log", _("The store has lost its own log."))
        return state

    def get_log(self, log: bytes) -> LogState | None:
        """Return the state of a log that is held from its start, or None for any other."""
        return self.logs.get(log)

    def find_logs(self, device: bytes | None = None) -> list[LogState]:
        """Return the logs that are held here from their start, of one device or of all."""
        return self.logs.find(device)

    def open_log(self, log: bytes, device: bytes, *, closes: bool = True) -> LogState:
        """Start to hold a log at h₀ or go on with it; with `closes`, the other logs of its device are closed by it.

        Raises Distrust `log-differs` where another device claims the log.
        """
        return self.logs.open(log, device, closes=closes)

    def log_table(self, log: bytes) -> tuple[bytes, ...]:
        """Return the log ids that dots in this log's bodies name by index; index 0 is the log itself."""
        return self.logs.table_ids(log) if self.logs.find_number(log) is not None else (log,)

    def keep_log_table(self, log: bytes, table: Sequence[bytes]) -> None:
        """Keep a longer table of the logs that this log names by index.

        Raises Distrust `log-table-differs` where it does not begin with the table held.
        """
        self.logs.keep_table(log, table)

    def salts(self, keys: Iterable[ScopeKey]) -> dict[ScopeKey, bytes]:
        """Return the salts that are held for these scopes."""
        wanted: dict[int, list[bytes]] = {}
        for scope, key in set(keys):
            wanted.setdefault(scope, []).append(key)
        found: dict[ScopeKey, bytes] = {}
        for scope, some in wanted.items():
            held = self._link.held_among(_NEWEST_SALT, some, (scope,))
            found.update((ScopeKey(scope, key), salt) for key, salt in self._link.rows_in(_SALTS, held, (scope,)))
        return found

    def keep_salts(self, salts: Mapping[ScopeKey, bytes]) -> None:
        """Keep salts that are not held yet; raises Distrust `salt-differs` where one differs from the salt held."""
        held = self.salts(salts)
        if any(salts[key] != salt for key, salt in held.items()):
            raise Distrust("salt-differs", _("A scope comes with another salt than the one held."))
        fresh = [(*key, salt) for key, salt in salts.items() if key not in held]
        self._link.many("INSERT INTO salts (scope, key, salt) VALUES (?, ?, ?)", fresh)

    def take_in(self, arrivals: Iterable[Arrival], received_at: int) -> int:
        """Log and apply (or park) entries, skipping those held already, and return how many were new.

        An entry that came before by way of a down-log, without its chain hash, gets that hash now, and one that came
        without its body, or was forgotten, its body. `received_at` is in milliseconds since 1970.

        Raises:
            Distrust: `log-gap` where an entry of a log held from its start does not follow the last one;
                `log-unknown` where the log was not opened; `log-differs` where an entry is held with another content.
        """
        new, coming, bare = 0, iter(arrivals), set[bytes]()
        with collector_resting(), changed_indexes(self._link) as changed:
            while piece := list(islice(coming, AT_ONCE)):
                bare |= {one.head.case for one in piece if one.head.case is not None}
                new += self._take_piece(piece, received_at, changed)
        drop_bare_salts(self._link, bare)  # at the end: of what comes first no body may be kept, and of the rest some
        return new

    def _take_piece(self, arrivals: Sequence[Arrival], received_at: int, changed: ChangedIndexes) -> int:
        fresh = self._without_held(arrivals)
        moved = self._advance(arrivals)
        if len(fresh) != len(arrivals):
            self._join(moved, fresh)
            changed.write(self._link)  # before what comes back, whose word on a row is the later one
            self._arrived(take_back(self._link, self.logs, arrivals))
        self._write(fresh, received_at, changed)
        return len(fresh)

    def _without_held(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        by_log: dict[bytes, list[int]] = {}
        for one in arrivals:
            by_log.setdefault(one.entry.log, []).append(one.entry.seq)
        held: set[tuple[bytes, int]] = set()
        for log, seqs in by_log.items():
            number = self.logs.number_of(log)
            [(whole, last)] = self._link.rows(_REACH, (number,))
            held.update((log, seq) for seq in seqs if seq <= whole)
            rest = [seq for seq in seqs if whole < seq <= last]
            sql = "SELECT seq FROM entries WHERE log_no = ? AND seq IN ({keys})"
            held.update((log, seq) for (seq,) in self._link.rows_in(sql, rest, (number,)))
        if not held and all(len(seqs) == len(set(seqs)) for seqs in by_log.values()):
            return list(arrivals)
        fresh = []
        for one in arrivals:
            place = (one.entry.log, one.entry.seq)
            if place not in held:
                held.add(place)
                fresh.append(one)
        return fresh

    def _advance(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """Note how far logs are held now, and return the entries that have moved them on."""
        last: dict[bytes, tuple[int, bytes]] = {}
        moved = []
        for one in arrivals:
            if one.hash is None:
                continue
            log, seq = one.entry.log, one.entry.seq
            if log not in last:
                state = self.logs.get(log)
                if state is None:
                    raise Distrust("log-unknown", _("Entries arrived for a log that has not been opened."))
                last[log] = (state.seq, state.hash)
            if seq <= last[log][0]:
                continue
            if seq != last[log][0] + 1:
                raise Distrust(
                    "log-gap",
                    _("Entry {found} arrived where entry {wanted} must follow."),
                    found=seq,
                    wanted=last[log][0] + 1,
                )
            last[log] = (seq, one.hash)
            moved.append(one)
        for log, (seq, after) in last.items():
            self.logs.advance(log, seq, after)
        return moved

    def _join(self, moved: Sequence[Arrival], fresh: Sequence[Arrival]) -> None:
        """Give entries that came before by a down-log, without their chain hash, their place in the chain."""
        new = {(one.entry.log, one.entry.seq) for one in fresh}
        for one in moved:
            place = (one.entry.log, one.entry.seq)
            if place in new:
                continue
            held = self.get_entry(*place)
            if held is None or (held.head, held.body_hash) != (one.entry.head, one.entry.body_hash):
                raise Distrust("log-differs", _("An entry of this log is held with another content."))
            sql = "UPDATE entries SET hash = ? WHERE log_no = ? AND seq = ? AND hash IS NULL"
            self._link.run(sql, (one.hash, self.logs.number_of(place[0]), place[1]))

    def write_own(self, entry: Logged, head: Head, after: bytes) -> None:
        """Log and apply the next entry of the own log, after which the chain hash is `after`.

        No redaction can name the entry yet, so none is looked for.
        """
        self.logs.advance(entry.log, entry.seq, after)
        with changed_indexes(self._link) as changed:
            self._write([Arrival(entry, head, after)], None, changed, own_seq=entry.seq)

    def _write(
        self, arrivals: Sequence[Arrival], received_at: int | None, changed: ChangedIndexes, own_seq: int | None = None
    ) -> None:
        """Put new entries, which follow on what is held, into the ledger, and apply those that are not parked."""
        logs = {one.entry.log for one in arrivals}
        if own_seq is None:
            tables = {log: self.logs.table(log) for log in logs}
            redacted = redacted_places(self._link, [table[0] for table in tables.values()])
        else:
            tables, redacted = {log: self.logs.used_table(log) for log in logs}, set()
        entries, bodies, batch, last = [], [], [], len(arrivals) - 1
        for place, ((log, seq, encoded, body, hashed), head, after, parked, changes) in enumerate(arrivals):
            table = tables[log]
            _seq, at, _offset, actor, scope, case, _schema = head
            entries.append((
                table[0], seq, encoded, hashed, after, at, actor, int(scope), case, received_at, parked,
            ))  # fmt: skip
            kept = None if redacted and (table[0], seq) in redacted else body
            if kept is not None:
                bodies.append((place - last, kept))
                last = place
            if parked is None:
                read = changes if kept is not None else None
                batch.append(decoded((table[0], seq), at, case, kept, table, read))
        self._link.many(_INSERT_ENTRY, entries)
        self._link.many(_INSERT_BODY, bodies)
        self._apply(batch, [one for one in arrivals if one.parked is None], changed, own_seq)

    def _apply(
        self,
        batch: Sequence[Decoded],
        applied: Sequence[Arrival],
        changed: ChangedIndexes,
        own_seq: int | None = None,
    ) -> None:
        touched = apply(self._link, batch, changed, own_seq)
        if Scope.REGISTER in [one.head.scope for one in applied]:
            changed.write(self._link)  # before a redaction, whose word on a row is the later one
            self.has_erased |= obey_redactions(self._link, self.logs, self._own, touched)
        self._arrived(applied)

    def forget(self, case: bytes) -> list[Logged]:
        """Forget a case: its bodies and all that they told; return the entries concerned as they were."""
        gone = forget_case(self._link, self.logs, case)
        self.has_erased |= bool(gone)
        return gone

    def release(self, parked: Sequence[Parked]) -> None:
        """Apply entries that were parked; those that are not parked any more are passed over."""
        freed: list[Arrival] = []
        batch: list[Decoded] = []
        for one in parked:
            table = self.logs.table(one.log)
            is_freed = self._link.run(
                "UPDATE entries SET parked = NULL WHERE log_no = ? AND seq = ? AND parked IS NOT NULL",
                (table[0], one.seq),
            )
            entry = self.get_entry(one.log, one.seq) if is_freed else None
            if entry is not None:
                head = decode_head(entry.head)
                freed.append(Arrival(entry, head, self.hash_at(one.log, one.seq)))
                batch.append(decoded((table[0], one.seq), head.at, head.case, entry.body, table))
        with changed_indexes(self._link) as changed:
            self._apply(batch, freed, changed)
        note_first_logs(self._link, {one.head.case for one in freed if one.head.case is not None})
