"""A store in memory forgets a case, and has it back: bodies go or come, and the rows of the case are made again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import ScopeKey
from tipdesk.sync.codec import decode_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.lab.simulation.ledger import MemoryLedger
    from tipdesk.services.ledger import Arrival, Logged


def forget(ledger: MemoryLedger, case: bytes) -> list[Logged]:
    """Forget a case; return its entries as they were."""
    gone = []
    for place, held in list(ledger.entries.kept.items()):
        if held.head.case == case and held.entry.body is not None:
            gone.append(held.entry)
            ledger.entries.put(place, replace(held, entry=held.entry._replace(body=None)))
    if gone:
        _make_again(ledger, case)
        ledger.kept_salts.drop(ScopeKey(int(Scope.CASE), case))
    return gone


def take_back(ledger: MemoryLedger, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Give entries that are held without their bodies these; return those that are applied."""
    back = []
    for one in arrivals:
        place = (one.entry.log, one.entry.seq)
        held = ledger.entries.kept.get(place)
        if one.entry.body is None or held is None or held.entry.body is not None:
            continue
        if (held.entry.head, held.entry.body_hash) == (one.entry.head, one.entry.body_hash):
            ledger.entries.put(place, replace(held, entry=one.entry))
            back += [one] if held.parked is None else []
    for case in {one.head.case for one in back}:
        _make_again(ledger, case)
    return back


def _make_again(ledger: MemoryLedger, case: bytes | None) -> None:
    """Make the rows of a case again from what is held of it, or all rows of no case."""
    for key, standing in list(ledger.rows.standing.kept.items()):
        if standing.case == case:
            ledger.rows.standing.drop(key)
    held = [one for one in ledger.entries.kept.values() if one.head.case == case and one.parked is None]
    told = sorted((one for one in held if one.entry.body is not None), key=lambda one: one.number)
    ledger.pending = {(one.entry.log, one.entry.seq) for one in told}
    for one in told:
        log, body = one.entry.log, one.entry.body
        ledger.pending.discard((log, one.entry.seq))
        if body is not None:
            made = decode_entry(log, one.head, body, ledger.log_table(log))
            ledger.rows.apply(made, ledger.logs.kept[log].device, ledger.is_applied)
