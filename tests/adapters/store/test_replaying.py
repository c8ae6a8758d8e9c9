"""Rows made again from the entries of their case or scope: what an older version kept raw becomes columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.store.names import ACTOR, FAMILY, GIVEN, PERSON
from tests.adapters.store.stores import FakeDevice, change, problems, save, take_in
from tipdesk.adapters.store.projection import RowSum, fits, keep_sum
from tipdesk.adapters.store.replaying import adopt_known
from tipdesk.adapters.store.shapes import CASE, CLOCK, EXTRA, Shape, shape_of
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.sync.codec import encode_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.adapters.store.link import Link
    from tipdesk.adapters.store.store import Store
    from tipdesk.domain.schema import RecordType

CASE_ID, OTHER_CASE = b"case-0123456789a", b"case-zzzzzzzzzzz"
ROW, SECOND, THIRD = (b"row-%012d" % place for place in range(3))
POST = BY_NAME["Post"]


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own."""
    return True


@pytest.fixture
def store(store: Store) -> Store:
    """Make a store with people of two cases, one of them in dispute, and a post of the directory."""
    save(store, CASE_ID, change(ROW, {FAMILY: "Paul", GIVEN: "Ann"}), change(SECOND, {FAMILY: "Pol"}))
    save(store, OTHER_CASE, change(THIRD, {FAMILY: "Paula"}))
    device = FakeDevice(b"one")
    take_in(store, [device], [device.write(CASE_ID, change(SECOND, {FAMILY: "Pola"}))])
    with store.work(ACTOR) as work:
        work.append(Scope.DIRECTORY, None, [Change(POST.number, b"post-00000000001", {1: "VFT", 2: "Vieux Fort"})])
    return store


def state(store: Store) -> tuple[object, ...]:
    """Return what is read of the rows, and what search finds."""
    with store.read() as reader:
        rows = [reader.find_rows(record) for record in (PERSON, POST)]
        hits = [sorted(hit.row for hit in reader.find_hits(word)) for word in ("paul", "pol", "ann")]
        return rows, hits, [row.id for row in reader.find_conflicts()]


def put_back(link: Link, record: RecordType, row: tuple[Any, ...], extra: Mapping[int, Any], *, known: bool) -> None:
    """Leave a row as a version without its record would keep it, or (`known`) as one without these fields would."""
    shape, raw, total = shape_of(record.number), Shape(record.number, None), RowSum()
    total.take([(record.number, row)])
    kept = [None if field.number in extra else row[shape.places[field.number][0]] for field in record.fields]
    older = [*row[:EXTRA], encode_plain(dict(extra)), *(kept if known else ())]
    if not known:
        link.run(shape.delete, (row[0],))
    sql, pick = shape.update_of() if known else raw.insert_of()
    link.run(sql, pick(older))
    total.add([(record.number, older)])
    assert (row[CASE] is None) is (record is POST)
    assert row[CLOCK]
    keep_sum(link, total)


@pytest.mark.parametrize("known", [False, True], ids=["without the record", "without a field"])
def test_what_was_unknown_is_projected(store: Store, *, known: bool) -> None:
    """After the upgrade rows of each case and of the directory stand in their columns, disputed and found as ever."""
    truth = state(store)
    with store.work(ACTOR) as work:
        for record in (PERSON, POST):
            for row in work.link.rows(shape_of(record.number).select):
                put_back(work.link, record, row, {2: "raw", 3: "raw"} if record is PERSON else {1: "raw"}, known=known)
    assert state(store) != truth
    with store.work(ACTOR) as work:
        assert fits(work.link)  # as an update asks before it adopts
        adopt_known(work.link)
        assert work.link.value("SELECT count(*) FROM raw_rows") == 0
        assert work.link.value("SELECT count(*) FROM person WHERE extra IS NOT NULL") == 0
    assert state(store) == truth
    assert store.find_differences() == []
    assert not {"projection", "search"} & problems(store).keys()


def test_what_is_known_by_now_is_taken_from_beside_what_is_not(store: Store) -> None:
    """A row with fields of which some are still unknown is made again; what nobody knows yet stays as it was kept."""
    device = FakeDevice(b"new")
    later = [device.write(CASE_ID, change(ROW, {4711: "later"}), Change(60_000, ROW, {1: "later"}))]
    take_in(store, [device], later)
    truth = state(store)
    with store.work(ACTOR) as work:
        [row] = [one for one in work.link.rows(shape_of(PERSON.number).select) if one[0] == ROW]
        put_back(work.link, PERSON, row, {4711: "later", FAMILY: "raw"}, known=True)
    with store.work(ACTOR) as work:
        adopt_known(work.link)
        assert work.link.rows("SELECT record_no, row_id FROM raw_rows") == [(60_000, ROW)]
        kept = work.link.rows("SELECT row_id, extra FROM person WHERE extra IS NOT NULL")
        assert kept == [(ROW, encode_plain({4711: "later"}))]
    assert state(store) == truth
    assert store.find_differences() == []
    assert not {"projection", "search"} & problems(store).keys()


def test_what_is_parked_is_not_projected(store: Store) -> None:
    """An entry that waits for a decision says nothing when rows are made again."""
    device = FakeDevice(b"two")
    take_in(store, [device], [device.write(OTHER_CASE, change(THIRD, {GIVEN: "Parked"}))])
    with store.work(ACTOR) as work:
        work.link.run(
            "UPDATE entries SET parked = 'no-such-officer' WHERE log_no = (SELECT no FROM logs WHERE log = ?)",
            (device.log,),
        )
        [row] = [one for one in work.link.rows(shape_of(PERSON.number).select) if one[0] == THIRD]
        put_back(work.link, PERSON, row, {FAMILY: "raw", GIVEN: "raw"}, known=False)
        adopt_known(work.link)
    with store.read() as reader:
        found = reader.get_row(PERSON, THIRD)
    assert found is not None
    assert found.values == {"family_name": "Paula"}
