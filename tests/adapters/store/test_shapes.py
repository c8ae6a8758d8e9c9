"""How rows lie in their tables: what is written comes back in the same places, whole or some columns of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.store.names import ACTOR, CASE_RECORD, FAMILY, GIVEN, NOTE, PERSON, number
from tests.adapters.store.stores import new_store
from tipdesk.adapters.store.shapes import CASE, CLOCK, EXTRA, FIXED, HIDDEN, ROW_ID, Shape, shape_of
from tipdesk.domain.pages import is_register
from tipdesk.domain.records import RECORDS
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.adapters.store.link import Link

ROW, OTHER, CASE_ID = b"row-0123456789ab", b"row-of-another-1", b"case-0123456789a"
OWNER = number("Case", "owner")
UNKNOWN = 60_000


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Link]:
    """Open a store of its own, of which each test leaves the tables empty."""
    store = new_store(tmp_path_factory.mktemp("shapes") / "home")
    with store.work(ACTOR) as work:
        yield work.link
    store.close()


def blank(row: bytes, shape: Shape) -> list[Any]:
    """Return a row in memory with nothing in it."""
    return [row, CASE_ID, b"\x80", 0, *shape.blank]


def write(link: Link, shape: Shape, *rows: list[Any], numbers: tuple[int, ...] | None = None) -> None:
    """Write new rows."""
    sql, pick = shape.insert_of(numbers)
    for row in rows:
        values = pick(row)
        assert len(set(sql.partition(")")[0].split(", "))) == sql.partition(")")[0].count(",") + 1, "a column twice"
        link.run(sql, values)


def rewrite(link: Link, shape: Shape, row: list[Any], numbers: tuple[int, ...] | None = None) -> int:
    """Write a row over what lies there; return how many columns were named."""
    sql, pick = shape.update_of(numbers)
    assert link.run(sql, pick(row)) == 1
    return sql.count(" = ?") - 1


def lying(link: Link, shape: Shape) -> dict[bytes, list[Any]]:
    """Return what lies in the table, by id."""
    return {row[ROW_ID]: list(row) for row in link.rows(shape.select)}


@pytest.mark.parametrize("known", [PERSON.number, CASE_RECORD.number, UNKNOWN])
def test_a_row_comes_back_whole(link: Link, known: int) -> None:
    """Each column in its place; rewritten whole it keeps nothing of before but its id; deleted, others stay."""
    shape = Shape(known, shape_of(known).record)
    first = [
        ROW,
        CASE_ID,
        b"\x80",
        0,
        b"\x81\x01\xc0",
        *(b"%d" % place for place in range(len(FIXED), len(shape.columns))),
    ]
    other = blank(OTHER, shape)
    write(link, shape, first, other)
    assert lying(link, shape) == {ROW: first, OTHER: other}
    after = [ROW, None, b"\x81\x01\x90", 1, None, *(b"x%d" % place for place in range(len(FIXED), len(shape.columns)))]
    assert rewrite(link, shape, after) == len(shape.columns) - 1
    assert lying(link, shape) == {ROW: after, OTHER: other}
    link.run(shape.delete, (ROW,))
    assert lying(link, shape) == {OTHER: other}
    link.run(shape.delete, (OTHER,))


def test_some_fields_are_written_alone(link: Link) -> None:
    """A new row with some fields and nothing beside them; then the clock and another field, the rest as it was."""
    shape = Shape(PERSON.number, PERSON)
    row = blank(ROW, shape)
    family, given = (shape.places[field][0] for field in (FAMILY, GIVEN))
    row[family], row[given], row[EXTRA] = "Paul", "not written", b"not written"
    write(link, shape, row, numbers=(4711, FAMILY))
    expected = blank(ROW, shape)
    expected[family] = "Paul"
    assert lying(link, shape) == {ROW: expected}
    row[family], row[given], row[CLOCK], row[HIDDEN], row[CASE] = "not written", "Ann", b"\x81", 1, None
    assert rewrite(link, shape, row, numbers=(GIVEN, 4711)) == 2
    expected[given], expected[CLOCK] = "Ann", b"\x81"
    assert lying(link, shape) == {ROW: expected}
    row[CLOCK] = b"\x82"
    assert rewrite(link, shape, row, numbers=()) == 1
    expected[CLOCK] = b"\x82"
    assert lying(link, shape) == {ROW: expected}
    link.run(shape.delete, (ROW,))


def test_records_unknown_here_share_a_table(link: Link) -> None:
    """Each statement touches the rows of its own record alone, though ids be equal."""
    one, two = Shape(UNKNOWN, None), Shape(UNKNOWN + 1, None)
    for shape in (one, two):
        write(link, shape, blank(ROW, shape))
    changed = [ROW, CASE_ID, b"\x81", 1, b"x"]
    rewrite(link, one, changed)
    assert (lying(link, one), lying(link, two)) == ({ROW: changed}, {ROW: blank(ROW, two)})
    assert rewrite(link, two, changed, numbers=(1,)) == 1
    assert lying(link, two)[ROW][HIDDEN] == 0
    for shape in (one, two):
        link.run(shape.delete, (ROW,))
        assert lying(link, shape) == {}
    assert link.value("SELECT count(*) FROM raw_rows") == 0


def test_statements_are_made_once() -> None:
    """The same statement serves every row of a kind of change."""
    shape = Shape(PERSON.number, PERSON)
    assert shape.update_of((FAMILY,)) is shape.update_of((FAMILY,))
    assert shape.insert_of() is not shape.update_of()
    assert shape.update_of((GIVEN,)) != shape.update_of((FAMILY,))
    assert shape_of(PERSON.number) is shape_of(PERSON.number)


def test_what_is_searched_is_what_was_declared() -> None:
    """Words and names of the records of cases and registers, each picked from a row; of bytes, and others, nothing."""
    person, note = Shape(PERSON.number, PERSON), Shape(NOTE.number, NOTE)
    assert [person.columns[place] for place in person.words] == ["address", "description"]
    assert [person.columns[place] for place in person.names] == [
        "person_code", "given_names", "family_name", "other_names", "document_number", "phone", "email", "tag_number",
    ]  # fmt: skip
    assert ([note.columns[place] for place in note.words], note.names) == (["text"], ())
    row = list(person.columns)
    assert person.pick_words(row) == ("address", "description")
    assert (note.pick_words(list(note.columns)), note.pick_names(list(note.columns))) == (("text",), ())
    named = {PERSON.by_number[field].name for field in person.searched_numbers}
    assert named == {*person.pick_words(row), *person.pick_names(row)}
    assert Shape(UNKNOWN, None).searched_numbers == frozenset()
    for record in RECORDS:
        shape = Shape(record.number, record)
        assert bool(shape.searched_numbers) <= (record.scope is Scope.CASE or is_register(record))


def test_which_columns_hold_text() -> None:
    """All but those of bytes: what search and plain saves may write as it is."""
    shape = Shape(CASE_RECORD.number, CASE_RECORD)
    assert shape.places[OWNER] == (shape.columns.index("owner"), True)
    assert OWNER not in shape.texts
    assert shape.texts[1] == shape.places[1][0] == len(FIXED)
    assert (Shape(UNKNOWN, None).places, Shape(UNKNOWN, None).columns) == ({}, FIXED)
