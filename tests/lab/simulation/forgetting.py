"""A store in memory forgets a case, and has it back: bodies go or come, and the rows of the case are made again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import ScopeKey
from tipdesk.sync.codec import decode_raw_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.lab.simulation.ledger import MemoryLedger
    from tests.lab.simulation.rows import RowKey
    from tipdesk.services.ledger import Arrival, Logged


def forget(ledger: MemoryLedger, case: bytes) -> list[Logged]:
    """Forget a case; return its entries as they were."""
    gone = [
        (place, held)
        for place, held in ledger.entries.kept.items()
        if held.head.case == case and held.entry.body is not None
    ]
    for place, held in gone:
        ledger.entries.put(place, replace(held, entry=held.entry._replace(body=None)))
    entries = [held.entry for _place, held in gone]
    if gone:
        ledger.project_again(_rows_of(entries), gone[0][1].head)
        ledger.kept_salts.drop(ScopeKey(int(Scope.CASE), case))
    return entries


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
    together: dict[tuple[bytes | None, Scope], list[Arrival]] = defaultdict(list)
    for one in back:
        together[one.head.case, one.head.scope].append(one)
    for several in together.values():
        ledger.project_again(_rows_of(one.entry for one in several), several[0].head)
    return back


def _rows_of(entries: Iterable[Logged]) -> set[RowKey]:
    """Return the rows that the bodies of these entries name."""
    bodies = (one.body for one in entries if one.body is not None)
    return {(number, row) for body in bodies for number, row, *_rest in decode_raw_body(body)[1]}
