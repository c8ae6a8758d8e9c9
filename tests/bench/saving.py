"""An officer's save with its log entry beside a save of the same rows without one: same tables, indexes and file.

The floor writes each row by the store's own statements and search index, in a file with the same key, cipher and
pragmas, and commits it alone, as a save does. It notes when the case changed last, since the case list is ordered by
that: whoever keeps no log has to write it too. What it leaves out is all that a log is: head, body, hashes, chain,
clock, sum of the rows, head file.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench.entries import PERSON, Author, Dice
from tests.bench.measures import Gate, Measure
from tests.bench.timing import Stopwatch, paired_ratio
from tipdesk.adapters.keys.ring import KeyRing
from tipdesk.adapters.keys.signing import DeviceKeys
from tipdesk.adapters.store import search
from tipdesk.adapters.store.apply import NOTE_CASE
from tipdesk.adapters.store.columns import searched_text, to_column
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.indexes import changed_indexes
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.shapes import shape_of
from tipdesk.adapters.store.standing import Standing
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.domain.changes import Change, Dot
from tipdesk.domain.schema import Scope
from tipdesk.homes.sessions import surroundings
from tipdesk.services.desk import Actor
from tipdesk.sync.codec import decode_raw_body

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from tipdesk.services.ledger import Arrival

KEY = bytes(range(32))
LOG = b"log of the saver"
ACTOR = Actor(b"officer of saver", "saver", frozenset({"frontline"}))
GATE = Gate(2, of_ratio=True)
KINDS = ("inserts", "updates")
_SHAPE = shape_of(PERSON.number)


def measure_saves(folder: Path, saves: int, people: int) -> list[Measure]:
    """Save `saves` people and as many single fields on two stores of `people` each, one save of each in turn."""
    ours, floor = _make_store(folder / "ours"), _make_store(folder / "floor")
    for store in (ours, floor):
        _fill(store, people)
    with ours.work(ACTOR) as work:
        author = Author(work.ledger.own(), ACTOR.officer, Dice(7))
    floor.close()
    engine = open_engine(folder / "floor" / STORE, KEY)
    entries = {"inserts": [author.insert_person() for _ in range(saves)], "updates": author.update_people(0, saves)}
    with ours.work(ACTOR) as work:
        work.ledger.keep_salts(author.take_fresh_salts())
    watches = {(kind, side): Stopwatch() for kind in KINDS for side in ("ours", "floor")}
    for kind in KINDS:
        for one in entries[kind]:
            case, changes = _changes(one)
            with watches[kind, "ours"].short_run(), ours.work(ACTOR) as work:
                work.append(Scope.CASE, case, changes)
            with watches[kind, "floor"].short_run():
                _save_bare(engine, case, changes[0], one.head.at)
    engine.dispose()
    ours.close()
    measures = [_beside(f"save, {kind}", watches[kind, "ours"].runs, watches[kind, "floor"].runs) for kind in KINDS]
    both = {side: _both(watches["inserts", side].runs, watches["updates", side].runs) for side in ("ours", "floor")}
    return [*measures, _beside("save, an insert and an update", both["ours"], both["floor"], GATE)]


def _both(inserts: Sequence[float], updates: Sequence[float]) -> list[float]:
    return [sum(pair) for pair in zip(inserts, updates, strict=True)]


def _beside(name: str, ours: Sequence[float], floor: Sequence[float], gate: Gate | None = None) -> Measure:
    ratio = paired_ratio(ours, floor)
    return Measure(f"{name}, with log beside without", median(ours) * 1_000, "ms", median(floor) * 1_000, gate, ratio)


def _make_store(home: Path) -> Store:
    home.mkdir(parents=True)
    keys = KeyRing(DeviceKeys.generate())
    return Store.create(home, KEY, surroundings(keys, SystemClock()), device=keys.device.device_id, log=LOG)


def _fill(store: Store, people: int) -> None:
    with store.work(ACTOR) as work:
        author = Author(work.ledger.own(), ACTOR.officer, Dice(6))
        entries = [author.insert_person() for _ in range(people)]
        work.ledger.keep_salts(author.take_fresh_salts())
        work.ledger.take_in(entries, author.at)


def _changes(arrival: Arrival) -> tuple[bytes, list[Change]]:
    _reason, raw = decode_raw_body(arrival.entry.body or b"")
    dots = {
        place: {number: tuple(Dot(LOG, flat[1]) for _ in flat[:1]) for number, flat in replaces.items()}
        for place, (_record, _row, _fields, replaces) in enumerate(raw)
    }
    changes = [Change(record, row, fields, dots[place]) for place, (record, row, fields, _none) in enumerate(raw)]
    return arrival.head.case or b"", changes


def _save_bare(engine: Engine, case: bytes, change: Change, at: int) -> None:
    """Write the row of one change with its search text and when its case changed, in a transaction of its own."""
    with engine.connect() as connection, connection.begin():
        link = Link(connection)
        old = link.row(_SHAPE.select + " AND row_id = ?", (change.row,))
        row: list[Any] = list(old) if old else [change.row, case, b"", 0, None, *[None] * len(_SHAPE.places)]
        names, values = [], []
        for number, wire in change.fields.items():
            place, octets = _SHAPE.places[number]
            row[place] = to_column(wire, octets=octets)[1]
            names.append(_SHAPE.columns[place])
            values.append(row[place])
        if old:
            sets = ", ".join(f'"{name}" = ?' for name in names)
            link.run(f"UPDATE {_SHAPE.table} SET {sets} WHERE row_id = ?", (*values, change.row))  # noqa: S608 - names of ours
        else:
            link.run(*_inserted(row))
        with changed_indexes(link) as changed:
            if _SHAPE.searched_numbers.intersection(change.fields):
                text = _text(row, _SHAPE.words), search.marked_names(_text(row, _SHAPE.names))
                changed.texts.note((_SHAPE.number, change.row, case, text), is_new=old is None)
            changed.likenesses.note(Standing(_SHAPE, row, old, {}, {}, {}), is_new=old is None)
        link.run(NOTE_CASE, (case, at, 1, False))


def _inserted(row: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    sql, pick = _SHAPE.insert_of()
    return sql, pick(row)


def _text(row: Sequence[Any], places: Sequence[int]) -> str:
    return "\n".join(searched_text(row[place]) for place in places if row[place])
