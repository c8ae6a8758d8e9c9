"""Partial dates, references, ids, code names and rows: small values with one text form."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipdesk.domain.code_name import make_code_name
from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import id_text, parse_id, uuid7
from tipdesk.domain.moments import day_shown
from tipdesk.domain.records import RECORDS
from tipdesk.domain.reference import ALPHABET, make_reference, parse_reference
from tipdesk.domain.values import PartialDate

REFERENCES = st.binary(min_size=8, max_size=8).map(make_reference)
DATES = st.dates(date(1850, 1, 1), date(2199, 12, 31))


@given(DATES)
def test_partial_dates_keep_their_precision(day: date) -> None:
    """A day, a month and a year come back from their text as they were, and no preciser."""
    for made in (
        PartialDate(day.year, day.month, day.day),
        PartialDate(day.year, day.month),
        PartialDate(day.year),
    ):
        assert PartialDate.parse(str(made)) == PartialDate.parse(day_shown(made, str)) == made


@given(st.lists(DATES, max_size=5))
def test_partial_dates_of_any_precision_can_be_sorted(days: list[date]) -> None:
    """Years, months and days stand in one order."""
    mixed = [PartialDate(day.year) for day in days] + [PartialDate(day.year, day.month, day.day) for day in days]
    mixed.sort()
    assert [made.year for made in mixed] == sorted(made.year for made in mixed)
    assert PartialDate(2007) < PartialDate(2007, 3) < PartialDate(2007, 3, 1) < PartialDate(2007, 4)


@given(REFERENCES)
def test_references_are_read_as_people_copy_them(reference: str) -> None:
    """Any case, spaces or hyphens, and the letters that are taken for digits."""
    plain = reference.replace("-", "")
    for copied in (reference.lower(), plain, f" {plain[:3]} {plain[3:]} ", plain.replace("0", "O").replace("1", "l")):
        assert parse_reference(copied) == reference


@given(REFERENCES, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(reference: str, place: int, wrong: str) -> None:
    """No single character can be replaced."""
    plain = reference.replace("-", "")
    if plain[place] == wrong:
        return
    with pytest.raises(UserError):
        parse_reference(plain[:place] + wrong + plain[place + 1 :])


@given(REFERENCES, st.integers(0, 5))
def test_two_neighbours_exchanged_are_noticed(reference: str, place: int) -> None:
    """No two neighbours can change places."""
    plain = reference.replace("-", "")
    if plain[place] == plain[place + 1]:
        return
    with pytest.raises(UserError):
        parse_reference(plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :])


@given(st.text())
def test_no_text_trips_the_readers(text: str) -> None:
    """A text is a reference, an id or a date, or it is refused; nothing else happens."""
    for parse in (parse_reference, parse_id, PartialDate.parse):
        with suppress(UserError):
            assert parse(text)


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_row_ids_are_uuids_of_version_seven(at_ms: int, noise: bytes) -> None:
    """Sixteen bytes, ordered by time, version and variant in their places (RFC 9562, 5.7)."""
    row = uuid7(at_ms, noise)
    assert int.from_bytes(row[:6], "big") == at_ms
    assert (row[6] >> 4, row[8] >> 6) == (7, 2)
    assert parse_id(id_text(row)) == row


@given(st.binary(min_size=8, max_size=8))
def test_code_names_are_two_words_and_a_number(noise: bytes) -> None:
    """Two different words of the list; without a list, a number."""
    words = ("heron", "maple", "quartz")
    first, second, number = make_code_name(words, noise).split()
    assert first.lower() != second
    assert {first.lower(), second} <= set(words)
    assert 10 <= int(number) <= 99
    assert make_code_name((), noise).startswith("No. ")


def test_records_name_fields_of_their_own() -> None:
    """Every parent is a field of the record, and tables are named in small letters."""
    for record in RECORDS:
        assert not record.parent or record.parent in record.by_name
        assert record.table == record.table.lower()


def test_problems_are_sentences() -> None:
    """A refused field tells what is wrong with its numbers in place."""
    problem = FieldProblem("case.title", "At most {longest}.", (("longest", 3),))
    assert problem.text() == "At most 3."
