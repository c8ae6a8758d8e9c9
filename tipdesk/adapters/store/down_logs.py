"""Headquarters' down-logs: for each device a log of what it should hold, as places of entries and chain hashes.

An item names an entry of the ledger; its head and body are read from there, so a redaction shows here too.
"""

from collections.abc import Iterable

from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.services.ledger import DownItem, Logged
from tipdesk.sync.codec import first_down_hash, next_down_hash
from tipdesk.sync.limits import LIMITS

_INSERT = "INSERT INTO down_log (device, seq, kind, log_no, entry_seq, hash) VALUES (?,?,?,?,?,?)"

_BASE = "base"
"""The kind of the row from which a rebased down-log goes on; that row is no item."""


class StoreDownLogs:
    """The down-logs, as one unit of work sees them."""

    def __init__(self, link: Link, logs: Logs) -> None:
        self._link = link
        self._logs = logs

    def head_of(self, device: bytes) -> tuple[int, bytes]:
        """Return the last sequence number and chain hash of a device's down-log (0 and d₀ when it is empty)."""
        found = self._link.row("SELECT seq, hash FROM down_log WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,))
        return (0, first_down_hash(device)) if found is None else (found[0], found[1])

    def hash_at(self, device: bytes, seq: int) -> bytes | None:
        """Return the chain hash at a place of a device's down-log, or None where none is known.

        In a down-log that was rebased, nothing before the place from which it goes on is known.
        """
        sql = "SELECT hash FROM down_log WHERE device = ? AND seq = ?"
        found: bytes | None = self._link.value(sql, (device, seq))
        first = "SELECT kind FROM down_log WHERE device = ? ORDER BY seq LIMIT 1"
        if seq == 0 and self._link.value(first, (device,)) != _BASE:
            return first_down_hash(device)
        return found

    def add(self, device: bytes, entries: Iterable[Logged], kind: str = "entry", *, again: bool = False) -> None:
        """Append items to a device's down-log.

        An entry whose last item there is of the same kind is left out, unless it is to be said `again`.
        """
        seq, after = self.head_of(device)
        items = []
        last: dict[tuple[int, int], str] = {}
        for entry in entries:
            place = (self._logs.number_of(entry.log), entry.seq)
            if not again and (last.get(place) or self._last_kind(device, place)) == kind:
                continue
            last[place] = kind
            seq += 1
            after = next_down_hash(after, kind, entry.log, entry.seq, entry.head, entry.body_hash)
            items.append((device, seq, kind, *place, after))
        self._link.many(_INSERT, items)

    def last_kind(self, device: bytes, entry: Logged) -> str | None:
        """Return the kind of the last item of a device's down-log about an entry, None where there is none."""
        return self._last_kind(device, (self._logs.number_of(entry.log), entry.seq))

    def _last_kind(self, device: bytes, place: tuple[int, int]) -> str | None:
        found: str | None = self._link.value(
            # Left alone, the planner would walk the whole down-log backwards for the sake of the order.
            "SELECT kind FROM down_log INDEXED BY ix_down_log_entry "
            "WHERE device = ? AND log_no = ? AND entry_seq = ? ORDER BY seq DESC LIMIT 1",
            (device, *place),
        )
        return found

    def rebase(self, device: bytes, seq: int, chained: bytes) -> None:
        """Delete a device's down-log and let it go on from a place and chain hash that the device states."""
        self._link.run("DELETE FROM down_log WHERE device = ?", (device,))
        if seq:
            self._link.run(_INSERT, (device, seq, _BASE, 0, 0, chained))

    def read(self, device: bytes, after: int, most_bytes: int) -> list[DownItem]:
        """Return the items that follow `after`, in order.

        Returns as many as fit into `most_bytes` and the limit of a bundle, and at least one where there is one.
        """
        sql = (
            "SELECT d.seq, d.kind, d.hash, l.log, e.seq, e.head, b.body, e.body_hash FROM down_log d "
            "JOIN logs l ON l.no = d.log_no JOIN entries e ON e.log_no = d.log_no AND e.seq = d.entry_seq "
            "LEFT JOIN bodies b ON b.entry_no = e.no WHERE d.device = ? AND d.seq > ? ORDER BY d.seq LIMIT ?"
        )
        found: list[DownItem] = []
        size = 0
        for seq, kind, at, *entry in self._link.each(sql, (device, after, LIMITS.entries)):
            logged = Logged(*entry)
            size += len(logged.head) + len(logged.body or b"") + len(logged.body_hash)
            if found and size > most_bytes:
                break
            found.append(DownItem(seq, kind, at, logged))
        return found
