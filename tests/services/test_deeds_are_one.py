"""A deed is one unit: what was permitted cannot have changed before it is written, and its draft goes with it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor
from tests.services.deed_cut_short import DRAFT, KEY_OF_STORE, begin
from tests.services.offices import OFFICERS, made_case
from tests.services.refusals import refusal
from tests.services.rooms import COLLEAGUE, COORDINATOR, OWNER, REASON, SUPERVISOR
from tests.services.test_store_contract import StoreSite, open_site
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.access.act_now import act_now
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.access.exclude_officer import exclude_officer, lift_exclusion
from tipdesk.services.access.serve_case import serve_case, withdraw_access
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record, restore_record
from tipdesk.services.case.holders import let_open, stop_opening
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.note_call import correct_call, note_call
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.take_back import take_back
from tipdesk.services.drafts import get_draft, keep_draft
from tipdesk.services.headquarters.directory.rows import add_directory_row, amend_directory_row, list_directory
from tipdesk.services.look import look
from tipdesk.services.reports.acknowledge_report import acknowledge_case, acknowledge_report
from tipdesk.services.reports.assign_report import assign_report
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.services.offices import Office
    from tests.services.rooms import Room
    from tipdesk.services.desk import Desk, UnitOfWork

AGENCY, NOTE, REPORT = BY_NAME["Agency"], BY_NAME["Note"], BY_NAME["Report"]
Deed = tuple["Callable[..., object]", tuple[object, ...]]


def deeds_in(room: Room) -> dict[str, Deed]:
    """Return what the owner can do in their case, each ready to be done."""
    owner, supervisor = room.desk(OWNER), room.desk(SUPERVISOR)
    report = add_record(supervisor, room.case, REPORT, {"where_now": "here"}).row
    call = note_call(owner, room.case, {"whom": "The clinic", "answer": "answered"}).row
    gone = add_record(owner, room.case, NOTE, {"text": "Gone"})
    view = look(owner, room.case)
    [trashed] = [row for row in view.of("Note") if row.id == gone.row]
    delete_record(owner, trashed)
    shut = exclude_officer(owner, room.case, COLLEAGUE.login, REASON).row
    served = serve_case(owner, room.case, COLLEAGUE.login, "full", REASON).row
    [person] = view.of("Person")
    return {
        "add": (add_record, (room.case, NOTE, {"text": "A word"})),
        "amend": (amend_record, (person, {"occupation": "Cook"})),
        "delete": (delete_record, (person,)),
        "restore": (restore_record, (look(owner, room.case).trash[0],)),
        "settle": (partial(settle_conflict, value="Cook"), (person, "occupation")),
        "take back": (take_back, (amend_record(owner, person, {"occupation": "Guard"}),)),
        "call": (note_call, (room.case, {"whom": "The clinic", "answer": "answered"})),
        "correct": (correct_call, (view.get_row(call or b""), {"whom": "The shelter"})),
        "acknowledge": (acknowledge_report, (room.case, report)),
        "acknowledge all": (acknowledge_case, (room.case,)),
        "assign": (assign_report, (room.case,)),
        "exclude": (exclude_officer, (room.case, COORDINATOR.login, REASON)),
        "lift": (lift_exclusion, (shut, REASON)),
        "serve": (serve_case, (room.case, COLLEAGUE.login, "summary", REASON)),
        "withdraw": (withdraw_access, (served, REASON)),
        "act now": (act_now, (room.case, "print_identity", "danger", REASON)),
        "say": (partial(declare_interest, knows_somebody=False), (room.case,)),
    }


def unread(desk: Desk) -> Desk:
    """Return a desk at which nothing can be read outside a unit of work."""

    def refuse() -> None:
        raise AssertionError("read beside the unit")

    return replace(desk, read=refuse)  # type: ignore[arg-type] # nobody is to call it


def at_the_door(desk: Desk, first: Callable[[], object]) -> Desk:
    """Return a desk at which somebody else does something in the moment before its unit of work begins, once."""
    waiting = [first]

    @contextmanager
    def work() -> Iterator[UnitOfWork]:
        while waiting:
            waiting.pop()()
        with desk.work() as unit:
            yield unit

    return replace(desk, work=work)


DONE_BY_OWNER = (
    "add", "amend", "delete", "restore", "take back", "call", "correct", "acknowledge", "acknowledge all", "assign",
    "exclude", "lift", "serve", "withdraw", "say",
)  # fmt: skip


@pytest.mark.parametrize("name", DONE_BY_OWNER)
def test_a_deed_reads_nothing_beside_its_unit(room: Room, name: str) -> None:
    """Permission, checks and writing see one state: no reader is opened."""
    verb, given = deeds_in(room)[name]
    desk = room.desk(OWNER)
    reads = replace(desk, actor=replace(OWNER, roles=OWNER.roles | SUPERVISOR.roles))  # who acknowledges oversees
    verb(unread(reads), *given)


@pytest.mark.parametrize("name", [*DONE_BY_OWNER, "settle", "act now"])
def test_what_was_permitted_before_counts_for_nothing(room: Room, name: str) -> None:
    """Excluded in the last moment, the officer does nothing any more; a refusal is written down, and no deed."""
    verb, given = deeds_in(room)[name]
    desk = room.desk(OWNER)
    shut = partial(exclude_officer, room.desk(SUPERVISOR), room.case, OWNER.login, REASON)
    before = len(room.store.entries_of(Scope.CASE))
    assert refusal(lambda: verb(at_the_door(desk, shut), *given)).code == "no-such-case"
    assert len(room.store.entries_of(Scope.CASE)) == before + 1, "the exclusion alone"
    assert room.looks()[-2:] == [("exclude", "allowed"), ("denied", "denied")]


@pytest.mark.parametrize("name", ["let", "stop", "restrict"])
def test_who_opens_a_case_is_decided_in_one_unit_too(office: Office, name: str) -> None:
    """Whoever was removed from a case in the last moment lets nobody in, stops nobody and seals nothing."""
    made = made_case(office)
    desk, other = office.desk("maker"), OFFICERS["other"].officer
    verbs = {
        "let": partial(let_open, case=made.id, officers=[other]),
        "stop": partial(stop_opening, case=made.id, officer=OFFICERS["chief"].officer),
        "restrict": partial(restrict_case, case=made.id, officers=[]),
    }
    shut = partial(exclude_officer, office.desk("chief"), made.id, "maker", REASON)
    before = len(office.store.entries_of(Scope.CASE))
    assert refusal(lambda: verbs[name](at_the_door(desk, shut))).code == "no-such-case"
    assert len(office.store.entries_of(Scope.CASE)) == before + 1


def test_a_look_is_decided_when_its_row_is_written(room: Room) -> None:
    """Somebody who is excluded before the row is in the log sees nothing: no look stands behind an exclusion there."""
    desk = room.desk(OWNER)
    shut = partial(exclude_officer, room.desk(SUPERVISOR), room.case, OWNER.login, REASON)
    assert refusal(lambda: look(at_the_door(desk, shut), room.case)).code == "no-such-case"
    assert room.looks()[-2:] == [("exclude", "allowed"), ("denied", "denied")]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[StoreSite]:
    """A post with a real store."""
    yield from open_site(tmp_path / "here", 1)


def test_the_real_store_refuses_and_undoes_all_of_it(site: StoreSite) -> None:
    """On SQLCipher: the refusal is in the log, the row is not, and what was typed is there still."""
    supervisor = site.desk(make_actor("chief", frozenset({"supervisor"})))
    desk = site.desk()
    case = new_case(desk, {"case": {"title": "Heron"}, "records": []}).id
    keep_draft(desk, DRAFT, {"text": "Half a note"})
    with supervisor.work() as unit:
        assert unit.find_rows(NOTE, case=case) == []
    assert refusal(lambda: add_record(desk, case, NOTE, {"text": "Half a note", "nosuch": 1}, draft=DRAFT)).code == (
        "bad-fields"
    )
    assert get_draft(desk, DRAFT) == {"text": "Half a note"}
    shut = partial(lend_nothing, supervisor, case, desk.actor.officer)
    refused = refusal(lambda: add_record(at_the_door(desk, shut), case, NOTE, {"text": "Half a note"}, draft=DRAFT))
    assert refused.code == "no-such-case"
    assert get_draft(desk, DRAFT) == {"text": "Half a note"}
    with desk.read() as reader:
        assert reader.find_rows(NOTE, case=case) == []
        assert [row["action"] for row in reader.find_rows(BY_NAME["AuditEvent"])] == ["denied"]


def lend_nothing(desk: Desk, case: bytes, officer: bytes) -> None:
    """Name an officer as somebody who must not know of a case, past the directory that this store lacks."""
    from tipdesk.services.access.deciding import exclusion_of

    with desk.work() as unit:
        unit.append(Scope.CASE, case, [exclusion_of(desk, officer, "named", REASON)])


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_draft_goes_with_its_save_or_stays(tmp_path: Path, moment: str) -> None:
    """A process that ends by SIGKILL leaves a draft and no row before the commit, a row and no draft after it."""
    home = tmp_path / "home"
    case = begin(home)
    words = [sys.executable, "-m", "tests.services.deed_cut_short", str(home), case.hex(), moment]
    ended = subprocess.run(words, check=False, capture_output=True)
    assert ended.returncode == -9, ended.stderr.decode()
    with KEY_OF_STORE.opened(home) as site:
        desk = site.desk()
        with desk.read() as reader:
            notes = [row["text"] for row in reader.find_rows(NOTE, case=case)]
        kept = get_draft(desk, DRAFT)
    assert (notes, kept) == (([], {"text": "A note"}) if moment == "before" else (["A note"], None))


@pytest.fixture
def office_site(tmp_path: Path) -> Iterator[StoreSite]:
    """Headquarters with a real store."""
    yield from open_site(tmp_path / "office", 1, is_headquarters=True)


@pytest.mark.parametrize("verb", ["add", "amend"])
def test_a_row_of_the_directory_takes_its_draft_along(office_site: StoreSite, verb: str) -> None:
    """At headquarters too: one unit; what is refused, or cut short before the commit, leaves what was typed."""
    desk = office_site.desk(make_actor("lead", frozenset({"coordinator"})))
    before, save = list[str](), partial[Changed](add_directory_row, record=AGENCY)
    if verb == "amend":
        before = ["Safe place"]
        add_directory_row(desk, AGENCY, {"name": "Safe place"})
        save = partial(amend_directory_row, seen=list_directory(desk, AGENCY)[0])
    keep_draft(desk, DRAFT, {"name": "Half"})
    assert refusal(lambda: save(desk, given={"name": "Half", "nosuch": 1}, draft=DRAFT)).code == "bad-fields"
    with pytest.raises(ZeroDivisionError):
        save(cut_short(desk), given={"name": "Half"}, draft=DRAFT)
    assert [row["name"] for row in list_directory(desk, AGENCY)] == before
    assert get_draft(desk, DRAFT) == {"name": "Half"}
    units: list[UnitOfWork] = []
    save(counted(desk, units), given={"name": "Whole"}, draft=DRAFT)
    assert len(units) == 1
    assert [row["name"] for row in list_directory(desk, AGENCY)] == ["Whole"]
    assert get_draft(desk, DRAFT) is None


def cut_short(desk: Desk) -> Desk:
    """Return a desk whose units end in the moment before their commit."""

    @contextmanager
    def work() -> Iterator[UnitOfWork]:
        with desk.work() as unit:
            yield unit
            raise ZeroDivisionError

    return replace(desk, work=work)


def counted(desk: Desk, units: list[UnitOfWork]) -> Desk:
    """Return a desk that notes its units of work."""

    @contextmanager
    def work() -> Iterator[UnitOfWork]:
        with desk.work() as unit:
            units.append(unit)
            yield unit

    return replace(desk, work=work)
