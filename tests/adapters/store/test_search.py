"""Search: every word, beginnings of words, any part of a name or number, accents aside, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.store.names import CASE, CASE_RECORD, FAMILY, GIVEN, NAMES, NOTE, PERSON, PHONE, number
from tests.adapters.store.stores import change, save
from tipdesk.domain.changes import Change

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store

ADDRESS = number("Person", "address")
ONE, TWO, THREE = (b"row-%012d" % place for place in (1, 2, 3))


@pytest.fixture
def store(store: Store) -> Store:
    """Make a store with three people, a case and a note."""
    save(store, CASE, Change(CASE_RECORD.number, CASE, {1: "K7Q-42MX", 3: "Blue heron"}))
    save(
        store,
        CASE,
        change(ONE, {GIVEN: "Marie-Thérèse", FAMILY: "Joseph", PHONE: "+17584520000", NAMES: ["Teri", "Resi"]}),
    )
    save(store, CASE, change(TWO, {GIVEN: "José", FAMILY: "O'Brien", ADDRESS: "12 Mango Lane, Vieux Fort"}))
    save(store, CASE, change(THREE, {GIVEN: "Ann", FAMILY: {0: 2}, ADDRESS: "Mango Lane"}))
    save(store, CASE, Change(NOTE.number, b"note-00000000001", {1: "Ann spoke of a mango tree"}))
    return store


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("marie", [ONE]),
        ("THERESE", [ONE]),
        ("thér", [ONE]),
        ("eres", [ONE]),
        ("marie joseph", [ONE]),
        ("joseph marie", [ONE]),
        ("marie brien", []),
        ("758452", [ONE]),
        ("esi", [ONE]),
        ("jos", [TWO, ONE]),
        ("jo", [TWO, ONE]),
        ("j", [TWO, ONE]),
        ("o'brien", [TWO]),
        ("k7q-42mx", [CASE]),
        ("42m", [CASE]),
        ("k7q heron", [CASE]),
        ("mango", [b"note-00000000001", THREE, TWO]),
        ("mang fort", [TWO]),
        ("ango", []),
        ("ann mango", [b"note-00000000001", THREE]),
        ("an m", [b"note-00000000001", THREE]),
        ("brien mango", [TWO]),
        ("", []),
        (" - ", []),
        ('"', []),
        ("mar*", [ONE]),
        ("NOT marie", []),
        ("given_names:marie", []),
        ("zzz", []),
    ],
)
def test_what_words_find(store: Store, words: str, rows: list[bytes]) -> None:
    """Each of these searches finds exactly these rows, newest first."""
    with store.read() as reader:
        assert [hit.row for hit in reader.find_hits(words)] == rows


def test_hits_are_bounded_and_chosen(store: Store) -> None:
    """A search gives at most as many hits as asked, of the records asked, and names the field."""
    with store.read() as reader:
        assert [hit.row for hit in reader.find_hits("mango", limit=1)] == [b"note-00000000001"]
        hits = reader.find_hits("mango", records=frozenset({PERSON.number}))
        assert [(hit.record.name, hit.row, hit.case, hit.field) for hit in hits] == [
            ("Person", THREE, CASE, "address"),
            ("Person", TWO, CASE, "address"),
        ]
        assert [hit.row for hit in reader.find_hits("ann mango", limit=1, records=frozenset({PERSON.number}))] == [
            THREE
        ]


def test_search_follows_changes(store: Store) -> None:
    """A name that is replaced is not found any more; both names of a conflict are."""
    with store.read() as reader:
        row = reader.get_row(PERSON, ONE)
    assert row is not None
    save(store, CASE, change(ONE, {FAMILY: "Charlery"}, {FAMILY: row.replaced_by_write(FAMILY)}))
    with store.read() as reader:
        assert [hit.row for hit in reader.find_hits("joseph")] == []
        assert [hit.row for hit in reader.find_hits("charlery")] == [ONE]
    save(store, CASE, change(ONE, {FAMILY: "Charles"}))
    with store.read() as reader:
        assert [[hit.row for hit in reader.find_hits(name)] for name in ("charlery", "charles")] == [[ONE], [ONE]]


def test_an_emptied_row_leaves_the_index(store: Store) -> None:
    """A row whose searched fields are all empty is found by nothing, and comes back when they are filled."""
    with store.read() as reader:
        row = reader.get_row(PERSON, THREE)
    assert row is not None
    blank = change(THREE, {GIVEN: None, ADDRESS: None}, {one: row.replaced_by_write(one) for one in (GIVEN, ADDRESS)})
    save(store, CASE, blank)
    with store.read() as reader:
        assert [hit.row for hit in reader.find_hits("ann")] == [b"note-00000000001"]
        row = reader.get_row(PERSON, THREE)
    assert row is not None
    save(store, CASE, change(THREE, {GIVEN: "Annie"}, {GIVEN: row.replaced_by_write(GIVEN)}))
    with store.read() as reader:
        assert [hit.row for hit in reader.find_hits("annie")] == [THREE]
    assert not any(finding.problems for finding in store.check())


def test_a_replaced_name_leaves_the_index_at_once(store: Store) -> None:
    """After a save by hand no page of the index holds the old name, not even as a mark that it was deleted."""
    held = "SELECT count(*) FROM search_words_data WHERE instr(block, ?)"
    save(store, CASE, change(TWO, {ADDRESS: "Unmistakablestreet 9"}))
    with store.read() as reader:
        assert reader.link.value(held, (b"mistakablestreet",)) > 0
        row = reader.get_row(PERSON, TWO)
    assert row is not None
    save(store, CASE, change(TWO, {ADDRESS: "Elsewhere"}, {ADDRESS: row.replaced_by_write(ADDRESS)}))
    with store.read() as reader:
        assert reader.link.value(held, (b"mistakablestreet",)) == 0
