"""A push from post to headquarters beside the other ways to carry the same changes, in the same run.

Bundles of 10,000 changes, real keys and post-quantum seals, synchronous=FULL and both search indexes at both ends. The
mix is as many inserts as updates, one update in five in a searched field.

Rates are those of the quickest run, on every side alike: a neighbour on the same processor can only make one slower, by
half and more, for seconds at a time. The usual run and the pace of the machine stand beside them. A bundle of ours
takes half a second and PouchDB needs four for the same, so a round has several of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import harmonic_mean, median
from typing import TYPE_CHECKING

from tests.bench import floors
from tests.bench.entries import Author, Dice
from tests.bench.gating import measure_intake
from tests.bench.measures import Gate, Measure
from tests.bench.timing import Stopwatch, spin
from tipdesk.services.ledger import LogState
from tipdesk.services.sync.pull.take_arrival import take_receipt
from tipdesk.services.sync.push.make_bundles import make_bundles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.bench.homes import Homes
    from tipdesk.services.ledger import Arrival

KINDS = ("inserts", "updates")
BUNDLES = 3
"""So many bundles of each kind are pushed in a round."""
STEPS = ("record", "make", "ingest")
BYTES_GATES = {"inserts": Gate(150), "updates": Gate(60)}
INGEST_GATE = Gate(15_000, at_least=True)
POUCHDB_GATE = Gate(5, at_least=True, of_ratio=True)


@dataclass
class _Pushed:
    """What pushing one kind of changes took, a figure a bundle."""

    changes: int
    steps: dict[str, Stopwatch] = field(default_factory=lambda: {step: Stopwatch() for step in STEPS})
    bytes_each: list[float] = field(default_factory=list)


def measure_push(homes: Homes, folder: Path, rounds: int, changes: int) -> list[Measure]:
    """Push `rounds` + 1 times in turn with PouchDB (the first does not count), then carry the same in other ways."""
    pushed = {kind: _Pushed(changes) for kind in KINDS}
    same = _floor_rounds(rounds + 1, changes)
    pouchdb = floors.PouchDB(folder / "pouchdb")
    pace = Stopwatch()
    for turn, theirs in enumerate(same):
        for _bundle in range(BUNDLES):
            with pace.short_run():
                spin()
            first = len(homes.author.people)
            for kind in KINDS:
                one = pushed[kind] if turn else _Pushed(changes)
                _push(homes, _entries(homes.author, kind, first, changes), one)
        pouchdb.carry(theirs)
        if not turn:
            pouchdb.runs.clear()
    pouchdb.close()
    machine = Measure("machine, a bare loop, usually", pace.median * 1_000, "ms", min(pace.runs) * 1_000)
    figures = pouchdb.figures()
    last = _entries(homes.author, "inserts", 0, changes)
    judged = measure_intake(homes.office.desk, last, min(pushed["inserts"].steps["ingest"].runs))
    return [machine, judged, *_our_measures(pushed, figures), *_other_measures(folder, same[1:], figures)]


def _entries(author: Author, kind: str, first: int, changes: int) -> list[Arrival]:
    if kind == "inserts":
        return [author.insert_person() for _ in range(changes)]
    return author.update_people(first, changes)


def _push(homes: Homes, entries: Sequence[Arrival], one: _Pushed) -> None:
    with one.steps["record"].run():
        homes.record(entries)
    with one.steps["make"].run():
        bundles = list(make_bundles(homes.post.desk))
    with one.steps["ingest"].run():
        receipts = [homes.receive(bundle) for bundle in bundles]
    for receipt in receipts:
        take_receipt(homes.post.desk, receipt)
    one.bytes_each.append(sum(len(bundle.content) for bundle in bundles) / one.changes)


def _floor_rounds(rounds: int, changes: int) -> list[floors.Round]:
    """Return changes of the same kind by another author, for the other ways: none of them keeps what ours keep."""
    author = Author(LogState(b"floor-log-------", b"floor-device----", 0, bytes(32)), b"floor-officer---", Dice(2))
    made = []
    for _ in range(rounds):
        first = len(author.people)
        made.append(floors.Round(*(_entries(author, kind, first, changes) for kind in KINDS)))
    return made


def _rate(pushed: dict[str, _Pushed], *steps: str, of: Callable[[list[float]], float] = min) -> float:
    """Return changes a second through these steps, all kinds together, in the quickest run `of` each or another."""
    seconds = sum(of(one.steps[step].runs) for one in pushed.values() for step in steps)
    return sum(one.changes for one in pushed.values()) / seconds


def _our_measures(pushed: dict[str, _Pushed], pouchdb: floors.Figures | None) -> list[Measure]:
    measures = []
    for kind in KINDS:
        floor = pouchdb[kind].bytes_each if pouchdb else None
        size = median(pushed[kind].bytes_each)
        measures.append(Measure(f"push, bytes a change, {kind}", size, "bytes", floor, BYTES_GATES[kind]))
    for label, steps in (("post records", ("record",)), ("post makes bundles", ("make",))):
        measures.append(Measure(f"push, {label}, mix", _rate(pushed, *steps), "changes/s"))
    for kind in KINDS:
        one = {kind: pushed[kind]}
        floor = pouchdb[kind].rate if pouchdb else None
        measures.append(Measure(f"push, headquarters takes in, {kind}", _rate(one, "ingest"), "changes/s", floor))
    mixed = harmonic_mean([one.rate for one in pouchdb.values()]) if pouchdb else None
    usual = harmonic_mean([one.usual for one in pouchdb.values()]) if pouchdb else None
    taken = _rate(pushed, "ingest")
    return [
        *measures,
        Measure("push, headquarters takes in, mix", taken, "changes/s", None, INGEST_GATE),
        Measure("push, headquarters takes in, mix, beside PouchDB", taken, "changes/s", mixed, POUCHDB_GATE),
        Measure("push, headquarters takes in, mix, usually", _rate(pushed, "ingest", of=median), "changes/s", usual),
        Measure("push, making and taking in, mix", _rate(pushed, "make", "ingest"), "changes/s", mixed),
    ]


def _other_measures(folder: Path, rounds: list[floors.Round], pouchdb: floors.Figures | None) -> list[Measure]:
    measures = []
    others = {
        "PouchDB leveldb to server": pouchdb,
        "SQLite session, no crypto, no log": floors.session(folder / "session", rounds),
        "git bundle": floors.git(folder / "git", rounds[:1]),
    }
    for name, figures in others.items():
        for kind in KINDS:
            rate, size = (figures[kind].rate, figures[kind].bytes_each) if figures else (None, None)
            measures.append(Measure(f"floor, {name}, {kind}", rate, "changes/s"))
            measures.append(Measure(f"floor, {name}, {kind}", size, "bytes"))
    return measures
