"""Whether the audit is whole, over a real store that holds a device's log: every way in which it may not be."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import DEVICE, LOG
from tests.adapters.store.stores import FakeDevice, new_store, take_in
from tests.fakes.desk import make_desk, make_store
from tests.services.rooms import ANALYST, AUDITOR, SUPERVISOR
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.desk import Actor, Desk, LookQuery, Place
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.looks.verify_looks import AuditedLog, verify_looks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.adapters.store.store import Store
    from tipdesk.services.ledger import Arrival

CASE, NOTE = b"case-0123456789a", BY_NAME["Note"].number
EVENT = BY_NAME["AuditEvent"]


@pytest.fixture(params=[True])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """Headquarters' store, or a post's."""
    made = new_store(tmp_path / "home", is_headquarters=request.param)
    yield made
    made.close()


@pytest.fixture
def other() -> FakeDevice:
    """A device of a post, whose log arrives."""
    return FakeDevice(b"one")


def desk_of(store: Store, actor: Actor = AUDITOR, *, is_headquarters: bool = True) -> Desk:
    """Return the desk of an officer in front of the store."""
    place = Place(DEVICE, LOG, is_headquarters)
    return replace(make_desk(make_store(), actor), work=partial(store.work, actor), read=store.read, place=place)


def looked(device: FakeDevice, row: bytes = b"l" * 16) -> Arrival:
    """Let the device write a look."""
    return device.write(None, Change(EVENT.number, row, {1: "view"}), scope=Scope.AUDIT)


def three_looks(device: FakeDevice) -> list[Arrival]:
    """Let the device write a look, a note and two more looks."""
    note = partial(device.write, CASE, Change(NOTE, b"n" * 16, {1: "text"}))
    return [looked(device), note(), looked(device), looked(device)]


def arrive(store: Store, device: FakeDevice, arrivals: list[Arrival], *, has_salt: bool = True) -> None:
    """Take a device's entries in, with the salt of its audit."""
    take_in(store, [device], arrivals)
    if has_salt:
        with store.work(AUDITOR) as work:
            work.ledger.keep_salts({ScopeKey(int(Scope.AUDIT), device.log): device.salt})


def altered(store: Store, statement: str, *values: int) -> None:
    """Change the database past every guard, as somebody with the store's key may."""
    with store.work(AUDITOR) as work:
        for trigger in ("entries_stay", "entries_fixed", "bodies_fixed", "bodies_stay"):
            work.link.run(f"DROP TRIGGER IF EXISTS {trigger}")
        work.link.run(statement, values)


def verified(store: Store, device: FakeDevice) -> AuditedLog:
    """Return what is told of the device's log."""
    [found] = [log for log in verify_looks(desk_of(store)) if log.log == device.log]
    return found


def test_a_whole_log_is_counted(store: Store, other: FakeDevice) -> None:
    """Entries, looks among them, and nothing wrong; the reading itself is a look of the own log."""
    arrive(store, other, three_looks(other))
    [own, found] = sorted(verify_looks(desk_of(store)), key=lambda log: log.device != DEVICE)
    assert found == AuditedLog(other.log, other.device, 4, 3, 0)
    assert own == AuditedLog(LOG, DEVICE, 1, 1, 0)
    assert (found.problem, found.place) == ("", 0)


def test_what_was_pruned_is_no_problem(store: Store, other: FakeDevice) -> None:
    """A look without its body is counted as pruned; a body that went from a case's entry is not."""
    [first, note, *rest] = three_looks(other)
    bare = [one._replace(entry=one.entry._replace(body=None)) for one in (first, note)]
    arrive(store, other, [*bare, *rest])
    assert verified(store, other) == AuditedLog(other.log, other.device, 4, 3, 1)


def test_a_body_that_was_swapped_is_told_with_its_place(store: Store, other: FakeDevice) -> None:
    """What stood before it is counted; what stands after it is not looked at."""
    [first, note, second, third] = three_looks(other)
    forged = other.write(None, Change(EVENT.number, b"x" * 16, {1: "print"}), scope=Scope.AUDIT).entry.body
    arrive(store, other, [first, note, second._replace(entry=second.entry._replace(body=forged)), third])
    assert verified(store, other) == AuditedLog(other.log, other.device, 2, 1, 0, "body", 3)


def test_a_look_without_its_salt_cannot_be_proved(store: Store, other: FakeDevice) -> None:
    """Then it counts as altered: nobody says that a body is right who could not compare it."""
    arrive(store, other, three_looks(other), has_salt=False)
    assert verified(store, other) == AuditedLog(other.log, other.device, 0, 0, 0, "body", 1)


def test_an_altered_body_of_a_case_is_for_other_checks(store: Store, other: FakeDevice) -> None:
    """Only the audit is looked into here; heads and chain are those of the whole log."""
    arrive(store, other, three_looks(other))
    altered(store, "UPDATE bodies SET body = (SELECT body FROM bodies WHERE entry_no = 1) WHERE entry_no = 2")
    assert verified(store, other).problem == ""


def test_a_chain_that_does_not_end_as_it_should(store: Store, other: FakeDevice) -> None:
    """A head that was altered shows at the end of the log, with how far it was read."""
    [*before, last] = three_looks(other)
    arrive(store, other, [*before, last._replace(hash=b"h" * 32)])
    assert verified(store, other) == AuditedLog(other.log, other.device, 4, 3, 0, "chain", 4)


@pytest.mark.parametrize("seq", [1, 3, 4])
def test_an_entry_that_is_gone_leaves_a_gap(store: Store, other: FakeDevice, seq: int) -> None:
    """Anywhere, at the end too: the place that is missing is told."""
    arrive(store, other, three_looks(other))
    altered(store, "DELETE FROM bodies WHERE entry_no = ?", seq)
    altered(store, "DELETE FROM entries WHERE no = ?", seq)
    found = verified(store, other)
    assert (found.problem, found.place, found.entries) == ("gap", seq, seq - 1)


def test_a_look_that_the_list_hides_is_told(store: Store, other: FakeDevice) -> None:
    """Its body is held and right, and yet nobody is shown it: here because it was parked."""
    [first, note, second, third] = three_looks(other)
    arrive(store, other, [first, note, second._replace(parked="revoked"), third])
    assert verified(store, other) == AuditedLog(other.log, other.device, 2, 1, 0, "hidden", 3)


def test_a_look_beside_something_else_may_be_hidden_too(store: Store, other: FakeDevice) -> None:
    """One look in an entry is enough, whatever stands with it."""
    beside = Change(EVENT.number, b"l" * 16, {1: "view"}), Change(9_999, b"s" * 16, {1: "x"})
    arrive(store, other, [other.write(None, *beside, scope=Scope.AUDIT)._replace(parked="revoked")])
    assert verified(store, other) == AuditedLog(other.log, other.device, 0, 0, 0, "hidden", 1)


def test_an_entry_of_the_audit_that_holds_no_look_hides_none(store: Store, other: FakeDevice) -> None:
    """A later release may keep something else there."""
    strange = other.write(None, Change(9_999, b"s" * 16, {1: "x"}), scope=Scope.AUDIT)
    arrive(store, other, [strange, looked(other)])
    assert verified(store, other) == AuditedLog(other.log, other.device, 2, 2, 0)


def test_a_long_log_is_whole(store: Store, other: FakeDevice) -> None:
    """More looks than a list shows are all known; none of them is taken for hidden."""
    arrive(store, other, [looked(other, number.to_bytes(16, "big")) for number in range(1_005)])
    assert verified(store, other) == AuditedLog(other.log, other.device, 1_005, 1_005, 0)


@pytest.mark.parametrize("store", [False], indirect=True)
def test_a_supervisor_verifies_their_own_post(store: Store, other: FakeDevice) -> None:
    """Of a PC elsewhere, whose case came here, they are told nothing; whoever may not read the audit verifies none."""
    arrive(store, other, three_looks(other))
    [found] = verify_looks(desk_of(store, SUPERVISOR, is_headquarters=False))
    assert (found.log, found.looks, found.problem) == (LOG, 1, "")
    with pytest.raises(UserError) as caught:
        verify_looks(desk_of(store, ANALYST, is_headquarters=False))
    assert caught.value.code == "not-allowed"
    with store.read() as reader:
        looks = reader.find_looks(LookQuery(devices=frozenset({DEVICE})))
    assert [look.action for look in looks] == ["denied", "audit"]
