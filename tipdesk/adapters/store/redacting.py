"""Redaction: the body that a `Redaction` row names is deleted, and what it had told is projected away.

Who may redact what is judged before an entry is applied; a redaction that is applied is obeyed. The chain still
verifies, since the body's hash stays.
"""

from collections.abc import Sequence

from tipdesk.adapters.store import search
from tipdesk.adapters.store.apply import note_emptied
from tipdesk.adapters.store.incoming import read_changes
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.replaying import replay
from tipdesk.domain.ids import ID_BYTES

_NAMED = (
    "SELECT r.log, r.seq, r.kind FROM redaction r WHERE r.hidden = ? AND r.log IS NOT NULL AND r.seq IS NOT NULL "
    "AND r.kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM redactions d JOIN logs l ON l.no = d.log_no "
    "WHERE l.log = r.log AND CAST(d.seq AS TEXT) = r.seq)"
)
_LARGEST = 2**63 - 1


def obey_redactions(link: Link, logs: Logs) -> None:
    """Delete the bodies that redactions name and that are still held."""
    for log, text, kind in link.rows(_NAMED, (False,)):
        if len(log) == ID_BYTES and text.isdecimal() and int(text) <= _LARGEST:
            _redact(link, logs, log, int(text), kind)


def _redact(link: Link, logs: Logs, log: bytes, seq: int, kind: str) -> None:
    number = logs.number_of(log)
    link.run("INSERT INTO redactions (log_no, seq, kind) VALUES (?, ?, ?)", (number, seq, kind))
    found = link.row(
        "SELECT e.no, e.scope, e.case_id, e.parked, b.body FROM entries e JOIN bodies b ON b.entry_no = e.no "
        "WHERE e.log_no = ? AND e.seq = ?",
        (number, seq),
    )
    if found is None:
        return
    entry_no, scope, case, parked, body = found
    link.run("DELETE FROM bodies WHERE entry_no = ?", (entry_no,))
    keys = list({(change.record, change.row): None for change in read_changes(body, logs.table(log))})
    if parked is None and keys:
        replay(link, logs, keys, case, scope)
    if case is not None:
        note_emptied(link, case)
    search.forget_residue(link)


def redacted_places(link: Link, numbers: Sequence[int]) -> set[tuple[int, int]]:
    """Return (log number, sequence number) of what is redacted in these logs: a body that arrives later is not kept."""
    return {
        (log_no, seq)
        for log_no, seq in link.rows_in("SELECT log_no, seq FROM redactions WHERE log_no IN ({keys})", numbers)
    }
