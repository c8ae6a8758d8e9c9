"""Who is to hold the keys of an ordinary case, and under which public keys: by part in the case, post, office, PC."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.fakes.keys import FakeOfficerRing
from tests.services.key_rows import CASE, OTHER_CASE, granted, make_keyed_store, officers, recipient_of, write_directory
from tests.services.rooms import CARER, COLLEAGUE, COORDINATOR, OWNER, SUPERVISOR
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.fields import change_of_new
from tipdesk.services.keys.cases.directory import Directory
from tipdesk.services.keys.cases.entitled import holders_of, is_disabled, officers_of, shut_out

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Actor

POST, FAR = b"the-post-here---", b"the-post-far----"
CHIEF_FAR = make_actor("chief2", frozenset({"supervisor"}))


@pytest.fixture
def store() -> FakeStore:
    """A post with a supervisor, another with one of its own, and a case that the colleague began for the owner."""
    made = make_keyed_store()
    write_directory(made, "Device", made.place.device, {"name": "PC", "post": POST})
    for actor, post in ((OWNER, POST), (COLLEAGUE, POST), (CARER, POST), (SUPERVISOR, POST), (CHIEF_FAR, FAR)):
        write_directory(made, "Officer", actor.officer, {"login": actor.login, "post": post, "roles": actor.roles})
    write(made, COLLEAGUE, "Case", CASE, {"title": "Heron", "owner": OWNER.officer})
    return made


def write(
    store: FakeStore, actor: Actor, record: str, row: bytes, values: dict[str, Value], case: bytes = CASE
) -> None:
    """Write a row of a case."""
    with store.work(actor) as unit:
        unit.append(Scope.CASE, case, [change_of_new(BY_NAME[record], row, values)])


def entitled(
    store: FakeStore, actor: Actor = CARER, case: bytes = CASE, assigned: tuple[Value, ...] = ()
) -> set[bytes]:
    """Return who is to hold the keys of a case, asked at the desk of somebody."""
    with store.read() as reader:
        return set(officers_of(Directory(reader), make_desk(store, actor), case, assigned))


def test_by_part_in_the_case(store: FakeStore) -> None:
    """Who began it, who is in charge, who has a task in it, whom what is being written assigns; with their chief."""
    assert entitled(store) == officers(COLLEAGUE, OWNER, SUPERVISOR)
    write(store, OWNER, "Task", b"t" * 16, {"title": "Ring", "assigned_to": CARER.officer})
    write(store, OWNER, "Task", b"u" * 16, {"title": "Nobody's yet"})
    assert entitled(store) == officers(COLLEAGUE, OWNER, CARER, SUPERVISOR)
    assert entitled(store, assigned=(COORDINATOR.officer, None)) == officers(
        COLLEAGUE, OWNER, CARER, SUPERVISOR, COORDINATOR
    )


def test_a_task_in_another_case_gives_nothing(store: FakeStore) -> None:
    """Each case has its own holders."""
    write(store, OWNER, "Task", b"t" * 16, {"title": "Ring", "assigned_to": CARER.officer}, OTHER_CASE)
    assert CARER.officer not in entitled(store)


def test_a_case_that_is_just_being_made(store: FakeStore) -> None:
    """Nothing of it is held yet: who writes it begins it, on this PC, so the chief of this post is entitled."""
    assert entitled(store, CARER, OTHER_CASE) == officers(CARER, SUPERVISOR)


def test_the_chiefs_of_its_post(store: FakeStore) -> None:
    """Of the post whose PC opened it, and of the post of whoever is in charge; of no third one."""
    far = make_store(2)
    far.take_in(store)
    write(far, CHIEF_FAR, "Case", OTHER_CASE, {"title": "Maple"}, OTHER_CASE)
    store.take_in(far)
    assert entitled(store, case=OTHER_CASE) == officers(CHIEF_FAR)
    write_directory(store, "Device", far.place.device, {"name": "PC 2", "post": FAR})
    write(store, OWNER, "Case", b"case-of-somebody", {"title": "Elm", "owner": CHIEF_FAR.officer}, b"case-of-somebody")
    assert entitled(store, case=b"case-of-somebody") == officers(OWNER, CHIEF_FAR, SUPERVISOR)


def test_a_pc_without_a_post_has_no_chiefs() -> None:
    """A supervisor without a post is of no case's post, even if the case's PC has none either."""
    store = make_keyed_store()
    write_directory(store, "Officer", SUPERVISOR.officer, {"login": "chief", "roles": SUPERVISOR.roles})
    write(store, OWNER, "Case", CASE, {"title": "Heron"})
    assert entitled(store) == officers(OWNER)


def test_only_supervisors_are_chiefs(store: FakeStore) -> None:
    """Neither a colleague of the post, nor somebody of whose roles nothing is known."""
    write_directory(store, "Officer", b"roles-not-known-", {"login": "newcomer", "post": POST})
    assert entitled(store) == officers(COLLEAGUE, OWNER, SUPERVISOR)


def test_who_is_excluded_is_not_entitled(store: FakeStore) -> None:
    """Under any of their ids, in that case alone; also where what is written would assign them."""
    second = b"second id of own"
    write_directory(store, "Officer", second, {"login": "officer1b", "same_as": OWNER.officer})
    write(store, SUPERVISOR, "Exclusion", b"x" * 16, {"officer": second, "kind": "named"})
    write(store, SUPERVISOR, "Exclusion", b"y" * 16, {"kind": "named"})
    assert entitled(store, assigned=(OWNER.officer, second)) == officers(COLLEAGUE, SUPERVISOR)
    with store.read() as reader:
        assert shut_out(reader, CASE) == {OWNER.officer, second}
        assert shut_out(reader, OTHER_CASE) == frozenset()


def test_who_is_disabled(store: FakeStore) -> None:
    """By the directory's word alone: nobody of whom it says nothing, and no unit of headquarters."""
    write_directory(store, "Officer", CARER.officer, {"disabled": True})
    with store.read() as reader:
        found = {actor.login for actor in (OWNER, CARER, COLLEAGUE) if is_disabled(reader, actor.officer)}
        assert found == {CARER.login}
        assert not is_disabled(reader, b"nobody-known----")
        assert not is_disabled(reader, None)


def test_the_public_keys_of_officers(store: FakeStore) -> None:
    """One for each PC on which they have a key; none of whoever is disabled, or has none that can be sealed to."""
    ring = FakeOfficerRing.of("second pc")
    joined: dict[str, Value] = {"login": "x", "same_as": CARER.officer, "seal_key": ring.seal_key}
    write_directory(store, "Officer", b"x" * 16, joined)
    write_directory(store, "Officer", b"short-key-of-ten", {"login": "y", "seal_key": b"k" * 31})
    write_directory(store, "Officer", b"no-key-of-ten---", {"login": "z"})
    write_directory(store, "Officer", COLLEAGUE.officer, {"disabled": True})
    asked = [*officers(CARER, COLLEAGUE), b"short-key-of-ten", b"no-key-of-ten---", b"nobody-known----"]
    with store.read() as reader:
        found = holders_of(Directory(reader), make_desk(store, OWNER), asked, [b"x" * 16])
    carer = FakeOfficerRing.of(CARER.login)
    assert [(one.kind, one.officer, one.name, one.recipient, one.is_named) for one in found] == [
        ("officer", CARER.officer, recipient_of(CARER), carer.recipient(carer.seal_key), True),
        ("officer", b"x" * 16, found[1].name, ring.recipient(ring.seal_key), True),
    ]


def test_the_officer_at_the_desk_has_a_key(store: FakeStore) -> None:
    """That of this PC, before the directory knows it and instead of what it says; not where they are not asked for."""
    stranger = make_actor("stranger")
    with store.read() as reader:
        directory = Directory(reader)
        [found] = holders_of(directory, make_desk(store, stranger), officers(stranger))
        assert (found.officer, found.name, found.is_named) == (stranger.officer, recipient_of(stranger), False)
        assert holders_of(directory, make_desk(store, stranger), officers(OWNER))[0].officer == OWNER.officer
        assert len(holders_of(directory, make_desk(store, stranger), officers(OWNER))) == 1
    write_directory(store, "Officer", stranger.officer, {"login": "stranger", "seal_key": b"o" * 32})
    with store.read() as reader:
        [found] = holders_of(Directory(reader), make_desk(store, stranger), officers(stranger))
    assert found.name == recipient_of(stranger)


def test_headquarters_follows_the_officers(store: FakeStore) -> None:
    """After the grant its two keys come last, whoever the officers are."""
    with store.work(COORDINATOR) as unit:
        granted(unit)
        found = holders_of(Directory(unit), make_desk(store, OWNER), officers(OWNER))
    assert [one.kind for one in found] == ["officer", "case_unit", "recovery"]
