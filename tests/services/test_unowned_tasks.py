"""Tasks that nobody has: in the work of whoever is in charge of the case, else of the supervisor, marked so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_store
from tests.services.rooms import COLLEAGUE, COORDINATOR, OWNER, SUPERVISOR, Room, a_room
from tests.services.test_disputes import dispute
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.case.add_record import add_record
from tipdesk.services.my_work.my_work import my_work

if TYPE_CHECKING:
    from tipdesk.services.desk import Actor

TASK = BY_NAME["Task"]
POST, OTHER_POST = b"post-of-the-room", b"another-post----"
SECOND_CHIEF = make_actor("chief2", frozenset({"supervisor"}))


def add_task(room: Room, **given: object) -> bytes:
    """Write a task of the case; return its id."""
    made = add_record(room.desk(OWNER), room.case, TASK, {"title": "Ring the shelter", "status": "open", **given})
    assert made.row
    return made.row


def unowned(room: Room, actor: Actor) -> list[bytes]:
    """Return the tasks marked as nobody's in an officer's work."""
    return [line.task.id for line in my_work(room.desk(actor)).tasks if line.is_unowned]


def disable(room: Room, actor: Actor) -> None:
    """Write in the directory that an officer is disabled."""
    room.write_directory("Officer", actor.officer, {"login": actor.login, "roles": actor.roles, "disabled": True})


def test_it_stands_with_whoever_is_in_charge(room: Room) -> None:
    """Marked so, by day among the others, and in nobody else's work; one that somebody has is theirs alone."""
    late = add_task(room, due="2026-11-02")
    own = add_task(room, due="2026-11-01", assigned_to=OWNER.login)
    add_task(room, assigned_to=COLLEAGUE.login)
    add_task(room, status="done")
    lines = my_work(room.desk(OWNER)).tasks
    assert [(line.task.id, line.is_unowned, line.is_overdue) for line in lines] == [
        (own, False, True),
        (late, True, True),
    ]
    for actor in (COLLEAGUE, SUPERVISOR, COORDINATOR):
        assert unowned(room, actor) == []


def test_a_task_without_state_is_to_be_done(room: Room) -> None:
    """Nobody said that it was done."""
    task = add_task(room, status=None)
    assert unowned(room, OWNER) == [task]


def test_without_an_officer_in_charge_it_is_the_supervisors(room: Room) -> None:
    """Nobody's case at the supervisor's post: the supervisor alone has it, until somebody is in charge."""
    task = add_task(room)
    dispute(room, "owner", None)
    assert unowned(room, SUPERVISOR) == [task]
    for actor in (OWNER, COLLEAGUE, COORDINATOR):
        assert unowned(room, actor) == []
    dispute(room, "owner", COLLEAGUE.officer)
    assert (unowned(room, SUPERVISOR), unowned(room, COLLEAGUE)) == ([], [task])


def test_a_disabled_officer_is_nobody(room: Room) -> None:
    """A case in the charge of one, and a task given to one, are the supervisor's; who has another id is somebody."""
    task, given = add_task(room), add_task(room, assigned_to=COLLEAGUE.login)
    disable(room, COLLEAGUE)
    assert unowned(room, OWNER) == sorted([task, given])
    disable(room, OWNER)
    assert unowned(room, SUPERVISOR) == sorted([task, given])
    again = make_actor("officer1b", OWNER.roles)
    room.write_directory("Officer", again.officer, {"login": again.login, "same_as": OWNER.officer})
    assert unowned(room, SUPERVISOR) == []
    assert unowned(room, again) == sorted([task, given])


def test_one_officer_who_can_is_enough(room: Room) -> None:
    """Where it is in dispute who is in charge, those who can have it; the supervisor only when none of them can."""
    task = add_task(room)
    dispute(room, "owner", COLLEAGUE.officer, None)
    assert (unowned(room, COLLEAGUE), unowned(room, SUPERVISOR)) == ([task], [])
    disable(room, COLLEAGUE)
    assert unowned(room, SUPERVISOR) == [task]
    dispute(room, "assigned_to", None, SUPERVISOR.officer, record="Task", row=task)
    assert unowned(room, SUPERVISOR) == []
    assert [line.task.id for line in my_work(room.desk(SUPERVISOR)).tasks] == [task]


def test_the_supervisor_of_another_post_has_none_of_it(room: Room) -> None:
    """Only where the PC that began the case belongs to the post of this one; at headquarters it is no supervisor's."""
    task = add_task(room)
    dispute(room, "owner", None)
    assert unowned(room.headquarters(), SUPERVISOR) == []
    second = make_store(2)
    second.take_in(room.store)
    there = Room(second, room.case, room.reference)
    there.write_directory("Post", POST, {"code": "VFT", "name": "Vieux Fort"})
    assert unowned(there, SUPERVISOR) == []
    for device, post in ((room.store.place.device, POST), (second.place.device, OTHER_POST)):
        there.write_directory("Device", device, {"name": "PC", "post": post})
    assert unowned(there, SUPERVISOR) == []
    second.clock.pass_minutes(1)
    there.write_directory("Device", second.place.device, {"name": "PC", "post": POST})
    assert unowned(there, SUPERVISOR) == [task]


def test_whoever_must_not_know_of_the_case_is_not_told(room: Room) -> None:
    """An excluded supervisor has no line of it; another one has."""
    task = add_task(room)
    room.write_directory("Officer", SECOND_CHIEF.officer, {"login": SECOND_CHIEF.login, "roles": SECOND_CHIEF.roles})
    exclude_officer(room.desk(COORDINATOR), room.case, SUPERVISOR.officer, "knows somebody in the case")
    dispute(room, "owner", None)
    assert (unowned(room, SUPERVISOR), unowned(room, SECOND_CHIEF)) == ([], [task])


def test_no_task_is_lost_between_them() -> None:
    """Whoever is in charge and whoever is disabled: each task to be done stands with at least one officer who can."""
    people = (OWNER, COLLEAGUE, SUPERVISOR)
    for owner in (None, OWNER, COLLEAGUE):
        for given in (None, OWNER, COLLEAGUE):
            for gone in ((), (OWNER,), (COLLEAGUE,), (OWNER, COLLEAGUE)):
                room = a_room()
                task = add_task(room, **({"assigned_to": given.login} if given else {}))
                dispute(room, "owner", owner.officer if owner else None)
                for actor in gone:
                    disable(room, actor)
                able = [actor for actor in people if actor not in gone]
                holders = [a for a in able if task in [line.task.id for line in my_work(room.desk(a)).tasks]]
                assert len(holders) == 1, (owner, given, gone)


@pytest.mark.parametrize("roles", [frozenset({"analyst"}), frozenset({"prosecutor"})])
def test_whoever_may_not_open_the_case_is_not_given_its_tasks(room: Room, roles: frozenset[str]) -> None:
    """Somebody in charge whose office shows only that a case exists is not shown what nobody has."""
    actor = make_actor("reader", roles)
    room.write_directory("Officer", actor.officer, {"login": actor.login, "roles": roles})
    task = b"task-of-the-room"
    with room.store.work(OWNER) as unit:
        unit.append(Scope.CASE, room.case, [Change(TASK.number, task, {1: "Ring the shelter"})])
    dispute(room, "owner", actor.officer)
    assert unowned(room, actor) == []
