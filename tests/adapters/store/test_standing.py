"""One row in memory while a batch is merged: what is in dispute, what stands in its columns, what search reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.store.names import CASE_RECORD, CITIZEN, FAMILY, GIVEN, NAMES, PERSON, number
from tipdesk.adapters.store.shapes import CASE, CLOCK, EXTRA, HIDDEN, shape_of
from tipdesk.adapters.store.standing import Standing, fresh, loaded
from tipdesk.domain.schema import DELETED
from tipdesk.sync import merge
from tipdesk.sync.codec import decode_plain, encode_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tipdesk.adapters.store.incoming import Pair

CASE_ID, OTHER_CASE, ROW = b"case-0123456789a", b"case-zzzzzzzzzzz", b"row-0123456789ab"
SHAPE, CASE_SHAPE = shape_of(PERSON.number), shape_of(CASE_RECORD.number)
ADDRESS, BIRTH, CHILDREN = (number("Person", name) for name in ("address", "birth_date", "children_count"))
OWNER, RISK = number("Case", "owner"), number("Case", "risk_level")
UNKNOWN = 4711
FIRST, SECOND, THIRD = (3, 1), (1, 1), (2, 1)
"""Three entries as they were written: neither by their logs' numbers nor as they arrive."""


def order(dot: Pair) -> tuple[int, bytes, int]:
    """Return when an entry was written."""
    return ([FIRST, SECOND, THIRD].index(dot), b"", dot[1])


def lying(fields: Mapping[int, Any], clock: merge.Clock, extra: dict[int, Any] | None = None) -> Standing:
    """Return a person that lies in the table with these columns."""
    row: list[Any] = [ROW, CASE_ID, encode_plain(clock), 0, encode_plain(extra) if extra else None, *SHAPE.blank[1:]]
    for field, stored in fields.items():
        row[SHAPE.places[field][0]] = stored
    return loaded(SHAPE, tuple(row), {field: [*live] for field, live in clock.items()}, extra or {})


def wrote(standing: Standing, dot: Pair, fields: Mapping[int, Any], *replaced: Pair) -> Standing:
    """Enter one write, which saw the same dots of all its fields."""
    flat = [part for pair in replaced for part in pair]
    for field in fields:
        merge.write(standing.clock, field, dot, flat, lambda _log, _seq: False)
    standing.writes.append((dot, fields))
    return standing


def person(*writes: tuple[Pair, Mapping[int, Any]]) -> Standing:
    """Return a new person after writes that saw nothing of each other."""
    standing = fresh(SHAPE, ROW, CASE_ID)
    for dot, fields in writes:
        wrote(standing, dot, fields)
    return standing


def settled(standing: Standing) -> Standing:
    """Settle a row as a batch does."""
    standing.settle_plain()
    if standing.has_siblings():
        standing.settle_all(order)
    standing.finish()
    return standing


def shown(standing: Standing, field: int) -> Any:  # noqa: ANN401 - what a column holds
    """Return what the column of a field holds."""
    return standing.row[standing.shape.places[field][0]]


def kept_raw(standing: Standing) -> dict[int, Any]:
    """Return what is kept beside the columns."""
    return dict(decode_plain(standing.row[EXTRA])) if standing.row[EXTRA] is not None else {}


def test_a_new_row_is_in_dispute_where_two_wrote_the_same() -> None:
    """Writes of different fields are no dispute, nor is one that replaces another; a deletion has to be judged."""
    assert not person((FIRST, {FAMILY: "Paul", GIVEN: "Ann"})).has_siblings()
    assert not person((FIRST, {FAMILY: "Paul"}), (SECOND, {GIVEN: "Ann"})).has_siblings()
    assert person((FIRST, {FAMILY: "Paul"}), (SECOND, {FAMILY: "Pol"})).has_siblings()
    assert not wrote(person((FIRST, {FAMILY: "Paul"})), SECOND, {FAMILY: "Pol"}, FIRST).has_siblings()
    assert person((FIRST, {FAMILY: "Paul", DELETED: [[], None]})).has_siblings()


def test_a_row_is_in_dispute_that_was_or_comes_to_be() -> None:
    """A second live value, one that was there until now, a deletion there is or was; ghosts and the dead are none."""
    one = {FAMILY: [*FIRST]}
    assert not wrote(lying({FAMILY: "Paul"}, one), SECOND, {FAMILY: "Pol"}, FIRST).has_siblings()
    assert wrote(lying({FAMILY: "Paul"}, one), SECOND, {FAMILY: "Pol"}).has_siblings()
    several = {FAMILY: [*FIRST, *SECOND], GIVEN: [*FIRST]}
    assert wrote(lying({}, several), THIRD, {FAMILY: "Pol"}, FIRST, SECOND).has_siblings()
    ghosts = {~FAMILY: [*SECOND, *THIRD], ~DELETED: [*SECOND, *THIRD], **one}
    assert not wrote(lying({FAMILY: "Paul"}, ghosts), SECOND, {FAMILY: "late"}).has_siblings()
    deleted = {DELETED: [*FIRST], **one}
    assert wrote(lying({}, deleted), SECOND, {GIVEN: "Ann"}).has_siblings()
    was = wrote(lying({}, deleted), SECOND, {GIVEN: "Ann"})
    del was.clock[DELETED]
    assert was.has_siblings()
    assert not wrote(lying({}, {~FAMILY: [*SECOND], **one}), SECOND, {FAMILY: "late"}).has_siblings()


def test_only_what_one_write_changed_is_written() -> None:
    """One write of plain values touches its own columns; after more than that the whole row is written."""
    one = {FAMILY: [*FIRST]}
    assert person((FIRST, {FAMILY: "Paul", GIVEN: "Ann"})).changed_fields() == (FAMILY, GIVEN)
    assert wrote(lying({}, one), SECOND, {FAMILY: "Pol"}, FIRST).changed_fields() == (FAMILY,)
    assert person((FIRST, {FAMILY: "Paul"}), (SECOND, {GIVEN: "Ann"})).changed_fields() is None
    assert settled(person((FIRST, {FAMILY: "Paul", UNKNOWN: 5}))).changed_fields() is None
    assert settled(person((FIRST, {FAMILY: "Paul", DELETED: None}))).changed_fields() is None
    assert settled(wrote(lying({}, one, {UNKNOWN: 5}), SECOND, {UNKNOWN: None}, FIRST)).changed_fields() is None
    moved = wrote(lying({}, one), SECOND, {FAMILY: "Pol"}, FIRST)
    moved.row[CASE] = OTHER_CASE
    assert moved.changed_fields() is None
    again = wrote(fresh(SHAPE, ROW, CASE_ID), SECOND, {FAMILY: "Pol"})
    again.remade = True
    assert again.changed_fields() is None
    assert lying({}, one).changed_fields() is None


def test_values_stand_in_their_columns() -> None:
    """Each as its column holds it; what fits no column, or belongs to no field known here, is kept raw by number."""
    answers = {UNKNOWN: {"a": 1}, FAMILY: "Paul", NAMES: ["Jo", "Al"], CHILDREN: 2, GIVEN: "\x1fAnn", BIRTH: None}
    standing = settled(person((FIRST, answers)))
    assert [shown(standing, field) for field in (FAMILY, NAMES, CHILDREN, GIVEN, BIRTH)] == [
        "Paul", "\x1fJo\x1eAl", "2", None, None,
    ]  # fmt: skip
    assert list(kept_raw(standing).items()) == [(GIVEN, "\x1fAnn"), (UNKNOWN, {"a": 1})]
    assert (decode_plain(standing.row[CLOCK]), standing.row[HIDDEN]) == (standing.clock, 0)
    assert settled(person((FIRST, {FAMILY: 5}))).row[SHAPE.places[FAMILY][0]] == "5"
    assert settled(person((FIRST, {FAMILY: "Paul", UNKNOWN: None}))).row[EXTRA] is None
    case = wrote(fresh(CASE_SHAPE, CASE_ID, CASE_ID), FIRST, {OWNER: "no id"})
    assert (shown(settled(case), OWNER), kept_raw(case)) == (None, {OWNER: "no id"})


def test_what_was_kept_raw_goes_when_it_is_replaced() -> None:
    """A value that fits, or none, takes the place of one that did not: nothing of it stays beside the columns."""
    raw = {GIVEN: "\x1fAnn", UNKNOWN: 5}
    clock = {GIVEN: [*FIRST], UNKNOWN: [*FIRST]}
    for wire, stored in (("Ann", "Ann"), (None, None), (["Ann"], "\x1fAnn")):
        standing = settled(wrote(lying({}, clock, dict(raw)), SECOND, {GIVEN: wire}, FIRST))
        assert (shown(standing, GIVEN), kept_raw(standing)) == (stored, {UNKNOWN: 5})
    unknown = settled(wrote(lying({}, clock, dict(raw)), SECOND, {UNKNOWN: None}, FIRST))
    assert kept_raw(unknown) == {GIVEN: "\x1fAnn"}


def test_what_does_not_live_does_not_stand() -> None:
    """A write replaced in the same batch, and one that was replaced before it came, leave the living one alone."""
    both = wrote(person((FIRST, {FAMILY: "Paul", GIVEN: "Ann"})), SECOND, {FAMILY: "Pol"}, FIRST)
    assert (shown(settled(both), FAMILY), shown(both, GIVEN)) == ("Pol", "Ann")
    late = wrote(lying({FAMILY: "Pol"}, {FAMILY: [*SECOND], ~FAMILY: [*FIRST]}), FIRST, {FAMILY: "Paul", GIVEN: "Ann"})
    assert (shown(settled(late), FAMILY), shown(late, GIVEN)) == ("Pol", "Ann")


@pytest.mark.parametrize("known", [True, False], ids=["known before", "new"])
def test_a_field_that_nothing_lives_in_is_empty(*, known: bool) -> None:
    """A malformed write that replaces itself leaves nothing in the column nor beside it, whatever came first."""
    clock = {FAMILY: [*FIRST], UNKNOWN: [*FIRST]}
    standing = lying({FAMILY: "Paul"}, clock, {UNKNOWN: 5}) if known else fresh(SHAPE, ROW, CASE_ID)
    wrote(standing, SECOND, {FAMILY: "Pol", UNKNOWN: 6}, FIRST, SECOND)
    assert (shown(settled(standing), FAMILY), kept_raw(standing)) == (None, {})


def test_ghosts_are_no_values() -> None:
    """What is known to be replaced, of a field or of the deletion, stands nowhere in a row that is in dispute."""
    standing = lying({FAMILY: "Paul"}, {FAMILY: [*FIRST], ~DELETED: [9, 9, 9, 8], ~GIVEN: [9, 9]})
    settled(wrote(standing, SECOND, {FAMILY: "Pol"}))
    assert ({number for number, _log, _seq in standing.siblings}, kept_raw(standing)) == ({FAMILY}, {})


def test_live_values_are_told_oldest_first() -> None:
    """All of them are kept side by side under field and entry, the latest is shown, and they call for settling."""
    standing = settled(
        person((THIRD, {FAMILY: "Paula"}), (FIRST, {FAMILY: "Paul", GIVEN: "Ann"}), (SECOND, {FAMILY: "Pol"}))
    )
    assert list(standing.siblings.items()) == [
        ((FAMILY, *FIRST), "Paul"),
        ((FAMILY, *SECOND), "Pol"),
        ((FAMILY, *THIRD), "Paula"),
    ]
    assert (shown(standing, FAMILY), shown(standing, GIVEN), standing.conflict) == ("Paula", "Ann", True)
    assert standing.row[HIDDEN] == 0


def test_a_value_that_lay_alone_stands_beside_the_new_one() -> None:
    """What came before is read back from its column, from beside the columns, or from where the siblings lay."""
    clock = {FAMILY: [*FIRST], NAMES: [*FIRST], UNKNOWN: [*FIRST], GIVEN: [*FIRST]}
    standing = lying({FAMILY: "Paul", NAMES: "\x1fJo\x1eAl", GIVEN: "Ann"}, clock, {UNKNOWN: {"a": 1}})
    wrote(standing, SECOND, {FAMILY: "Pol", NAMES: {0: 2}, UNKNOWN: 6})
    assert dict(settled(standing).siblings) == {
        (FAMILY, *FIRST): "Paul", (FAMILY, *SECOND): "Pol",
        (NAMES, *FIRST): ["Jo", "Al"], (NAMES, *SECOND): {0: 2},
        (UNKNOWN, *FIRST): {"a": 1}, (UNKNOWN, *SECOND): 6,
    }  # fmt: skip
    assert (shown(standing, FAMILY), shown(standing, GIVEN), kept_raw(standing)) == ("Pol", "Ann", {UNKNOWN: 6})
    third = lying({FAMILY: "Pol"}, {FAMILY: [*FIRST, *SECOND], UNKNOWN: [*FIRST]})
    third.held = {(FAMILY, *FIRST): None, (FAMILY, *SECOND): "Pol"}
    wrote(third, THIRD, {FAMILY: "Paula", UNKNOWN: 5})
    assert dict(settled(third).siblings) == {
        (FAMILY, *FIRST): None, (FAMILY, *SECOND): "Pol", (FAMILY, *THIRD): "Paula",
        (UNKNOWN, *FIRST): None, (UNKNOWN, *THIRD): 5,
    }  # fmt: skip


def test_siblings_do_not_depend_on_what_came_first() -> None:
    """A value is kept beside others as its column would give it back, or as it came where it fits none."""
    standing = settled(person((FIRST, {FAMILY: 5, GIVEN: "\x1f"}), (SECOND, {FAMILY: "Pol", GIVEN: b"x"})))
    assert dict(standing.siblings) == {
        (FAMILY, *FIRST): "5", (FAMILY, *SECOND): "Pol", (GIVEN, *FIRST): "\x1f", (GIVEN, *SECOND): b"x",
    }  # fmt: skip
    case = fresh(CASE_SHAPE, CASE_ID, CASE_ID)
    for dot, owner in ((FIRST, b"officer-1"), (SECOND, b"officer-2")):
        wrote(case, dot, {OWNER: owner})
    assert list(settled(case).siblings.values()) == [b"officer-1", b"officer-2"]


def test_a_record_of_a_later_release_keeps_all_its_values() -> None:
    """Nothing is known of its fields: the latest stands, and all are kept as they came."""
    shape = shape_of(60_000)
    standing = fresh(shape, ROW, CASE_ID)
    for dot, wire in ((FIRST, [5]), (SECOND, ["x"])):
        wrote(standing, dot, {1: wire})
    assert dict(settled(standing).siblings) == {(1, *FIRST): [5], (1, *SECOND): ["x"]}
    assert (kept_raw(standing), standing.conflict) == ({1: ["x"]}, True)


@pytest.mark.parametrize(
    ("field", "wires", "stored", "conflict"),
    [
        (FAMILY, ["Paul", "Paul"], "Paul", False),
        (FAMILY, ["Paul", None], None, True),
        (CITIZEN, [["LC"], ["HT", "LC"]], "\x1fHT\x1eLC", False),
        (CITIZEN, [["LC"], {0: 2}], "\x1f\x1f2", True),
        (CITIZEN, [["LC"], [5], ["HT"]], "\x1fHT", False),
        (CITIZEN, [[["deep"]], ["LC"], ["HT"]], "\x1fHT", False),
    ],
    ids=["agreed", "emptied", "joined", "refused", "not to be sorted", "not to be joined"],
)
def test_what_is_shown_of_several(field: int, wires: Sequence[Any], stored: str | None, *, conflict: bool) -> None:
    """Equal values agree, lists are joined, the latest of what cannot be joined stands: nothing that came raises."""
    standing = settled(
        person(*((dot, {field: wire}) for dot, wire in zip((FIRST, SECOND, THIRD), wires, strict=False)))
    )
    assert (shown(standing, field), standing.conflict) == (stored, conflict)
    assert len(standing.siblings) == len(wires)


def test_the_latest_lies_in_the_column_of_the_higher() -> None:
    """The order of a code list is the reader's to know, so the column holds the latest."""
    case = fresh(CASE_SHAPE, CASE_ID, CASE_ID)
    for dot, risk in ((FIRST, "high"), (SECOND, "low")):
        wrote(case, dot, {RISK: risk})
    assert (shown(settled(case), RISK), case.conflict) == ("low", True)


def test_a_deletion_hides_what_it_saw() -> None:
    """A row is hidden without a conflict where every deletion saw all; an unseen write or a restoration keeps it."""
    gone = settled(wrote(person((FIRST, {FAMILY: "Paul"})), SECOND, {DELETED: [[*FIRST], None]}))
    assert (gone.row[HIDDEN], gone.conflict, dict(gone.siblings)) == (1, False, {})
    twice = person((FIRST, {FAMILY: "Paul"}))
    for dot, moved_to in ((SECOND, None), (THIRD, ROW)):
        wrote(twice, dot, {DELETED: [[*FIRST], moved_to]})
    assert (settled(twice).row[HIDDEN], twice.conflict) == (1, False)
    assert set(twice.siblings) == {(DELETED, *SECOND), (DELETED, *THIRD)}
    whole = wrote(
        person((FIRST, {FAMILY: "Paul"}), (SECOND, {GIVEN: "Ann"})), THIRD, {DELETED: [[*FIRST, *SECOND], None]}
    )
    assert (settled(whole).row[HIDDEN], whole.conflict) == (1, False)
    missed = settled(person((FIRST, {FAMILY: "Paul"}), (SECOND, {DELETED: [[], None]})))
    assert (missed.row[HIDDEN], missed.conflict) == (0, True)
    kept = settled(person((FIRST, {DELETED: [[], None]}), (SECOND, {DELETED: None})))
    assert (kept.row[HIDDEN], kept.conflict) == (0, True)
    back = settled(wrote(person((FIRST, {DELETED: [[], None]})), SECOND, {DELETED: None}, FIRST))
    assert (back.row[HIDDEN], back.conflict) == (0, False)


def test_what_search_reads() -> None:
    """Words and names of the row, each once, live siblings of the searched fields included; nothing of a hidden row."""
    plain = settled(person((FIRST, {FAMILY: "Paul", GIVEN: "Paul", ADDRESS: "1 Mango Lane", CHILDREN: 7})))
    assert plain.search_text() == ("1 Mango Lane", "^^paul")
    lists = settled(person((FIRST, {NAMES: ["Jo", "Al"], FAMILY: {0: 2}, ADDRESS: {0: 2}})))
    assert lists.search_text() == ("", "^^jo^^al")
    several = person((SECOND, {FAMILY: "Pol", ADDRESS: "2 Mango Lane", UNKNOWN: "x"}))
    wrote(several, FIRST, {FAMILY: "Paul", ADDRESS: "1 Mango Lane", UNKNOWN: "y", CHILDREN: 7})
    assert settled(several).search_text() == ("2 Mango Lane\n1 Mango Lane", "^^pol^^paul")
    wrote(several, THIRD, {DELETED: [[*FIRST, *SECOND], None]})
    assert settled(several).search_text() == ("", "")


def test_whether_a_batch_wrote_a_field() -> None:
    """Any of its writes may have; a row that is only made again was written by none."""
    searched = frozenset({FAMILY, NAMES})
    assert person((FIRST, {GIVEN: "Ann", FAMILY: "Paul"})).touches(searched)
    assert not person((FIRST, {GIVEN: "Ann"})).touches(searched)
    assert person((FIRST, {GIVEN: "Ann"}), (SECOND, {NAMES: []})).touches(searched)
    assert not person((FIRST, {GIVEN: "Ann"}), (SECOND, {GIVEN: "Anne"})).touches(searched)
    assert not fresh(SHAPE, ROW, CASE_ID).touches(searched)
