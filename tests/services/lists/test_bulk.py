"""Deeds on many cases: each by its own rules, refused by itself, written down for itself, and taken back together."""

from __future__ import annotations

import pytest

from tests.fakes.desk import make_actor
from tests.services.arrived import arrive
from tests.services.rooms import CARER, COLLEAGUE, OWNER, SUPERVISOR, Room, a_room
from tests.services.test_disputes import dispute
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.new_case import new_case
from tipdesk.services.lists import bulk
from tipdesk.services.lists.bulk import add_task, change_many, set_in_charge, set_stage, take_back_many

CASE, TASK = BY_NAME["Case"], BY_NAME["Task"]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    """A post with five cases of the owner, all open; two at a time share a unit of work."""
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    made = a_room(status="open")
    for number in range(4):
        new_case(made.desk(OWNER), {"case": {"title": f"Heron {number}", "status": "open"}, "records": []})
    return made


def cases(room: Room) -> list[bytes]:
    """Return the ids of all cases, in the order of their making."""
    return [row.id for row in room.rows("Case")]


def stages(room: Room) -> list[object]:
    """Return the stage of each case."""
    return [row["status"] for row in room.rows("Case")]


def test_a_stage_is_set_and_taken_back(room: Room) -> None:
    """All are done, each with a row of the audit beside its entry; taking back puts all of them as they were."""
    desk, before = room.desk(OWNER), len(room.looks())
    heard: list[tuple[int, int]] = []
    done = change_many(desk, cases(room), set_stage("follow_up"), told=lambda *told: heard.append(told))
    assert (len(done.done), done.refused, done.same, done.left) == (5, (), 0, 0)
    assert heard == [(2, 5), (4, 5), (5, 5)]
    assert stages(room) == ["follow_up"] * 5
    assert room.looks()[before:] == [("update", "allowed")] * 5
    assert done.changed.kinds == {"Case"}
    undone = take_back_many(desk, done.done)
    assert (len(undone.done), undone.refused) == (5, ())
    assert stages(room) == ["open"] * 5


def test_what_is_so_already_is_not_written(room: Room) -> None:
    """A case that has the stage is counted apart and gets no entry."""
    desk = room.desk(OWNER)
    change_many(desk, cases(room)[:2], set_stage("follow_up"))
    before = len(room.looks())
    done = change_many(desk, cases(room), set_stage("follow_up"))
    assert (len(done.done), done.same) == (3, 2)
    assert len(room.looks()) == before + 3
    assert set(stages(room)) == {"follow_up"}


def test_one_refusal_leaves_the_others_done(room: Room) -> None:
    """A case in dispute is named with its reason, in the middle of a unit of work; those beside it are done."""
    dispute(room, "status", "open", "closed", row=cases(room)[1])
    done = change_many(room.desk(OWNER), cases(room), set_stage("follow_up"))
    assert [(one.case, one.problem.code) for one in done.refused] == [(cases(room)[1], "settle-first")]
    assert len(done.done) == 4
    assert [stage for at, stage in enumerate(stages(room)) if at != 1] == ["follow_up"] * 4


def test_the_rules_of_each_case_hold(room: Room) -> None:
    """A colleague may put nobody in charge, a carer may not write at all, a supervisor may; refusals are audited."""
    refused = change_many(room.desk(COLLEAGUE), cases(room), set_in_charge(COLLEAGUE.officer))
    assert {one.problem.code for one in refused.refused} == {"bad-fields"}
    assert refused.done == ()
    before = len(room.looks())
    shut = change_many(room.desk(CARER), cases(room), set_stage("closed"))
    assert {one.problem.code for one in shut.refused} == {"not-allowed"}
    assert room.looks()[before:] == [("denied", "denied")] * 5
    done = change_many(room.desk(SUPERVISOR), cases(room), set_in_charge(SUPERVISOR.officer))
    assert len(done.done) == 5
    assert {row["owner"] for row in room.rows("Case")} == {SUPERVISOR.officer}


def test_the_officer_in_charge_hands_cases_on(room: Room) -> None:
    """Whoever is in charge puts another officer in charge of all, and takes it back."""
    desk = room.desk(OWNER)
    done = change_many(desk, cases(room), set_in_charge(COLLEAGUE.officer))
    assert len(done.done) == 5
    assert {row["owner"] for row in room.rows("Case")} == {COLLEAGUE.officer}
    take_back_many(desk, done.done)
    assert {row["owner"] for row in room.rows("Case")} == {OWNER.officer}


def test_each_case_gets_a_task(room: Room) -> None:
    """A task a case, put away again by taking back; one without words is refused for each."""
    desk = room.desk(OWNER)
    done = change_many(desk, cases(room), add_task({"title": "Ring the shelter"}))
    assert [row.case for row in room.rows("Task")] == cases(room)
    take_back_many(desk, done.done)
    assert room.rows("Task") == []
    assert len(change_many(desk, cases(room), add_task({"title": ""})).refused) == 5


def test_stopping_keeps_what_is_done(room: Room) -> None:
    """Asked to stop after the first unit, the rest is left and counted."""
    asked: list[None] = []

    def is_stopped() -> bool:
        asked.append(None)
        return len(asked) > 1

    done = change_many(room.desk(OWNER), cases(room), set_stage("follow_up"), is_stopped=is_stopped)
    assert (len(done.done), done.left) == (2, 3)
    assert stages(room) == ["follow_up", "follow_up", "open", "open", "open"]


def test_taking_back_leaves_what_was_written_since(room: Room) -> None:
    """A case whose stage somebody changed after the deed keeps that, and is named."""
    desk = room.desk(OWNER)
    done = change_many(desk, cases(room), set_stage("follow_up"))
    arrive(desk, cases(room)[0], status="closed")
    undone = take_back_many(desk, done.done)
    assert [one.problem.code for one in undone.refused] == ["changed-since"]
    assert stages(room) == ["closed", *["open"] * 4]


def test_an_unknown_officer_is_refused(room: Room) -> None:
    """An officer whom the directory does not know is put in charge of nothing."""
    done = change_many(room.desk(OWNER), cases(room), set_in_charge(make_actor("nobody").officer))
    assert len(done.refused) == 5
    assert {row["owner"] for row in room.rows("Case")} == {OWNER.officer}
