"""Redaction: the body that a `Redaction` row names is deleted, and what it had told is projected away.

Who may redact what is judged before an entry is applied; a redaction that has been applied is obeyed. The chain still
verifies, since the body's hash stays. What a device prunes of its own looks only that device lets go of: headquarters,
and the other PCs of its post, keep what they hold. So it is with what a device says it has forgotten, which it did
before it said so (`forgetting`).
"""

from collections.abc import Iterable, Sequence

from tipdesk.adapters.store import search
from tipdesk.adapters.store.apply import note_emptied
from tipdesk.adapters.store.incoming import read_changes
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.replaying import replay
from tipdesk.domain.ids import ID_BYTES
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope

_NAMED = (
    "SELECT r.log, r.seq, r.kind FROM redaction r WHERE r.hidden = ? AND r.log IS NOT NULL AND r.seq IS NOT NULL "
    "AND r.kind IS NOT NULL AND r.kind <> 'forgotten' AND NOT EXISTS (SELECT 1 FROM redactions d "
    "JOIN logs l ON l.no = d.log_no WHERE l.log = r.log AND d.seq = CAST(r.seq AS INTEGER) "
    "AND d.kind <> 'forgotten') AND (r.kind <> ? OR EXISTS (SELECT 1 FROM logs mine "
    "JOIN logs own ON own.device = mine.device WHERE mine.log = r.log AND own.log = ?)) AND r.row_id IN ({keys})"
)
_REDACTION = BY_NAME["Redaction"].number
_PRUNED, ERASED, FORGOTTEN = "pruned", "erased", "forgotten"
_NAME = (
    "INSERT INTO redactions (log_no, seq, kind) VALUES (?, ?, ?) ON CONFLICT (log_no, seq) "
    "DO UPDATE SET kind = excluded.kind WHERE redactions.kind = 'forgotten'"
)
_LARGEST = 2**63 - 1


def obey_redactions(link: Link, logs: Logs, own: bytes, touched: Iterable[tuple[int, bytes]]) -> bool:
    """Delete the bodies that redactions among the touched rows name; tell whether any of a case was erased for good.

    `own` is the log of this installation, whose device alone obeys what it has pruned.
    """
    is_searched = is_erased = False
    rows = [row for record, row in touched if record == _REDACTION]
    for log, text, kind in list(link.rows_in(_NAMED, rows, (False, _PRUNED, own))):
        if len(log) == ID_BYTES and text.isdecimal() and int(text) <= _LARGEST:
            is_of_case = _redact(link, logs, log, int(text), kind)
            is_searched, is_erased = is_searched or is_of_case, is_erased or (is_of_case and kind == ERASED)
    if is_searched:
        search.forget_residue(link)
    return is_erased


def _redact(link: Link, logs: Logs, log: bytes, seq: int, kind: str) -> bool:
    """Delete one body, and tell whether the search may have held words of it.

    Of two redactions of one body only the first counts, but for one that was only forgotten.
    """
    number = logs.number_of(log)
    if not link.run(_NAME, (number, seq, kind)):
        return False
    found = link.row(
        "SELECT e.no, e.scope, e.case_id, e.parked, b.body FROM entries e JOIN bodies b ON b.entry_no = e.no "
        "WHERE e.log_no = ? AND e.seq = ?",
        (number, seq),
    )
    if found is None:
        return False
    entry_no, scope, case, parked, body = found
    link.run("DELETE FROM bodies WHERE entry_no = ?", (entry_no,))
    keys = list({(change.record, change.row): None for change in read_changes(body, logs.table(log))})
    if parked is None:
        replay(link, logs, keys, case, scope)
    if case is not None:
        note_emptied(link, case)
        if kind == ERASED:
            forget_beside(link, case, keys)
    return case is not None


def forget_beside(link: Link, case: bytes, keys: Sequence[tuple[int, bytes]]) -> None:
    """Destroy what a case had besides its bodies: drafts of its rows at once, and its salt with its last body.

    Without the salt nobody can find out, by trying, what a body said whose hash stays.
    """
    for name in (case, *(row for _record, row in keys)):
        link.run("DELETE FROM drafts WHERE instr(key, ?)", (name.hex(),))
    link.run(
        "DELETE FROM salts WHERE scope = ? AND key = ? AND NOT EXISTS (SELECT 1 FROM bodies b "
        "JOIN entries e ON e.no = b.entry_no WHERE e.case_id = ?)",
        (int(Scope.CASE), case, case),
    )


def redacted_places(link: Link, numbers: Sequence[int]) -> set[tuple[int, int]]:
    """Return (log number, sequence number) of the entries of these logs whose bodies are redacted.

    A body of one of them that arrives later is not kept, unless it was only forgotten.
    """
    sql = "SELECT log_no, seq FROM redactions WHERE kind <> 'forgotten' AND log_no IN ({keys})"
    return {(log_no, seq) for log_no, seq in link.rows_in(sql, numbers)}
