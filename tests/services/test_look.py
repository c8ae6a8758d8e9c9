"""The one door: nothing is read without its audit row, and what is above the officer's level is not in the answer."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.fakes.store import FakeReader
from tests.services.documents import case_of
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import Trouble, UserError
from tipdesk.domain.records import BY_NAME, CASE_RECORDS
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.schema import Scope
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.history import history
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.rows import Row
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk

COLLEAGUE = make_actor("officer2", frozenset({"frontline"}))
SUPERVISOR = make_actor("chief", frozenset({"supervisor"}))
ADMIN = make_actor("admin", frozenset({"administrator"}))
COORDINATOR = make_actor("unit", frozenset({"coordinator"}))


def audited(store: FakeStore) -> list[tuple[object, object]]:
    """Return action and result of every audit row, in order."""
    with store.read() as reader:
        return [(row["action"], row["result"]) for row in reader.find_rows(BY_NAME["AuditEvent"])]


def test_who_made_the_case_sees_all_of_it(store: FakeStore) -> None:
    """The creator is assigned: full sight, and one audit row that holds no content."""
    view = look(make_desk(store), case_of(store))
    [person] = view.of("Person")
    assert (view.level, view.masked, person["family_name"]) == (Level.SEALED, False, "Doe")
    assert audited(store) == [("view", "allowed")]
    [entry] = store.entries_of(Scope.AUDIT)
    assert entry.head.case is None
    assert "Doe" not in repr(entry.changes)


def test_a_colleague_sees_neither_who_nor_where(store: FakeStore) -> None:
    """Of the same post but not assigned: identity and whereabouts are absent and named, the rest is there."""
    view = look(make_desk(store, COLLEAGUE), case_of(store))
    [person] = view.of("Person")
    assert person.masked == {
        "given_names",
        "family_name",
        "birth_date",
        "phone",
        "document_number",
        "safe_contact",
    }
    assert all(person[name] is None for name in person.masked)
    assert person["sex"] == "female"
    assert str(person["person_code"]).startswith("P-")
    assert view.masked
    assert "Doe" not in repr(view)


def test_a_supervisor_unmasks_as_a_deed_of_its_own(store: FakeStore) -> None:
    """Unmasking is a second audit row; a frontline colleague is refused it, and that is audited too."""
    chief = make_desk(store, SUPERVISOR)
    assert look(chief, case_of(store)).of("Person")[0]["family_name"] is None
    assert look(chief, case_of(store), Action.UNMASK).of("Person")[0]["family_name"] == "Doe"
    with pytest.raises(UserError) as caught:
        look(make_desk(store, COLLEAGUE), case_of(store), Action.UNMASK)
    assert caught.value.code == "not-allowed"
    assert audited(store) == [("view", "allowed"), ("unmask", "allowed"), ("denied", "denied")]


def test_an_administrator_sees_no_case(store: FakeStore) -> None:
    """No role without case content opens a case, and the try is in the audit log."""
    with pytest.raises(UserError):
        look(make_desk(store, ADMIN), case_of(store))
    assert audited(store) == [("denied", "denied")]


def test_a_coordinator_opens_any_case(store: FakeStore) -> None:
    """At headquarters the coordinator sees a post's case in full; an officer there who is not assigned does not."""
    there = make_store(9, is_headquarters=True)
    there.take_in(store)
    assert look(make_desk(there, COORDINATOR), case_of(store)).level is Level.SEALED
    with pytest.raises(UserError):
        look(make_desk(there, SUPERVISOR), case_of(store))


def test_another_post_knows_only_that_it_exists(store: FakeStore) -> None:
    """An officer of another post cannot open the case."""
    elsewhere = make_store(2)
    elsewhere.take_in(store)
    with pytest.raises(UserError):
        look(make_desk(elsewhere, COLLEAGUE), case_of(store))


def test_a_task_makes_its_officer_assigned(store: FakeStore) -> None:
    """Whoever is given a task in a case sees it, wherever they sit."""
    task = {"title": "Ring the clinic", "assigned_to": COLLEAGUE.officer}
    desk = make_desk(store)
    with pytest.raises(UserError):
        add_record(desk, case_of(store), BY_NAME["Task"], task)
    know(store, COLLEAGUE.officer, "officer2")
    add_record(desk, case_of(store), BY_NAME["Task"], task)
    assert look(make_desk(store, COLLEAGUE), case_of(store)).level is Level.FULL


def know(store: FakeStore, officer: bytes, login: str) -> None:
    """Write an officer into the directory."""
    with store.work(ADMIN) as unit:
        unit.append(Scope.DIRECTORY, None, [Change(BY_NAME["Officer"].number, officer, {1: login})])


def test_nobody_gives_a_case_to_themself(store: FakeStore) -> None:
    """A colleague who sees no names cannot become assigned by their own hand; a supervisor can decide it."""
    colleague = make_desk(store, COLLEAGUE)
    for deed in (
        lambda desk: add_record(desk, case_of(store), BY_NAME["Task"], {"title": "Mine", "assigned_to": "officer2"}),
        lambda desk: amend(desk, case_of(store), {"owner": "officer2"}),
    ):
        with pytest.raises(UserError) as caught:
            deed(colleague)
        assert caught.value.code == "bad-fields"
    know(store, COLLEAGUE.officer, "officer2")
    amend(make_desk(store, SUPERVISOR), case_of(store), {"owner": "officer2"})
    assert look(colleague, case_of(store)).level is Level.FULL


def amend(desk: Desk, case: bytes, given: dict[str, object]) -> None:
    """Amend the Case row as the officer sees it."""
    amend_record(desk, look(desk, case).case, given)


@pytest.mark.parametrize("action", [Action.VIEW, Action.UNMASK, Action.PRINT, Action.EXPORT, Action.SEARCH])
def test_no_look_without_its_audit_row(store: FakeStore, action: Action) -> None:
    """If the audit row cannot be written the look fails, and nothing of the case has been read for it."""
    desk = make_desk(store)
    store.broken = Trouble("disk-full", "The disk is full.")
    with pytest.raises(Trouble):
        look(desk, case_of(store), action)
    with pytest.raises(Trouble):
        history(desk, case_of(store))


def test_the_audit_row_is_committed_before_the_read(store: FakeStore) -> None:
    """When the case's rows are read, the row is in the log already."""
    seen: dict[str, set[int]] = {}

    class Watched(FakeReader):
        def find_rows(self, record: RecordType, **asked: object) -> list[Row]:
            seen.setdefault(record.name, set()).add(len(store.entries_of(Scope.AUDIT)))
            return super().find_rows(record, **asked)  # type: ignore[arg-type] # what it was asked

    look(replace(make_desk(store), read=lambda: nullcontext(Watched(store))), case_of(store))
    decides = {"Exclusion", "AccessGrant", "Task", "CaseKey", "CaseShare", "CaseHandover"}
    assert {record.name: seen.get(record.name) for record in CASE_RECORDS if record.name not in decides} == {
        record.name: {1} for record in CASE_RECORDS if record.name not in decides
    }


def test_opening_again_within_ten_minutes_writes_no_second_row(store: FakeStore) -> None:
    """One session, one case, one action: the second row comes after ten minutes, or when the clock went back."""
    desk = make_desk(store)
    look(desk, case_of(store))
    store.clock.pass_minutes(9)
    history(desk, case_of(store))
    assert len(audited(store)) == 1
    store.clock.pass_minutes(1)
    look(desk, case_of(store))
    assert len(audited(store)) == 2
    store.clock.pass_minutes(-60)
    look(desk, case_of(store))
    assert len(audited(store)) == 3
    look(make_desk(store), case_of(store))
    assert len(audited(store)) == 4, "another session writes its own row"


def test_each_print_and_export_is_audited(store: FakeStore) -> None:
    """What leaves the program is counted each time."""
    desk = make_desk(store)
    for action in (Action.PRINT, Action.PRINT, Action.EXPORT, Action.EXPORT):
        look(desk, case_of(store), action)
    assert [action for action, _result in audited(store)] == ["print", "print", "export", "export"]


def test_a_case_that_is_not_here_is_no_secret(store: FakeStore) -> None:
    """An id that no entry has named is refused by name."""
    with pytest.raises(UserError) as caught:
        look(make_desk(store), b"\0" * 16)
    assert caught.value.code == "no-such-case"


def test_history_holds_back_what_the_case_does(store: FakeStore) -> None:
    """A colleague's history says that a name was written, and not which."""
    lines = history(make_desk(store, COLLEAGUE), case_of(store))
    named = next(line for line in lines if line.field == "family_name")
    assert (named.masked, named.after, named.before, named.reason) == (True, None, (), None)
    assert "Doe" not in repr(lines)
    whole = history(make_desk(store), case_of(store))
    assert next(line for line in whole if line.field == "family_name").after == "Doe"
