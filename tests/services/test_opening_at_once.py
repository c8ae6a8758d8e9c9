"""Opening a case: one decision, one audit row, one state, and few statements, however many records there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.costs import decisions, statements
from tests.services.documents import a_document
from tests.services.rooms import CARER, COLLEAGUE, OWNER, PASSPHRASE, REASON, confirm
from tests.services.test_store_contract import StoreSite, open_site
from tipdesk.adapters.store.shapes import shape_of
from tipdesk.domain.changes import Change
from tipdesk.domain.records import ALL_CASE_RECORDS, BY_NAME, BY_NUMBER
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.schema import Scope
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.access.emergency import open_in_emergency
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.delete_record import delete_record, find_deleted
from tipdesk.services.case.history import history
from tipdesk.services.case.holders import find_holders
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.open_case import open_case
from tipdesk.services.directory.names import read_names
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.services.rooms import Room
    from tipdesk.domain.schema import RecordType

FIRST, MADE = 3_000, 70
AUDIT = 13
"""What a row of the audit costs at most."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[StoreSite]:
    """A post with a real store."""
    yield from open_site(tmp_path / "here", 1)


def a_case(site: StoreSite, records: tuple[RecordType, ...] = ()) -> bytes:
    """Record a case, with a row of each of these records besides those of the document."""
    case = new_case(site.desk(), a_document()).id
    with site.desk().work() as unit:
        there = {record.number for record in ALL_CASE_RECORDS if unit.find_rows(record, case=case)}
        changes = [
            Change(one.number, bytes([at]) * 16, {99: 1}) for at, one in enumerate(records) if one.number not in there
        ]
        unit.append(Scope.CASE, case, changes)
    return case


def test_one_decision_one_row_and_few_statements(site: StoreSite) -> None:
    """All that the screen shows of the sample case, its audit row included, for at most 40 statements."""
    case = a_case(site)
    desk = site.desk()
    open_case(desk, case)
    desk.looked.clear()
    with statements(site.store) as told:
        assert decisions(lambda: open_case(desk, case)) == 1
    assert len(told) <= 40, told
    assert sum('FROM "officer"' in sql for sql in told) == 1
    with desk.read() as reader:
        assert len(reader.find_rows(BY_NAME["AuditEvent"])) == 2
    with statements(site.store) as again:
        open_case(desk, case)
    assert 0 < len(told) - len(again) <= AUDIT


def test_a_record_costs_one_statement_and_none_without_rows(site: StoreSite) -> None:
    """A case with rows of every record: what is not a table of the case stays within the gates for 27 and for 70."""
    plain, full = a_case(site), a_case(site, ALL_CASE_RECORDS)
    desk, cost = site.desk(), {}
    for case in (plain, full):
        open_case(desk, case)
        with statements(site.store) as told:
            open_case(desk, case)
        tables = {
            record.number for record in ALL_CASE_RECORDS if sum(f'FROM "{record.table}" WHERE 1' in one for one in told)
        }
        assert all(sum(f'FROM "{BY_NUMBER[one].table}" WHERE 1' in sql for sql in told) == 1 for one in tables)
        cost[case] = (len(told), len(tables))
    assert cost[full][1] == len(ALL_CASE_RECORDS)
    assert cost[plain][1] < len(ALL_CASE_RECORDS)
    besides = cost[full][0] - cost[full][1]
    assert besides + 27 <= 40
    assert besides + 70 <= 90


@pytest.fixture
def made(site: StoreSite) -> Iterator[list[RecordType]]:
    """Seventy records that the store has tables of, as seventy declarations would give."""
    note = BY_NAME["Note"]
    records = [replace(note, name=f"Exhibit{at}", number=FIRST + at) for at in range(MADE)]
    BY_NUMBER.update({one.number: one for one in records})
    with site.store._write_engine.connect() as link, link.begin():
        for one in records:
            columns = ", ".join(f'"{name}"' for name in shape_of(one.number).columns)
            link.exec_driver_sql(f'CREATE TABLE "{one.table}" ({columns}, PRIMARY KEY (row_id)) WITHOUT ROWID')
    yield records
    for one in records:
        del BY_NUMBER[one.number]
    shape_of.cache_clear()


@pytest.mark.parametrize("filled", [0, 3, MADE])
def test_seventy_records_cost_as_many_statements_as_have_rows(
    site: StoreSite, made: list[RecordType], filled: int
) -> None:
    """One question tells which tables hold something of the case; each of these is read once, however often asked."""
    case = a_case(site)
    with site.store._write_engine.connect() as link, link.begin():
        for one in made[:filled]:
            link.exec_driver_sql(f'INSERT INTO "{one.table}" SELECT * FROM note')  # noqa: S608 - names of ours
    with site.desk().read() as reader, statements(site.store) as told:
        reader.link.raw.set_trace_callback(told.append)  # type: ignore[attr-defined] # the real store's
        reader.remember(case, made)
        found = [reader.find_rows(one, case=case, with_deleted=True) for one in (*made, *made)]
        reader.link.raw.set_trace_callback(None)  # type: ignore[attr-defined] # as above
    assert sum(map(len, found)) == 2 * filled
    assert len([sql for sql in told if "Exhibit" in sql or "exhibit" in sql]) == 1 + filled


def test_what_belongs_to_somebody_in_the_trash_stands_with_their_name(room: Room) -> None:
    """As far as that name is open; it is nobody's where the person has not arrived, and no more once they are back."""
    desk = room.desk(OWNER)
    [person] = look(desk, room.case).of("Person")
    assert open_case(desk, room.case).loose == ()
    delete_record(desk, person)
    with desk.work() as unit:
        lost = change_of_new(BY_NAME["Episode"], b"e" * 16, {"person": b"never arrived---"})
        unit.append(Scope.CASE, room.case, [lost])
    loose = open_case(desk, room.case).loose
    assert [(one.row.record.name, one.parent and one.parent["family_name"]) for one in loose] == [
        ("CaseRole", "Doe"), ("Episode", "Doe"), ("Episode", None),
    ]  # fmt: skip
    colleague = room.desk(COLLEAGUE)
    declare_interest(colleague, room.case, knows_somebody=False)
    [parent] = {one.parent and one.parent["family_name"] for one in open_case(colleague, room.case).loose}
    assert parent is None
    assert "Doe" not in repr(open_case(colleague, room.case).loose)


def test_the_screen_gets_what_it_asked_for_one_by_one(room: Room) -> None:
    """History, trash, holders and rights are those of the verbs that give each alone."""
    desk = room.desk(OWNER)
    add_record(desk, room.case, BY_NAME["Note"], {"text": "A word"})
    delete_record(desk, look(desk, room.case).of("Note")[0])
    space = open_case(desk, room.case)
    assert list(space.history) == history(desk, room.case)
    assert list(space.view.trash) == find_deleted(desk, room.case) != []
    assert (space.holders, space.names) == (find_holders(desk, room.case), read_names(desk))
    assert space.view == look(desk, room.case)
    assert (space.rights.edit, space.rights.unmask, space.rights.to_print) == (Level.SEALED, Level.SEALED, Level.FULL)
    assert (space.rights.deeds, space.rights.minutes) == (frozenset({Deed.EXCLUDE, Deed.SERVE}), 0)
    open_in_emergency(room.desk(CARER), room.case, REASON, confirm, PASSPHRASE)
    declare_interest(room.desk(CARER), room.case, knows_somebody=False)
    rights = open_case(room.desk(CARER), room.case).rights
    assert (rights.edit, rights.unmask, rights.to_print) == (Level.NONE, Level.FULL, Level.NONE)
    assert (rights.deeds, rights.minutes) == (frozenset(), 60)
