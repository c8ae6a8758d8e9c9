"""The index of likenesses follows the rows: by every way in which a row changes, and to the last key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import ACTOR, CASE, FAMILY, GIVEN, LOG, PERSON, PHONE, REDACTION, number
from tests.adapters.store.stores import change, save
from tipdesk.adapters.store import likenesses
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.similar.likeness import Told, likeness_of
from tipdesk.domain.similar.search_keys import keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipdesk.adapters.store.store import Store

BORN, DOCUMENT = number("Person", "birth_date"), number("Person", "document_number")
ONE, TWO = b"row-000000000001", b"row-000000000002"
PAPER = partial(number, "IdentityDocument")
OF_PAPER = BY_NAME["IdentityDocument"].number


@pytest.fixture
def is_headquarters() -> bool:
    """These stores are headquarters' own, so that they may redact."""
    return True


@pytest.fixture
def store(store: Store) -> Store:
    """Make a store with two people, one of whom has a paper of their own."""
    save(store, CASE, change(ONE, {GIVEN: "Marie-Ange", FAMILY: "Joseph", BORN: "1996-03-14", PHONE: "+17584520000"}))
    save(store, CASE, change(TWO, {GIVEN: "José", FAMILY: "O'Brien"}))
    save(store, CASE, Change(OF_PAPER, b"paper-0000000001", {PAPER("person"): TWO, PAPER("number"): "R 0123456"}))
    return store


def found(store: Store, **answers: str) -> list[bytes]:
    """Return who lies near these answers, those who share most first."""
    asked = likeness_of((Told[name.upper()], text) for name, text in answers.items())
    with store.read() as reader:
        return [one.person for one in reader.find_around(keys_of(asked), 10).near]


def amend(store: Store, row: bytes, fields: Mapping[int, object]) -> None:
    """Change answers of a person as somebody who saw them."""
    with store.read() as reader:
        held = reader.get_row(PERSON, row)
    assert held is not None
    save(store, CASE, change(row, dict(fields), {field: held.replaced_by_write(field) for field in fields}))


def index_of(store: Store) -> list[list[tuple[object, ...]]]:
    """Return all that the index holds."""
    with store.read() as reader:
        rows = "SELECT record_no, row_id, case_id, person_id, told FROM likeness_rows ORDER BY row_id"
        keys = "SELECT r.row_id, k.key FROM likeness_keys k LEFT JOIN likeness_rows r ON r.no = k.no ORDER BY 1, 2"
        return [reader.link.rows(rows), reader.link.rows(keys)]


def is_whole(store: Store) -> bool:
    """Tell whether the index is what it would be if it were made anew, and what a rebuild makes of the log."""
    before = index_of(store)
    with store.work(ACTOR) as work:
        likenesses.fill(work.link)
    return index_of(store) == before and store.find_differences() == []


def test_people_are_found_by_what_any_row_tells(store: Store) -> None:
    """By name, date and telephone of their own row, and by a paper that is a row of its own; each person once."""
    assert found(store, family="Josef") == [ONE]
    assert found(store, birth="1996-03-14") == [ONE]
    assert found(store, phone="758 452 0000") == [ONE]
    assert found(store, document="RO123456", family="Obrien") == [TWO]
    assert found(store, family="Nobody") == []
    with store.read() as reader:
        around = reader.find_around(keys_of(likeness_of([(Told.DOCUMENT, "R0123456")])), 10)
    [near] = around.near
    assert (near.case, around.crowd.people) == (CASE, 3)
    assert near.likeness == likeness_of([(Told.GIVEN, "José"), (Told.FAMILY, "O'Brien"), (Told.DOCUMENT, "R0123456")])
    assert is_whole(store)


def test_the_index_follows_changes(store: Store) -> None:
    """A name that is replaced is gone with its keys; both of a dispute are there; an emptied row leaves."""
    amend(store, ONE, {FAMILY: "Charlery"})
    assert (found(store, family="Joseph"), found(store, family="Charlery")) == ([], [ONE])
    save(store, CASE, change(ONE, {FAMILY: "Edward"}))
    assert (found(store, family="Charlery"), found(store, family="Edward")) == ([ONE], [ONE])
    assert is_whole(store)
    amend(store, ONE, dict.fromkeys((GIVEN, FAMILY, BORN, PHONE)))
    assert found(store, given="Marie", birth="1996-03-14") == []
    assert is_whole(store)


def test_what_is_put_away_or_sealed_is_not_in_it(store: Store) -> None:
    """A row in the trash leaves the index and comes back with it; ciphertext in place of a name is no name."""
    with store.read() as reader:
        row = reader.get_row(PERSON, TWO)
    assert row is not None
    save(store, CASE, change(TWO, {DELETED: Deletion(row.all_dots)}))
    assert found(store, family="Obrien") == []
    assert found(store, document="R0123456") == [TWO]  # that row is there still; who asks finds its person put away
    with store.read() as reader:
        row = reader.get_row(PERSON, TWO)
    assert row is not None
    save(store, CASE, change(TWO, {DELETED: None}, {DELETED: row.replaced_by_write(DELETED)}))
    assert found(store, family="Obrien") == [TWO]
    amend(store, ONE, {FAMILY: b"ciphertext of a name", GIVEN: b"ciphertext too", PHONE: b"and this"})
    assert (found(store, family="Joseph"), found(store, given="Marie")) == ([], [])
    assert is_whole(store)


def test_what_is_redacted_leaves_no_key(store: Store) -> None:
    """After the body that told a name is gone, neither the name nor a key of it lies in the index."""
    with store.work(ACTOR) as work:
        said = Change(REDACTION.number, b"redaction-000001", {1: LOG, 2: 1, 3: "erased"})
        work.append(Scope.REGISTER, None, [said])
    assert found(store, given="Marie", family="Joseph", birth="1996-03-14") == []
    assert all(row[1] != ONE for row in index_of(store)[0])
    assert all(row is not None for row, _key in index_of(store)[1])
    assert is_whole(store)


def test_many_rows_at_once_are_put_off_and_found_all_the_same(store: Store) -> None:
    """A large unit notes its rows as due; they are taken in by parts, once, as they stand by then."""
    rows = {place: b"row-%012d" % place for place in range(100, 200)}
    save(store, CASE, *(change(row, {DOCUMENT: f"{place}{place}"}) for place, row in rows.items()))
    assert store_due(store) == len(rows) - 64
    assert found(store, document="199199") == []
    amend(store, rows[198], {DOCUMENT: "777888"})
    assert found(store, document="777888") == [rows[198]]
    with store.work(ACTOR) as work:
        assert [work.seek_also(30), work.seek_also(30)] == [6, 0]
    assert (found(store, document="199199"), found(store, document="198198")) == ([rows[199]], [])
    assert is_whole(store)


def store_due(store: Store) -> int:
    """Return how many rows wait."""
    with store.read() as reader:
        return reader.count_unsought()
