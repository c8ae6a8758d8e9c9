"""The keys of a case as they stand in a store: which rows open and for whom, and who is to hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk
from tests.fakes.keys import FakeOfficerRing
from tests.services.key_rows import (
    CASE,
    KEY,
    LATER,
    LATER_KEY,
    NAME,
    OTHER_CASE,
    granted,
    keys,
    make_keyed_store,
    officers,
    put_in,
    recipient_of,
    row_of,
    write_directory,
)
from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, SUPERVISOR
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.case_keys import (
    CaseKeys,
    find_cases_with_keys,
    find_signed,
    holders_now,
    keys_of,
    own_recipients,
)
from tipdesk.services.keys.cases.directory import Directory, Holder
from tipdesk.services.keys.cases.key_grants import CASE_KEY, sign_case_key
from tipdesk.sync.sealing import name_of_recipient, parcel_of

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Actor


@pytest.fixture
def store() -> FakeStore:
    """A post whose officers have keys in the directory."""
    return make_keyed_store()


def sealed_to(actor: Actor, parcel: bytes) -> dict[str, Value]:
    """Return what a row says that is sealed to an officer."""
    ring = FakeOfficerRing.of(actor.login)
    return {"recipient": recipient_of(actor), "sealed": ring.seal(parcel, [ring.recipient(ring.seal_key)])}


@pytest.mark.parametrize(
    "given",
    [
        sealed_to(CARER, parcel_of(CASE, KEY)),
        {**sealed_to(CARER, parcel_of(CASE, KEY)), "recipient": recipient_of(OWNER)},
        {**sealed_to(OWNER, parcel_of(CASE, KEY)), "sealed": b"no container"},
        sealed_to(OWNER, parcel_of(OTHER_CASE, KEY)),
        sealed_to(OWNER, parcel_of(CASE, LATER_KEY)),
        sealed_to(OWNER, b""),
        {"recipient": recipient_of(OWNER)},
        {"sealed": sealed_to(OWNER, parcel_of(CASE, KEY))["sealed"]},
    ],
    ids=["another's", "not ours", "altered", "another case", "another name", "empty", "no box", "no recipient"],
)
def test_a_row_that_does_not_open_is_passed_over(store: FakeStore, given: dict[str, Value]) -> None:
    """And those after it are opened all the same."""
    put_in(store, OWNER, given)
    put_in(store, OWNER, {**sealed_to(OWNER, parcel_of(CASE, LATER_KEY)), "key": LATER, "version": 2})
    desk = make_desk(store, OWNER)
    with store.read() as reader:
        found = keys_of(reader, desk, CASE)
    assert (dict(found.held), dict(found.read)) == ({LATER: LATER_KEY}, {LATER: LATER_KEY})
    assert len(found.rows) == 2


def test_the_case_unit_s_key_opens_for_its_members(store: FakeStore) -> None:
    """What is sealed to the unit opens through the private half that is sealed to a member, and to nobody else."""
    unit, member = FakeOfficerRing.of("the unit"), FakeOfficerRing.of(COORDINATOR.login)
    recipient = unit.recipient(unit.seal_key)
    wrapped = member.seal(recipient.encode(), [member.recipient(member.seal_key)])
    values: dict[str, Value] = {"recipient": recipient, "holder": COORDINATOR.officer, "sealed": wrapped}
    write_directory(store, "CaseUnitKey", b"unit-key-of-test", {"version": 1, **values})
    write_directory(store, "CaseUnitKey", b"unit-key-broken-", {"version": 1, "holder": COORDINATOR.officer})
    parcel = unit.seal(parcel_of(CASE, KEY), [recipient])
    of_unit: dict[str, Value] = {"kind": "case_unit", "officer": None, "sealed": parcel}
    put_in(store, OWNER, {**of_unit, "recipient": name_of_recipient(recipient)})
    with store.read() as reader:
        for actor, opened in ((COORDINATOR, {NAME: KEY}), (OWNER, {})):
            desk = make_desk(store, actor)
            assert dict(keys_of(reader, desk, CASE).read) == opened
            own = {recipient_of(actor), *([name_of_recipient(recipient)] if opened else [])}
            assert set(own_recipients(reader, desk)) == own
            assert find_cases_with_keys(reader, desk) == ([CASE] if opened else [])


def test_cases_of_which_somebody_holds_a_key(store: FakeStore) -> None:
    """Each once, however many keys it has; none whose keys are others'."""
    for case in (CASE, OTHER_CASE):
        for key in (NAME, LATER):
            holder = CARER if case == OTHER_CASE else OWNER
            put_in(store, OWNER, {"key": key, "recipient": recipient_of(holder)}, case)
    with store.read() as reader:
        assert find_cases_with_keys(reader, make_desk(store, OWNER)) == [CASE]
        assert find_cases_with_keys(reader, make_desk(store, CARER)) == [OTHER_CASE]
        assert find_cases_with_keys(reader, make_desk(store, COLLEAGUE)) == []


def test_a_row_without_a_believed_giver_serves_to_read_alone(store: FakeStore) -> None:
    """What a stranger to the case put in is doubted; what it opens is read, and never sealed under."""
    own = put_in(store, OWNER, sealed_to(OWNER, parcel_of(CASE, KEY)))
    forged = put_in(store, CARER, {**sealed_to(OWNER, parcel_of(CASE, LATER_KEY)), "key": LATER, "version": 0})
    with store.read() as reader:
        found = keys_of(reader, make_desk(store, OWNER), CASE)
    assert ([row.id for row in found.rows], [row.id for row in found.doubted]) == ([own], [forged])
    assert (set(found.held), set(found.read)) == ({NAME}, {NAME, LATER})


def test_who_is_to_hold_a_case_for_few(store: FakeStore) -> None:
    """Before its first key: who writes, whom they assign, whom they name; after it, whom it was made for."""
    desk = make_desk(store, OWNER)
    with store.read() as reader:
        directory = Directory(reader)

        def now(found: CaseKeys, **given: list[bytes]) -> dict[bytes | None, bool]:
            holders = holders_now(directory, desk, found, "restricted", **given)
            return {one.officer: one.is_named for one in holders}

        first = now(keys(), assigned=[CARER.officer], named=[COLLEAGUE.officer])
        assert first == {OWNER.officer: False, CARER.officer: False, COLLEAGUE.officer: True}
        made = keys(row_of(SUPERVISOR, level="restricted"), row_of(COLLEAGUE, level="restricted", named=True))
        later = now(made, assigned=[CARER.officer], named=[COORDINATOR.officer])
        assert later == {SUPERVISOR.officer: False, COLLEAGUE.officer: True, COORDINATOR.officer: True}


def test_who_is_to_hold_an_ordinary_case(store: FakeStore) -> None:
    """Whoever is entitled and was not removed, whoever holds keys already, whoever is named; nobody disabled."""
    desk = make_desk(store, OWNER)
    write_directory(store, "Officer", COORDINATOR.officer, {"disabled": True})
    with store.read() as reader:
        directory = Directory(reader)

        def now(*rows: Row, **given: list[bytes]) -> set[bytes | None]:
            return {one.officer for one in holders_now(directory, desk, keys(*rows), "ordinary", **given)}

        assert now() == officers(OWNER)
        assert now(assigned=[CARER.officer], named=[COLLEAGUE.officer]) == officers(OWNER, CARER, COLLEAGUE)
        assert now(row_of(SUPERVISOR)) == officers(OWNER, SUPERVISOR)
        assert now(row_of(CARER, is_ended=True), assigned=[CARER.officer]) == officers(OWNER)
        assert now(row_of(CARER, is_ended=True), named=[CARER.officer]) == officers(OWNER, CARER)
        assert now(row_of(COORDINATOR), named=[COORDINATOR.officer]) == officers(OWNER)


def test_the_keys_of_one_case_are_not_another_s(store: FakeStore) -> None:
    """A case without any has none, whatever else the store holds."""
    put_in(store, OWNER, {}, OTHER_CASE)
    with store.read() as reader:
        found = keys_of(reader, make_desk(store, OWNER), CASE)
        assert (found.case, found.rows, found.doubted, found.last_version) == (CASE, (), (), 0)
        assert len(keys_of(reader, make_desk(store, OWNER), OTHER_CASE).rows) == 1


def test_who_is_excluded_holds_nothing_meanwhile(store: FakeStore) -> None:
    """Under each of their ids; their rows stay, and count again when the exclusion is lifted."""
    write_directory(store, "Officer", b"second id of car", {"login": "carer-b", "same_as": CARER.officer})
    put_in(store, OWNER, {})
    for officer in (CARER.officer, b"second id of car"):
        put_in(store, OWNER, {"officer": officer})
    with store.work(SUPERVISOR) as unit:
        shut = change_of_new(BY_NAME["Exclusion"], b"x" * 16, {"officer": CARER.officer, "kind": "named"})
        unit.append(Scope.CASE, CASE, [shut])
    with store.read() as reader:
        found = keys_of(reader, make_desk(store, OWNER), CASE)
    assert (len(found.rows), found.officers) == (3, officers(OWNER))


def test_every_row_is_asked_for_its_signature(store: FakeStore) -> None:
    """Those that were deleted too; one outside any case is signed for none."""
    row = put_in(store, OWNER, {})
    with store.work(OWNER) as unit:
        found = unit.get_row(CASE_KEY, row)
        assert found is not None
        mark = Change(CASE_KEY.number, row, {DELETED: Deletion(found.all_dots)})
        unit.append(Scope.CASE, CASE, [mark, change_of_new(CASE_KEY, b"~" * 16, {"version": 1})])
        outside = sign_case_key(make_desk(store, OWNER), b"", b"\x7f" * 16, {"version": 1})
        unit.append(Scope.REGISTER, None, [change_of_new(CASE_KEY, b"\x7f" * 16, outside)])
    with store.read() as reader:
        assert list(find_signed(reader, make_desk(store, CARER))) == [
            (row, True),
            (b"~" * 16, False),
            (b"\x7f" * 16, True),
        ]


def test_headquarters_holds_every_key_once_there_is_one(store: FakeStore) -> None:
    """Its case unit and recovery, by the keyset in force, neither of them let in by name; nobody before the grant."""
    desk = make_desk(store, OWNER)
    with store.read() as reader:
        assert Directory(reader).units == ()
    with store.work(COORDINATOR) as unit:
        granted(unit)
        directory = Directory(unit)
        assert directory.units == tuple(
            Holder(kind, None, name_of_recipient(key), key, is_named=False)
            for kind, key in (("case_unit", "age1unit"), ("recovery", "age1recovery"))
        )
        assert holders_now(directory, desk, keys(), "restricted")[1:] == list(directory.units)
