"""Whose word makes somebody a holder: the giver must be one who could, and the key they signed with must be theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk
from tests.fakes.keys import FakeOfficerRing
from tests.services.key_rows import CASE, NAME, OTHER_CASE, granted, make_keyed_store, put_in, write_directory
from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, SUPERVISOR
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.audit import moment_now
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.directory import Directory
from tipdesk.services.keys.cases.key_grants import CASE_KEY, ENDED, believed, is_ended, is_signed, sign_case_key
from tipdesk.sync.codec import encode_plain
from tipdesk.sync.statement import CASE_KEY_GRANT, Statement

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Actor

STRANGER = make_actor("stranger", frozenset({"frontline"}))
SIGNATURE = ("granted_by", "grant_key", "grant_signature", "granted_at")


@pytest.fixture
def store() -> FakeStore:
    """A post whose officers have keys in the directory, and a case that the owner began."""
    made = make_keyed_store()
    write_directory(made, "Officer", COORDINATOR.officer, {"roles": COORDINATOR.roles})
    begin(made, OWNER)
    return made


def begin(store: FakeStore, actor: Actor, case: bytes = CASE) -> None:
    """Let an officer write the first entry of a case."""
    with store.work(actor) as unit:
        unit.append(Scope.CASE, case, [change_of_new(BY_NAME["Case"], case, {"title": "Heron"})])


def give(
    store: FakeStore, giver: Actor, to: Actor, version: int = 1, row: bytes | None = None, case: bytes = CASE
) -> bytes:
    """Let an officer give somebody a key of a case; return the row."""
    return put_in(store, giver, {"officer": to.officer, "version": version}, case, row)


def amend(store: FakeStore, officer: bytes, **values: Value) -> None:
    """Write fields of an officer's row in the directory again, in place of what stands there."""
    record = BY_NAME["Officer"]
    fields = {record.by_name[name].number: record.by_name[name].to_wire(value) for name, value in values.items()}
    with store.work(COORDINATOR) as unit:
        row = unit.get_row(record, officer)
        seen = {number: row.replaced_by_write(number) for number in fields} if row else {}
        unit.append(Scope.DIRECTORY, None, [Change(record.number, officer, fields, seen)])


def found(store: FakeStore, reader_at: Actor = SUPERVISOR, case: bytes = CASE) -> set[bytes]:
    """Return the rows that are believed at the desk of an officer."""
    with store.read() as reader:
        rows = reader.find_rows(CASE_KEY, case=case)
        return {row.id for row in believed(Directory(reader), make_desk(store, reader_at), case, rows)}


def test_nothing_is_believed_of_nothing(store: FakeStore) -> None:
    """A case without keys has no holders."""
    with store.read() as reader:
        assert believed(Directory(reader), make_desk(store), CASE, []) == []


def test_who_may_give_first(store: FakeStore) -> None:
    """Who began the case, and a coordinator; not another officer while either of them has made a key."""
    rows = {actor: give(store, actor, actor) for actor in (OWNER, COORDINATOR, CARER)}
    assert found(store) == {rows[OWNER], rows[COORDINATOR]}


def test_whoever_holds_a_key_gives_it_on(store: FakeStore) -> None:
    """From hand to hand, in whatever order the rows stand; who holds none gives none."""
    last = give(store, COLLEAGUE, SUPERVISOR, row=b"1" * 16)
    middle = give(store, CARER, COLLEAGUE, row=b"2" * 16)
    first = give(store, OWNER, CARER, row=b"3" * 16)
    strange = give(store, COORDINATOR, OWNER, row=b"4" * 16)
    assert found(store) == {first, middle, last, strange}
    outside = give(store, STRANGER, COLLEAGUE, row=b"5" * 16)
    assert outside not in found(store)


def test_the_believed_come_in_their_order(store: FakeStore) -> None:
    """As they were asked about, so that the first row of a key stays its first."""
    rows = [give(store, OWNER, actor) for actor in (OWNER, CARER, COLLEAGUE)]
    with store.read() as reader:
        asked = reader.find_rows(CASE_KEY, case=CASE)[::-1]
        answer = believed(Directory(reader), make_desk(store), CASE, asked)
    assert [row.id for row in answer] == rows[::-1]


@pytest.mark.parametrize("to_self", [True, False])
def test_who_made_the_first_key_where_the_beginner_did_not(store: FakeStore, *, to_self: bool) -> None:
    """A colleague who made the first key is believed, not who made a later one; also where their own row is gone."""
    begin(store, STRANGER, OTHER_CASE)
    first = give(store, CARER, CARER if to_self else COLLEAGUE, 1, b"5" * 16, OTHER_CASE)
    later = give(store, SUPERVISOR, SUPERVISOR, 2, b"1" * 16, OTHER_CASE)
    assert found(store, case=OTHER_CASE) == {first}
    assert later not in found(store, case=OTHER_CASE)


def test_of_several_first_keys_the_one_given_to_oneself_was_made(store: FakeStore) -> None:
    """Whoever makes a key gives it to themself as well; among those the first row counts."""
    begin(store, STRANGER, OTHER_CASE)
    give(store, CARER, COLLEAGUE, 1, b"1" * 16, OTHER_CASE)
    maker = give(store, SUPERVISOR, SUPERVISOR, 1, b"2" * 16, OTHER_CASE)
    give(store, CARER, CARER, 1, b"3" * 16, OTHER_CASE)
    assert found(store, case=OTHER_CASE) == {maker}


def test_an_officer_gives_under_each_of_their_ids(store: FakeStore) -> None:
    """A second id that the directory joins to the first gives what the first may, and so does the first."""
    second = make_actor("second", frozenset({"frontline"}))
    ring = FakeOfficerRing.of(second.login)
    write_directory(
        store, "Officer", second.officer, {"login": "second", "same_as": OWNER.officer, "sign_key": ring.sign_key}
    )
    assert found(store) == set()
    row = give(store, second, CARER)
    mine = give(store, OWNER, OWNER)
    assert found(store) == {row, mine}


@pytest.mark.parametrize("name", [*SIGNATURE, "version", "officer", "sealed"])
def test_a_row_is_believed_as_it_was_signed(store: FakeStore, name: str) -> None:
    """Without any part of its signature, or with anything else in it than was signed, it is nobody's word."""
    other: dict[str, Value] = {"version": 7, "officer": CARER.officer, "sealed": b"another box"}
    give(store, OWNER, OWNER)
    with store.read() as reader:
        [row] = reader.find_rows(CASE_KEY)
    altered = {**row.values, name: other.get(name)}
    with store.work(OWNER) as unit:
        unit.append(Scope.CASE, OTHER_CASE, [change_of_new(CASE_KEY, b"n" * 16, altered)])
        unit.append(Scope.CASE, CASE, [change_of_new(CASE_KEY, b"m" * 16, altered)])
    assert found(store) == {row.id}
    ring = FakeOfficerRing.of("anybody")
    assert is_signed(ring, CASE, row.id, row.values)
    assert not is_signed(ring, CASE, row.id, altered)
    assert not is_signed(ring, OTHER_CASE, row.id, row.values)


def test_the_mark_of_removal_is_not_signed(store: FakeStore) -> None:
    """Whoever says that somebody was removed: the row stays believed, and once ended is ended."""
    row = give(store, OWNER, OWNER)
    with store.work(SUPERVISOR) as unit:
        before = unit.get_row(CASE_KEY, row)
        unit.append(Scope.CASE, CASE, [Change(CASE_KEY.number, row, {ENDED: False})])
        after = unit.get_row(CASE_KEY, row)
    assert before is not None
    assert after is not None
    assert (is_ended(before), is_ended(after)) == (False, True)
    assert found(store) == {row}


def test_an_officer_believes_their_own_key(store: FakeStore) -> None:
    """On this PC, also before the directory knows it; another's key of which it knows nothing is not believed."""
    with store.work(COORDINATOR) as unit:
        granted(unit)
    begin(store, STRANGER, OTHER_CASE)
    row = give(store, STRANGER, STRANGER, case=OTHER_CASE)
    assert found(store, STRANGER, OTHER_CASE) == {row}
    assert found(store, OWNER, OTHER_CASE) == set()


def test_ones_own_key_in_another_s_name_is_not_believed(store: FakeStore) -> None:
    """Neither one's own signature as somebody else, nor another key in one's own name."""
    begin(store, STRANGER, OTHER_CASE)
    desk = make_desk(store, OWNER)
    as_carer = replace(desk, actor=CARER)
    with_other_key = replace(desk, officer_keys=FakeOfficerRing.of("elsewhere"))
    for place, signer in enumerate((as_carer, with_other_key)):
        row = b"forged row %05d" % place
        given: dict[str, Value] = {"version": 1, "key": NAME, "kind": "officer", "officer": signer.actor.officer}
        with store.work(OWNER) as unit:
            change = change_of_new(CASE_KEY, row, sign_case_key(signer, OTHER_CASE, row, given))
            unit.append(Scope.CASE, OTHER_CASE, [change])
    assert found(store, OWNER, OTHER_CASE) == set()
    assert found(store, CARER, OTHER_CASE) == set()


def test_a_key_that_nobody_has_registered(store: FakeStore) -> None:
    """Before the grant any is believed of an officer without one; after it, what their post has registered."""
    begin(store, STRANGER, OTHER_CASE)
    row = give(store, STRANGER, STRANGER, case=OTHER_CASE)
    assert found(store, case=OTHER_CASE) == {row}
    with store.work(COORDINATOR) as unit:
        granted(unit)
    assert found(store, case=OTHER_CASE) == set()
    write_directory(store, "Officer", STRANGER.officer, {"login": STRANGER.login})
    keys: dict[str, Value] = {"officer": STRANGER.officer, "sign_key": FakeOfficerRing.of(STRANGER.login).sign_key}
    with store.work(STRANGER) as unit:
        unit.append(Scope.REGISTER, None, [change_of_new(BY_NAME["OfficerKey"], b"k" * 16, keys)])
    assert found(store, case=OTHER_CASE) == {row}


def test_what_was_signed_before_an_officer_left_stands(store: FakeStore) -> None:
    """By the directory's clock: disabled later, it is good; disabled before, it is not; a former key serves as well."""
    before = give(store, OWNER, OWNER)
    assert found(store) == {before}
    amend(store, OWNER.officer, sign_key=b"new key of owner" * 2)
    assert found(store) == {before}
    store.clock.pass_minutes(5)
    amend(store, OWNER.officer, disabled=True)
    store.clock.pass_minutes(5)
    after = give(store, OWNER, CARER)
    assert found(store) == {before}
    assert after in found(store, OWNER)


def test_the_present_key_of_a_disabled_officer_is_no_pass(store: FakeStore) -> None:
    """That the key is the one in the directory helps nobody who was disabled when they signed."""
    amend(store, OWNER.officer, disabled=True)
    store.clock.pass_minutes(5)
    give(store, OWNER, OWNER)
    assert found(store) == set()


def test_a_key_of_another_row_of_the_officer_serves(store: FakeStore) -> None:
    """On a second PC an officer has keys of its own; both are theirs. Another officer's is not."""
    ring = FakeOfficerRing.of("second pc")
    joined: dict[str, Value] = {"login": "x", "same_as": OWNER.officer, "sign_key": ring.sign_key}
    write_directory(store, "Officer", b"x" * 16, joined)
    desk = replace(make_desk(store, OWNER), officer_keys=ring)
    strange = replace(desk, officer_keys=FakeOfficerRing.of(CARER.login))
    for signer, row in ((desk, b"a" * 16), (strange, b"b" * 16)):
        given: dict[str, Value] = {"version": 1, "key": NAME, "kind": "officer", "officer": OWNER.officer}
        with store.work(OWNER) as unit:
            change = change_of_new(CASE_KEY, row, sign_case_key(signer, CASE, row, given))
            unit.append(Scope.CASE, CASE, [change])
    assert found(store) == {b"a" * 16}


def test_a_key_without_a_version_counts_as_the_first(store: FakeStore) -> None:
    """It says nothing of when it was made; every other is later."""
    begin(store, STRANGER, OTHER_CASE)
    give(store, SUPERVISOR, SUPERVISOR, 1, b"1" * 16, OTHER_CASE)
    first = put_in(store, CARER, {"version": None}, OTHER_CASE, b"2" * 16)
    assert found(store, case=OTHER_CASE) == {first}


def test_a_signature_tells_when(store: FakeStore) -> None:
    """To the minute of the signer's clock, over these very words, so that what was signed once stays good."""
    desk = make_desk(store, OWNER)
    given: dict[str, Value] = {"version": 4, "key": NAME, "kind": "officer", "officer": CARER.officer, "named": True}
    values = sign_case_key(desk, CASE, b"r" * 16, given)
    assert values | given == values
    ring, at = desk.officer_keys, values["granted_at"]
    assert (values["granted_by"], values["grant_key"], at) == (OWNER.officer, ring.sign_key, moment_now(desk))
    told = encode_plain([4, NAME, "officer", CARER.officer, None, None, True, None])
    statement = Statement(
        CASE_KEY_GRANT, sha256(told).digest(), OWNER.officer, "2026-11-18T07:06-04:00", CASE, subject=b"r" * 16
    )
    assert values["grant_signature"] == ring.sign(statement.message)
    assert is_signed(ring, CASE, b"r" * 16, values)
    assert not is_signed(ring, CASE, b"r" * 16, {**values, "granted_at": moment_now(desk) + timedelta(minutes=1)})
