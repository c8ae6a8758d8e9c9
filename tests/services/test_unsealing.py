"""What a reader sees of sealed answers and reasons: opened with the keys they hold, and otherwise shown as shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_desk
from tests.services.key_rows import CASE, make_keyed_store
from tests.services.rooms import CARER, OWNER
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.sealing.unsealing import Unsealing, is_shut
from tipdesk.sync.sealing import Spot

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
from tests.services.sealed_entries import PERSON, ROW, WHERE, note, of_case, person, wrote


@pytest.fixture
def store() -> FakeStore:
    """A post whose officers have keys in the directory."""
    return make_keyed_store()


def test_why_something_was_written_is_for_holders(store: FakeStore) -> None:
    """Opened with the key of its case; none of a stranger's, nor one that was moved to another case."""
    entry = wrote(store, of_case("restricted"), note(), reason="Zebra said so")
    with store.read() as reader:
        for actor, case, told in (
            (OWNER, CASE, "Zebra said so"),
            (CARER, CASE, None),
            (OWNER, b"another-case----", None),
        ):
            assert Unsealing(reader, make_desk(store, actor)).reason(case, entry.reason) == told
        unsealing = Unsealing(reader, make_desk(store, CARER))
        assert (unsealing.reason(CASE, "open words"), unsealing.reason(CASE, None)) == ("open words", None)


def test_what_does_not_open_shows_that_it_is_sealed(store: FakeStore) -> None:
    """A row names the fields that stayed sealed to its reader, those in conflict too, and opens the others."""
    wrote(store, of_case(), person(whereabouts="Zebraroad 5", family_name="Doe"))
    wrote(store, person(whereabouts="Zebrahill 9"))
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
        assert row is not None
        mine = Unsealing(reader, make_desk(store, OWNER)).row(row)
        theirs = Unsealing(reader, make_desk(store, CARER)).row(row)
    assert [one.value for one in mine.siblings["whereabouts"]] == ["Zebraroad 5", "Zebrahill 9"]
    assert (mine.sealed, is_shut(mine, "whereabouts")) == (frozenset(), False)
    assert (theirs.sealed, is_shut(theirs, "whereabouts")) == (frozenset({"whereabouts"}), True)
    assert (theirs["family_name"], is_shut(theirs, "family_name")) == ("Doe", False)


def test_a_value_opens_where_it_was_sealed(store: FakeStore) -> None:
    """What is not sealed is itself; a box of another key, of another place, or of nothing known stays a box."""
    entry = wrote(store, of_case(), person(whereabouts="Zebraroad 5"))
    sealed = entry.changes[1].fields[WHERE]
    assert isinstance(sealed, Sealed)
    field, spot = PERSON.by_name["whereabouts"], Spot(CASE, PERSON.number, ROW, WHERE)
    unknown = Sealed(b"no such.", sealed.box)
    with store.read() as reader:
        unsealing = Unsealing(reader, make_desk(store, OWNER))
        assert unsealing.value(spot, field, sealed) == "Zebraroad 5"
        assert unsealing.value(spot, field, "as it is") == "as it is"
        assert unsealing.value(spot, field, unknown) is unknown
        for moved in (spot._replace(row=b"r" * 16), spot._replace(field=1), spot._replace(case=b"another-case----")):
            assert unsealing.value(moved, field, sealed) is sealed


@pytest.mark.parametrize("order", [("Doe", "Poe"), ("Poe", "Doe")], ids=["open first", "sealed first"])
def test_an_open_answer_beside_a_sealed_one(store: FakeStore, order: tuple[str, str]) -> None:
    """Written at once, one before the level was raised: a holder reads both; to others the answer is shut."""
    wrote(store, of_case("restricted"), note())
    for name in order:
        if name == "Doe":
            with store.work(OWNER) as unit:
                unit.append(Scope.CASE, CASE, [person(family_name=name)])
        else:
            wrote(store, person(family_name=name))
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
        assert row is not None
        mine = Unsealing(reader, make_desk(store, OWNER)).row(row)
        theirs = Unsealing(reader, make_desk(store, CARER)).row(row)
    assert {one.value for one in mine.siblings["family_name"]} == {"Doe", "Poe"}
    assert mine["family_name"] in order
    assert (theirs.sealed, is_shut(theirs, "family_name")) == (frozenset({"family_name"}), True)


def test_a_row_without_anything_sealed_is_itself(store: FakeStore) -> None:
    """No key of the case is read for it."""
    wrote(store, of_case(), person(family_name="Doe"))
    with store.read() as reader:
        row = reader.get_row(PERSON, ROW)
        assert row is not None
        assert Unsealing(reader, make_desk(store, CARER)).row(row) is row
