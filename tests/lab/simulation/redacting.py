"""Redactions in a store in memory: bodies that are gone, what they had told projected away, and salts destroyed.

It does what the real store does (`adapters/store/redacting`), entry by entry; what is pruned concerns its device alone,
and so does what is forgotten, which the device did before it said so (`forgetting`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import ScopeKey
from tipdesk.sync.codec import decode_raw_body

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.lab.simulation.down_logs import Held, Place
    from tests.lab.simulation.ledger import MemoryLedger
    from tipdesk.domain.rows import Row
    from tipdesk.services.ledger import Arrival

REDACTION = BY_NAME["Redaction"]
_PRUNED, _ERASED, _FORGOTTEN = "pruned", "erased", "forgotten"


def without_redacted(ledger: MemoryLedger, arrivals: Iterable[Arrival]) -> list[Arrival]:
    """Return arrivals without the bodies that were redacted before they came."""
    gone = ledger.redactions.kept
    return [
        one._replace(entry=one.entry._replace(body=None)) if (one.entry.log, one.entry.seq) in gone else one
        for one in arrivals
    ]


def obey(ledger: MemoryLedger, rows: Iterable[Row]) -> None:
    """Delete the bodies that these rows name."""
    for row in rows:
        log, seq, kind = row["log"], row["seq"], row["kind"]
        if (
            row.deleted
            or kind == _FORGOTTEN
            or not isinstance(log, bytes)
            or not isinstance(seq, int)
            or (log, seq) in ledger.redactions.kept
        ):
            continue
        if kind != _PRUNED or _is_own(ledger, log):
            ledger.redactions.put((log, seq), str(kind))
            _redact(ledger, (log, seq), is_erased=kind == _ERASED)


def _is_own(ledger: MemoryLedger, log: bytes) -> bool:
    state = ledger.get_log(log)
    return state is not None and state.device == ledger.own().device


def _redact(ledger: MemoryLedger, place: Place, *, is_erased: bool) -> None:
    held = ledger.entries.kept.get(place)
    if held is None or held.entry.body is None:
        return
    ledger.entries.put(place, replace(held, entry=held.entry._replace(body=None)))
    if held.parked is None:
        keys = {(number, row) for number, row, *_rest in decode_raw_body(held.entry.body)[1]}
        ledger.project_again(keys, held.head)
    case = held.head.case
    if is_erased and case is not None:
        drop_bare_salt(ledger, case)


def drop_bare_salt(ledger: MemoryLedger, case: bytes) -> None:
    """Destroy the salt of a case of which no body is held."""
    if not any(_tells(one, case) for one in ledger.entries.kept.values()):
        ledger.kept_salts.drop(ScopeKey(int(Scope.CASE), case))


def _tells(held: Held, case: bytes) -> bool:
    return held.head.case == case and held.entry.body is not None
