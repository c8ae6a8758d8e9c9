"""How an officer stands to one case among several: what holds in another case, or for another officer, never counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.key_rows import CASE, OTHER_CASE, make_keyed_store, officers, put_in, row_of, write_directory
from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, SUPERVISOR
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Action, Level, Relation
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.directory.officer_ids import ids_of
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.key_grants import CASE_KEY, ENDED
from tipdesk.services.relation import Standing, agency_of, excluded_cases, find_own_tasks, let_into, served_cases

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Actor

SECOND = b"second id of car"


@pytest.fixture
def store() -> FakeStore:
    """A post with two cases of the owner; the carer is known under two ids, and has no part in either."""
    made = make_keyed_store()
    write_directory(made, "Officer", SECOND, {"login": "carer-b", "same_as": CARER.officer})
    for case in (CASE, OTHER_CASE):
        write(made, "Case", case, {"title": "Heron", "owner": OWNER.officer}, case)
    return made


def write(store: FakeStore, record: str, row: bytes, values: dict[str, Value], case: bytes = CASE) -> None:
    """Let the owner write a row of a case."""
    with store.work(OWNER) as unit:
        unit.append(Scope.CASE, case, [change_of_new(BY_NAME[record], row, values)])


def case_row(store: FakeStore, case: bytes = CASE) -> Row:
    """Return the Case row."""
    with store.read() as reader:
        row = reader.get_row(BY_NAME["Case"], case)
    assert row is not None
    return row


def assigned(store: FakeStore, actor: Actor = CARER) -> set[bytes]:
    """Return the cases to which an officer is assigned."""
    with store.read() as reader:
        desk = make_desk(store, actor)
        return {case for case in (CASE, OTHER_CASE) if Eyes(reader, desk, case_row(store, case)).is_assigned}


def relations(store: FakeStore, actor: Actor = CARER, case: bytes = CASE) -> set[Relation]:
    """Return every relation of an officer to a case."""
    with store.read() as reader:
        return set(Eyes(reader, make_desk(store, actor), case_row(store, case)).relations(Action.VIEW))


def listed(store: FakeStore, actor: Actor = CARER) -> dict[bytes, Relation]:
    """Return the relation to each case, as a list asks for it."""
    with store.read() as reader:
        standing = Standing(reader, make_desk(store, actor))
        return {line.id: standing.to(line) for line in reader.find_case_summaries([CASE, OTHER_CASE])}


@pytest.mark.parametrize("officer", [CARER.officer, SECOND])
def test_a_task_counts_in_its_case(store: FakeStore, officer: bytes) -> None:
    """Under any id of the officer; another's task gives nothing."""
    assert assigned(store) == set()
    write(store, "Task", b"t" * 16, {"title": "Ring", "assigned_to": officer})
    write(store, "Task", b"u" * 16, {"title": "Ring", "assigned_to": COLLEAGUE.officer}, OTHER_CASE)
    assert assigned(store) == {CASE}
    assert (Relation.ASSIGNED in relations(store), Relation.ASSIGNED in relations(store, case=OTHER_CASE)) == (
        True,
        False,
    )
    assert listed(store) == {CASE: Relation.ASSIGNED, OTHER_CASE: Relation.SAME_POST}
    with store.read() as reader:
        ids = ids_of(reader, CARER.officer)
        assert [row.id for row in find_own_tasks(reader, ids)] == [b"t" * 16]
        assert find_own_tasks(reader, ids, OTHER_CASE) == []


def test_who_began_a_case_and_who_is_in_charge(store: FakeStore) -> None:
    """Each alone makes somebody assigned; in charge is told apart."""
    assert assigned(store, OWNER) == {CASE, OTHER_CASE}
    third = b"case-number-3---"
    with store.work(COLLEAGUE) as unit:
        begun = change_of_new(BY_NAME["Case"], third, {"title": "Elm", "owner": SECOND})
        unit.append(Scope.CASE, third, [begun])
    assert relations(store, COLLEAGUE, third) == {Relation.ASSIGNED, Relation.SAME_POST}
    assert relations(store, CARER, third) == {Relation.IN_CHARGE, Relation.ASSIGNED, Relation.SAME_POST}
    assert relations(store, SUPERVISOR, third) == {Relation.SAME_POST}


def test_who_was_let_in_by_name(store: FakeStore) -> None:
    """In that case, by a row that is believed; not by one that names nobody, nor by a stranger's, nor once ended."""
    put_in(store, OWNER, {"officer": COLLEAGUE.officer}, row=b"a" * 16)
    put_in(store, SUPERVISOR, {"officer": CARER.officer, "named": True}, OTHER_CASE)
    put_in(store, OWNER, {}, OTHER_CASE)
    put_in(store, OWNER, {"officer": CARER.officer})
    assert assigned(store) == set()
    put_in(store, OWNER, {"officer": SECOND, "named": True}, row=b"b" * 16)
    assert assigned(store) == {CASE}
    assert listed(store)[CASE] is Relation.ASSIGNED
    assert assigned(store, COLLEAGUE) == set()
    with store.read() as reader:
        desk, ids = make_desk(store, CARER), ids_of(reader, CARER.officer)
        assert let_into(reader, desk, ids) == let_into(reader, desk, ids, CASE) == {CASE}
        assert let_into(reader, desk, ids, OTHER_CASE) == frozenset()
    with store.work(OWNER) as unit:
        unit.append(Scope.CASE, CASE, [Change(CASE_KEY.number, b"b" * 16, {ENDED: True})])
    assert assigned(store) == set()


def test_a_key_row_outside_any_case_lets_nobody_in(store: FakeStore) -> None:
    """Somebody may put one into the register; it belongs to no case."""
    values = {**row_of(CARER).values, "named": True}
    with store.work(OWNER) as unit:
        unit.append(Scope.REGISTER, None, [change_of_new(CASE_KEY, b"r" * 16, values)])
    with store.read() as reader:
        assert let_into(reader, make_desk(store, CARER), officers(CARER)) == frozenset()


@pytest.mark.parametrize("officer", [CARER.officer, SECOND])
def test_who_is_excluded(store: FakeStore, officer: bytes) -> None:
    """From that case, under any id, and nobody else; they have no other relation to it, and it is in no list."""
    write(store, "Task", b"t" * 16, {"title": "Ring", "assigned_to": CARER.officer})
    write(store, "Exclusion", b"x" * 16, {"officer": officer, "kind": "named"})
    write(store, "Exclusion", b"y" * 16, {"officer": COLLEAGUE.officer, "kind": "named"}, OTHER_CASE)
    with store.read() as reader:
        desk = make_desk(store, CARER)
        assert [Eyes(reader, desk, case_row(store, case)).is_excluded for case in (CASE, OTHER_CASE)] == [True, False]
        assert excluded_cases(reader, desk) == {CASE}
        assert not Eyes(reader, make_desk(store, SUPERVISOR), case_row(store)).is_excluded
    assert relations(store) == {Relation.EXCLUDED}
    assert listed(store) == {CASE: Relation.EXCLUDED, OTHER_CASE: Relation.SAME_POST}


def test_what_was_served(store: FakeStore) -> None:
    """To the highest level that is in force, in that case, to that officer; an emergency's row serves nothing."""
    grants: tuple[tuple[bytes, dict[str, Value], bytes], ...] = (
        (b"1" * 16, {"officer": CARER.officer, "kind": "served", "level": "summary"}, CASE),
        (b"2" * 16, {"officer": SECOND, "kind": "served", "level": "identity"}, CASE),
        (b"3" * 16, {"officer": COLLEAGUE.officer, "kind": "served", "level": "full"}, CASE),
        (b"4" * 16, {"officer": CARER.officer, "kind": "emergency", "level": "full"}, OTHER_CASE),
        (b"6" * 16, {"officer": COLLEAGUE.officer, "kind": "served", "level": "full"}, OTHER_CASE),
        (b"5" * 16, {"officer": CARER.officer, "kind": "served", "level": "a-later-one"}, OTHER_CASE),
    )
    for row, values, case in grants[:5]:
        write(store, "AccessGrant", row, values, case)
    with store.read() as reader:
        desk = make_desk(store, CARER)
        assert (
            Eyes(reader, desk, case_row(store, CASE)).served,
            Eyes(reader, desk, case_row(store, OTHER_CASE)).served,
        ) == (
            Level.IDENTITY,
            Level.NONE,
        )
        assert Eyes(reader, make_desk(store, SUPERVISOR), case_row(store, CASE)).served is Level.NONE
        assert served_cases(reader, desk) == {CASE}
    assert relations(store) == {Relation.SERVED, Relation.SAME_POST}
    assert relations(store, case=OTHER_CASE) == {Relation.SAME_POST}
    assert listed(store) == {CASE: Relation.SERVED, OTHER_CASE: Relation.SAME_POST}
    write(store, "AccessGrant", *grants[5])
    with store.read() as reader:
        assert Eyes(reader, make_desk(store, CARER), case_row(store, OTHER_CASE)).served is Level.NONE


def test_what_was_served_ends_at_its_minute(store: FakeStore) -> None:
    """At that minute it is over, one before it is not."""
    desk = make_desk(store, CARER)
    until: dict[str, Value] = {"officer": CARER.officer, "kind": "served", "level": "full", "until": moment_now(desk)}
    write(store, "AccessGrant", b"1" * 16, until)
    for minutes, level in ((0, Level.NONE), (-1, Level.FULL)):
        store.clock.pass_minutes(minutes)
        with store.read() as reader:
            assert Eyes(reader, desk, case_row(store, CASE)).served is level


def test_an_emergency_ends_at_its_moment(store: FakeStore) -> None:
    """On the clock that nobody sets, for the action that it opened, in its case."""
    desk = make_desk(store, CARER)
    desk.permits[CASE, Action.VIEW.value] = desk.clock.running_ms() + 60_000
    with store.read() as reader:
        eyes, others = (Eyes(reader, desk, case_row(store, case)) for case in (CASE, OTHER_CASE))
        assert eyes.is_in_emergency(Action.VIEW)
        assert not eyes.is_in_emergency(Action.PRINT)
        assert not others.is_in_emergency(Action.VIEW)
        store.clock.pass_minutes(1)
        assert not eyes.is_in_emergency(Action.VIEW)


def test_an_officer_s_agency(store: FakeStore) -> None:
    """Of whichever of their ids names one; none for an officer of the service, or whom nobody knows."""
    with store.read() as reader:
        assert agency_of(reader, make_desk(store, CARER)) is None
        assert agency_of(reader, make_desk(store, make_actor("nobody"))) is None
    write_directory(store, "Officer", SECOND, {"agency": b"the-safe-place-a"})
    write_directory(store, "Officer", COLLEAGUE.officer, {"agency": b"another-agency--"})
    with store.read() as reader:
        assert agency_of(reader, make_desk(store, CARER)) == b"the-safe-place-a"


def test_every_id_of_an_officer(store: FakeStore) -> None:
    """From each to all; nobody else's."""
    third = b"third id of care"
    write_directory(store, "Officer", third, {"login": "carer-c", "same_as": CARER.officer})
    with store.read() as reader:
        for officer in (CARER.officer, SECOND, third):
            assert ids_of(reader, officer) == {CARER.officer, SECOND, third}
        assert ids_of(reader, b"nobody-known----") == {b"nobody-known----"}


POST, FAR = b"the-post-here---", b"the-post-far----"


@pytest.mark.parametrize(
    ("mine", "opened_at", "owner_at", "relation"),
    [
        (POST, POST, None, Relation.SAME_POST),
        (POST, FAR, POST, Relation.SAME_POST),
        (POST, FAR, FAR, Relation.OTHER),
        (POST, None, None, Relation.OTHER),
        (None, None, None, Relation.OTHER),
        (None, POST, POST, Relation.OTHER),
    ],
)
def test_whose_post_a_case_is(
    store: FakeStore, mine: bytes | None, opened_at: bytes | None, owner_at: bytes | None, relation: Relation
) -> None:
    """Of the PC that opened it, or of whoever is in charge; a PC without a post is of no post."""
    here = make_store(2)
    here.take_in(store)
    for device, post in ((here.place.device, mine), (store.place.device, opened_at)):
        write_directory(here, "Device", device, {"name": "PC", "post": post})
    write_directory(here, "Officer", OWNER.officer, {"post": owner_at})
    write_directory(here, "Officer", COORDINATOR.officer, {"post": FAR})
    with here.read() as reader:
        assert Eyes(reader, make_desk(here, CARER), case_row(here)).relation_by_post is relation


def test_a_case_that_nobody_leads_is_of_the_pc_that_opened_it(store: FakeStore) -> None:
    """On this PC whatever the directory says of posts; elsewhere it is of no post that is known."""
    third = b"case-number-3---"
    write(store, "Case", third, {"title": "Elm"}, third)
    here = make_store(2)
    here.take_in(store)
    write_directory(here, "Device", here.place.device, {"name": "PC", "post": POST})
    for place, relation in ((store, Relation.SAME_POST), (here, Relation.OTHER)):
        with place.read() as reader:
            assert Eyes(reader, make_desk(place, CARER), case_row(place, third)).relation_by_post is relation
