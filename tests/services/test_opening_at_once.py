"""Opening a case: one decision, one audit row, one state, and few statements, however many records there are."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.costs import decisions, statements
from tests.services.documents import a_document
from tests.services.offices import made_case, raw
from tests.services.rooms import CARER, COLLEAGUE, OWNER, PASSPHRASE, REASON, confirm
from tests.services.test_store_contract import StoreSite, open_site
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.store.queries import StoreReader
from tipdesk.adapters.store.shapes import shape_of
from tipdesk.domain.changes import Change
from tipdesk.domain.records import ALL_CASE_RECORDS, BY_NAME, BY_NUMBER, PLAIN_RECORDS
from tipdesk.domain.rules.access import Level
from tipdesk.domain.rules.closing import is_closed
from tipdesk.domain.rules.deeds import Deed
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.access.declare_interest import declare_interest
from tipdesk.services.access.emergency import open_in_emergency
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.history import history
from tipdesk.services.case.holders import find_holders
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.open_case import open_case
from tipdesk.services.directory.names import read_names
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.services.offices import Office
    from tests.services.rooms import Room
    from tipdesk.domain.rows import Happening
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk, Reader

FIRST = 3_000
KNOWN = len(ALL_CASE_RECORDS)
MADE = max(0, 70 - KNOWN)
MOST = 27
"""What a first opening costs at most, with its audit row, the settings, and BEGIN and COMMIT of both transactions."""
AUDIT = 12
"""What a row of the audit costs of these."""


class Wide(StoreReader):
    """A reader of a store of a later version, whose cases are made of more records."""

    def __init__(self, reader: StoreReader, more: Sequence[RecordType]) -> None:
        super().__init__(reader.link, reader._own_log, lambda _list, _code: 0)
        self._more = more

    def remember(self, case: bytes, *parts: Sequence[RecordType]) -> None:
        """Read them with the last part, and give them."""
        super().remember(case, *parts[:-1], (*parts[-1], *self._more))

    def find_last_happenings(self, case: bytes, most: tuple[int, int]) -> tuple[list[Happening], bool]:
        """Ask for the rows of the further records as well, as the rest of an opening does."""
        assert all(self.find_rows(one, case=case, with_deleted=True) for one in self._more)
        return super().find_last_happenings(case, most)


def later(desk: Desk, more: Sequence[RecordType]) -> Desk:
    """Return the desk of a later version, whose cases are made of more records."""

    @contextmanager
    def read() -> Iterator[Reader]:
        with desk.read() as reader:
            assert isinstance(reader, StoreReader)
            yield Wide(reader, more)

    return replace(desk, read=read)


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
    """All that the screen shows of the sample case, its audit row included; nobody is asked for twice."""
    case = a_case(site)
    desk = site.desk()
    open_case(desk, case)
    desk.looked.clear()
    with statements(site.store) as told:
        assert decisions(lambda: open_case(desk, case)) == 1
    assert len(told) <= MOST - 2, told  # nothing of it is signed, so that no officer's past is asked for
    assert len(set(told)) == len(told) - 1, told  # the two COMMITs
    assert sum('FROM "officer"' in sql for sql in told) == 1
    with desk.read() as reader:
        assert len(reader.find_rows(BY_NAME["AuditEvent"])) == 2
    with statements(site.store) as again:
        open_case(desk, case)
    assert 0 < len(told) - len(again) <= AUDIT


class Counting(OfficerKeyRing):
    """A ring that notes which sealed boxes it was given to open."""

    def open_value(self, key: bytes, box: bytes, bound: bytes) -> bytes:
        """Note it, and open it."""
        BOXES[box] += 1
        return super().open_value(key, box, bound)


BOXES: Counter[bytes] = Counter()


def test_what_is_sealed_is_opened_once(office: Office) -> None:
    """For its row once, however many rules and parts of the screen ask for that, and once for its line of history."""
    case = made_case(office, "restricted").id
    office.rings["maker"] = Counting(office.rings["maker"].keys)
    declare_interest(office.desk("maker"), case, knows_somebody=False)
    BOXES.clear()
    workspace = open_case(office.desk("maker"), case)
    [person] = workspace.view.of("Person")
    assert (person["family_name"], person["whereabouts"]) == ("Zebraname", "Zebraroad 5")
    rows = [raw(office, record) for record in ("Case", "Person", "Note")]
    sealed = [value.box for row in rows for value in row.values.values() if isinstance(value, Sealed)]
    assert [BOXES[box] for box in sealed] == [2] * 4


@pytest.fixture
def made(site: StoreSite) -> Iterator[list[RecordType]]:
    """So many records that the store has tables of seventy, as further declarations would give."""
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


@pytest.mark.parametrize("types", [KNOWN, 27, 70])
def test_a_case_of_many_records_costs_no_more(site: StoreSite, made: list[RecordType], types: int) -> None:
    """A first opening with rows of all of 27 records costs what one of 70 does, far below the gates of 40 and 90."""
    case, more = a_case(site, ALL_CASE_RECORDS), made[: max(0, types - KNOWN)]
    with site.store._write_engine.connect() as link, link.begin():
        for one in more:
            link.exec_driver_sql(f'INSERT INTO "{one.table}" SELECT * FROM note WHERE NOT hidden')  # noqa: S608 - names of ours
    desk = later(site.desk(), more)
    open_case(desk, case)
    desk.looked.clear()
    with statements(site.store) as told:
        assert decisions(lambda: open_case(desk, case)) == 1
    assert len(told) <= MOST, told
    for one in (*ALL_CASE_RECORDS, *more):
        assert sum(f'FROM "{one.table}"' in sql for sql in told) == 1


def test_what_lies_in_the_trash_of_many_records_is_one_question_more(site: StoreSite) -> None:
    """Who deleted it, and whether that is in dispute, is asked for all records of a part together."""
    case = a_case(site, ALL_CASE_RECORDS)
    desk = site.desk()
    rows = [row for found in look(desk, case).rows.values() for row in found]
    gone = [row for row in rows if row.record in PLAIN_RECORDS and not is_closed(row)]
    for row in gone:
        delete_record(desk, row)
    desk.looked.clear()
    with statements(site.store) as told:
        trash = open_case(desk, case).view.trash
    assert {row.id for row in trash} == {row.id for row in gone}
    assert len({row.record for row in trash}) > 2
    assert len(told) <= MOST + 3, told  # one for each of the three parts


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
    assert list(space.view.trash) == list(look(desk, room.case).trash) != []
    assert (space.holders, space.names) == (find_holders(desk, room.case), read_names(desk))
    assert space.view == look(desk, room.case)
    assert (space.rights.edit, space.rights.unmask, space.rights.to_print) == (Level.SEALED, Level.SEALED, Level.FULL)
    assert (space.rights.deeds, space.rights.minutes) == (
        frozenset({Deed.EXCLUDE, Deed.SERVE, Deed.JOIN, Deed.SHARE}),
        0,
    )
    open_in_emergency(room.desk(CARER), room.case, REASON, confirm, PASSPHRASE)
    declare_interest(room.desk(CARER), room.case, knows_somebody=False)
    rights = open_case(room.desk(CARER), room.case).rights
    assert (rights.edit, rights.unmask, rights.to_print) == (Level.NONE, Level.FULL, Level.NONE)
    assert (rights.deeds, rights.minutes) == (frozenset(), 60)
