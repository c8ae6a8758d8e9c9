"""Projects rows again from the entries of their case or scope: after a redaction, and after an upgrade.

What an older version kept raw, because it did not know the record or the field, becomes columns here once this version
knows it.
"""

from collections.abc import Iterable, Sequence

from tipdesk.adapters.store.apply import Key, project_again, take_raw
from tipdesk.adapters.store.incoming import decoded
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.logs import Logs
from tipdesk.adapters.store.shapes import CASE, EXTRA, ROW_ID, shape_of
from tipdesk.domain.records import BY_NUMBER, RECORDS
from tipdesk.sync.codec import decode_plain

_ENTRIES = (
    "SELECT e.log_no, e.seq, e.at, e.case_id, b.body, l.log FROM entries e JOIN logs l ON l.no = e.log_no "
    "JOIN bodies b ON b.entry_no = e.no WHERE e.parked IS NULL AND "
)


def replay(link: Link, logs: Logs, keys: Sequence[Key], case: bytes | None, scope: int) -> None:
    """Project these rows again from the entries of their case, or of their scope where they belong to no case."""
    where, value = ("e.case_id = ?", case) if case is not None else ("e.scope = ? AND e.case_id IS NULL", scope)
    rows = link.rows(f"{_ENTRIES}{where} ORDER BY e.no", (value,))
    project_again(link, keys, [decoded((no, at), ms, of, body, logs.table(log)) for no, at, ms, of, body, log in rows])


def adopt_known(link: Link) -> None:
    """Project everything that was kept raw and that this version has come to know."""
    logs = Logs(link)
    found: dict[tuple[bytes | None, int], list[Key]] = {}
    for number, row, case in [*_raw_rows(link), *_rows_with_extra(link)]:
        found.setdefault((case, int(BY_NUMBER[number].scope)), []).append((number, row))
    for (case, scope), keys in found.items():
        replay(link, logs, keys, case, scope)


def _raw_rows(link: Link) -> Iterable[tuple[int, bytes, bytes | None]]:
    for (number,) in link.rows("SELECT DISTINCT record_no FROM raw_rows"):
        if number in BY_NUMBER:
            for row, case in take_raw(link, number):
                yield number, row, case


def _rows_with_extra(link: Link) -> Iterable[tuple[int, bytes, bytes | None]]:
    for record in RECORDS:
        shape = shape_of(record.number)
        for row in link.rows(shape.select + " AND extra IS NOT NULL"):
            if any(number in shape.places for number in decode_plain(row[EXTRA])):
                yield record.number, row[ROW_ID], row[CASE]
