"""Replicas that hold the same entries show the same, in whatever order the entries came."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.store.names import CASE, CITIZEN, FAMILY
from tests.adapters.store.stores import FakeDevice, change, new_store, take_in
from tipdesk.domain.changes import Deletion, Dot
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.domain.schema import DELETED
from tipdesk.domain.values import Sealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tipdesk.adapters.store.store import Store
    from tipdesk.services.ledger import Arrival


def state_of(store: Store) -> dict[str, object]:
    """Return everything that people see of the rows, whatever order it came in."""
    with store.read() as reader:
        rows = [row for record in CASE_RECORDS for row in reader.find_rows(record, with_deleted=True)]
        return {
            "rows": [
                (row.record.name, row.id, row.case, row.values, row.dots, row.siblings, row.deleted) for row in rows
            ],
            "conflicts": [row.id for row in reader.find_conflicts()],
            "updated": list(reader.link.rows("SELECT case_id, updated FROM case_state ORDER BY case_id")),
            "hits": sorted(hit.row for hit in reader.find_hits("ma", limit=500)),
            "raw": [
                (*row[:3], row[4]) for row in reader.link.rows("SELECT * FROM raw_rows ORDER BY record_no, row_id")
            ],
        }


_ROWS = [b"row-%012d" % place for place in range(3)]
_WORDS = st.sampled_from(["Maria", "Mark", "Joseph", ""])
_SEALED = st.sampled_from([Sealed(b"k" * 8, bytes([number]) * 60) for number in range(2)])


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[FakeDevice], list[Arrival]]:
    """Draw what three devices write about three rows, each naming some of the dots that exist by then."""
    devices = [FakeDevice(b"d%d" % place, at=draw(st.integers(0, 2**41))) for place in range(3)]
    dots: dict[tuple[bytes, int], list[Dot]] = {}
    arrivals = []
    for _step in range(draw(st.integers(1, 12))):
        device, row = draw(st.sampled_from(devices)), draw(st.sampled_from(_ROWS))
        field = draw(st.sampled_from([FAMILY, CITIZEN, 999, DELETED]))
        seen = dots.get((row, field), [])
        replaces = draw(st.lists(st.sampled_from(seen), unique=True)) if seen else []
        value: object = draw(_WORDS | _SEALED)
        if field == CITIZEN:
            value = draw(st.lists(_WORDS, max_size=2) | _SEALED)
        elif field == DELETED:
            known = sorted({dot for (other, _field), some in dots.items() if other == row for dot in some})
            chosen = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
            value = draw(st.sampled_from([Deletion(frozenset(chosen)), None]))
        arrivals.append(device.write(CASE, change(row, {field: value}, {field: replaces})))
        dots.setdefault((row, field), []).append(device.dot)
    return devices, arrivals


def _in_log_order(arrivals: Sequence[Arrival], order: Sequence[int]) -> list[Arrival]:
    """Shuffle arrivals, keeping each log in its own order."""
    shuffled = [arrivals[place] for place in order]
    queues = {
        arrival.entry.log: iter([one for one in arrivals if one.entry.log == arrival.entry.log]) for arrival in arrivals
    }
    return [next(queues[one.entry.log]) for one in shuffled]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories(), chance=st.randoms(use_true_random=False))
def test_any_order_gives_the_same_state(
    history: tuple[list[FakeDevice], list[Arrival]], chance: Random, tmp_path: Path
) -> None:
    """Replicas that hold the same entries show the same, in whatever order and in whatever batches they came."""
    devices, arrivals = history
    order = list(range(len(arrivals)))
    chance.shuffle(order)
    cut = chance.randrange(len(arrivals) + 1)
    shuffled = _in_log_order(arrivals, order)
    states = []
    for batches in ([arrivals], [shuffled[:cut], shuffled[cut:]], [[one] for one in shuffled]):
        store = new_store(Path(mkdtemp(dir=tmp_path)))
        for batch in batches:
            take_in(store, devices, batch)
        states.append(state_of(store))
        assert store.find_differences() == []
        assert not any(finding.problems for finding in store.check())
        store.close()
    assert states[0] == states[1] == states[2]
