"""The keys of one case, row by row: who holds which, who lacks one, which one serves for what is written next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk
from tests.fakes.keys import FakeOfficerRing
from tests.services.key_rows import (
    CASE,
    KEY,
    LATER,
    NAME,
    keys,
    make_keyed_store,
    officers,
    recipient_of,
    row_of,
    write_directory,
)
from tests.services.rooms import CARER, COLLEAGUE, OWNER, SUPERVISOR
from tipdesk.domain.changes import Change
from tipdesk.domain.schema import Scope
from tipdesk.services.keys.cases.case_keys import (
    CaseKeys,
    Made,
    end_changes,
    find_signed,
    lacks,
    missing_rows,
    row_changes,
)
from tipdesk.services.keys.cases.directory import Holder
from tipdesk.services.keys.cases.key_grants import CASE_KEY, ENDED
from tipdesk.sync.sealing import parcel_of

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import Actor


@pytest.fixture
def store() -> FakeStore:
    """A post whose officers have keys in the directory."""
    return make_keyed_store()


def test_versions_count_from_the_highest_that_anybody_holds() -> None:
    """Nought before any key; whoever holds it, and in whatever order the rows stand."""
    assert keys().last_version == 0
    assert keys(row_of(OWNER), row_of(CARER, LATER, is_ended=True), row_of(None)).last_version == 2
    assert keys(row_of(OWNER, version="two")).last_version == 0


def test_keys_are_never_printed() -> None:
    """What ends up in a traceback or a log of the program names no key that opens anything."""
    for told in (keys(row_of(OWNER)), Made(1, KEY, "ordinary")):
        assert repr(KEY) not in repr(told)


def test_who_holds_keys_now() -> None:
    """Neither who was removed, nor who is excluded; the case unit holds as well and is no officer."""
    found = keys(row_of(OWNER), row_of(COLLEAGUE, is_ended=True), row_of(CARER), row_of(None), excluded=[CARER])
    assert [row["officer"] for row in found.live] == [OWNER.officer, None]
    assert found.officers == officers(OWNER)
    assert found.removed == officers(COLLEAGUE, CARER)
    assert keys(row_of(OWNER, is_ended=True), row_of(OWNER, LATER)).removed == frozenset()


def test_who_holds_the_latest() -> None:
    """Kind and officer of each who was not removed; an earlier version is not the latest."""
    found = keys(row_of(OWNER), row_of(OWNER, LATER), row_of(CARER), row_of(None, LATER))
    assert found.latest == {("officer", OWNER.officer), ("case_unit", None)}
    assert keys(row_of(CARER), row_of(OWNER, LATER, is_ended=True)).latest == frozenset()


def test_who_was_let_in_by_name() -> None:
    """By a row that says so, for as long as they were not removed."""
    rows = (row_of(OWNER), row_of(COLLEAGUE, named=True), row_of(CARER, named=True, is_ended=True))
    assert keys(*rows).named == officers(COLLEAGUE)
    assert keys(row_of(SUPERVISOR, named=False)).named == frozenset()


def test_who_was_chosen_for_these_people_only() -> None:
    """By the latest key that was made for few: not by an earlier one, nor by a later one for many."""
    first = row_of(CARER, level="restricted")
    second = [row_of(one, LATER, level="restricted", is_ended=one is COLLEAGUE) for one in (OWNER, COLLEAGUE)]
    many = row_of(SUPERVISOR, b"third---", version=3, level="ordinary")
    assert keys(first, *second, many).chosen == officers(OWNER)
    assert keys(first, many).chosen == officers(CARER)
    assert keys(many).chosen == frozenset()


@pytest.mark.parametrize(
    ("made_for", "level", "held", "opens"),
    [
        ("ordinary", "ordinary", [NAME], True),
        ("ordinary", "restricted", [NAME], False),
        ("restricted", "restricted", [NAME], True),
        ("restricted", "ordinary", [NAME], True),
        ("restricted", "restricted", [], False),
        (None, "restricted", [NAME], False),
        (None, None, [NAME], True),
    ],
)
def test_whether_a_case_of_a_level_opens(
    made_for: str | None, level: str | None, held: list[bytes], *, opens: bool
) -> None:
    """By a key that is held and was made for as few; a case without keys is shut to nobody."""
    assert keys(row_of(OWNER, level=made_for), held=held).opens(level) is opens
    assert keys(held=held).opens(level)


def test_the_latest_key_that_is_held_serves_for_writing(store: FakeStore) -> None:
    """Of those held the highest version; none where none is held; of one version the name decides, not the order."""
    both = (row_of(OWNER, LATER), row_of(OWNER))
    twin = row_of(CARER, b"\xff" * 8)
    with store.read() as reader:
        assert keys(*both).find_for_writing(reader, "ordinary") == LATER
        assert keys(*both, held=[NAME]).find_for_writing(reader, "ordinary") == NAME
        assert keys(*both, held=[]).find_for_writing(reader, "ordinary") is None
        assert keys().find_for_writing(reader, "ordinary") is None
        for rows in ((row_of(OWNER), twin), (twin, row_of(OWNER))):
            made = CaseKeys(CASE, rows, {NAME: KEY, b"\xff" * 8: KEY})
            assert made.find_for_writing(reader, "ordinary") == b"\xff" * 8


def test_a_key_of_somebody_who_left_serves_no_more(store: FakeStore) -> None:
    """Removed, excluded or disabled: the next write is under another key, an earlier one or a new one."""
    earlier = row_of(OWNER)
    write_directory(store, "Officer", b"gone-officer----", {"login": "gone", "disabled": True})
    with store.read() as reader:
        for gone, excluded in (
            (row_of(CARER, LATER, is_ended=True), []),
            (row_of(CARER, LATER), [CARER]),
            (row_of(None, LATER, officer=b"gone-officer----"), []),
        ):
            found = keys(earlier, row_of(OWNER, LATER), gone, excluded=excluded)
            assert found.find_for_writing(reader, "ordinary") == NAME
        assert keys(earlier, row_of(CARER, LATER)).find_for_writing(reader, "ordinary") == LATER


def test_what_is_for_few_is_not_written_under_a_key_for_many(store: FakeStore) -> None:
    """A restricted case takes the latest key made for few; an ordinary one takes any."""
    rows = (row_of(OWNER, level="restricted"), row_of(OWNER, LATER, level="ordinary"))
    with store.read() as reader:
        assert keys(*rows).find_for_writing(reader, "restricted") == NAME
        assert keys(*rows).find_for_writing(reader, "ordinary") == LATER
        assert keys(rows[1]).find_for_writing(reader, "restricted") is None


def holder(actor: Actor, *, is_named: bool = False) -> Holder:
    """Return an officer as a holder."""
    ring = FakeOfficerRing.of(actor.login)
    return Holder("officer", actor.officer, recipient_of(actor), ring.recipient(ring.seal_key), is_named)


def test_who_lacks_a_key() -> None:
    """Whoever has not every key, and whoever had one and was removed; nobody where there is no key."""
    rows = (row_of(OWNER), row_of(OWNER, LATER), row_of(CARER), row_of(COLLEAGUE), row_of(COLLEAGUE, LATER))
    assert not lacks(keys(*rows), [holder(OWNER), holder(COLLEAGUE)])
    assert lacks(keys(*rows), [holder(OWNER), holder(CARER)])
    assert lacks(keys(*rows[:2], row_of(CARER, is_ended=True)), [holder(CARER)])
    assert not lacks(keys(), [holder(OWNER)])


def test_ending_marks_the_rows_of_those_people_alone() -> None:
    """Every key of theirs that was not ended before."""
    rows = (row_of(OWNER), row_of(CARER), row_of(CARER, LATER, is_ended=True), row_of(COLLEAGUE))
    assert end_changes(keys(*rows), officers(CARER)) == [Change(CASE_KEY.number, rows[1].id, {ENDED: True})]


def test_a_key_row_says_for_whom_it_is_and_opens_for_them(store: FakeStore) -> None:
    """Its version, level and holder; let in by name only where somebody was; under an officer's signature."""
    desk = make_desk(store, OWNER)
    made = Made(3, KEY, "restricted")
    changes = list(row_changes(desk, CASE, made, [holder(OWNER), holder(CARER, is_named=True)]))
    with store.work(OWNER) as unit:
        unit.append(Scope.CASE, CASE, changes)
    with store.read() as reader:
        rows = reader.find_rows(CASE_KEY)
        assert [is_good for _row, is_good in find_signed(reader, desk)] == [True, True]
    assert [(row["version"], row["key"], row["kind"], row["officer"], row["named"], row["level"]) for row in rows] == [
        (3, NAME, "officer", OWNER.officer, None, "restricted"),
        (3, NAME, "officer", CARER.officer, True, "restricted"),
    ]
    sealed = rows[1]["sealed"]
    assert isinstance(sealed, bytes)
    assert FakeOfficerRing.of(CARER.login).open(sealed) == parcel_of(CASE, KEY)


def test_whoever_lacks_a_key_gets_those_that_are_held(store: FakeStore) -> None:
    """Each at its own version and level; who was removed gets a new row; what is not held is given to nobody."""
    desk = make_desk(store, OWNER)
    rows = (
        row_of(OWNER, level="restricted"),
        row_of(OWNER, LATER),
        row_of(CARER, level="restricted", is_ended=True),
        row_of(CARER, LATER),
    )

    def given(found: CaseKeys, *holders: Holder) -> list[tuple[Value, ...]]:
        changes = missing_rows(desk, found, holders)
        with store.work(OWNER) as unit:
            unit.append(Scope.CASE, CASE, changes)
            rows = [unit.get_row(CASE_KEY, change.row) for change in changes]
        return [(row["officer"], row["key"], row["version"], row["level"], row["named"]) for row in rows if row]

    assert given(keys(*rows), holder(OWNER)) == []
    assert given(keys(*rows), holder(CARER)) == [(CARER.officer, NAME, 1, "restricted", None)]
    assert given(keys(*rows, held=[LATER]), holder(COLLEAGUE)) == [(COLLEAGUE.officer, LATER, 2, None, None)]
    assert given(keys(*rows, excluded=[CARER]), holder(CARER)) == [
        (CARER.officer, NAME, 1, "restricted", None),
        (CARER.officer, LATER, 2, None, None),
    ]


def test_the_first_row_of_a_key_says_of_which_version_it_is(store: FakeStore) -> None:
    """A later row of the same key that claims another version or level changes nothing of what is given on."""
    rows = (row_of(OWNER, level="restricted"), row_of(CARER, version=9, level="ordinary"))
    changes = missing_rows(make_desk(store, OWNER), keys(*rows, held=[NAME]), [holder(COLLEAGUE)])
    fields = CASE_KEY.by_name
    assert [(one.fields[fields["version"].number], one.fields[fields["level"].number]) for one in changes] == [
        (1, "restricted")
    ]


def test_being_let_in_by_name_is_written_once(store: FakeStore) -> None:
    """Who holds a key by their part gets a row that names them; who was named before gets none, named or not."""
    desk = make_desk(store, OWNER)
    plain, named = row_of(CARER), row_of(COLLEAGUE, named=True)
    assert len(missing_rows(desk, keys(plain, held=[NAME]), [holder(CARER, is_named=True)])) == 1
    assert missing_rows(desk, keys(plain, held=[NAME]), [holder(CARER)]) == []
    for is_named in (True, False):
        assert missing_rows(desk, keys(named, held=[NAME]), [holder(COLLEAGUE, is_named=is_named)]) == []
