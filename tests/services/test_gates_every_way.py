"""Each gate on each way into a case: stopped, let through once it holds, passed as its table allows, found on arrival.

One table of cells, whose count is printed, and a planted gap that the table has to find.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.agreed_scenes import AGE_SCENES, AGREED_SCENES
from tests.services.arrived import arrive
from tests.services.determined import SIGNED_SCENES
from tests.services.gates_scenes import REASON, SCENES, Scene
from tests.services.gates_ways import (
    AGREED,
    ALONE,
    BY_OWN_VERB,
    MOVING,
    SIGNED,
    TELLING,
    VERB,
    WAYS,
    sign,
    verb,
    window,
)
from tests.services.handed_scenes import HANDED, HANDED_SCENES
from tests.services.moving_scenes import MOVING_SCENES, RISK_SCENES, SENT_SCENES
from tests.services.rooms import COORDINATOR, COORDINATOR2, SUPERVISOR, Room
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.gates.breaching import breaches
from tipdesk.domain.rules.gates.gate import Way
from tipdesk.domain.rules.gates.passing import Override, StoppedByGateError, needs_shown
from tipdesk.domain.rules.gates.table import GATES
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.gates.review_breach import review_breach
from tipdesk.services.sealing.write_sealed import write_sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.services.gates_ways import Go
    from tipdesk.domain.rules.gates.gate import Gate

ALL = (*SCENES, *SIGNED_SCENES, *MOVING_SCENES, *RISK_SCENES, *SENT_SCENES, *AGREED_SCENES, *AGE_SCENES, *HANDED_SCENES)
BESIDE = {"danger-needs-call", "these-people-only", "erase-by-two", "outcome-by-hand"}
"""Gates that no write of one row meets.

These are a page, the raising of a level, a row that is no case's, and what the verb that signs sees to by itself.
"""


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
    print(f"{count} cells: {len({one.gate for one in ALL})} gates on {len(WAYS)} ways in, passed, and arrived")
    assert wrong == []
    assert {one.gate for one in ALL} | BESIDE == set(GATES)


@pytest.mark.parametrize(
    "gate", ["closure-approved", "suspect-named", "final-by-two", *MOVING, *AGREED, "risk-lowered", HANDED]
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
        arrive(desk, room.case, status=str(scene.given["status"]))
        assert scene.gate in _breaches(room)
