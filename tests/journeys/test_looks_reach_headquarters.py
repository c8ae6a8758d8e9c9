"""Looks travel to headquarters in their own scope, are read there, and leave the post after ninety days."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import PASSPHRASE, World, call, done
from tests.journeys.worlds import by_stick, copied, recorded
from tipdesk.adapters.store.engine import open_engine
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.homes.opening import open_session
from tipdesk.homes.pins import confirm_officer
from tipdesk.services.access.emergency import open_in_emergency
from tipdesk.services.case.references import get_case_id
from tipdesk.services.desk import Actor
from tipdesk.services.look import look
from tipdesk.services.looks.prune_looks import prune_looks
from tipdesk.services.looks.verify_looks import verify_looks

if TYPE_CHECKING:
    from pathlib import Path

DAY_MS = 86_400_000
REASON = "Because the inquiry needs it"


@pytest.fixture
def world(first_world: World, tmp_path: Path) -> World:
    """A world of its own."""
    return copied(first_world, tmp_path)


def pruned_after(home: Path, days: int) -> int:
    """Prune a post as its window does, on a clock that stands some days on; return how many looks went."""
    session = open_session(home, None, PASSPHRASE, clock=SystemClock(days * DAY_MS))
    try:
        count = prune_looks(session.desk)
        assert not [finding for finding in session.check() if finding.problems]
        assert not [log.problem for log in verify_looks(session.desk) if log.problem]
    finally:
        session.close()
    return count


def test_looks_leave_the_post_and_stay_at_headquarters(world: World) -> None:
    """Nothing goes before ninety days from a receipt; then the post's bodies go; headquarters has all."""
    reference = recorded(world.post, world.folder)
    done(world.post, "case", "show", reference)
    by_stick(world, world.post)
    before = [look for look in done(world.hq, "audit", "list", "--case", reference)["looks"] if look["post"]]
    assert [(look["action"], look["officer"], look["post"]) for look in before] == [("view", "officer1", "Vieux Fort")]
    assert pruned_after(world.post, 0) == 0
    assert pruned_after(world.post, 89) == 0
    assert pruned_after(world.post, 91) > 0
    own = next(log for log in done(world.post, "audit", "verify")["logs"] if log["pruned"])
    assert own["pruned"] < own["looks"], "the deed of pruning is a look that stays"
    assert done(world.post, "audit", "list", "--case", reference)["looks"] == []
    by_stick(world, world.post)
    assert done(world.post, "sync", "status")["parked"] == []
    after = [look for look in done(world.hq, "audit", "list", "--case", reference)["looks"] if look["post"]]
    assert after == before
    assert done(world.hq, "audit", "verify")["ok"]
    assert done(world.hq, "hq", "rebuild")["equal"]


def test_a_look_that_is_changed_is_noticed(world: World) -> None:
    """The control of `audit verify`: a body that was swapped under an open home is named, with its place."""
    reference = recorded(world.post, world.folder)
    done(world.post, "case", "show", reference)
    assert done(world.post, "audit", "verify")["ok"]
    session = open_session(world.post, None, PASSPHRASE)
    engine = open_engine(world.post / STORE, session.opened.store_key)
    try:
        with engine.connect() as connection, connection.begin():
            link = Link(connection)
            number, seq = link.rows("SELECT no, seq FROM entries WHERE scope = 4 ORDER BY no LIMIT 1")[0]
            link.run("DROP TRIGGER bodies_fixed")
            link.run("UPDATE bodies SET body = (SELECT max(body) FROM bodies) WHERE entry_no = ?", (number,))
        [bad] = [log for log in verify_looks(session.desk) if log.problem]
    finally:
        engine.dispose()
        session.close()
    assert (bad.problem, bad.place) == ("body", seq)


def test_an_emergency_is_answered_by_headquarters(world: World) -> None:
    """Broken at the post with the real passphrase; headquarters reads why and answers once; the post reads it."""
    reference = recorded(world.post, world.folder)
    done(world.hq, "hq", "officer", "add", "carer", "--post", "VFT", "--name", "Carer", "--role", "victim_support")
    by_stick(world, world.post)
    session = open_session(world.post, None, PASSPHRASE)
    try:
        with session.desk.read() as reader:
            [row] = reader.find_rows(BY_NAME["Officer"], where={"login": "carer"})
        carer = Actor(row.id, "carer", frozenset({"victim_support"}))
        desk = replace(
            session.desk, actor=carer, work=partial(session.store.work, carer), looks=None, looked={}, permits={}
        )
        case, confirm = get_case_id(desk, reference), partial(confirm_officer, session)
        with pytest.raises(UserError) as caught:
            open_in_emergency(desk, case, REASON, confirm, "not the passphrase")
        assert caught.value.code == "wrong-passphrase"
        open_in_emergency(desk, case, REASON, confirm, PASSPHRASE)
        assert look(desk, case).of("Person")[0]["family_name"] == "Inventedperson"
    finally:
        session.close()
    by_stick(world, world.post)
    [waiting] = done(world.hq, "audit", "emergencies")["emergencies"]
    assert (waiting["reference"], waiting["officer"], waiting["reason"]) == (reference, "Carer", REASON)
    done(world.hq, "audit", "acknowledge", waiting["id"], "--words", "Asked the clinic: it was right")
    assert call(world.hq, "audit", "acknowledge", waiting["id"], "--words", REASON).status == 1
    by_stick(world, world.post)
    [answered] = done(world.post, "audit", "emergencies", "--all")["emergencies"]
    assert answered["acknowledged"] == "Asked the clinic: it was right"
    assert done(world.post, "sync", "status")["parked"] == []


def test_access_by_the_command_line(world: World) -> None:
    """Serve and withdraw, exclude and lift, declare and be judged: each is an entry that reaches headquarters."""
    reference = recorded(world.post, world.folder)
    done(world.hq, "hq", "officer", "add", "counsel", "--post", "VFT", "--name", "Counsel", "--role", "prosecutor")
    by_stick(world, world.post)
    paper = world.folder / "named.pdf"
    assert call(world.hq, "report", "case", reference, "--act-now", "danger", "--out", paper).status == 1, "no reason"
    served = done(world.post, "access", "serve", reference, "counsel", "--level", "identity", "--reason", REASON)
    shut = done(world.post, "access", "exclude", reference, "counsel", "--reason", REASON)
    found = done(world.post, "access", "list", reference)
    assert [one["officer"] for name in ("excluded", "served") for one in found[name]] == ["Counsel", "Counsel"]
    done(world.post, "access", "withdraw", served["id"], "--reason", REASON)
    done(world.post, "access", "lift", shut["id"], "--reason", REASON)
    by_stick(world, world.post)
    assert done(world.hq, "access", "list", reference) == {"excluded": [], "served": [], "emergencies": []}
    done(world.hq, "access", "interest", reference, "--somebody", "--words", "A cousin")
    assert call(world.hq, "case", "show", reference).json["error"]["code"] == "no-such-case"
    by_stick(world, world.post)
    [owed] = done(world.post, "audit", "reviews")["reviews"]
    assert (owed["reference"], owed["rule"], owed["reason"]) == (reference, "interest", "A cousin")
    done(world.post, "audit", "decide", owed["id"], "--not-upheld", "--words", "Another family of that name")
    by_stick(world, world.post)
    assert done(world.hq, "case", "show", reference)["case"]["reference"] == reference
    assert done(world.post, "audit", "reviews")["reviews"] == []
