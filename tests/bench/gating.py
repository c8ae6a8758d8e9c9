"""What gates cost: a save that they judge beside the same save unjudged, and what they add to headquarters' intake.

The floor of a save is everything else that it does (permitted, sealed, logged, indexed, committed), on the same store
and on cases of as many people. The floor of the intake is the intake of the same bundle, as `pushing` times it.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from tests.bench.measures import Gate, Measure
from tests.bench.timing import Stopwatch, paired_ratio
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.parking import WATCHED
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.look import deed
from tipdesk.services.sealing.write_sealed import write_sealed
from tipdesk.sync.codec import decode_raw_body

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tipdesk.domain.changes import Change
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk, UnitOfWork
    from tipdesk.services.ledger import Arrival

SAVE_GATE = Gate(1.5, of_ratio=True)
INTAKE_GATE = Gate(0.05, of_ratio=True)
CASE, PERSON, ROLE, DECISION, FINDING = (
    BY_NAME[name] for name in ("Case", "Person", "CaseRole", "Determination", "Finding")
)
_DRAFT = {
    "person": "p0",
    "kind": "preliminary",
    "outcome": "PossibleVictimOfTrafficking",
    "body": "Police",
    "child_rule": "does_not_apply",
    "reasons": "Invented",
}


def measure_gates(desk: Desk, saves: int, people: int) -> list[Measure]:
    """Save each kind of row so many times to each of two cases of so many people, judged and unjudged."""
    cases = [_case_of(desk, people) for _side in range(2)]
    watches = {(kind, side): Stopwatch() for kind in _KINDS for side in range(2)}
    writers: tuple[Callable[..., object], ...] = (write_case, write_sealed)
    for at in range(saves):
        for kind, make in _KINDS.items():
            for side, write in enumerate(writers):
                with watches[kind, side].short_run():
                    _save(desk, cases[side], make, write, at)
    told = []
    for kind in _KINDS:
        ours, floor = watches[kind, 0].runs, watches[kind, 1].runs
        told.append(_measure(f"save of {kind} of {people} people, with gates", ours, floor))
    ours, floor = (
        [sum(runs) for runs in zip(*(watches[kind, side].runs for kind in _KINDS), strict=True)] for side in range(2)
    )
    return [*told, _measure(f"save in a case of {people} people, with gates", ours, floor, SAVE_GATE)]


def measure_intake(desk: Desk, entries: Sequence[Arrival], seconds: float) -> Measure:
    """Return what gates do for a bundle of these entries, beside the `seconds` that taking it in takes."""
    bodies = [decode_raw_body(one.entry.body)[1] for one in entries if one.entry.body is not None]
    cases = {one.head.case for one in entries if one.head.case is not None}
    added, found = Stopwatch(), 0
    for _time in range(3):
        with added.short_run():
            found = sum(record in WATCHED for changes in bodies for record, *_rest in changes)
            with desk.work() as work:
                note_touched(work, cases)
    name = f"push, what gates add to taking in ({found} judged by role)"
    return Measure(name, min(added.runs) * 1_000, "ms", seconds * 1_000, INTAKE_GATE)


def _case_of(desk: Desk, people: int) -> bytes:
    records = [
        part
        for at in range(people)
        for part in (
            {"record": "Person", "key": f"p{at}", "fields": {"given_names": f"Invented {at}", "birth_date": "1990"}},
            {"record": "CaseRole", "fields": {"person": f"p{at}", "role": "potential_victim"}},
        )
    ]
    records.append({"record": "Determination", "fields": _DRAFT})
    return new_case(desk, {"case": {"title": "Amber reef 70", "status": "open"}, "records": records}).id


def _save(desk: Desk, case: bytes, make: Callable[..., Change], write: Callable[..., object], at: int) -> None:
    with deed(desk) as unit:
        permit_edit(unit, desk, case)
        write(desk, unit, case, [make(unit, desk, case, at)])


def _a_role(unit: UnitOfWork, desk: Desk, case: bytes, at: int) -> Change:
    people = unit.find_rows(PERSON, case=case)
    values: dict[str, Value] = {"person": people[at % len(people)].id, "role": "witness"}
    return change_of_new(ROLE, desk.ids.new_id(), values)


def _a_stage(unit: UnitOfWork, _desk: Desk, case: bytes, at: int) -> Change:
    return _changed(unit, CASE, case, {"status": ("follow_up", "open")[at % 2]})


def _an_answer(unit: UnitOfWork, _desk: Desk, case: bytes, at: int) -> Change:
    people = unit.find_rows(PERSON, case=case)
    return _changed(unit, PERSON, people[at % len(people)].id, {"occupation": f"Cook {at}"})


def _a_finding(unit: UnitOfWork, desk: Desk, case: bytes, at: int) -> Change:
    [decision] = unit.find_rows(DECISION, case=case)
    values: dict[str, Value] = {"determination": decision.id, "element": "act", "state": "found", "words": f"Told {at}"}
    return change_of_new(FINDING, desk.ids.new_id(), values)


def _changed(unit: UnitOfWork, record: RecordType, row: bytes, values: dict[str, Value]) -> Change:
    seen = unit.get_row(record, row)
    change = change_of_row(seen, values) if seen is not None else None
    assert change is not None
    return change


_KINDS = {"a role": _a_role, "a stage": _a_stage, "an answer": _an_answer, "a finding": _a_finding}


def _measure(name: str, ours: Sequence[float], floor: Sequence[float], gate: Gate | None = None) -> Measure:
    return Measure(name, median(ours) * 1_000, "ms", median(floor) * 1_000, gate, paired_ratio(ours, floor))
