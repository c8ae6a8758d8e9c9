"""A case is forgotten here, because its share with this post has ended; and it comes back where it is shared again.

Forgetting deletes every body of the case with all that the bodies had told: rows, conflicts, search text, drafts, and
the salt without which nobody finds out, by trying, what a body said. Entries and hashes stay, so every chain still
verifies. Unlike an erased body, one that was forgotten may come back: it is elsewhere, and headquarters says who holds
it. The same is done with an entry that came without its body, from a PC that had forgotten it.
"""

from collections.abc import Sequence

from tipdesk.adapters.store import search
from tipdesk.adapters.store.apply import note_emptied
from tipdesk.adapters.store.entries import ENTRY
from tipdesk.adapters.store.incoming import read_changes
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.redacting import FORGOTTEN, forget_beside
from tipdesk.adapters.store.replaying import replay
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import Arrival, Logged

_NAME_ALL = (
    "INSERT OR IGNORE INTO redactions (log_no, seq, kind) SELECT e.log_no, e.seq, ? FROM entries e "
    "JOIN bodies b ON b.entry_no = e.no WHERE e.case_id = ?"
)
_DELETE_ALL = "DELETE FROM bodies WHERE entry_no IN (SELECT no FROM entries WHERE case_id = ?)"
_BARE = (
    "SELECT e.seq, e.no, e.head, e.body_hash, e.parked FROM entries e LEFT JOIN bodies b ON b.entry_no = e.no "
    "LEFT JOIN redactions d ON d.log_no = e.log_no AND d.seq = e.seq WHERE e.log_no = ? AND b.entry_no IS NULL "
    "AND coalesce(d.kind, ?) = ? AND e.seq IN ({keys})"
)


def forget_case(link: Link, logs: Logs, case: bytes) -> list[Logged]:
    """Forget a case, and return the entries whose bodies went, as they were."""
    gone = [Logged(*row) for row in link.rows(ENTRY + "WHERE e.case_id = ? AND b.body IS NOT NULL", (case,))]
    if not gone:
        return []
    changes = (change for one in gone for change in read_changes(one.body, logs.table(one.log)))
    keys = list({(change.record, change.row): None for change in changes})
    link.run(_NAME_ALL, (FORGOTTEN, case))
    link.run(_DELETE_ALL, (case,))
    replay(link, logs, keys, case, Scope.CASE)
    note_emptied(link, case)
    forget_beside(link, case, keys)
    search.forget_residue(link)
    return gone


def take_back(link: Link, logs: Logs, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Keep the bodies of entries that are held without them and may have them, and return those that are applied."""
    coming: dict[bytes, dict[int, Arrival]] = {}
    for one in arrivals:
        if one.entry.body is not None:
            coming.setdefault(one.entry.log, {})[one.entry.seq] = one
    found = []
    for log, by_seq in coming.items():
        rows = list(link.rows_in(_BARE, list(by_seq), (logs.number_of(log), FORGOTTEN, FORGOTTEN)))
        for seq, no, head, hashed, parked in rows:
            one = by_seq[seq]
            if (head, hashed) == (one.entry.head, one.entry.body_hash):
                link.run("INSERT INTO bodies (entry_no, body) VALUES (?, ?)", (no, one.entry.body))
                found += [one] if parked is None else []
    _project(link, logs, found)
    return found


def _project(link: Link, logs: Logs, back: Sequence[Arrival]) -> None:
    """Project the rows of which these entries tell again, from everything that is held of their case or scope."""
    by_case: dict[tuple[bytes | None, int], list[Arrival]] = {}
    for one in back:
        by_case.setdefault((one.head.case, int(one.head.scope)), []).append(one)
    for (case, scope), several in by_case.items():
        changes = (change for one in several for change in read_changes(one.entry.body, logs.table(one.entry.log)))
        replay(link, logs, list({(change.record, change.row): None for change in changes}), case, scope)
        if case is not None:
            note_emptied(link, case)
