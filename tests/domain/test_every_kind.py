"""Every kind is complete: one contract over all of them, and what the two kinds for rows and digests add to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.kind_examples import (
    ANY_ROW,
    DIGITS,
    EXAMPLES,
    GROUPED,
    KINDS,
    PERSON,
    ROW,
    ROW_TEXT,
    Example,
    RecordNames,
)
from tipdesk.adapters.store.columns import from_column, is_octets, to_column
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import AnyRow, Digest, Field, Octets, Parsed, Reference, Referred, Storage
from tipdesk.domain.records import BY_NAME, CASE_RECORDS, RECORDS
from tipdesk.domain.values import Missing, NamedRow, Sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = load_code_book()
every_kind = pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: type(one.field).__name__)
ROWS = st.builds(NamedRow, st.integers(0, 2**31 - 1), st.binary(min_size=16, max_size=16))


def _classes(base: type[Field]) -> Iterator[type[Field]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _classes(kind)


def _untouched(_record: str, _given: object) -> Referred:
    raise AssertionError


def test_no_kind_is_forgotten() -> None:
    """Each class that is a kind stands in `Kind`, and has its one example; every declared field is of such a kind."""
    ours = {kind for kind in _classes(Field) if kind.__module__.startswith("tipdesk.") and kind is not Parsed}
    assert ours == set(KINDS)
    assert sorted(type(one.field).__name__ for one in EXAMPLES) == sorted(kind.__name__ for kind in KINDS)
    assert {type(field) for record in RECORDS for field in record.fields} <= set(KINDS)


@every_kind
def test_it_is_read_written_and_exported(one: Example) -> None:
    """What is typed becomes a value, which comes back the same from the wire, its column and a document."""
    field = one.field
    assert field.read(one.typed) == one.value
    assert (field.to_wire(one.value), field.from_wire(one.wire)) == (one.wire, one.value)
    assert to_column(one.wire, octets=is_octets(field)) == (True, one.stored)
    assert from_column(field, one.stored) == one.wire
    assert field.to_json(one.value) == one.json
    assert field.read(json.loads(json.dumps(one.json))) == one.value


@every_kind
def test_it_is_shown_in_words(one: Example) -> None:
    """People read it in full, translated, and nothing of it steers what shows it."""
    assert one.field.shown(one.value, CODES.label_of) == one.shown
    for told in (one.value, None, Missing.REFUSED, Sealed(b"k" * 8, b"box")):
        assert one.field.shown(told, CODES.label_of).isprintable() or one.field.paragraphs


@every_kind
def test_its_answers_fit_together(one: Example) -> None:
    """What a kind says of itself agrees with its values, so that whoever asks may rely on it."""
    field = one.field
    assert (field.storage is Storage.OCTETS) == isinstance(one.stored, bytes)
    assert field.is_several == isinstance(one.value, frozenset)
    assert field.refers == (field.referred(one.value) is not None) == (field.may_name("Person"))
    meant = field.referred(one.value)
    assert field.naming(PERSON, meant.row if meant else b"") == (one.value if meant else None)
    assert field.keeps_typed == bool(field.unread(one.value))
    assert field.is_asked == bool(one.editor)
    assert 1.5 < field.width < 8
    assert bool(field.codes) == (type(field).__name__ in {"Code", "Codes"})
    assert not field.is_long or field.paragraphs
    if not field.refers:
        assert field.read_in(one.typed, _untouched) == one.value


@every_kind
@given(st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.text(), st.binary(), st.lists(st.text())))
def test_it_keeps_what_a_log_holds(one: Example, wire: object) -> None:
    """Nothing that another release wrote, or somebody forged, fails to be read, shown and exported."""
    value = one.field.from_wire(wire)  # type: ignore[arg-type] # garbage is the point
    assert isinstance(one.field.shown(value, CODES.label_of), str)
    json.dumps(one.field.to_json(value))
    one.field.to_wire(value)
    one.field.referred(value)


@given(ROWS)
def test_any_row_comes_back_from_the_wire_and_its_column(row: NamedRow) -> None:
    """The number of the record, known or not, and the id survive; a document names what is known by its name."""
    assert ANY_ROW.from_wire(ANY_ROW.to_wire(row)) == row
    stored = to_column(ANY_ROW.to_wire(row), octets=True)[1]
    assert ANY_ROW.from_wire(from_column(ANY_ROW, stored)) == row
    if row.record:
        assert ANY_ROW.read(ANY_ROW.to_json(row)) == row


@given(st.binary(max_size=40))
def test_bytes_for_a_row_are_kept_whole(wire: bytes) -> None:
    """Whatever bytes stand where a row is named go back to the wire as they came."""
    assert ANY_ROW.to_wire(ANY_ROW.from_wire(wire)) == (wire or b"")


@pytest.mark.parametrize("typed", ["Officer " + ROW_TEXT, "Person", "Person x", ROW_TEXT, "-3 " + ROW_TEXT, "0 x"])
def test_what_names_no_row_is_refused(typed: str) -> None:
    """A row of a case is named by a record of a case and an id; anything else is told so."""
    with pytest.raises(UserError) as caught:
        ANY_ROW.read(typed)
    assert caught.value.code in {"bad-row", "bad-id"}
    assert caught.value.text()


def test_any_row_is_found_as_references_are() -> None:
    """With the name of its record, or without where a document gave the row a name; what is found decides."""
    asked: list[tuple[str, object]] = []

    def refer(record: str, given: object) -> Referred:
        asked.append((record, given))
        return Referred("Person", ROW)

    for told in (f"Person {ROW_TEXT}", "person-1", NamedRow(PERSON, ROW)):
        assert ANY_ROW.read_in(told, refer) == NamedRow(PERSON, ROW)
    assert asked == [("Person", ROW_TEXT), ("", "person-1"), ("Person", ROW)]
    assert ANY_ROW.read_in("", _untouched) is None
    assert Reference(1, "t", record="Person").read_in("person-1", refer) == ROW
    with pytest.raises(UserError) as caught:
        ANY_ROW.read_in("login", lambda _record, _given: Referred("Officer", ROW))
    assert caught.value.code == "bad-row"


def test_the_names_of_records_are_those_declared() -> None:
    """In a declared record the kind knows every record of a case by name, and none of the directory."""
    from tipdesk.domain.schema import _Declared

    field = AnyRow(1, "t").among(_Declared("Person"))
    for record in CASE_RECORDS:
        assert field.to_json(NamedRow(record.number, ROW)) == f"{record.name} {ROW_TEXT}"
        assert field.read(f"{record.name} {ROW_TEXT}") == NamedRow(record.number, ROW)
    for name in ("Officer", "CaseKey", "Nothing"):
        with pytest.raises(UserError):
            field.read(f"{name} {ROW_TEXT}")


def test_a_row_of_a_later_release_stands_by_its_number() -> None:
    """It is shown and exported, and can be read again."""
    unknown = NamedRow(4_000, ROW)
    assert ANY_ROW.shown(unknown, CODES.label_of) == "4000 01930e2e"
    assert ANY_ROW.read(ANY_ROW.to_json(unknown)) == unknown
    assert ANY_ROW.referred(unknown) == Referred("", ROW)
    assert RecordNames().name_of(4_000) == ""


def test_a_digest_is_shown_whole_and_exported_plain() -> None:
    """All 64 digits, in groups of four for people, without gaps for machines; typed either way it is the same."""
    digest = bytes.fromhex(DIGITS)
    for typed in (DIGITS, GROUPED, DIGITS.upper()):
        assert Digest(1, "t").read(typed) == digest
    assert Digest(1, "t").shown(digest, CODES.label_of).replace(" ", "") == DIGITS
    assert Digest(1, "t").to_json(digest) == DIGITS
    assert Digest(1, "t").shown(b"\1\2\3", CODES.label_of) == "0102 03"


@pytest.mark.parametrize("typed", [DIGITS[:-2], DIGITS + "00", "00"])
def test_a_digest_that_was_cut_is_refused(typed: str) -> None:
    """A digit too few or too many is told, with how many there are; what a log holds is kept as it is."""
    with pytest.raises(UserError) as caught:
        Digest(1, "t").read(typed)
    assert caught.value.code == "bad-digest"
    assert str(len(typed)) in caught.value.text()
    assert Digest(1, "t").from_wire(b"\1\2") == b"\1\2"


def test_digests_lie_as_the_bytes_they_always_were() -> None:
    """A field that was one of plain bytes before it was a digest has the same wire and column."""
    for record, name in (("Signature", "digest"), ("Incident", "digest"), ("Erasure", "digest")):
        field = BY_NAME[record].by_name[name]
        before = Octets(field.number, field.label)
        for value in (bytes(32), b"\1", None):
            assert field.to_wire(value) == before.to_wire(value)
            assert to_column(value, octets=is_octets(field)) == to_column(value, octets=is_octets(before))
