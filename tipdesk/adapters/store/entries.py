"""Reading the logs: entries by their place, by case and by scope, as the exact bytes that were hashed; and files."""

from tipdesk.adapters.store.file_lines import find_file_lines
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.services.ledger import FileLine, Logged, Parked
from tipdesk.sync.codec import first_hash
from tipdesk.sync.limits import LIMITS

ENTRY = (
    "SELECT l.log, e.seq, e.head, b.body, e.body_hash FROM entries e JOIN logs l ON l.no = e.log_no "
    "LEFT JOIN bodies b ON b.entry_no = e.no "
)


class EntryShelf:
    """The part of the ledger that reads: the entries that stand in it."""

    def __init__(self, link: Link, logs: Logs) -> None:
        self._link = link
        self.logs = logs

    def read(self, log: bytes, after: int, most_bytes: int) -> list[Logged]:
        """Return the entries of a log that follow the one numbered `after`, in order.

        Returns as many as fit into `most_bytes` and the limit of a bundle, and at least one where there is one.
        """
        number = self.logs.find_number(log)
        found: list[Logged] = []
        size = 0
        sql = ENTRY + "WHERE e.log_no = ? AND e.seq > ? ORDER BY e.seq LIMIT ?"
        for row in self._link.each(sql, (number, after, LIMITS.entries)):
            entry = Logged(*row)
            size += len(entry.head) + len(entry.body or b"") + len(entry.body_hash)
            if found and size > most_bytes:
                break
            found.append(entry)
        return found

    def get_entry(self, log: bytes, seq: int) -> Logged | None:
        """Return the entry at one place of a log, or None where it is not held."""
        row = self._link.row(ENTRY + "WHERE e.log_no = ? AND e.seq = ?", (self.logs.find_number(log), seq))
        return None if row is None else Logged(*row)

    def hash_at(self, log: bytes, seq: int) -> bytes | None:
        """Return the chain hash after an entry (h₀ where `seq` is 0), or None where it is not held."""
        if seq == 0:
            state = self.logs.get(log)
            return None if state is None else first_hash(state.device, log)
        found: bytes | None = self._link.value(
            "SELECT hash FROM entries WHERE log_no = ? AND seq = ?", (self.logs.find_number(log), seq)
        )
        return found

    def find_parked(self, log: bytes | None = None) -> list[Parked]:
        """Return the parked entries of one log or of all, in the order in which they came."""
        rows = self._link.rows(
            # Left alone, the planner would walk the whole ledger for the sake of the order.
            "SELECT l.log, e.seq, e.parked FROM entries e INDEXED BY ix_entries_parked JOIN logs l ON l.no = e.log_no "
            "WHERE e.parked IS NOT NULL ORDER BY e.no"
        )
        return [Parked(*row) for row in rows if log in (None, row[0])]

    def case_entries(self, case: bytes, *, parked_too: bool = False) -> list[Logged]:
        """Return every applied entry of a case, in the order in which they came here.

        With `parked_too`, the entries that are parked are returned as well.
        """
        sql = ENTRY + f"WHERE e.case_id = ? {'' if parked_too else 'AND e.parked IS NULL'} ORDER BY e.no"
        return [Logged(*row) for row in self._link.rows(sql, (case,))]

    def scope_entries(self, scope: int) -> list[Logged]:
        """Return every applied entry of a scope that belongs to no case, in the order in which they came here."""
        sql = ENTRY + "WHERE e.scope = ? AND e.case_id IS NULL AND e.parked IS NULL ORDER BY e.no"
        return [Logged(*row) for row in self._link.rows(sql, (scope,))]

    def find_files(self, case: bytes | None = None) -> list[FileLine]:
        """Return the live rows of a case, or of all cases, that name a file, in the order in which they were made."""
        return find_file_lines(self._link, case)
