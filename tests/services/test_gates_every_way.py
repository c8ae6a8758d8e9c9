"""Each gate on each way into a case: stopped, let through once it holds, passed as its table allows, found on arrival.

One table of cells, whose count is printed, and a planted gap that the table has to find.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.services.agreed_scenes import AGE_SCENES, AGREED_SCENES
from tests.services.arrived import arrive
from tests.services.determined import SIGNED_SCENES
from tests.services.gates_scenes import REASON, SCENES, Scene
from tests.services.moving_scenes import BY_VERB_SCENES, MOVING_SCENES
from tests.services.rooms import COORDINATOR, COORDINATOR2, SUPERVISOR, Room
from tests.services.test_disputes import dispute
from tipdesk.domain.errors import UserError
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.gate import Way
from tipdesk.domain.rules.gates.passing import Override, StoppedByGateError, needs_shown
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.case.set_fields import add_fields, pick_row, set_fields
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.take_to_stage import take_to_stage
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.gates.review_breach import review_breach
from tipdesk.services.line_list.save_line import Besides, save_line
from tipdesk.services.lists.bulk import change_many, set_stage
from tipdesk.services.look import deed
from tipdesk.services.results import Changed
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tipdesk.domain.rules.gates.gate import Gate
    from tipdesk.services.desk import Desk

    Go = Callable[[Scene, Room, Desk, Override | None], object]

ALL = (*SCENES, *SIGNED_SCENES, *MOVING_SCENES, *BY_VERB_SCENES, *AGREED_SCENES, *AGE_SCENES)
BESIDE = {"danger-needs-call", "these-people-only", "erase-by-two", "outcome-by-hand"}
"""Gates that no write of one row meets.

These are a page, the raising of a level, a row that is no case's, and what the verb that signs sees to by itself.
"""


def window(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Write as an editor does."""
    row, values = scene.row(room), scene.values(room)
    if row is not None:
        return amend_record(desk, row, values, override=override)
    return add_record(desk, room.case, BY_NAME[scene.record], values, override=override)


def command(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Write as a command does, from text."""
    row, values = scene.row(room), scene.values(room)
    pairs = [f"{name}={_typed(one)}" for name, one in values.items()]
    if row is None:
        return add_fields(desk, room.reference, scene.record, pairs, None, override)
    return set_fields(desk, room.reference, scene.record, id_text(row.id), pairs, None, override)


def _typed(value: object) -> object:
    if isinstance(value, frozenset):
        return ";".join(sorted(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return id_text(value) if isinstance(value, bytes) else value


def step(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Take the case to a stage by the verb of stages."""
    row, values = scene.row(room), scene.values(room)
    assert row is not None
    return take_to_stage(desk, row, str(values["status"]), override=override)


def many(scene: Scene, room: Room, desk: Desk, _override: Override | None) -> object:
    """Take several cases to a stage at once; a refusal of one is raised here."""
    done = change_many(desk, [room.case], set_stage(str(scene.values(room)["status"])))
    for refused in done.refused:
        raise refused.problem
    return done


def settle(scene: Scene, room: Room, desk: Desk, _override: Override | None) -> object:
    """Settle a dispute in favour of what the deed would write."""
    [(name, value)] = scene.values(room).items()
    before = scene.row(room)
    assert before is not None
    dispute(room, name, before[name], value, record=scene.record, row=before.id)  # type: ignore[arg-type] # codes and flags are wire values already
    row = scene.row(room)
    assert row is not None
    return settle_conflict(desk, row, name, value=value)


def document(scene: Scene, _room: Room, desk: Desk, _override: Override | None) -> object:
    """Make a new case of a document that says it."""
    people = [{"record": "Person", "key": "p", "fields": {"given_names": "Pretend"}}]
    if scene.record == "Case":
        return new_case(desk, {"case": {"title": "Heron 7", **scene.given}, "records": people})
    roles = [{"record": "CaseRole", "fields": {"person": "p", "role": role}} for role in ("suspect", "victim")]
    return new_case(desk, {"case": {"title": "Heron 7"}, "records": [*people, *roles]})


def line_list(_scene: Scene, room: Room, desk: Desk, _override: Override | None) -> object:
    """Write a line of the list of a group, whose people are all called suspects."""
    return save_line(desk, room.case, None, {"given_names": "Pretend"}, besides=Besides("suspect"))


def sign(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Sign a decision as a window does."""
    return sign_record(desk, "Determination", scene.find(room) or b"", override=override)


def sign_command(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Sign a decision as a command does, from text."""
    row = pick_row(desk, room.reference, scene.record, id_text(scene.find(room) or b""))
    return sign_record(desk, "Determination", id_text(row.id), override=override)


def verb(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Write as the verbs do that send or sign a row, in one entry."""
    row, told = scene.row(room), Said(override=override).listening()
    assert row is not None
    with deed(desk) as unit:
        permit_edit(unit, desk, room.case)
        held = unit.get_row(row.record, row.id)
        assert held is not None
        change = change_of_row(held, scene.values(room))  # type: ignore[arg-type] # a scene gives values of the fields
        entry = write_case(desk, unit, room.case, [change] if change else [], said=told)
    return Changed.of(row.record.name, room.case, row.id, entry.dot)


SIGNED = tuple(one.gate for one in SIGNED_SCENES)
ON_STAGE = tuple(one.gate for one in (*SCENES, *MOVING_SCENES) if one.record == "Case" and "status" in one.given)
MOVING = tuple(one.gate for one in MOVING_SCENES)
BY_OWN_VERB = (*BY_VERB_SCENES, *AGE_SCENES)
BY_VERB = tuple(one.gate for one in BY_OWN_VERB)
AGREED = tuple(dict.fromkeys(one.gate for one in AGREED_SCENES))
VERB = "verb that sends or signs"
CLOSED = ("closure-needs-reason", "closure-approved", "screen-out-reasoned", "reopen-reasoned")
WAYS: Mapping[str, tuple[Go, tuple[str, ...]]] = {
    "window": (window, (*(one.gate for one in SCENES), *MOVING, *AGREED)),
    "command line": (command, (*(one.gate for one in SCENES), *MOVING, *AGREED)),
    "stage": (step, tuple(gate for gate in ON_STAGE if gate not in {"closure-needs-reason", "reopen-reasoned"})),
    "bulk": (many, tuple(gate for gate in ON_STAGE if gate not in {"closure-needs-reason", "reopen-reasoned"})),
    "settle": (
        settle,
        (
            "closure-approved",
            "closure-open-work",
            "closure-people-settled",
            "hold-lifted-by-two",
            "screen-out-reasoned",
            "safety-plan-high",
            "transfer-consent",
            "referral-answered",
            "return-wished",
        ),
    ),
    "document": (document, (*CLOSED, "suspect-named", "suspect-is-victim")),
    "line list": (line_list, ("suspect-named",)),
    "signature": (sign, SIGNED),
    "signature by command": (sign_command, SIGNED),
    VERB: (verb, BY_VERB),
}
TELLING = {"document", "line list"}
ALONE = {"window", "command line", "signature", "signature by command", VERB}
"""The ways in on which nothing but the gate in question can stop the deed."""


def stopped(go: Go, scene: Scene, room: Room, override: Override | None = None) -> set[str]:
    """Return the gates that stop a deed, none where it is done; of one that tells, those past which it stands."""
    actor = scene.by if scene.by is not None and override is MENDED else scene.actor
    try:
        done = go(scene, room, room.desk(actor), None if override is MENDED else override)
        return {one.gate for one in getattr(done, "warned", ())} if scene.is_told else set()
    except StoppedByGateError as refused:
        is_named = refused.code == refused.failed[0].gate and all(one["record"] for one in needs_shown(refused.failed))
        return {one.gate for one in refused.failed} if is_named else set()
    except UserError as refused:
        return {refused.code}


MENDED = Override(frozenset(), "")
"""Stands for a deed after everything is there."""


def cells(only: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield each cell of the table with whether it is as it should be; those of some gates where they are named."""
    for scene in ALL:
        if only and scene.gate not in only:
            continue
        for way, (go, gates) in WAYS.items():
            if scene.gate not in gates or (scene in BY_OWN_VERB) is not (way == VERB):
                continue
            room = scene.room()
            before = len(room.store.held)
            found = stopped(go, scene, room)
            yield f"{scene.gate}, {way}: stops", scene.gate in found
            kept = [held for held in room.store.held[before:] if held.entry.head.scope.name == "CASE"]
            yield f"{scene.gate}, {way}: keeps nothing", way == "settle" or bool(kept) is scene.is_told
            if way not in TELLING and way != "settle" and scene.gate != "signed-is-frozen":
                yield f"{scene.gate}, {way}: holds", not _mended(scene, go)
        yield from _passed(scene)
        yield f"{scene.gate}: arrives", scene.gate in _arrives(scene.room(), scene)


def _mended(scene: Scene, go: Go) -> set[str]:
    room = scene.room()
    scene.mend(room)
    return stopped(go, scene, room, MENDED)


def _passed(scene: Scene) -> Iterator[tuple[str, bool]]:
    """Yield whether the gate is passed as its table allows, and in no other way."""
    gate: Gate = GATES[scene.gate]
    for ground in ("danger", "medical", ""):
        room = scene.room()
        override = Override(frozenset({scene.gate}), REASON, ground)
        is_allowed = gate.has(Way.REASON) or any(ground in one.grounds for one in gate.past)
        go = sign if scene.gate in SIGNED else verb if scene in BY_OWN_VERB else window
        found = stopped(go, scene, room, override)
        asked = [row for row in room.rows("Review") if row["gate"] == scene.gate]
        is_right = not found if is_allowed else bool(found)
        is_owed = any(ground in one.grounds for one in gate.past)
        yield f"{scene.gate}: gone past for “{ground}”", is_right and len(asked) == is_owed
        if is_owed:
            yield f"{scene.gate}: no breach where a review is owed", scene.gate not in _breaches(room)


def _breaches(room: Room) -> set[str]:
    desk = room.desk(COORDINATOR)
    with desk.read() as reader:
        row = reader.get_row(BY_NAME["Case"], room.case)
        assert row is not None
        return {one.gate for one in breaches(freeze(reader, desk, row))}


def _arrives(room: Room, scene: Scene) -> set[str]:
    """Return the breaches after the deed came in from a program without gates."""
    desk, row = room.desk(scene.actor), scene.row(room)
    room.store.clock.pass_minutes(1)
    with desk.work() as unit:
        if row is None:
            change = change_of_new(BY_NAME[scene.record], desk.ids.new_id(), scene.values(room))  # type: ignore[arg-type] # a scene gives values of the fields
        else:
            held = unit.get_row(row.record, row.id)
            assert held is not None
            found = change_of_row(held, scene.values(room))  # type: ignore[arg-type] # a scene gives values of the fields
            assert found is not None
            change = found
        write_sealed(desk, unit, room.case, [change])
    return _breaches(room)


def failing(*only: str) -> tuple[list[str], int]:
    """Return the cells that are not as they should be, and how many there are."""
    found = list(cells(frozenset(only)))
    return [name for name, is_right in found if not is_right], len(found)


def test_every_gate_holds_on_every_way_in() -> None:
    """Stopped whole, passed as the table allows, let through when it holds, found where it came in past."""
    wrong, count = failing()
    print(f"{count} cells: {len(ALL)} gates on {len(WAYS)} ways in, passed, and arrived")
    assert wrong == []
    assert {one.gate for one in ALL} | BESIDE == set(GATES)


@pytest.mark.parametrize(
    "gate", ["closure-approved", "suspect-named", "final-by-two", *MOVING, *AGREED, "risk-lowered"]
)
def test_a_planted_gap_is_found(monkeypatch: pytest.MonkeyPatch, gate: str) -> None:
    """A gate that lets everything pass shows in the table, on each way in and on arrival."""
    monkeypatch.setitem(GATES, gate, replace(GATES[gate], check=lambda _view, _row, _deed: None))
    wrong, _count = failing(gate, "signed-is-frozen")
    assert {name.partition(",")[0].partition(":")[0] for name in wrong} == {gate}
    ways = tuple(way for way, (_go, gates) in WAYS.items() if gate in gates and way in ALONE)
    assert {*(f"{gate}, {way}: stops" for way in ways), f"{gate}: arrives"} <= set(wrong)


@pytest.mark.parametrize("scene", [one for one in ALL if one.is_breach], ids=lambda one: one.gate)
def test_a_breach_ends_by_a_review_with_words(scene: Scene) -> None:
    """It is reviewed by somebody who did not write it, for what was written then; the next such deed is another."""
    room = scene.room()
    assert scene.gate in _arrives(room, scene)
    desk = room.desk(COORDINATOR2 if scene.actor is not COORDINATOR2 else SUPERVISOR)
    with desk.read() as reader:
        held = reader.get_row(BY_NAME["Case"], room.case)
        assert held is not None
        [breach] = [one for one in breaches(freeze(reader, desk, held)) if one.gate == scene.gate]
    review_breach(desk, room.case, scene.gate, breach.subject.id, is_upheld=False, words="Talked over with them.")
    assert scene.gate not in _breaches(room)
    if scene.record == "Case" and "status" in scene.given and scene.gate.startswith("closure"):
        arrive(desk, room.case, status="open")
        arrive(desk, room.case, status="closed")
        assert scene.gate in _breaches(room)
