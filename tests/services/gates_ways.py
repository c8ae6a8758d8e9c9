"""The ways into a case, as the table of gates goes through them: windows, commands, stages, documents, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.agreed_scenes import AGE_SCENES, AGREED_SCENES
from tests.services.determined import SIGNED_SCENES
from tests.services.gates_scenes import SCENES
from tests.services.handed_scenes import HANDED, MOVED_SCENES
from tests.services.moving_scenes import MOVING_SCENES, RISK_SCENES, SENT_SCENES
from tests.services.test_disputes import dispute
from tipdesk.domain.ids import id_text
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.case.set_fields import add_fields, pick_row, set_fields
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.take_to_stage import take_to_stage
from tipdesk.services.determination.sign_record import sign_record
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.fields import change_of_row
from tipdesk.services.line_list.save_line import Besides, save_line
from tipdesk.services.lists.bulk import change_many, set_stage
from tipdesk.services.look import deed
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.services.gates_scenes import Scene
    from tests.services.rooms import Room
    from tipdesk.domain.kinds import Field
    from tipdesk.domain.rules.gates.passing import Override
    from tipdesk.services.desk import Desk

    Go = Callable[[Scene, Room, Desk, Override | None], object]


def window(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Write as an editor does."""
    row, values = scene.row(room), scene.values(room)
    if row is not None:
        return amend_record(desk, row, values, override=override)
    return add_record(desk, room.case, BY_NAME[scene.record], values, override=override)


def command(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Write as a command does, from text."""
    row, values = scene.row(room), scene.values(room)
    fields = BY_NAME[scene.record].by_name
    pairs = [f"{name}={_typed(fields[name], one)}" for name, one in values.items() if one is not None]
    if row is None:
        return add_fields(desk, room.reference, scene.record, pairs, None, override)
    return set_fields(desk, room.reference, scene.record, id_text(row.id), pairs, None, override)


def _typed(field: Field, value: object) -> object:
    told = field.to_json(value)  # type: ignore[arg-type] # a scene gives values of the fields
    return ";".join(sorted(told)) if isinstance(told, list) else told


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
    """Sign a row as a window does."""
    return sign_record(desk, scene.record, scene.find(room) or b"", override=override)


def sign_command(scene: Scene, room: Room, desk: Desk, override: Override | None) -> object:
    """Sign a row as a command does, from text."""
    row = pick_row(desk, room.reference, scene.record, id_text(scene.find(room) or b""))
    return sign_record(desk, scene.record, id_text(row.id), override=override)


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


SIGNED = tuple(one.gate for one in (*SIGNED_SCENES, *RISK_SCENES))
ON_STAGE = tuple(one.gate for one in (*SCENES, *MOVING_SCENES) if one.record == "Case" and "status" in one.given)
MOVING = tuple(one.gate for one in MOVING_SCENES)
BY_OWN_VERB = (*SENT_SCENES, *AGE_SCENES, *MOVED_SCENES)
BY_VERB = tuple(one.gate for one in BY_OWN_VERB)
AGREED = tuple(dict.fromkeys(one.gate for one in AGREED_SCENES))
VERB = "verb that sends or signs"
CLOSED = ("closure-needs-reason", "closure-approved", "screen-out-reasoned", "reopen-reasoned")
WAYS: Mapping[str, tuple[Go, tuple[str, ...]]] = {
    "window": (window, (*(one.gate for one in SCENES), *MOVING, *AGREED, HANDED)),
    "command line": (command, (*(one.gate for one in SCENES), *MOVING, *AGREED, HANDED)),
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
            HANDED,
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
