"""Field kinds: what each reads, refuses and writes, and that nothing from a log or a store can trip them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain import kinds
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import RECORDS
from tipdesk.domain.values import Coordinates, Duration, Missing, Money, PartialDate

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Field

FIELDS = [field for record in RECORDS for field in record.fields]
ONE_OF_EACH_KIND = list({type(field): field for field in FIELDS}.values())
ATLANTIC = timezone(timedelta(hours=-4))
WIRES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.integers() | st.text(), inner),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (kinds.Text(1, "t"), "  two\nlines\there ", "two lines here"),
        (kinds.Text(1, "t"), "   ", None),
        (kinds.LongText(1, "t"), "a\r\nb\rc", "a\nb\nc"),
        (kinds.Texts(1, "t"), " A ; B;;A", frozenset({"A", "B"})),
        (kinds.Texts(1, "t"), ["A; B", " "], frozenset({"A; B"})),
        (kinds.Texts(1, "t"), [], None),
        (kinds.Code(1, "t"), " open ", "open"),
        (kinds.Code(1, "t"), {"missing": "unknown"}, "unknown"),
        (kinds.Codes(1, "t"), "LC; GY; ", frozenset({"LC", "GY"})),
        (kinds.Codes(1, "t"), {"missing": "refused"}, frozenset({"refused"})),
        (kinds.Codes(1, "t"), Missing.NOT_ASKED, frozenset({"not_asked"})),
        (kinds.PartialDateField(1, "t"), "27/03/2007", PartialDate(2007, 3, 27)),
        (kinds.PartialDateField(1, "t"), {"missing": "unknown"}, Missing.UNKNOWN),
        (kinds.DateTimeField(1, "t"), "2026-11-24T15:10:59-04:00", datetime(2026, 11, 24, 15, 10, tzinfo=ATLANTIC)),
        (kinds.Number(1, "t"), " 12 ", 12),
        (kinds.Number(1, "t", low=-5), "-3", -3),
        (kinds.Number(1, "t", high=2**53), str(2**53), 2**53),
        (kinds.MoneyField(1, "t"), "1,250.5", Money(125050)),
        (kinds.DurationField(1, "t"), "1y 6m", Duration(1, 6)),
        (kinds.CoordinatesField(1, "t"), "13.7333, -60.9527", Coordinates(137333000, -609527000)),
        (kinds.Flag(1, "t"), "Yes", True),
        (kinds.Flag(1, "t"), False, False),
        (kinds.Phone(1, "t"), "758-452-0000", "+17584520000"),
        (kinds.Email(1, "t"), " a@example.org ", "a@example.org"),
        (
            kinds.Reference(1, "t"),
            "01930e2e-0000-7000-8000-000000000001",
            bytes.fromhex("01930e2e000070008000000000000001"),
        ),
        (kinds.Octets(1, "t"), "00ff", b"\x00\xff"),
    ],
)
def test_what_people_write_becomes_a_value(field: Field, typed: object, value: object) -> None:
    """A kind reads what people and documents give, and nothing else is left of it."""
    assert field.read(typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (kinds.Text(1, "t", longest=3), "four", "too-long"),
        (kinds.Text(1, "t"), "a\x00b", "bad-text"),
        (kinds.Text(1, "t"), "half \ud83d", "bad-text"),
        (kinds.Text(1, "t"), 7, "bad-text"),
        (kinds.Text(1, "t"), {"missing": []}, "bad-text"),
        (kinds.Text(1, "t"), {"missing": "nosuch"}, "bad-text"),
        (kinds.Texts(1, "t"), [["A"]], "bad-text"),
        (kinds.Texts(1, "t"), {"A": 1}, "bad-list"),
        (kinds.Texts(1, "t"), [str(number) for number in range(101)], "too-many"),
        (kinds.Code(1, "t"), ["open"], "bad-code"),
        (kinds.Code(1, "t"), "a\nb", "bad-code"),
        (kinds.Codes(1, "t"), 7, "bad-list"),
        (kinds.Codes(1, "t"), [{}], "bad-code"),
        (kinds.PartialDateField(1, "t"), "31 2 2026", "bad-date"),
        (kinds.PartialDateField(1, "t"), "2026-13", "bad-date"),
        (kinds.PartialDateField(1, "t"), "0 3 2007", "bad-date"),
        (kinds.PartialDateField(1, "t"), 2007, "bad-text"),
        (kinds.DateTimeField(1, "t"), "2026-11-24T15:10", "bad-time"),
        (kinds.Number(1, "t"), "--5", "bad-number"),
        (kinds.Number(1, "t"), "-", "bad-number"),
        (kinds.Number(1, "t"), True, "bad-number"),
        (kinds.Number(1, "t"), 1.0, "bad-number"),
        (kinds.Number(1, "t", high=3), 4, "bad-number"),
        (kinds.Number(1, "t"), "9" * 400, "bad-number"),
        (kinds.MoneyField(1, "t"), "a lot", "bad-money"),
        (kinds.DurationField(1, "t"), "P", "bad-duration"),
        (kinds.CoordinatesField(1, "t"), "91, 0", "bad-coordinates"),
        (kinds.Flag(1, "t"), "perhaps", "bad-flag"),
        (kinds.Flag(1, "t"), [], "bad-flag"),
        (kinds.Phone(1, "t"), "12", "bad-phone"),
        (kinds.Phone(1, "t"), "٤٥٢٠٠٠٠", "bad-phone"),
        (kinds.Email(1, "t"), "a@b", "bad-email"),
        (kinds.Email(1, "t"), "a\x00@example.org", "bad-text"),
        (kinds.Phone(1, "t"), "\u202a+1 758 555 0101\u202c", "bad-text"),
        (kinds.Texts(1, "t"), ["A", "B\u200b"], "bad-text"),
        (kinds.LongText(1, "t"), "\u2028", "bad-text"),
        (kinds.Email(1, "t"), "a@" + "b" * 300 + ".org", "bad-email"),
        (kinds.Reference(1, "t"), "nosuch", "bad-id"),
        (kinds.Octets(1, "t"), "xy", "bad-octets"),
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence(field: Field, typed: object, code: str) -> None:
    """Each refusal has its stable code and a sentence that can be filled in."""
    with pytest.raises(UserError) as caught:
        field.read(typed)
    assert caught.value.code == code
    assert caught.value.text()


@pytest.mark.parametrize("field", ONE_OF_EACH_KIND, ids=lambda field: type(field).__name__)
@given(wire=WIRES)
def test_reading_a_log_never_fails(field: Field, wire: object) -> None:
    """Whatever a log or a store of another release holds, a field reads and shows something."""
    value = field.from_wire(wire)  # type: ignore[arg-type] # garbage is the point
    assert isinstance(field.shown(value, lambda _list, code: code), str)
    json.dumps(field.to_json(value))


@given(st.sampled_from(FIELDS), st.text() | st.lists(st.text(max_size=5), max_size=4) | st.integers() | st.booleans())
def test_values_keep_their_meaning_on_the_wire_and_in_documents(field: Field, typed: object) -> None:
    """What was read once comes back equal from the log and from a document."""
    try:
        value = field.read(typed)
    except UserError:
        return
    wire = field.to_wire(value)
    assert field.from_wire(wire) == value
    assert field.read(json.loads(json.dumps(field.to_json(value)))) == value


@given(st.sampled_from(FIELDS), st.sampled_from(Missing))
def test_reasons_for_absence_survive(field: Field, reason: Missing) -> None:
    """Not known, refused, not asked and does not apply stay apart from empty, in every kind."""
    value = field.read({"missing": reason.code})
    assert value is not None
    assert field.from_wire(field.to_wire(value)) == value
    assert field.read(field.to_json(value)) == value


def test_what_a_log_holds_is_kept_and_shown_with_marks() -> None:
    """Reading a log refuses no character and loses no text; people see what is hidden in it, a name on one line."""
    name, texts, told = kinds.Text(1, "t"), kinds.Texts(2, "t"), kinds.LongText(3, "t")
    hostile = " Ann\x1b[2J\u202e\nLee "
    assert name.from_wire(hostile) == told.from_wire(hostile) == hostile
    assert texts.from_wire(["a\x9b", "b"]) == frozenset({"a\x9b", "b"})
    assert name.shown(hostile, lambda _list, code: code) == " Ann‹U+001B›[2J‹U+202E›‹U+000A›Lee "
    assert told.shown(hostile, lambda _list, code: code) == " Ann‹U+001B›[2J‹U+202E›\nLee "
    assert texts.shown(frozenset({"a\x9b", "b"}), lambda _list, code: code) == "a‹U+009B›, b"
    assert kinds.Code(4, "t").shown("op\x07en", lambda _list, code: code) == "op‹U+0007›en"


def test_a_store_keeps_flags_as_numbers() -> None:
    """1 and 0, as columns hold them, are read back as yes and no."""
    assert [kinds.Flag(1, "t").from_wire(wire) for wire in (1, 0, True, False)] == [True, False, True, False]
